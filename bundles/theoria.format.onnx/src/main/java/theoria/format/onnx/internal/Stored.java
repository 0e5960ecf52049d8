package theoria.format.onnx.internal;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

/**
 * A tensor that is known when the file is read: an initialiser, a Constant node's value, or what is
 * worked out from such tensors and from shapes. Whole numbers that are not known because they
 * depend on the size of the batch are {@link #BATCH} or {@link #OF_BATCH}.
 *
 * @param name of the initialiser it comes from, else of itself
 * @param tensor its numbers; 64-bit integers are exact up to 2^53
 * @param type its element type in the file
 * @param initialiser whether its numbers are those of an initialiser, not of a constant
 */
record Stored(String name, Tensor tensor, ElementType type, boolean initialiser) implements Value {
    /** Stands among whole numbers for the number of examples. */
    static final double BATCH = Double.NaN;

    /** Stands among whole numbers for one that depends on the number of examples. */
    static final double OF_BATCH = Double.NEGATIVE_INFINITY;

    /** Places of a matrix that are turned together, so that both sides stay in the cache. */
    private static final int TILE = 32;

    /** Whole numbers that were worked out. */
    static Stored wholes(String name, Shape shape, double... values) {
        return new Stored(name, Tensor.of(shape, values), ElementType.INT64, false);
    }

    /** Numbers in single or double precision. */
    static Tensor tensor(Shape shape, double[] values, boolean single) {
        Tensor wide = Tensor.of(shape, values);
        return single ? Tensor.of(shape, wide.toFloats()) : wide;
    }

    @Override
    public Shape shape() {
        return tensor.shape();
    }

    @Override
    public int lead() {
        return 0;
    }

    /** Whether the file holds whole numbers. */
    boolean integers() {
        return type.whole();
    }

    /** Whether it can be a block of the network under its own name. */
    boolean trainable() {
        return initialiser && !type.whole();
    }

    boolean single() {
        return tensor.precision() == Precision.FLOAT;
    }

    Stored with(Tensor other) {
        return new Stored(name, other, type, initialiser);
    }

    Stored named(String other) {
        return new Stored(other, tensor, type, initialiser);
    }

    Stored reshaped(Shape shape) {
        return with(tensor.reshape(shape));
    }

    /** The transpose of a matrix. */
    Stored transposed() {
        Shape turned = Shape.of(shape().extent(1), shape().extent(0));
        if (!single()) {
            double[] source = tensor.toDoubles();
            double[] target = new double[source.length];
            turn((from, to) -> target[to] = source[from]);
            return with(Tensor.of(turned, target));
        }
        float[] source = tensor.toFloats();
        float[] target = new float[source.length];
        turn((from, to) -> target[to] = source[from]);
        return with(Tensor.of(turned, target));
    }

    @FunctionalInterface
    private interface Copy {
        void copy(int from, int to);
    }

    private void turn(Copy copy) {
        int rows = shape().extent(0);
        int columns = shape().extent(1);
        for (int top = 0; top < rows; top += TILE) {
            for (int left = 0; left < columns; left += TILE) {
                for (int i = top; i < Math.min(rows, top + TILE); i++) {
                    for (int j = left; j < Math.min(columns, left + TILE); j++) {
                        copy.copy(i * columns + j, j * rows + i);
                    }
                }
            }
        }
    }

    /** All numbers times a factor. */
    Stored times(double factor) {
        double[] values = new double[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.get(i) * factor;
        }
        return with(tensor(shape(), values, single()));
    }

    /** Whether all numbers are this one. */
    boolean all(double number) {
        for (int i = 0; i < tensor.size(); i++) {
            if (tensor.get(i) != number) {
                return false;
            }
        }
        return true;
    }

    /**
     * The one number.
     *
     * @throws FormatException if there are more or fewer
     */
    double one(String what) throws FormatException {
        if (tensor.size() != 1) {
            throw new FormatException(
                    what + " is tensor '" + name + "' of " + tensor + "; expected one number");
        }
        return tensor.get(0);
    }

    /**
     * The numbers as whole numbers.
     *
     * @throws FormatException if they are not, or depend on the batch
     */
    int[] ints(String what) throws FormatException {
        int[] whole = new int[tensor.size()];
        for (int i = 0; i < whole.length; i++) {
            double value = tensor.get(i);
            if (integers() && !Double.isFinite(value)) {
                throw new FormatException(
                        what
                                + " ('"
                                + name
                                + "') depends on the number of examples; expected fixed numbers");
            }
            if (!integers() || Math.abs(value) > Integer.MAX_VALUE) {
                throw new FormatException(
                        what
                                + " is tensor '"
                                + name
                                + "' of "
                                + tensor
                                + "; expected whole numbers within 32 bits");
            }
            whole[i] = (int) value;
        }
        return whole;
    }

    /**
     * The numbers as whole numbers, those beyond 32 bits made the nearest within.
     *
     * @throws FormatException if they are not whole, or depend on the batch
     */
    int[] bounds(String what) throws FormatException {
        double[] cut = new double[tensor.size()];
        for (int i = 0; i < cut.length; i++) {
            double value = tensor.get(i);
            boolean unknown = !Double.isFinite(value);
            double most = Integer.MAX_VALUE;
            cut[i] = unknown ? value : Math.max(-most, Math.min(value, most));
        }
        return with(Tensor.of(shape(), cut)).ints(what);
    }
}
