package theoria.study.landscape.laboratory;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;

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
import theoria.study.landscape.internal.laboratory.PositiveNumbers;

import java.util.List;
import java.util.Optional;

/**
 * How a linear network of two layers learns the modes of a map M = U diag(s) V' from small balanced
 * weights (Saxe, McClelland and Ganguli 2014; theory entry L8): tau da/dt = 2 a (s - a), hence a(t)
 * = s e^(2st) / (e^(2st) - 1 + s / a0) with t in units of tau. Each mode stays small, then comes up
 * in a short time of its own, the strongest first.
 */
public final class SaxeDynamicsStudy implements Study {
    private static final Parameter.Reals MODES =
            new Parameter.Reals(
                    "modes",
                    "Singular values",
                    "Of the map to learn, 1 to 10 positive numbers.",
                    List.of(4.0, 2.0, 1.0));
    private static final Parameter.Real START =
            new Parameter.Real(
                    "start", "a0", "Strength of every mode at t = 0.", 0.01, 1e-12, 1.0, "");
    private static final Parameter.Real RATE =
            new Parameter.Real("rate", "Rate", "Step of the descent.", 1e-4, 1e-6, 0.1, "");
    private static final Parameter.Real TIME =
            new Parameter.Real("time", "Time", "Length of the run, in tau.", 6.0, 1e-3, 1e4, "tau");
    private static final double TOLERANCE = 1e-3;
    private static final int POINTS = 400;
    private static final long MOST_STEPS = 10_000_000;
    private static final int MOST_MODES = 10;

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder(
                            "landscape.saxe-dynamics", "Learning of linear modes", "Landscape")
                    .tells(
                            "That a deep linear network learns in stages, and when each mode of"
                                    + " the data comes up.",
                            "How networks that are not linear, or start large, learn.")
                    .formula(
                            "a(t) = \\frac{s e^{2st/\\tau}}{e^{2st/\\tau} - 1 + s/a_0}",
                            "A. Saxe, J. McClelland, S. Ganguli: Exact solutions to the nonlinear"
                                    + " dynamics of learning in deep linear neural networks,"
                                    + " ICLR 2014")
                    .models(0, 0)
                    .data()
                    .parameter(MODES)
                    .parameter(START)
                    .parameter(RATE)
                    .parameter(TIME)
                    .output("t", "times in tau, (points)")
                    .output("simulated", "strength of each mode in the descent, (modes, points)")
                    .output("theory", "strength by the formula, (modes, points)")
                    .output("half_time", "time at which each mode is half learnt, (modes)")
                    .output("half_time_theory", "ln(s / a0 - 1) / (2 s), (modes)")
                    .output("max_difference", "largest difference of the two")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        Optional<String> numbers = PositiveNumbers.obstacle(input, MODES, MOST_MODES);
        if (numbers.isPresent()) {
            return numbers;
        }
        return steps(input) > MOST_STEPS
                ? Optional.of(
                        "time / rate is " + steps(input) + " steps; expected at most " + MOST_STEPS)
                : Optional.empty();
    }

    private static long steps(StudyInput input) {
        return Math.max(1, Math.round(input.values().get(TIME) / input.values().get(RATE)));
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        double d = input.values().get(MODES).size();
        return new CostEstimate(
                steps(input) * (d * d * d + 20) * 2e-8, 1 << 20, steps(input) + " steps");
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        double[] modes =
                input.values().get(MODES).stream().mapToDouble(Double::doubleValue).toArray();
        Descent descent = new Descent(input, modes);
        descent.run(progress);
        return descent.result();
    }

    /** Gradient descent on |W2 W1 - M|^2 / 2 from weights aligned with the modes. */
    private static final class Descent {
        private final double[] modes;
        private final double start;
        private final double rate;
        private final long steps;
        private final RealMatrix left;
        private final RealMatrix right;
        private final double[] t;
        private final double[][] simulated;

        Descent(StudyInput input, double[] modes) {
            this.modes = modes;
            this.start = input.values().get(START);
            this.rate = input.values().get(RATE);
            this.steps = steps(input);
            SeededRandom random = new SeededRandom(input.seed());
            this.left = rotation(random.split("left"), modes.length);
            this.right = rotation(random.split("right"), modes.length);
            int points = (int) Math.min(POINTS, steps) + 1;
            this.t = new double[points];
            this.simulated = new double[modes.length][points];
        }

        private static RealMatrix rotation(SeededRandom random, int n) {
            RealMatrix matrix = MatrixUtils.createRealMatrix(n, n);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    matrix.setEntry(i, j, random.nextGaussian());
                }
            }
            return new QRDecomposition(matrix).getQ();
        }

        void run(StudyProgress progress) throws Cancelled {
            RealMatrix map =
                    left.multiply(MatrixUtils.createRealDiagonalMatrix(modes))
                            .multiplyTransposed(right);
            RealMatrix first = right.transpose().scalarMultiply(Math.sqrt(start));
            RealMatrix second = left.scalarMultiply(Math.sqrt(start));
            int next = 0;
            for (long step = 0; step <= steps; step++) {
                if (step == steps * next / (t.length - 1)) {
                    record(next++, step, second.multiply(first));
                    progress.check();
                    progress.report((double) step / steps, "descent");
                }
                RealMatrix error = map.subtract(second.multiply(first));
                RealMatrix up = second.transposeMultiply(error).scalarMultiply(rate);
                second = second.add(error.multiplyTransposed(first).scalarMultiply(rate));
                first = first.add(up);
            }
        }

        private void record(int point, long step, RealMatrix product) {
            t[point] = step * rate;
            RealMatrix inModes = left.transposeMultiply(product).multiply(right);
            for (int k = 0; k < modes.length; k++) {
                simulated[k][point] = inModes.getEntry(k, k);
            }
        }

        private double theory(int mode, double time) {
            double s = modes[mode];
            // divided by e^(2st), so that nothing overflows
            return s / (1 + (s / start - 1) * Math.exp(-2 * s * time));
        }

        private double halfTime(int mode) {
            double half = modes[mode] / 2;
            double[] a = simulated[mode];
            for (int i = 1; i < a.length; i++) {
                if (a[i - 1] < half && a[i] >= half) {
                    double share = (half - a[i - 1]) / (a[i] - a[i - 1]);
                    return t[i - 1] + share * (t[i] - t[i - 1]);
                }
            }
            return Double.NaN;
        }

        Result result() {
            int points = t.length;
            double[] flat = new double[modes.length * points];
            double[] flatTheory = new double[flat.length];
            double worst = 0;
            Curves.Builder picture =
                    Curves.builder("Strength of the modes", Axis.of("t / tau"), Axis.of("a"))
                            .caption("Points: the descent. Lines: the formula.");
            TableRows rows =
                    new TableRows()
                            .reals("singular value")
                            .reals("half learnt at")
                            .reals("by the formula");
            double[] half = new double[modes.length];
            double[] halfTheory = new double[modes.length];
            for (int k = 0; k < modes.length; k++) {
                double[] exact = new double[points];
                for (int i = 0; i < points; i++) {
                    exact[i] = theory(k, t[i]);
                    worst = Math.max(worst, Math.abs(exact[i] - simulated[k][i]));
                }
                System.arraycopy(simulated[k], 0, flat, k * points, points);
                System.arraycopy(exact, 0, flatTheory, k * points, points);
                picture.series(Series.line("s = " + modes[k] + ", theory", t, exact));
                picture.series(Series.points("s = " + modes[k], t, simulated[k]));
                half[k] = halfTime(k);
                halfTheory[k] = Math.log(modes[k] / start - 1) / (2 * modes[k]);
                rows.add(modes[k], half[k], halfTheory[k]);
            }
            theoria.core.model.tensor.Shape shape =
                    theoria.core.model.tensor.Shape.of(modes.length, points);
            return Composite.builder("Learning of linear modes")
                    .caption("Modes of a linear network of two layers, a0 = " + start)
                    .array("t", NumericArray.of(t))
                    .array("simulated", NumericArray.of(shape, flat))
                    .array("theory", NumericArray.of(shape, flatTheory))
                    .array("half_time", NumericArray.of(half))
                    .array("half_time_theory", NumericArray.of(halfTheory))
                    .scalar("max_difference", worst)
                    .verdict(
                            Verdict.atMost(
                                            "the descent follows the formula",
                                            "a(t) = s e^{2st} / (e^{2st} - 1 + s/a_0)",
                                            worst,
                                            0,
                                            TOLERANCE)
                                    .as(Verdict.Kind.CALIBRATED)
                                    .from("Saxe, McClelland, Ganguli 2014"))
                    .part("modes", picture.build())
                    .part("half", Table.builder("Half learnt").rows(rows).build())
                    .build();
        }
    }
}
