package theoria.format.onnx.internal;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.Arrays;

/**
 * A tensor that lies in the file: an initialiser, a Constant node's value, or one of these
 * reshaped.
 *
 * @param name of the initialiser it comes from
 * @param tensor its numbers; 64-bit integers are exact up to 2^53
 * @param integers whether the file holds whole numbers
 * @param trainable whether it is an initialiser, not a constant of the graph
 */
record Stored(String name, Tensor tensor, boolean integers, boolean trainable) {
    Shape shape() {
        return tensor.shape();
    }

    Stored reshaped(Shape shape) {
        return new Stored(name, tensor.reshape(shape), integers, trainable);
    }

    /** The transpose of a matrix. */
    Stored transposed() {
        int rows = shape().extent(0);
        int columns = shape().extent(1);
        double[] source = tensor.toDoubles();
        double[] target = new double[source.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                target[j * rows + i] = source[i * columns + j];
            }
        }
        Tensor wide = Tensor.of(Shape.of(columns, rows), target);
        boolean single = tensor.precision() == theoria.core.model.tensor.Precision.FLOAT;
        Tensor turned = single ? Tensor.of(wide.shape(), wide.toFloats()) : wide;
        return new Stored(name, turned, integers, trainable);
    }

    /** All numbers times a factor. */
    Stored times(double factor) {
        double[] values = tensor.toDoubles().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return new Stored(name, Tensor.of(shape(), values), integers, trainable);
    }

    /**
     * The numbers as whole numbers.
     *
     * @throws FormatException if they are not
     */
    int[] ints(String what) throws FormatException {
        double[] values = tensor.toDoubles();
        if (!integers || Arrays.stream(values).anyMatch(v -> Math.abs(v) > Integer.MAX_VALUE)) {
            throw new FormatException(
                    what
                            + " is tensor '"
                            + name
                            + "' of "
                            + tensor
                            + "; expected whole numbers within 32 bits");
        }
        return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
    }
}
