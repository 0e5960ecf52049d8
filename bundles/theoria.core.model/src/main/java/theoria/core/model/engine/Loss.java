package theoria.core.model.engine;

import theoria.core.math.stat.LogSumExp;
import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The loss l(z, y) of one example with outputs z of K numbers and label y, its gradient and the
 * product of its Hessian with a vector; in double whatever the network's precision. For engines:
 * each loss is computed in one way, by all. Examples lie one after another in the arrays.
 */
public enum Loss {
    /** Softmax cross-entropy log sum_j exp(z_j) - z_y, natural logarithm. */
    CROSS_ENTROPY {
        @Override
        double value(double[] z, int at, int classes, int label) {
            return LogSumExp.of(z, at, classes) - z[at + label];
        }

        @Override
        void gradient(double[] z, int at, int classes, int label, double[] gradient, int to) {
            double normaliser = LogSumExp.of(z, at, classes);
            for (int k = 0; k < classes; k++) {
                gradient[to + k] = Math.exp(z[at + k] - normaliser) - (k == label ? 1 : 0);
            }
        }

        @Override
        void product(double[] z, int at, int classes, int label, double[] v, double[] product) {
            double normaliser = LogSumExp.of(z, at, classes);
            double mean = 0;
            for (int k = 0; k < classes; k++) {
                product[at + k] = Math.exp(z[at + k] - normaliser);
                mean += product[at + k] * v[at + k];
            }
            for (int k = 0; k < classes; k++) {
                product[at + k] *= v[at + k] - mean;
            }
        }

        /** sqrt(p_k) (e_k - p). */
        @Override
        void root(double[] z, int classes, int k, double[] root) {
            double normaliser = LogSumExp.of(z, 0, classes);
            double factor = Math.exp((z[k] - normaliser) / 2);
            for (int j = 0; j < classes; j++) {
                root[j] = factor * ((j == k ? 1 : 0) - Math.exp(z[j] - normaliser));
            }
        }
    },
    /**
     * Multi-class hinge (1/K) sum over j != y of max(0, 1 - z_y + z_j), as torch's MultiMarginLoss;
     * derivative 0 at its kinks.
     */
    MULTI_MARGIN {
        @Override
        double value(double[] z, int at, int classes, int label) {
            double sum = 0;
            for (int j = 0; j < classes; j++) {
                double margin = 1 - z[at + label] + z[at + j];
                sum += j != label && (margin > 0 || Double.isNaN(margin)) ? margin : 0;
            }
            return sum / classes;
        }

        @Override
        void gradient(double[] z, int at, int classes, int label, double[] gradient, int to) {
            double own = 0;
            for (int j = 0; j < classes; j++) {
                boolean above = j != label && 1 - z[at + label] + z[at + j] > 0;
                gradient[to + j] = above ? 1.0 / classes : 0;
                own += gradient[to + j];
            }
            gradient[to + label] = -own;
        }

        @Override
        void product(double[] z, int at, int classes, int label, double[] v, double[] product) {
            Arrays.fill(product, at, at + classes, 0);
        }

        /** 0: the loss is straight. */
        @Override
        void root(double[] z, int classes, int k, double[] root) {
            Arrays.fill(root, 0, classes, 0);
        }
    },
    /** Mean squared error (1/K) sum_k (z_k - [k = y])^2 against the one-hot label. */
    MSE {
        @Override
        double value(double[] z, int at, int classes, int label) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                double error = z[at + k] - (k == label ? 1 : 0);
                sum += error * error;
            }
            return sum / classes;
        }

        @Override
        void gradient(double[] z, int at, int classes, int label, double[] gradient, int to) {
            for (int k = 0; k < classes; k++) {
                gradient[to + k] = 2 * (z[at + k] - (k == label ? 1 : 0)) / classes;
            }
        }

        @Override
        void product(double[] z, int at, int classes, int label, double[] v, double[] product) {
            for (int k = 0; k < classes; k++) {
                product[at + k] = 2 * v[at + k] / classes;
            }
        }

        /** sqrt(2 / K) e_k. */
        @Override
        void root(double[] z, int classes, int k, double[] root) {
            Arrays.fill(root, 0, classes, 0);
            root[k] = Math.sqrt(2.0 / classes);
        }
    };

    /** The words of the command line: cross-entropy, multi-margin, mse. */
    public static final List<String> WORDS = Arrays.stream(values()).map(Loss::word).toList();

    abstract double value(double[] z, int at, int classes, int label);

    abstract void gradient(double[] z, int at, int classes, int label, double[] gradient, int to);

    abstract void product(double[] z, int at, int classes, int label, double[] v, double[] product);

    abstract void root(double[] z, int classes, int k, double[] root);

    /** Its word on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The loss of a word of {@link #WORDS}. */
    public static Loss parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * Where a graph's loss is computed: the cross-entropy before a final softmax unless raw outputs
     * are asked for, all others at the outputs, whatever the graph ends in.
     */
    public LossHead head(NetworkGraph graph, boolean raw) {
        return LossHead.of(graph, raw || this != CROSS_ENTROPY);
    }

    /** Loss of one example; NaN if its label is none of the classes, or an output is NaN. */
    public double of(double[] z, int example, int classes, int label) {
        return label < 0 || label >= classes
                ? Double.NaN
                : value(z, example * classes, classes, label);
    }

    /**
     * Sum of the losses of consecutive examples, and its gradient times a factor.
     *
     * @param z outputs of these examples, and of none else
     * @param labels of all examples of the batch
     * @param from index of the first of these examples in the batch
     * @param factor of the gradient
     * @param gradient receives dl/dz times the factor, at least as long as z
     * @throws IllegalArgumentException if an example has no label
     */
    public double sum(
            double[] z, int classes, int[] labels, int from, double factor, double[] gradient) {
        double sum = 0;
        for (int n = 0; n < z.length / classes; n++) {
            int label = label(labels, from + n, classes);
            int at = n * classes;
            sum += value(z, at, classes, label);
            gradient(z, at, classes, label, gradient, at);
            for (int k = at; k < at + classes; k++) {
                gradient[k] *= factor;
            }
        }
        return sum;
    }

    /**
     * Products of the Hessian d2l/dz2 of each of some consecutive examples with a vector, times a
     * factor.
     *
     * @param z outputs of these examples, and of none else
     * @param labels of all examples of the batch
     * @param from index of the first of these examples in the batch
     * @param v vectors of these examples, at least as long as z
     * @param product receives the products times the factor, at least as long as z
     * @throws IllegalArgumentException if an example has no label
     */
    public void hessianProducts(
            double[] z,
            int classes,
            int[] labels,
            int from,
            double[] v,
            double factor,
            double[] product) {
        Filling filling =
                (at, label) -> {
                    product(z, at, classes, label, v, product);
                    return factor;
                };
        fill(z.length / classes, classes, labels, from, product, filling);
    }

    /**
     * Products of g g', g = dl/dz, of each of some consecutive examples with a vector, times a
     * factor.
     *
     * @param z outputs of these examples, and of none else
     * @param labels of all examples of the batch
     * @param from index of the first of these examples in the batch
     * @param v vectors of these examples, at least as long as z
     * @param product receives the products times the factor, at least as long as z
     * @throws IllegalArgumentException if an example has no label
     */
    public void gradientProducts(
            double[] z,
            int classes,
            int[] labels,
            int from,
            double[] v,
            double factor,
            double[] product) {
        Filling filling =
                (at, label) -> {
                    gradient(z, at, classes, label, product, at);
                    double along = 0;
                    for (int k = at; k < at + classes; k++) {
                        along += product[k] * v[k];
                    }
                    return factor * along;
                };
        fill(z.length / classes, classes, labels, from, product, filling);
    }

    /** Writes the numbers of one example and says by what they are to be multiplied. */
    @FunctionalInterface
    private interface Filling {
        double fill(int at, int label);
    }

    private static void fill(
            int examples, int classes, int[] labels, int from, double[] numbers, Filling filling) {
        for (int n = 0; n < examples; n++) {
            int at = n * classes;
            double factor = filling.fill(at, label(labels, from + n, classes));
            for (int k = at; k < at + classes; k++) {
                numbers[k] *= factor;
            }
        }
    }

    /**
     * Vector k of K that make up the Hessian of one example's loss: d2l/dz2 = sum_k a_k a_k'. The
     * label plays no part in it.
     *
     * @param z outputs of the example, at least K
     * @param root receives a_k, at least K numbers long
     */
    public void hessianRoot(double[] z, int classes, int k, double[] root) {
        root(z, classes, k, root);
    }

    private static int label(int[] labels, int example, int classes) {
        int label = labels[example];
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException(
                    "example "
                            + example
                            + " has label "
                            + label
                            + ", not one of "
                            + classes
                            + " classes");
        }
        return label;
    }
}
