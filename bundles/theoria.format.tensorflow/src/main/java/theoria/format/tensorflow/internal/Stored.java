package theoria.format.tensorflow.internal;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

/**
 * A tensor that is known when the file is read: a constant, or what follows from constants and
 * shapes. Whole numbers that depend on the number of examples are {@link #BATCH} or {@link
 * #OF_BATCH}.
 *
 * @param name of the constant it comes from, else of the node that gives it
 * @param tensor its numbers; 64-bit integers are exact up to 2^53
 * @param whole whether the file has whole numbers or truth values
 * @param variable whether it was a variable, so that it is trainable
 */
record Stored(String name, Tensor tensor, boolean whole, boolean variable) implements Value {
    /** Stands among whole numbers for the number of examples. */
    static final double BATCH = Double.NaN;

    /** Stands among whole numbers for one that depends on the number of examples. */
    static final double OF_BATCH = Double.NEGATIVE_INFINITY;

    /** Whole numbers that were worked out. */
    static Stored wholes(String name, Shape shape, double... numbers) {
        return new Stored(name, Tensor.of(shape, numbers), true, false);
    }

    @Override
    public Shape shape() {
        return tensor.shape();
    }

    @Override
    public int lead() {
        return 0;
    }

    Stored with(Tensor other) {
        return new Stored(name, other, whole, variable);
    }

    Stored reshaped(Shape shape) {
        return with(tensor.reshape(shape));
    }

    boolean single() {
        return tensor.precision() == Precision.FLOAT;
    }

    /** Whether all numbers are this one. */
    boolean all(double number) {
        for (int i = 0; i < tensor.size(); i++) {
            if (Double.compare(tensor.get(i), number) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The one number; says what it is for if there are more or fewer. */
    double one(String what) throws FormatException {
        if (tensor.size() != 1) {
            throw new FormatException(
                    what + " is a tensor of " + shape() + "; expected one number");
        }
        return tensor.get(0);
    }

    /** The numbers as whole numbers within 32 bits that do not depend on the batch. */
    int[] ints(String what) throws FormatException {
        int[] numbers = new int[tensor.size()];
        for (int i = 0; i < numbers.length; i++) {
            double value = tensor.get(i);
            if (!whole || !Double.isFinite(value) || Math.abs(value) > Integer.MAX_VALUE) {
                String found =
                        whole && !Double.isFinite(value)
                                ? " depends on the number of examples"
                                : " holds " + value;
                throw new FormatException(
                        what + found + "; expected fixed whole numbers within 32 bits");
            }
            numbers[i] = (int) value;
        }
        return numbers;
    }
}
