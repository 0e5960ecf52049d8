package theoria.engine.onnxruntime.internal;

import theoria.core.model.tensor.Tensor;

/** Softmax cross-entropy log sum_j exp(z_j) - z_y in double precision, without overflow. */
final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * Of one example.
     *
     * @param z shape (N,K)
     * @return NaN if the label is none of the K classes, or some z is NaN
     */
    static double of(Tensor z, int example, int label) {
        int classes = z.shape().extent(1);
        if (label < 0 || label >= classes) {
            return Double.NaN;
        }
        int from = example * classes;
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            max = Math.max(max, z.get(from + k)); // NaN if one is NaN
        }
        if (Double.isNaN(max) || Double.isInfinite(max)) {
            return max - z.get(from + label);
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += Math.exp(z.get(from + k) - max);
        }
        return max + Math.log(sum) - z.get(from + label);
    }
}
