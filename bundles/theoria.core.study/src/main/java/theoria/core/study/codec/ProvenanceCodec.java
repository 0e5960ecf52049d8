package theoria.core.study.codec;

import com.google.gson.JsonObject;

import theoria.core.model.load.FormatException;
import theoria.core.study.Provenance;

import java.nio.charset.StandardCharsets;

/**
 * Provenance as bytes: one ASCII JSON object {@code {"version":1,"entries":{key:text,...}}} in the
 * order of its keys. Lossless; equal provenance in equal order has identical bytes.
 */
public final class ProvenanceCodec {
    private static final int VERSION = 1;

    private ProvenanceCodec() {}

    /** The bytes of a provenance. */
    public static byte[] encode(Provenance provenance) {
        JsonObject entries = new JsonObject();
        provenance.entries().forEach(entries::addProperty);
        JsonObject json = new JsonObject();
        json.addProperty("version", VERSION);
        json.add("entries", entries);
        return AsciiJson.bytes(json);
    }

    /**
     * The provenance of bytes.
     *
     * @param bytes that {@link #encode} made, or anything else
     * @param where what they are, for the error sentence
     * @throws FormatException if they are damaged or of a newer format
     */
    public static Provenance decode(byte[] bytes, String where) throws FormatException {
        String text = new String(bytes, StandardCharsets.US_ASCII);
        Fields json = new Fields(AsciiJson.parse(text, where), where);
        int version = json.whole("version");
        if (version != VERSION) {
            throw new FormatException(
                    where + " has provenance format " + version + "; expected " + VERSION);
        }
        return new Provenance(json.textMap("entries"));
    }
}
