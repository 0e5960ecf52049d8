package theoria.engine.dl4j.internal.net;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

import theoria.core.model.tensor.Tensor;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** Copies between plain arrays and native ones, row-major, in one sweep. */
final class NativeArrays {
    private NativeArrays() {}

    /** A native copy of rows of a tensor, widened or rounded to the type. */
    static INDArray rows(Tensor tensor, int from, int count, DataType type) {
        Tensor part = tensor.rows(from, count);
        INDArray array = create(type, part.shape().toArray());
        if (type == DataType.FLOAT) {
            array.data().asNioFloat().put(part.toFloats());
        } else {
            array.data().asNioDouble().put(part.toDoubles());
        }
        return array;
    }

    /** A native copy of values. */
    static INDArray of(double[] values, int[] extents, DataType type) {
        INDArray array = create(type, extents);
        put(values, array);
        return array;
    }

    private static INDArray create(DataType type, int[] extents) {
        long[] shape = new long[extents.length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = extents[i];
        }
        return Nd4j.createUninitialized(type, shape, 'c');
    }

    /** Overwrites a contiguous array. */
    static void put(double[] values, INDArray array) {
        if (array.dataType() == DataType.FLOAT) {
            float[] rounded = new float[values.length];
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = (float) values[i];
            }
            array.data().asNioFloat().put(rounded);
        } else {
            array.data().asNioDouble().put(values);
        }
    }

    /** The entries, row-major, widened. */
    static double[] doubles(INDArray array) {
        double[] values = new double[Math.toIntExact(array.length())];
        copy(array, values, 0);
        return values;
    }

    /** A native matrix of the first values, row-major. */
    static INDArray of(float[] values, int rows, int columns) {
        INDArray array = create(DataType.FLOAT, new int[] {rows, columns});
        array.data().asNioFloat().put(values, 0, rows * columns);
        return array;
    }

    /** The entries of a single-precision array, row-major, in the given array if it is as long. */
    static float[] floats(INDArray array, float[] room) {
        int length = Math.toIntExact(array.length());
        float[] values = room.length == length ? room : new float[length];
        contiguous(array).data().asNioFloat().get(values);
        return values;
    }

    private static INDArray contiguous(INDArray array) {
        boolean plain = array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array);
        return plain ? array : array.dup('c');
    }

    /** Writes the entries, row-major and widened, into an array. */
    static void copy(INDArray array, double[] target, int at) {
        INDArray contiguous = contiguous(array);
        int length = Math.toIntExact(array.length());
        if (array.dataType() == DataType.FLOAT) {
            FloatBuffer source = contiguous.data().asNioFloat();
            for (int i = 0; i < length; i++) {
                target[at + i] = source.get();
            }
        } else {
            DoubleBuffer source = contiguous.data().asNioDouble();
            source.get(target, at, length);
        }
    }
}
