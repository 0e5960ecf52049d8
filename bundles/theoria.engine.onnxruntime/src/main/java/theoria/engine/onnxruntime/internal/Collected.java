package theoria.engine.onnxruntime.internal;

import ai.onnxruntime.OnnxTensor;

import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** A node's outputs, filled chunk by chunk. */
final class Collected {
    private final Shape shape;
    private final int perExample;
    private final float[] floats;
    private final double[] doubles;
    private final boolean single;
    private int filled;

    /** Room for a batch, shape (N, node shape). */
    Collected(Shape shape, Precision precision) {
        this.shape = shape;
        this.perExample = shape.tail(1).size();
        this.single = precision == Precision.FLOAT;
        this.floats = new float[single ? shape.size() : 0];
        this.doubles = new double[single ? 0 : shape.size()];
    }

    /** Appends a chunk; what does not depend on the example comes once and is repeated. */
    void add(OnnxTensor values, int examples) {
        if (single) {
            FloatBuffer source = values.getFloatBuffer();
            int copies = examples * perExample / Math.max(1, source.remaining());
            for (int copy = 0; copy < copies; copy++) {
                int count = source.rewind().remaining();
                source.get(floats, filled, count);
                filled += count;
            }
        } else {
            DoubleBuffer source = values.getDoubleBuffer();
            int copies = examples * perExample / Math.max(1, source.remaining());
            for (int copy = 0; copy < copies; copy++) {
                int count = source.rewind().remaining();
                source.get(doubles, filled, count);
                filled += count;
            }
        }
    }

    Tensor tensor() {
        return single ? Tensor.of(shape, floats) : Tensor.of(shape, doubles);
    }
}
