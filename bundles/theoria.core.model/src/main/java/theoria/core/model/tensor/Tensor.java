package theoria.core.model.tensor;

import org.jspecify.annotations.Nullable;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A dense array T: [0,d<sub>0</sub>) x ... x [0,d<sub>r-1</sub>) -> R, stored row-major, in single
 * or double precision. The backing array or buffer is shared, not copied; nobody writes to it once
 * a tensor wraps it.
 */
public final class Tensor {
    private final Shape shape;
    private final float @Nullable [] floats;
    private final double @Nullable [] doubles;

    /** Single precision in place of an array, from its first element on. */
    private final @Nullable FloatBuffer buffer;

    private Tensor(
            Shape shape,
            float @Nullable [] floats,
            double @Nullable [] doubles,
            @Nullable FloatBuffer buffer) {
        this.shape = shape;
        this.floats = floats;
        this.doubles = doubles;
        this.buffer = buffer;
    }

    /**
     * A single-precision tensor over the given values.
     *
     * @throws IllegalArgumentException if the number of values is not the size of the shape
     */
    public static Tensor of(Shape shape, float[] values) {
        checkSize(shape, values.length);
        return new Tensor(shape, values, null, null);
    }

    /**
     * A double-precision tensor over the given values.
     *
     * @throws IllegalArgumentException if the number of values is not the size of the shape
     */
    public static Tensor of(Shape shape, double[] values) {
        checkSize(shape, values.length);
        return new Tensor(shape, null, values, null);
    }

    /**
     * A single-precision tensor over the remaining numbers of a buffer, such as a part of a mapped
     * file: they are read where they lie, so that a large file is not held in memory.
     *
     * @throws IllegalArgumentException if the number of values is not the size of the shape
     */
    public static Tensor of(Shape shape, FloatBuffer values) {
        checkSize(shape, values.remaining());
        return new Tensor(shape, null, null, values.slice());
    }

    private static void checkSize(Shape shape, int length) {
        if (shape.size() != length) {
            throw new IllegalArgumentException(
                    length + " values for shape " + shape + " of " + shape.size() + " elements");
        }
    }

    /** The extents. */
    public Shape shape() {
        return shape;
    }

    /** Number of elements. */
    public int size() {
        return shape.size();
    }

    /** The format of the stored numbers. */
    public Precision precision() {
        return doubles == null ? Precision.FLOAT : Precision.DOUBLE;
    }

    /** Element at a row-major position, widened to double. */
    public double get(int position) {
        if (floats != null) {
            return floats[position];
        }
        return buffer != null ? buffer.get(position) : backingDoubles()[position];
    }

    /** The values in single precision: the backing array if it is single, else copies. */
    public float[] toFloats() {
        if (floats != null) {
            return floats;
        }
        if (buffer != null) {
            float[] copy = new float[size()];
            copyTo(copy, 0);
            return copy;
        }
        double[] source = backingDoubles();
        float[] rounded = new float[source.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) source[i];
        }
        return rounded;
    }

    /** The values in double precision: the backing array if it is double, else widened copies. */
    public double[] toDoubles() {
        if (doubles != null) {
            return doubles;
        }
        double[] widened = new double[size()];
        for (int i = 0; i < widened.length; i++) {
            widened[i] = get(i);
        }
        return widened;
    }

    /** Writes the values, in single precision, into an array from a position on. */
    public void copyTo(float[] target, int from) {
        if (buffer != null) {
            buffer.get(0, target, from, size());
        } else {
            System.arraycopy(toFloats(), 0, target, from, size());
        }
    }

    /**
     * The same numbers under another shape of the same size (row-major, no copy).
     *
     * @throws IllegalArgumentException if the sizes differ
     */
    public Tensor reshape(Shape other) {
        checkSize(other, size());
        return new Tensor(other, floats, doubles, buffer);
    }

    /** Rows [from, from + count) along the first axis, copied. */
    public Tensor rows(int from, int count) {
        int row = shape.tail(1).size();
        Shape part = shape.with(0, count);
        if (floats != null) {
            return of(part, Arrays.copyOfRange(floats, from * row, (from + count) * row));
        }
        if (buffer != null) {
            float[] copy = new float[count * row];
            buffer.get(from * row, copy);
            return of(part, copy);
        }
        return of(part, Arrays.copyOfRange(backingDoubles(), from * row, (from + count) * row));
    }

    private double[] backingDoubles() {
        if (doubles == null) {
            throw new IllegalStateException("tensor " + shape + " holds single precision");
        }
        return doubles;
    }

    /** Equal shape, precision and bits (NaN equals NaN, 0 differs from -0). */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Tensor)) {
            return false;
        }
        Tensor that = (Tensor) other;
        if (!shape.equals(that.shape) || precision() != that.precision()) {
            return false;
        }
        return precision() == Precision.FLOAT
                ? Arrays.equals(toFloats(), that.toFloats())
                : Arrays.equals(doubles, that.doubles);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode()
                + (doubles == null ? Arrays.hashCode(toFloats()) : Arrays.hashCode(doubles));
    }

    @Override
    public String toString() {
        return precision().word() + " " + shape;
    }
}
