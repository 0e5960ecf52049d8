package theoria.study.inspection.internal;

import theoria.core.math.stat.LogSumExp;
import theoria.core.model.engine.Evaluation;

import java.util.List;

/** What a network answers on a sequence of examples. */
public final class Answers {
    private final int outputs;
    private final int[] labels;
    private final int[] predicted;
    private final double[] losses;
    private final double[] margins;
    private final double[] scores;

    /**
     * Gathers evaluations of consecutive batches.
     *
     * @param outputs K
     * @param labels of all examples, negative where there is none
     * @param evaluations in order
     */
    public Answers(int outputs, int[] labels, List<Evaluation> evaluations) {
        this.outputs = outputs;
        this.labels = labels.clone();
        predicted = new int[labels.length];
        losses = new double[labels.length];
        margins = new double[labels.length];
        scores = new double[labels.length * outputs];
        int from = 0;
        for (Evaluation evaluation : evaluations) {
            double[] own = evaluation.scores().toDoubles();
            System.arraycopy(own, 0, scores, from * outputs, own.length);
            for (int n = 0; n < evaluation.size(); n++) {
                predicted[from + n] = evaluation.predicted(n);
                losses[from + n] = evaluation.losses()[n];
                margins[from + n] = margin(from + n);
            }
            from += evaluation.size();
        }
    }

    private double margin(int example) {
        int label = labels[example];
        if (label < 0) {
            return Double.NaN;
        }
        double other = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < outputs; k++) {
            if (k != label) {
                other = Math.max(other, scores[example * outputs + k]);
            }
        }
        return scores[example * outputs + label] - other;
    }

    /** Number of outputs K. */
    public int outputs() {
        return outputs;
    }

    /** Number of examples. */
    public int size() {
        return labels.length;
    }

    /** Class of an example, negative if it has none. */
    public int label(int example) {
        return labels[example];
    }

    /** Index of the largest output of an example, ties to the lowest. */
    public int predicted(int example) {
        return predicted[example];
    }

    /** Whether an example has a label and is given it. */
    public boolean right(int example) {
        return labels[example] >= 0 && predicted[example] == labels[example];
    }

    /** Margins m_i = z_iy - max_{j != y} z_ij, NaN without a label. */
    public double[] margins() {
        return margins.clone();
    }

    /** The predictions as numbers. */
    public double[] predictions() {
        double[] numbers = new double[predicted.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = predicted[i];
        }
        return numbers;
    }

    /** Number of examples with a label. */
    public int labelled() {
        int count = 0;
        for (int label : labels) {
            count += label >= 0 ? 1 : 0;
        }
        return count;
    }

    /** Number of examples that are given their label. */
    public int correct() {
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            count += right(i) ? 1 : 0;
        }
        return count;
    }

    /** Mean loss over the labelled examples, summed in their order. */
    public double meanLoss() {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum += labels[i] >= 0 ? losses[i] : 0;
        }
        return sum / labelled();
    }

    /** Mean margin over the labelled examples. */
    public double meanMargin() {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum += labels[i] >= 0 ? margins[i] : 0;
        }
        return sum / labelled();
    }

    /** Number of examples that another network predicts differently. */
    public int churned(Answers other) {
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            count += predicted[i] == other.predicted[i] ? 0 : 1;
        }
        return count;
    }

    /** Largest |z_ik - z'_ik|; NaN if the networks have different numbers of outputs. */
    public double largestScoreChange(Answers other) {
        if (outputs != other.outputs) {
            return Double.NaN;
        }
        double largest = 0;
        for (int i = 0; i < scores.length; i++) {
            largest = Math.max(largest, Math.abs(scores[i] - other.scores[i]));
        }
        return largest;
    }

    /**
     * Mean over the examples of KL(p || q) = sum_k p_k (log p_k - log q_k), p and q the softmax of
     * this and the other network's outputs; NaN if they have different numbers of outputs.
     */
    public double divergence(Answers other) {
        if (outputs != other.outputs) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double own = LogSumExp.of(scores, i * outputs, outputs);
            double others = LogSumExp.of(other.scores, i * outputs, outputs);
            for (int k = i * outputs; k < (i + 1) * outputs; k++) {
                double log = scores[k] - own;
                sum += Math.exp(log) * (log - (other.scores[k] - others));
            }
        }
        return sum / labels.length;
    }

    /** Counts by label and prediction, (classes, K), row-major. */
    public double[] confusion(int classes) {
        double[] counts = new double[classes * outputs];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= 0) {
                counts[labels[i] * outputs + predicted[i]]++;
            }
        }
        return counts;
    }
}
