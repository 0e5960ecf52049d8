package theoria.core.model.tensor;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A dense array T: [0,d<sub>0</sub>) x ... x [0,d<sub>r-1</sub>) -> R, stored row-major, in single
 * or double precision. The backing array is shared, not copied; nobody writes to it once a tensor
 * wraps it.
 */
public final class Tensor {
    private final Shape shape;
    private final float @Nullable [] floats;
    private final double @Nullable [] doubles;

    private Tensor(Shape shape, float @Nullable [] floats, double @Nullable [] doubles) {
        this.shape = shape;
        this.floats = floats;
        this.doubles = doubles;
    }

    /**
     * A single-precision tensor over the given values.
     *
     * @throws IllegalArgumentException if the number of values is not the size of the shape
     */
    public static Tensor of(Shape shape, float[] values) {
        checkSize(shape, values.length);
        return new Tensor(shape, values, null);
    }

    /**
     * A double-precision tensor over the given values.
     *
     * @throws IllegalArgumentException if the number of values is not the size of the shape
     */
    public static Tensor of(Shape shape, double[] values) {
        checkSize(shape, values.length);
        return new Tensor(shape, null, values);
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
        return floats != null ? Precision.FLOAT : Precision.DOUBLE;
    }

    /** Element at a row-major position, widened to double. */
    public double get(int position) {
        if (floats != null) {
            return floats[position];
        }
        return backingDoubles()[position];
    }

    /** The values in single precision: the backing array if it is single, else rounded copies. */
    public float[] toFloats() {
        if (floats != null) {
            return floats;
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
        if (floats == null) {
            return backingDoubles();
        }
        double[] widened = new double[floats.length];
        for (int i = 0; i < widened.length; i++) {
            widened[i] = floats[i];
        }
        return widened;
    }

    /**
     * The same numbers under another shape of the same size (row-major, no copy).
     *
     * @throws IllegalArgumentException if the sizes differ
     */
    public Tensor reshape(Shape other) {
        checkSize(other, size());
        return new Tensor(other, floats, doubles);
    }

    /** Rows [from, from + count) along the first axis, copied. */
    public Tensor rows(int from, int count) {
        int row = shape.tail(1).size();
        Shape part = shape.with(0, count);
        if (floats != null) {
            return of(part, Arrays.copyOfRange(floats, from * row, (from + count) * row));
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
        return shape.equals(that.shape)
                && Arrays.equals(floats, that.floats)
                && Arrays.equals(doubles, that.doubles);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode()
                + (floats != null ? Arrays.hashCode(floats) : Arrays.hashCode(doubles));
    }

    @Override
    public String toString() {
        return precision().word() + " " + shape;
    }
}
