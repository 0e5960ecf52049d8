package theoria.core.model.npy;

import theoria.core.model.tensor.Shape;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A numpy array: shape, element type, elements in row-major order. Immutable by convention. */
public final class NpyArray {
    private final Shape shape;
    private final NpyType type;
    private final ByteBuffer data;

    NpyArray(Shape shape, NpyType type, ByteBuffer data) {
        this.shape = shape;
        this.type = type;
        this.data = data;
    }

    /** Double-precision numbers. */
    public static NpyArray of(Shape shape, double[] values) {
        checkSize(shape, values.length);
        ByteBuffer data = allocate(8L * values.length);
        data.asDoubleBuffer().put(values);
        return new NpyArray(shape, NpyType.FLOAT64, data);
    }

    /** Single-precision numbers. */
    public static NpyArray of(Shape shape, float[] values) {
        checkSize(shape, values.length);
        ByteBuffer data = allocate(4L * values.length);
        data.asFloatBuffer().put(values);
        return new NpyArray(shape, NpyType.FLOAT32, data);
    }

    /** Whole numbers. */
    public static NpyArray of(Shape shape, long[] values) {
        checkSize(shape, values.length);
        ByteBuffer data = allocate(8L * values.length);
        data.asLongBuffer().put(values);
        return new NpyArray(shape, NpyType.INT64, data);
    }

    private static ByteBuffer allocate(long bytes) {
        return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void checkSize(Shape shape, int length) {
        if (shape.size() != length) {
            throw new IllegalArgumentException(length + " values for shape " + shape);
        }
    }

    /** Extents. */
    public Shape shape() {
        return shape;
    }

    /** Element type. */
    public NpyType type() {
        return type;
    }

    /** Number of elements. */
    public int size() {
        return shape.size();
    }

    /** Element at a row-major position, widened to double. */
    public double get(int position) {
        return type.get(data, position * type.bytes());
    }

    /** All elements, widened to double. */
    public double[] toDoubles() {
        double[] values = new double[size()];
        Arrays.setAll(values, this::get);
        return values;
    }

    /** All elements, rounded to single precision. */
    public float[] toFloats() {
        float[] values = new float[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) get(i);
        }
        return values;
    }

    /** Elements as stored, little-endian. */
    ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NpyArray
                && shape.equals(((NpyArray) other).shape)
                && type == ((NpyArray) other).type
                && data().equals(((NpyArray) other).data());
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + data().hashCode();
    }

    @Override
    public String toString() {
        return type.name().toLowerCase(java.util.Locale.ROOT) + " " + shape;
    }
}
