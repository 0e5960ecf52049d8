package theoria.core.study.codec;

import com.google.gson.JsonObject;

import theoria.core.model.load.FormatException;
import theoria.core.study.result.Result;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Results as bytes, lossless: {@code decode(encode(r)).equals(r)}, and equal results have identical
 * bytes. All NaNs are one value.
 *
 * <p>Layout, little-endian: the four characters {@code THRE}, the format version (4 bytes), the
 * length n of the header (4 bytes), the header (n bytes of ASCII JSON), then blocks of plain
 * numbers, booleans and words. The header holds the structure and refers to a block as {@code
 * [offset, count]}; fields a reader does not know are skipped, so fields may be added without a new
 * version.
 */
public final class ResultCodec {
    static final int VERSION = 1;

    /** Deeper nested composites are refused: nobody reads them, and the stack is finite. */
    static final int MOST_NESTING = 32;

    private static final int MAGIC = 'T' | 'H' << 8 | 'R' << 16 | 'E' << 24;
    private static final int PREFIX = 12;

    private ResultCodec() {}

    /**
     * The bytes of a result.
     *
     * @throws IllegalArgumentException if composites are nested more than 32 deep
     */
    public static byte[] encode(Result result) {
        BlockWriter blocks = new BlockWriter();
        JsonObject header = new ResultEncoder(blocks).encode(result);
        byte[] json = AsciiJson.bytes(header);
        byte[] body = blocks.toBytes();
        return ByteBuffer.allocate(
                        Math.toIntExact((long) PREFIX + json.length + (long) body.length))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(json.length)
                .put(json)
                .put(body)
                .array();
    }

    /**
     * The result of bytes.
     *
     * @param bytes that {@link #encode} made, or anything else
     * @param where what they are, for the error sentence, for example {@code result of run 17}
     * @throws FormatException if they are damaged or of a newer format
     */
    public static Result decode(byte[] bytes, String where) throws FormatException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < PREFIX || buffer.getInt(0) != MAGIC) {
            throw new FormatException(where + " does not begin with THRE; expected a result");
        }
        int version = buffer.getInt(4);
        if (version != VERSION) {
            throw new FormatException(
                    where + " has result format " + version + "; expected " + VERSION);
        }
        int length = buffer.getInt(8);
        if (length < 0 || length > bytes.length - PREFIX) {
            throw new FormatException(
                    where
                            + " announces a header of "
                            + length
                            + " bytes at byte 8; expected at most "
                            + (bytes.length - PREFIX));
        }
        String json = new String(bytes, PREFIX, length, StandardCharsets.US_ASCII);
        int start = PREFIX + length;
        ByteBuffer body = buffer.slice(start, bytes.length - start);
        Fields header = new Fields(AsciiJson.parse(json, where), where);
        return new ResultDecoder(new BlockReader(body, where), where).decode(header);
    }
}
