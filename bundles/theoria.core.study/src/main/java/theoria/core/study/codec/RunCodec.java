package theoria.core.study.codec;

import theoria.core.model.load.FormatException;
import theoria.core.study.Provenance;
import theoria.core.study.result.Result;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A result with its provenance as bytes, as the registry stores a run: the length n of the
 * provenance (4 bytes, little-endian), the n bytes of {@link ProvenanceCodec}, then the bytes of
 * {@link ResultCodec}.
 */
public final class RunCodec {
    private static final int PREFIX = 4;

    private RunCodec() {}

    /**
     * What was stored of a run.
     *
     * @param provenance where the result comes from
     * @param result what was found
     */
    public record Stored(Provenance provenance, Result result) {}

    /** The bytes of a result and its provenance. */
    public static byte[] encode(Provenance provenance, Result result) {
        byte[] first = ProvenanceCodec.encode(provenance);
        byte[] second = ResultCodec.encode(result);
        return ByteBuffer.allocate(
                        Math.toIntExact((long) PREFIX + first.length + (long) second.length))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(first.length)
                .put(first)
                .put(second)
                .array();
    }

    /**
     * Reads them back.
     *
     * @param bytes that {@link #encode} made, or anything else
     * @param where what they are, for the error sentence
     * @throws FormatException if they are damaged or of a newer format
     */
    public static Stored decode(byte[] bytes, String where) throws FormatException {
        int length =
                bytes.length < PREFIX
                        ? -1
                        : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        if (length < 0 || length > bytes.length - PREFIX) {
            throw new FormatException(
                    where + " is cut or damaged; expected a provenance and a result");
        }
        Provenance provenance =
                ProvenanceCodec.decode(Arrays.copyOfRange(bytes, PREFIX, PREFIX + length), where);
        byte[] rest = Arrays.copyOfRange(bytes, PREFIX + length, bytes.length);
        return new Stored(provenance, ResultCodec.decode(rest, where));
    }
}
