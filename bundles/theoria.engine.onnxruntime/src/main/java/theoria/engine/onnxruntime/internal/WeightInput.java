package theoria.engine.onnxruntime.internal;

import org.jspecify.annotations.Nullable;

import theoria.core.model.tensor.Shape;

/**
 * An input of a model that takes weights.
 *
 * @param name of the input
 * @param shape its extents
 * @param offset where its numbers begin in the flat parameter vector followed by the buffers
 * @param source instead, for each number its place there, or -1 for a zero
 */
record WeightInput(String name, Shape shape, int offset, int @Nullable [] source) {
    /** The numbers of a flat vector in the order of this input. */
    float[] singles(double[] flat) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            int place = place(i);
            values[i] = place < 0 ? 0 : (float) flat[place];
        }
        return values;
    }

    /** The same in double precision. */
    double[] doubles(double[] flat) {
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            int place = place(i);
            values[i] = place < 0 ? 0 : flat[place];
        }
        return values;
    }

    private int place(int index) {
        return source == null ? offset + index : source[index];
    }
}
