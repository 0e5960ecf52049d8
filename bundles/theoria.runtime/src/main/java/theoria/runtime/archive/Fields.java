package theoria.runtime.archive;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;

import theoria.core.model.load.FormatException;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fields of a JSON object, each of the kind that is expected.
 *
 * @param tree the object
 * @param where what it is, for a sentence
 */
record Fields(JsonObject tree, String where) {
    /** Reads an object. */
    static Fields parse(String text, String where) throws FormatException {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement root = JsonParser.parseReader(reader);
            if (root.isJsonObject()) {
                return new Fields(root.getAsJsonObject(), where);
            }
        } catch (JsonParseException e) {
            throw new FormatException(where + " is no JSON object; expected one", e);
        }
        throw new FormatException(where + " is no JSON object; expected one");
    }

    boolean has(String key) {
        return tree.has(key);
    }

    private FormatException wrong(String key, String expected) {
        return new FormatException(
                where + " has no '" + key + "' that is " + expected + "; expected one");
    }

    private JsonPrimitive value(String key, String expected) throws FormatException {
        JsonElement value = tree.get(key);
        if (value instanceof JsonPrimitive primitive) {
            return primitive;
        }
        throw wrong(key, expected);
    }

    String text(String key) throws FormatException {
        JsonPrimitive value = value(key, "a text");
        if (!value.isString()) {
            throw wrong(key, "a text");
        }
        return value.getAsString();
    }

    boolean truth(String key) throws FormatException {
        JsonPrimitive value = value(key, "true or false");
        if (!value.isBoolean()) {
            throw wrong(key, "true or false");
        }
        return value.getAsBoolean();
    }

    /** A whole number from 0 on. */
    long whole(String key) throws FormatException {
        String expected = "a whole number from 0 on";
        JsonPrimitive value = value(key, expected);
        if (!value.isNumber() || !value.getAsString().matches("[0-9]{1,18}")) {
            throw wrong(key, expected);
        }
        return value.getAsLong();
    }

    Instant moment(String key) throws FormatException {
        try {
            return Instant.parse(text(key));
        } catch (DateTimeException e) {
            throw wrong(key, "a time in UTC");
        }
    }

    /** A SHA-256, which becomes the name of a file. */
    String hash(String key) throws FormatException {
        return requireHash(text(key), "'" + key + "' of " + where);
    }

    static String requireHash(String text, String what) throws FormatException {
        if (!text.matches("[0-9a-f]{64}")) {
            throw new FormatException(
                    what + " is no SHA-256; expected 64 hexadecimal digits in small letters");
        }
        return text;
    }

    Fields object(String key) throws FormatException {
        if (tree.get(key) instanceof JsonObject object) {
            return new Fields(object, "'" + key + "' of " + where);
        }
        throw wrong(key, "an object");
    }

    List<Fields> list(String key) throws FormatException {
        List<Fields> list = new ArrayList<>();
        for (JsonElement element : elements(key)) {
            if (!element.isJsonObject()) {
                throw wrong(key, "a list of objects");
            }
            String one = "entry " + (list.size() + 1) + " of '" + key + "'";
            list.add(new Fields(element.getAsJsonObject(), one));
        }
        return list;
    }

    List<String> texts(String key) throws FormatException {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : elements(key)) {
            if (!(element instanceof JsonPrimitive primitive) || !primitive.isString()) {
                throw wrong(key, "a list of texts");
            }
            texts.add(primitive.getAsString());
        }
        return texts;
    }

    private Iterable<JsonElement> elements(String key) throws FormatException {
        JsonElement value = tree.get(key);
        if (value == null || !value.isJsonArray()) {
            throw wrong(key, "a list");
        }
        return value.getAsJsonArray();
    }

    /** Numbers by name; NaN and infinities are words. */
    Map<String, Double> numbers(String key) throws FormatException {
        Map<String, Double> numbers = new TreeMap<>();
        for (Map.Entry<String, JsonElement> entry : object(key).tree.entrySet()) {
            String text =
                    entry.getValue() instanceof JsonPrimitive primitive
                            ? primitive.getAsString()
                            : "";
            if (!text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?|NaN|-?Infinity")) {
                throw wrong(key, "an object of numbers");
            }
            numbers.put(entry.getKey(), Double.parseDouble(text));
        }
        return numbers;
    }
}
