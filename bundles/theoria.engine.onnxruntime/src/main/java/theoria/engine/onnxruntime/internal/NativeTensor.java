package theoria.engine.onnxruntime.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers in memory that ONNX Runtime reads directly: what is put is what the next pass sees. */
final class NativeTensor implements AutoCloseable {
    private final Shape shape;
    private final Precision precision;
    private final ByteBuffer bytes;
    private final OnnxTensor tensor;

    /** Zeros of the given shape. */
    NativeTensor(OrtEnvironment environment, Shape shape, Precision precision) throws OrtException {
        this.shape = shape;
        this.precision = precision;
        int size = Math.multiplyExact(shape.size(), precision.bytes());
        this.bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        long[] extents = Arrays.stream(shape.toArray()).asLongStream().toArray();
        this.tensor =
                precision == Precision.FLOAT
                        ? OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), extents)
                        : OnnxTensor.createTensor(environment, bytes.asDoubleBuffer(), extents);
    }

    Shape shape() {
        return shape;
    }

    OnnxTensor tensor() {
        return tensor;
    }

    /** Takes over the weights of an input. */
    void put(WeightInput input, double[] flat) {
        if (precision == Precision.FLOAT) {
            bytes.asFloatBuffer().put(input.singles(flat));
        } else {
            bytes.asDoubleBuffer().put(input.doubles(flat));
        }
    }

    /** Takes over entries [from, from + the tensor's size) of a tensor. */
    void put(Tensor values, int from) {
        int size = bytes.capacity() / precision.bytes();
        if (precision == Precision.FLOAT) {
            bytes.asFloatBuffer().put(values.toFloats(), from, size);
        } else {
            bytes.asDoubleBuffer().put(values.toDoubles(), from, size);
        }
    }

    @Override
    public void close() {
        tensor.close();
    }
}
