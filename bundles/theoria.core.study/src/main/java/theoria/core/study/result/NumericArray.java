package theoria.core.study.result;

import theoria.core.model.tensor.Shape;

import java.util.Arrays;

/**
 * A dense array of numbers under a documented key: row-major, double precision. NaN and infinities
 * are values.
 *
 * @param shape extents
 * @param values row-major; shared, not copied
 * @param integers whether every value is a whole number by meaning (counts, labels)
 */
public record NumericArray(Shape shape, double[] values, boolean integers) {
    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if the number of values is not the size of the shape
     */
    public NumericArray {
        if (shape.size() != values.length) {
            throw new IllegalArgumentException(values.length + " values for shape " + shape);
        }
    }

    /** Real numbers. */
    public static NumericArray of(Shape shape, double[] values) {
        return new NumericArray(shape, values, false);
    }

    /** A vector of real numbers. */
    public static NumericArray of(double... values) {
        return of(Shape.of(values.length), values);
    }

    /** Whole numbers. */
    public static NumericArray integers(Shape shape, double[] values) {
        return new NumericArray(shape, values, true);
    }

    /** A vector of whole numbers. */
    public static NumericArray integers(int... values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return integers(Shape.of(values.length), doubles);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumericArray
                && shape.equals(((NumericArray) other).shape)
                && integers == ((NumericArray) other).integers
                && Arrays.equals(values, ((NumericArray) other).values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return (integers ? "integers " : "reals ") + shape;
    }
}
