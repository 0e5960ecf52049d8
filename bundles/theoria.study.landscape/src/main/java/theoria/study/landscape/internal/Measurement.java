package theoria.study.landscape.internal;

import theoria.core.model.engine.Evaluation;
import theoria.core.model.tensor.Tensor;

import java.util.Arrays;

/**
 * What is measured of a network on n examples.
 *
 * @param loss mean of the examples' losses, summed in their order
 * @param error standard error of the mean, s / sqrt(n), s^2 = sum (l_i - loss)^2 / (n - 1); without
 *     a factor for finite populations, NaN of a single example
 * @param accuracy fraction right
 * @param margin mean over the examples of z_y - max over j != y of z_j
 * @param classes mean loss of the examples of each class, NaN where there is none; empty if not
 *     asked for
 */
public record Measurement(
        double loss, double error, double accuracy, double margin, double[] classes) {

    /** Collects examples in their order. */
    static final class Collector {
        private final double[] losses;
        private final double[] classSums;
        private final int[] classCounts;
        private double sum;
        private double margins;
        private int correct;
        private int count;

        /** For so many examples; {@code classes} is 0 if losses of classes are not asked for. */
        Collector(int examples, int classes) {
            losses = new double[examples];
            classSums = new double[classes];
            classCounts = new int[classes];
        }

        /** Takes example n of a batch. */
        void add(Evaluation evaluation, int n, int label) {
            double loss = evaluation.losses()[n];
            losses[count++] = loss;
            sum += loss;
            correct += evaluation.predicted(n) == label ? 1 : 0;
            margins += margin(evaluation.scores(), n, label);
            if (label < classSums.length) {
                classSums[label] += loss;
                classCounts[label]++;
            }
        }

        private static double margin(Tensor scores, int n, int label) {
            int k = scores.shape().extent(1);
            double best = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < k; j++) {
                best = j == label ? best : Math.max(best, scores.get(n * k + j));
            }
            return scores.get(n * k + label) - best;
        }

        Measurement measurement() {
            double mean = sum / count;
            double squares = 0;
            for (double loss : losses) {
                squares += (loss - mean) * (loss - mean);
            }
            double[] classes = new double[classSums.length];
            Arrays.setAll(classes, c -> classSums[c] / classCounts[c]);
            return new Measurement(
                    mean,
                    Math.sqrt(squares / (count - 1) / count),
                    (double) correct / count,
                    margins / count,
                    classes);
        }
    }
}
