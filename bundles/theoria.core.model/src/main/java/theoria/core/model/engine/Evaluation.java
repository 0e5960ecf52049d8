package theoria.core.model.engine;

import theoria.core.model.tensor.Tensor;

/**
 * A network's answers on a batch.
 *
 * @param scores outputs, shape (N,K)
 * @param losses softmax cross-entropy of each example with its label; NaN where an example has no
 *     label
 */
public record Evaluation(Tensor scores, double[] losses) {
    /**
     * Index of the largest score of an example; ties go to the lowest index, NaN is never largest.
     */
    public int predicted(int example) {
        int classes = scores.shape().extent(1);
        int best = 0;
        for (int k = 1; k < classes; k++) {
            double score = scores.get(example * classes + k);
            double largest = scores.get(example * classes + best);
            if (score > largest || Double.isNaN(largest) && !Double.isNaN(score)) {
                best = k;
            }
        }
        return best;
    }

    /** Number of examples N. */
    public int size() {
        return losses.length;
    }
}
