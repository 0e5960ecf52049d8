package theoria.engine.dl4j.internal.net;

import org.jspecify.annotations.Nullable;

import theoria.core.model.graph.Block;

/**
 * Batch norm in inference mode as the affine map y = a x + b per channel: a = scale / sqrt(variance
 * + epsilon), b = shift - a mean. The gradient goes back by the chain rule: dscale = (da - mean db)
 * / sqrt(variance + epsilon), dshift = db.
 *
 * @param epsilon added to the variance
 * @param scale block, 1 if missing
 * @param shift block, 0 if missing
 * @param mean block of the buffers
 * @param variance block of the buffers
 * @param slopes positions of a in DL4J's vector
 * @param offsets positions of b
 */
record FoldedNorm(
        double epsilon,
        @Nullable Block scale,
        @Nullable Block shift,
        Block mean,
        Block variance,
        int[] slopes,
        int[] offsets) {

    private double inverse(double[] buffers, int channel) {
        return 1 / Math.sqrt(buffers[variance.offset() + channel] + epsilon);
    }

    /** Writes a and b. */
    void fill(double[] parameters, double[] buffers, double[] flat) {
        for (int c = 0; c < slopes.length; c++) {
            double factor = scale == null ? 1 : parameters[scale.offset() + c];
            double term = shift == null ? 0 : parameters[shift.offset() + c];
            double slope = factor * inverse(buffers, c);
            flat[slopes[c]] = slope;
            flat[offsets[c]] = term - slope * buffers[mean.offset() + c];
        }
    }

    /** Adds dscale and dshift. */
    void addGradient(double[] flat, double[] buffers, double[] gradient) {
        for (int c = 0; c < slopes.length; c++) {
            double dOffset = flat[offsets[c]];
            double dSlope = flat[slopes[c]] - buffers[mean.offset() + c] * dOffset;
            if (scale != null) {
                gradient[scale.offset() + c] += dSlope * inverse(buffers, c);
            }
            if (shift != null) {
                gradient[shift.offset() + c] += dOffset;
            }
        }
    }
}
