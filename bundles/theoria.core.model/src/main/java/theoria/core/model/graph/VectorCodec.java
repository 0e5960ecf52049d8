package theoria.core.model.graph;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a network's weights: precision, the lengths of the two flat vectors, then their
 * numbers, little-endian.
 */
public final class VectorCodec {
    private static final int HEADER = 16;
    private static final int CHUNK = 1 << 16;

    private VectorCodec() {}

    /** The bytes of weights. */
    public static byte[] write(Weights weights) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(length(weights)));
        try {
            write(weights, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /** The number of bytes of weights. */
    public static long length(Weights weights) {
        long numbers = (long) weights.parameters().size() + weights.buffers().size();
        return HEADER + numbers * weights.precision().bytes();
    }

    /** Writes weights piece by piece, so that they are not held a second time. */
    public static void write(Weights weights, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        chunk.putInt(1).putInt(weights.precision().bytes());
        chunk.putInt(weights.parameters().size()).putInt(weights.buffers().size());
        put(weights.parameters(), chunk, out);
        put(weights.buffers(), chunk, out);
        out.write(chunk.array(), 0, chunk.position());
    }

    private static void put(Tensor tensor, ByteBuffer chunk, OutputStream out) throws IOException {
        boolean single = tensor.precision() == Precision.FLOAT;
        for (int i = 0; i < tensor.size(); i++) {
            if (chunk.remaining() < Double.BYTES) {
                out.write(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
            if (single) {
                chunk.putFloat((float) tensor.get(i));
            } else {
                chunk.putDouble(tensor.get(i));
            }
        }
    }

    /**
     * Reads weights.
     *
     * @param where the bytes come from, for the error sentence
     * @throws FormatException if they are damaged
     */
    public static Weights read(byte[] array, String where) throws FormatException {
        try {
            return read(new ByteArrayInputStream(array), array.length, where);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot be read", e);
        }
    }

    /**
     * Reads weights piece by piece, so that they are not held a second time; the stream stays open.
     *
     * @param length number of bytes of the stream
     * @param where the bytes come from, for the error sentence
     * @throws FormatException if they are damaged
     */
    public static Weights read(InputStream in, long length, String where)
            throws IOException, FormatException {
        ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        if (head.remaining() < HEADER || head.getInt() != 1) {
            throw new FormatException(where + " does not begin like weights; expected version 1");
        }
        int width = head.getInt();
        int parameters = head.getInt();
        int buffers = head.getInt();
        boolean known = width == Float.BYTES || width == Double.BYTES;
        if (!known
                || parameters < 0
                || buffers < 0
                || ((long) parameters + buffers) * width != length - HEADER) {
            throw new FormatException(
                    where
                            + " announces "
                            + parameters
                            + " and "
                            + buffers
                            + " numbers of "
                            + width
                            + " bytes; expected what its "
                            + length
                            + " bytes hold");
        }
        return width == Float.BYTES
                ? new Weights(floats(in, parameters, where), floats(in, buffers, where))
                : new Weights(doubles(in, parameters, where), doubles(in, buffers, where));
    }

    private static Tensor floats(InputStream in, int count, String where)
            throws IOException, FormatException {
        float[] values = new float[count];
        int most = CHUNK / Float.BYTES;
        for (long from = 0; from < count; from += most) {
            int numbers = (int) Math.min(most, count - from);
            chunk(in, numbers * Float.BYTES, where)
                    .asFloatBuffer()
                    .get(values, (int) from, numbers);
        }
        return Tensor.of(Shape.of(count), values);
    }

    private static Tensor doubles(InputStream in, int count, String where)
            throws IOException, FormatException {
        double[] values = new double[count];
        int most = CHUNK / Double.BYTES;
        for (long from = 0; from < count; from += most) {
            int numbers = (int) Math.min(most, count - from);
            chunk(in, numbers * Double.BYTES, where)
                    .asDoubleBuffer()
                    .get(values, (int) from, numbers);
        }
        return Tensor.of(Shape.of(count), values);
    }

    private static ByteBuffer chunk(InputStream in, int bytes, String where)
            throws IOException, FormatException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new FormatException(where + " end too early; expected as many as announced");
        }
        return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
    }
}
