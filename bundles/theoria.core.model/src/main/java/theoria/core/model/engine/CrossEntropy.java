package theoria.core.model.engine;

import theoria.core.math.stat.LogSumExp;

/**
 * Softmax cross-entropy l(z, y) = log sum_j exp(z_j) - z_y of examples that lie one after another,
 * and its gradient softmax(z) - e_y; in double whatever the network's precision. For engines: one
 * loss, computed in one way, by all.
 *
 * @param classes K, numbers per example
 */
public record CrossEntropy(int classes) {
    /** Loss of one example; NaN if its label is none of the classes, or an output is NaN. */
    public double loss(double[] z, int example, int label) {
        if (label < 0 || label >= classes) {
            return Double.NaN;
        }
        int at = example * classes;
        return LogSumExp.of(z, at, classes) - z[at + label];
    }

    /**
     * Sum of the losses of consecutive examples, and its gradient times a factor.
     *
     * @param z outputs of these examples
     * @param labels of all examples of the batch
     * @param from index of the first of these examples in the batch
     * @param factor of the gradient
     * @param gradient receives (softmax(z) - e_y) factor, at least as long as z
     * @throws IllegalArgumentException if an example has no label
     */
    public double sum(double[] z, int[] labels, int from, double factor, double[] gradient) {
        double sum = 0;
        for (int n = 0; n < z.length / classes; n++) {
            int label = labels[from + n];
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException(
                        "example "
                                + (from + n)
                                + " has label "
                                + label
                                + ", not one of "
                                + classes
                                + " classes");
            }
            sum += loss(z, n, label);
            double normaliser = LogSumExp.of(z, n * classes, classes);
            for (int k = 0; k < classes; k++) {
                double probability = Math.exp(z[n * classes + k] - normaliser);
                gradient[n * classes + k] = (probability - (k == label ? 1 : 0)) * factor;
            }
        }
        return sum;
    }
}
