package theoria.core.model.graph;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a network's weights: precision, the lengths of the two flat vectors, then their
 * numbers, little-endian.
 */
public final class VectorCodec {
    private static final int HEADER = 16;

    private VectorCodec() {}

    /** The bytes of weights. */
    public static byte[] write(Weights weights) {
        int width = weights.precision().bytes();
        long numbers = (long) weights.parameters().size() + weights.buffers().size();
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(HEADER + numbers * width))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(1).putInt(width);
        bytes.putInt(weights.parameters().size()).putInt(weights.buffers().size());
        put(weights.parameters(), bytes);
        put(weights.buffers(), bytes);
        return bytes.array();
    }

    private static void put(Tensor tensor, ByteBuffer bytes) {
        for (int i = 0; i < tensor.size(); i++) {
            if (tensor.precision() == Precision.FLOAT) {
                bytes.putFloat((float) tensor.get(i));
            } else {
                bytes.putDouble(tensor.get(i));
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
        ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
        if (array.length < HEADER || bytes.getInt() != 1) {
            throw new FormatException(where + " does not begin like weights; expected version 1");
        }
        int width = bytes.getInt();
        int parameters = bytes.getInt();
        int buffers = bytes.getInt();
        boolean known = width == Float.BYTES || width == Double.BYTES;
        if (!known
                || parameters < 0
                || buffers < 0
                || ((long) parameters + buffers) * width != bytes.remaining()) {
            throw new FormatException(
                    where
                            + " announces "
                            + parameters
                            + " and "
                            + buffers
                            + " numbers of "
                            + width
                            + " bytes; expected what its "
                            + array.length
                            + " bytes hold");
        }
        return width == Float.BYTES
                ? new Weights(floats(bytes, parameters), floats(bytes, buffers))
                : new Weights(doubles(bytes, parameters), doubles(bytes, buffers));
    }

    private static Tensor floats(ByteBuffer bytes, int count) {
        float[] values = new float[count];
        bytes.asFloatBuffer().get(values);
        bytes.position(bytes.position() + Float.BYTES * count);
        return Tensor.of(Shape.of(count), values);
    }

    private static Tensor doubles(ByteBuffer bytes, int count) {
        double[] values = new double[count];
        bytes.asDoubleBuffer().get(values);
        bytes.position(bytes.position() + Double.BYTES * count);
        return Tensor.of(Shape.of(count), values);
    }
}
