package theoria.study.landscape.laboratory;

import org.hipparchus.linear.EigenDecompositionSymmetric;

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
import theoria.study.landscape.internal.laboratory.DeepLinear;
import theoria.study.landscape.internal.laboratory.PositiveNumbers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Deep linear networks have no poor local minima (Kawaguchi 2016; theory entry L7): gradient
 * descent on f = tr((W_L..W_1 - I) C (W_L..W_1 - I)') / 2 from random starts ends at the optimum
 * under the rank of the narrowest layer; and the origin is a saddle, strict for two factors, flat
 * for more.
 */
public final class DeepLinearStudy implements Study {
    private static final Parameter.Reals EIGENVALUES =
            new Parameter.Reals(
                    "eigenvalues",
                    "Eigenvalues",
                    "Of the covariance of the data, 1 to 12 positive numbers.",
                    List.of(3.0, 2.2, 1.5, 0.9, 0.5, 0.2));
    private static final Parameter.Whole DEPTH =
            new Parameter.Whole("depth", "Depth", "Number of factors L.", 2, 2, 6);
    private static final Parameter.Whole WIDTH =
            new Parameter.Whole("width", "Width", "Of the hidden layers.", 2, 1, 12);
    private static final Parameter.Whole RUNS =
            new Parameter.Whole("runs", "Runs", "Random starts.", 20, 1, 10_000);
    private static final Parameter.Real RATE =
            new Parameter.Real("rate", "Rate", "Step of the descent.", 0.05, 1e-6, 10.0, "");
    private static final Parameter.Whole STEPS =
            new Parameter.Whole("steps", "Steps", "Steps of each run.", 6000, 1, 1_000_000);
    private static final double TOLERANCE = 1e-6;
    private static final int MOST_EIGENVALUES = 12;
    private static final int POINTS = 300;

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder(
                            "landscape.deep-linear", "Descent of deep linear networks", "Landscape")
                    .tells(
                            "That gradient descent on a deep linear network ends at the global"
                                    + " optimum, and how flat the saddle at the origin is.",
                            "Anything of networks that are not linear, or how long a descent"
                                    + " may stay near a saddle.")
                    .formula(
                            "\\min_{\\mathrm{rank} W \\le p} f = \\tfrac12 \\sum_{i > p}"
                                    + " \\lambda_i",
                            "K. Kawaguchi: Deep learning without poor local minima, NeurIPS 2016")
                    .models(0, 0)
                    .data()
                    .parameter(EIGENVALUES)
                    .parameter(DEPTH)
                    .parameter(WIDTH)
                    .parameter(RUNS)
                    .parameter(RATE)
                    .parameter(STEPS)
                    .output("losses", "loss at the end of each run, (runs)")
                    .output("optimum", "best loss of any linear map of this rank")
                    .output("reached", "runs that ended within 1e-6 of it")
                    .output(
                            "origin",
                            "eigenvalues of the Hessian of (w_1..w_L - 1)^2 / 2 at 0, ascending")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        return PositiveNumbers.obstacle(input, EIGENVALUES, MOST_EIGENVALUES);
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long steps = (long) input.values().get(RUNS) * input.values().get(STEPS);
        return new CostEstimate(
                steps * input.values().get(DEPTH) * 3e-6, 1 << 24, steps + " gradients");
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        double[] lambda =
                input.values().get(EIGENVALUES).stream().mapToDouble(Double::doubleValue).toArray();
        int[] widths = new int[input.values().get(DEPTH) + 1];
        Arrays.fill(widths, input.values().get(WIDTH));
        widths[0] = lambda.length;
        widths[widths.length - 1] = lambda.length;
        DeepLinear function = new DeepLinear(widths, lambda);
        int runs = input.values().get(RUNS);
        List<double[]> curves =
                progress.parallel(
                        runs, "descent", index -> descend(function, input, index, progress));
        return result(input, curves, optimum(lambda, input.values().get(WIDTH)));
    }

    /** Losses of one run at evenly spread steps, the last one at its end. */
    private static double[] descend(
            DeepLinear function, StudyInput input, int index, StudyProgress progress)
            throws Cancelled {
        SeededRandom random = new SeededRandom(input.seed()).split(index);
        double[] theta = new double[function.parameters()];
        random.nextGaussians(theta);
        double scale = 1 / Math.sqrt(input.values().get(WIDTH) + 1.0);
        for (int i = 0; i < theta.length; i++) {
            theta[i] *= scale;
        }
        int steps = input.values().get(STEPS);
        double rate = input.values().get(RATE);
        double[] curve = new double[Math.min(POINTS, steps) + 1];
        double[] gradient = new double[theta.length];
        int next = 0;
        for (int step = 0; step <= steps; step++) {
            if (step == place(next, curve.length - 1, steps)) {
                curve[next++] = function.loss(theta);
                progress.check();
            }
            function.gradient(theta, gradient);
            for (int i = 0; i < theta.length; i++) {
                theta[i] -= rate * gradient[i];
            }
        }
        return curve;
    }

    private static int place(int point, int points, int steps) {
        return (int) ((long) steps * point / points);
    }

    private static double optimum(double[] lambda, int rank) {
        double[] sorted = lambda.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int i = 0; i < sorted.length - rank; i++) {
            sum += sorted[i];
        }
        return sum / 2;
    }

    /** Eigenvalues of the Hessian of (w_1 ... w_L - 1)^2 / 2 at the origin. */
    private static double[] origin(int depth) {
        int[] widths = new int[depth + 1];
        Arrays.fill(widths, 1);
        DeepLinear chain = new DeepLinear(widths, new double[] {1});
        double[] values =
                new EigenDecompositionSymmetric(chain.hessian(new double[depth])).getEigenvalues();
        Arrays.sort(values);
        return values;
    }

    private static Result result(StudyInput input, List<double[]> curves, double optimum) {
        int steps = input.values().get(STEPS);
        int depth = input.values().get(DEPTH);
        int points = curves.get(0).length;
        double[] x = new double[points];
        for (int i = 0; i < points; i++) {
            x[i] = place(i, points - 1, steps);
        }
        Curves.Builder picture =
                Curves.builder("Descent", Axis.of("step"), Axis.of("loss above the optimum").log())
                        .caption("Plateaus are saddles passed by.");
        double[] losses = new double[curves.size()];
        int reached = 0;
        for (int run = 0; run < curves.size(); run++) {
            double[] curve = curves.get(run);
            losses[run] = curve[points - 1];
            reached += Math.abs(losses[run] - optimum) <= TOLERANCE ? 1 : 0;
            picture.series(
                    Series.line(
                            "run " + (run + 1),
                            x,
                            Arrays.stream(curve).map(loss -> loss - optimum).toArray()));
        }
        double[] origin = origin(depth);
        Composite.Builder result =
                Composite.builder("Descent of deep linear networks")
                        .caption(
                                "Gradient descent of "
                                        + depth
                                        + " factors, width "
                                        + input.values().get(WIDTH)
                                        + ", "
                                        + curves.size()
                                        + " runs")
                        .array("losses", NumericArray.of(losses))
                        .array("origin", NumericArray.of(origin))
                        .scalar("optimum", optimum)
                        .scalar("reached", reached)
                        .verdict(
                                Verdict.equal(
                                                "all runs end at the best loss of this rank",
                                                "\\tfrac12 \\sum_{i > p} \\lambda_i",
                                                reached,
                                                curves.size(),
                                                0)
                                        .as(Verdict.Kind.CALIBRATED)
                                        .from("Kawaguchi 2016"));
        addOrigin(result, depth, origin);
        TableRows rows = new TableRows().integers("run").reals("loss").reals("above the optimum");
        for (int run = 0; run < losses.length; run++) {
            rows.add(run + 1, losses[run], losses[run] - optimum);
        }
        return result.part("descent", picture.build())
                .part("runs", Table.builder("Runs").rows(rows).build())
                .build();
    }

    private static void addOrigin(Composite.Builder result, int depth, double[] origin) {
        double expected = depth == 2 ? 1 : 0;
        result.verdict(
                Verdict.equal(
                        depth == 2
                                ? "the origin is a strict saddle, eigenvalues -1 and 1"
                                : "the origin is flat: its Hessian is 0",
                        "f = (w_1 \\cdots w_L - 1)^2 / 2",
                        Math.max(-origin[0], origin[depth - 1]),
                        expected,
                        TOLERANCE));
    }
}
