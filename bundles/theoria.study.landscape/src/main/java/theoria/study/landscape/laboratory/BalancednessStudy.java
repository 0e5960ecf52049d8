package theoria.study.landscape.laboratory;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Table;
import theoria.core.study.result.TableRows;
import theoria.core.study.result.Verdict;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Gradient flow on a network of two layers keeps what is balanced (theory entry L9): W2'W2 - W1W1'
 * for linear units, and |incoming weights|^2 - |outgoing weights|^2 of each ReLU unit. Descent in
 * steps eta over the same time drifts from it in proportion to eta.
 */
public final class BalancednessStudy implements Study {
    private static final Parameter.Choice UNITS =
            new Parameter.Choice(
                    "units",
                    "Units",
                    "linear: the whole matrix is kept; relu: one number per unit.",
                    "linear",
                    List.of("linear", "relu"));
    private static final Parameter.Reals RATES =
            new Parameter.Reals(
                    "rates",
                    "Rates",
                    "Steps of the descents, descending, 2 to 6 positive numbers.",
                    List.of(1e-2, 1e-3, 1e-4));
    private static final Parameter.Real TIME =
            new Parameter.Real("time", "Time", "Sum of the steps of each.", 4.0, 1e-3, 1e4, "");
    private static final int INPUTS = 6;
    private static final int HIDDEN = 5;
    private static final int OUTPUTS = 3;
    private static final int EXAMPLES = 40;
    private static final int POINTS = 200;
    private static final double SLACK = 0.05;
    private static final long MOST_STEPS = 20_000_000;

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder(
                            "landscape.balancedness", "Conservation by gradient flow", "Landscape")
                    .tells(
                            "Which quantities of the weights gradient flow keeps, and how the"
                                    + " drift of a descent shrinks with its step.",
                            "What stochastic or adaptive methods keep.")
                    .formula(
                            "W_2^T W_2 - W_1 W_1^T = \\mathrm{const},\\quad"
                                    + " \\mathrm{drift} \\propto \\eta",
                            "S. Du, W. Hu, J. Lee: Algorithmic regularization in learning deep"
                                    + " homogeneous models, NeurIPS 2018")
                    .models(0, 0)
                    .data()
                    .parameter(UNITS)
                    .parameter(RATES)
                    .parameter(TIME)
                    .output("rates", "steps of the descents")
                    .output("drift", "Frobenius norm of the change of the kept quantity, of each")
                    .output("ratios", "drift over rate, relative to the smallest rate's")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        List<Double> rates = input.values().get(RATES);
        boolean fine = rates.size() >= 2 && rates.size() <= 6;
        for (int i = 0; fine && i < rates.size(); i++) {
            fine = rates.get(i) > 0 && (i == 0 || rates.get(i) < rates.get(i - 1));
        }
        if (!fine) {
            return Optional.of(
                    "parameter rates is '"
                            + RATES.text(rates)
                            + "'; expected 2 to 6 positive numbers, descending");
        }
        return steps(input, rates.get(rates.size() - 1)) > MOST_STEPS
                ? Optional.of("time / rate is above " + MOST_STEPS + " steps")
                : Optional.empty();
    }

    private static long steps(StudyInput input, double rate) {
        return Math.max(1, Math.round(input.values().get(TIME) / rate));
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        double steps = 0;
        for (double rate : input.values().get(RATES)) {
            steps += steps(input, rate);
        }
        return new CostEstimate(steps * 8e-6, 1 << 20, (long) steps + " gradients");
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        double[] rates =
                input.values().get(RATES).stream().mapToDouble(Double::doubleValue).toArray();
        boolean relu = input.values().get(UNITS).equals("relu");
        double[] drift = new double[rates.length];
        Curves.Builder picture =
                Curves.builder("Drift", Axis.of("time"), Axis.of("drift").log())
                        .caption("A tenth of the step, a tenth of the drift.");
        for (int r = 0; r < rates.length; r++) {
            Net net = new Net(new SeededRandom(input.seed()), relu);
            double[] before = net.kept();
            long steps = steps(input, rates[r]);
            int points = (int) Math.min(POINTS, steps);
            double[] x = new double[points];
            double[] y = new double[points];
            int next = 0;
            for (long step = 1; step <= steps; step++) {
                net.step(rates[r]);
                if (step == steps * (next + 1) / points) {
                    x[next] = step * rates[r];
                    y[next++] = distance(net.kept(), before);
                    progress.check();
                    progress.report((r + (double) step / steps) / rates.length, "descent");
                }
            }
            drift[r] = y[points - 1];
            picture.series(Series.line("step " + rates[r], x, y));
        }
        return result(rates, drift, relu, picture.build());
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    private static Result result(double[] rates, double[] drift, boolean relu, Curves picture) {
        int last = rates.length - 1;
        double[] ratios = new double[rates.length];
        for (int r = 0; r < rates.length; r++) {
            ratios[r] = drift[r] / rates[r] / (drift[last] / rates[last]);
        }
        Composite.Builder result =
                Composite.builder("Conservation by gradient flow")
                        .caption(
                                (relu ? "ReLU units: |in|^2 - |out|^2" : "Linear: W2'W2 - W1W1'")
                                        + " after descents over the same time")
                        .array("rates", NumericArray.of(rates))
                        .array("drift", NumericArray.of(drift))
                        .array("ratios", NumericArray.of(ratios));
        TableRows rows = new TableRows().reals("step").reals("drift").reals("drift / step");
        for (int r = 0; r < rates.length; r++) {
            rows.add(rates[r], drift[r], drift[r] / rates[r]);
            if (r > 0) {
                double factor = rates[r - 1] / rates[r];
                result.verdict(
                        Verdict.equal(
                                        "the drift shrinks with the step, " + rates[r],
                                        "\\mathrm{drift} \\propto \\eta",
                                        drift[r - 1] / drift[r],
                                        factor,
                                        SLACK * factor)
                                .as(Verdict.Kind.CALIBRATED));
            }
        }
        return result.part("drift", picture)
                .part("steps", Table.builder("Drift by step").rows(rows).build())
                .build();
    }

    /** y = W2 s(W1 x) on Gaussian examples of a random linear teacher; loss |y - t|^2 / (2n). */
    private static final class Net {
        private final boolean relu;
        private final double[][] w1 = new double[HIDDEN][INPUTS];
        private final double[][] w2 = new double[OUTPUTS][HIDDEN];
        private final double[][] x = new double[EXAMPLES][INPUTS];
        private final double[][] target = new double[EXAMPLES][OUTPUTS];

        Net(SeededRandom random, boolean relu) {
            this.relu = relu;
            fill(random.split("w1"), w1, 0.5);
            fill(random.split("w2"), w2, 0.5);
            fill(random.split("x"), x, 1);
            double[][] teacher = new double[OUTPUTS][INPUTS];
            fill(random.split("teacher"), teacher, 1);
            for (int n = 0; n < EXAMPLES; n++) {
                target[n] = product(teacher, x[n]);
            }
        }

        private static void fill(SeededRandom random, double[][] matrix, double scale) {
            for (double[] row : matrix) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = scale * random.nextGaussian();
                }
            }
        }

        private static double[] product(double[][] matrix, double[] vector) {
            double[] result = new double[matrix.length];
            for (int i = 0; i < matrix.length; i++) {
                for (int j = 0; j < vector.length; j++) {
                    result[i] += matrix[i][j] * vector[j];
                }
            }
            return result;
        }

        void step(double rate) {
            double[][] g1 = new double[HIDDEN][INPUTS];
            double[][] g2 = new double[OUTPUTS][HIDDEN];
            for (int n = 0; n < EXAMPLES; n++) {
                double[] z = product(w1, x[n]);
                double[] h = relu ? Arrays.stream(z).map(v -> Math.max(0, v)).toArray() : z;
                double[] y = product(w2, h);
                for (int j = 0; j < HIDDEN; j++) {
                    double back = 0;
                    for (int k = 0; k < OUTPUTS; k++) {
                        double error = (y[k] - target[n][k]) / EXAMPLES;
                        g2[k][j] += error * h[j];
                        back += error * w2[k][j];
                    }
                    for (int i = 0; i < INPUTS && (!relu || z[j] > 0); i++) {
                        g1[j][i] += back * x[n][i];
                    }
                }
            }
            descend(w1, g1, rate);
            descend(w2, g2, rate);
        }

        private static void descend(double[][] weights, double[][] gradient, double rate) {
            for (int i = 0; i < weights.length; i++) {
                for (int j = 0; j < weights[i].length; j++) {
                    weights[i][j] -= rate * gradient[i][j];
                }
            }
        }

        /** W2'W2 - W1W1', or its diagonal for ReLU units. */
        double[] kept() {
            double[] kept = new double[HIDDEN * HIDDEN];
            for (int i = 0; i < HIDDEN; i++) {
                for (int j = 0; j < HIDDEN; j++) {
                    double value = 0;
                    for (double[] row : w2) {
                        value += row[i] * row[j];
                    }
                    for (int k = 0; k < INPUTS; k++) {
                        value -= w1[i][k] * w1[j][k];
                    }
                    kept[i * HIDDEN + j] = relu && i != j ? 0 : value;
                }
            }
            return kept;
        }
    }
}
