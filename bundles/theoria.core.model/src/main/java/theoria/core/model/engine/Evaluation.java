package theoria.core.model.engine;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.tensor.Tensor;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/**
 * A network's answers on a batch.
 *
 * @param scores outputs, shape (N,K)
 * @param losses softmax cross-entropy of each example with its label; NaN where an example has no
 *     label
 */
public record Evaluation(Tensor scores, double[] losses) {
    private static final int BATCH = 500;

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

    /**
     * Puts mean loss and accuracy over examples into {@code loss} and {@code accuracy}; the sum
     * goes in the order of the examples, in batches of {@value #BATCH}.
     *
     * @param answers evaluates a batch
     * @param metrics receives both
     */
    public static void measure(
            Examples examples, Function<Batch, Evaluation> answers, Map<String, Double> metrics) {
        double loss = 0;
        double correct = 0;
        for (int from = 0; from < examples.size(); from += BATCH) {
            Batch batch = examples.read(from, Math.min(BATCH, examples.size() - from));
            Evaluation evaluation = answers.apply(batch);
            loss += Arrays.stream(evaluation.losses()).sum();
            for (int n = 0; n < evaluation.size(); n++) {
                correct += evaluation.predicted(n) == batch.labels()[n] ? 1 : 0;
            }
        }
        metrics.put("loss", loss / examples.size());
        metrics.put("accuracy", correct / examples.size());
    }
}
