package theoria.core.study.codec;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import theoria.core.model.load.FormatException;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/**
 * JSON in ASCII: other characters are escaped, so that any Java string survives, even one that is
 * no valid Unicode (a lone surrogate would be lost in UTF-8).
 */
final class AsciiJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final char LAST_PLAIN = '~';

    private AsciiJson() {}

    static byte[] bytes(JsonObject object) {
        String json = GSON.toJson(object);
        StringBuilder ascii = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c <= LAST_PLAIN) {
                ascii.append(c);
            } else {
                String hex = Integer.toHexString(c);
                ascii.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
            }
        }
        return ascii.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static JsonObject parse(String json, String where) throws FormatException {
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement root = JsonParser.parseReader(reader);
            if (root.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return root.getAsJsonObject();
            }
        } catch (JsonParseException | IOException e) {
            throw new FormatException(
                    where + " has a damaged header; expected JSON (" + e.getMessage() + ")", e);
        }
        throw new FormatException(where + " has a damaged header; expected one JSON object");
    }
}
