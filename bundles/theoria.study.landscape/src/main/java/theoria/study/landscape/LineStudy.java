package theoria.study.landscape;

import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.LayerCost;
import theoria.core.model.load.Model;
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
import theoria.core.study.result.Verdict;
import theoria.study.landscape.internal.Directions;
import theoria.study.landscape.internal.Normalisation;
import theoria.study.landscape.internal.Risk;

import java.util.List;
import java.util.Optional;

/**
 * The empirical risk along a line (Goodfellow, Vinyals and Saxe 2015; theory entry L1): of two
 * models f(t) = L((1 - t) theta_0 + t theta_1), running statistics interpolated like the weights;
 * of one model f(t) = L(theta + t d) with a filter-normalised random direction d.
 */
public final class LineStudy implements Study {
    private static final Parameter.Whole POINTS =
            new Parameter.Whole(
                    "points", "Points", "Number of points on the line.", 41, 2, 100_000);
    private static final Parameter.Real FROM =
            new Parameter.Real("from", "From", "First t.", -0.5, -1e6, 1e6, "");
    private static final Parameter.Real TO =
            new Parameter.Real("to", "To", "Last t.", 1.5, -1e6, 1e6, "");

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("landscape.line", "Loss along a line", "Landscape")
                    .tells(
                            "Whether the straight way from one network to another leads over a"
                                    + " barrier, or how the loss rises along one direction.",
                            "Whether another way avoids the barrier; permuted but equal networks"
                                    + " show one too.")
                    .formula(
                            "f(t) = L((1-t)\\theta_0 + t\\theta_1),\\quad \\mathrm{barrier} ="
                                    + " \\max_{[0,1]} f - \\max(f(0), f(1))",
                            "Goodfellow, Vinyals, Saxe 2015")
                    .models(1, 2)
                    .data(Split.TRAIN)
                    .samples(1000)
                    .parameter(POINTS)
                    .parameter(FROM)
                    .parameter(TO)
                    .output("t", "places on the line, (points)")
                    .output("loss", "mean loss, (points)")
                    .output("accuracy", "fraction right, (points)")
                    .output("barrier", "largest loss on [0,1] above the worse end; two models")
                    .output("monotonic", "1 if the loss never rises from t = 0 to t = 1, else 0")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        if (input.models().size() == 2
                && !blocks(input.models().get(0)).equals(blocks(input.models().get(1)))) {
            return Optional.of(
                    "'"
                            + input.models().get(0).name()
                            + "' and '"
                            + input.models().get(1).name()
                            + "' have different weights; a line needs two networks of one"
                            + " architecture");
        }
        return Optional.empty();
    }

    private static List<String> blocks(Model model) {
        return model.graph().blocks().stream()
                .map((Block block) -> block.role() + " " + block.shape())
                .toList();
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long macs = LayerCost.macs(input.model().graph());
        long points = input.values().get(POINTS);
        long bytes = 8L * 4 * input.model().graph().parameterCount();
        return CostEstimate.forward(macs, points * input.exampleCount(), bytes);
    }

    /**
     * n numbers from one end to the other, both included; those that miss 0 or 1 by rounding only
     * are 0 or 1.
     */
    static double[] points(double from, double to, int n) {
        double[] points = new double[n];
        double step = (to - from) / (n - 1);
        for (int i = 0; i < n; i++) {
            double point = i == n - 1 ? to : from + i * step;
            long whole = Math.round(point);
            boolean end = whole == 0 || whole == 1;
            points[i] = end && Math.abs(point - whole) < 1e-9 * step ? whole : point;
        }
        return points;
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Model first = input.models().get(0);
        boolean between = input.models().size() == 2;
        double[] t =
                points(
                        input.values().get(FROM),
                        input.values().get(TO),
                        input.values().get(POINTS));
        double[][] start = vectors(first);
        double[][] end = between ? vectors(input.models().get(1)) : along(input, start);
        Risk risk = new Risk(input, first);
        int[] done = new int[1];
        List<double[][]> values =
                risk.at(
                        t.length,
                        (network, index) -> {
                            network.setParameters(mix(start[0], end[0], t[index]));
                            network.setBuffers(mix(start[1], end[1], t[index]));
                            synchronized (done) {
                                progress.report((double) done[0]++ / t.length, "along the line");
                            }
                        },
                        progress);
        return result(input, risk, t, values);
    }

    private static double[][] vectors(Model model) {
        return new double[][] {
            model.weights().parameters().toDoubles(), model.weights().buffers().toDoubles()
        };
    }

    /** The point at t = 1 of a line that leaves a network in a random direction. */
    private static double[][] along(StudyInput input, double[][] start) {
        Model model = input.model();
        double[] direction =
                Directions.random(
                        model.graph(), start[0], input.seed(), "line", Normalisation.FILTER);
        for (int i = 0; i < direction.length; i++) {
            direction[i] += start[0][i];
        }
        return new double[][] {direction, start[1]};
    }

    private static double[] mix(double[] a, double[] b, double t) {
        double[] mixed = new double[a.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (1 - t) * a[i] + t * b[i];
        }
        return mixed;
    }

    private static Result result(StudyInput input, Risk risk, double[] t, List<double[][]> values) {
        boolean between = input.models().size() == 2;
        String name =
                between
                        ? input.models().get(0).name() + " to " + input.models().get(1).name()
                        : input.model().name() + ", random direction, seed " + input.seed();
        Curves.Builder losses =
                Curves.builder("Loss along a line", Axis.of("t"), Axis.of("loss")).caption(name);
        Curves.Builder accuracies =
                Curves.builder("Accuracy along a line", Axis.of("t"), Axis.of("accuracy"))
                        .caption(name);
        Composite.Builder result =
                Composite.builder("Loss along a line")
                        .caption("Loss from " + name + ", " + risk.description())
                        .array("t", NumericArray.of(t));
        for (int split = 0; split < risk.splits(); split++) {
            String suffix = Risk.suffix(split);
            double[] loss = column(values, split, 0);
            double[] accuracy = column(values, split, 1);
            losses.series(Series.line("loss" + suffix, t, loss));
            accuracies.series(Series.line("accuracy" + suffix, t, accuracy));
            result.array("loss" + suffix, NumericArray.of(loss))
                    .array("accuracy" + suffix, NumericArray.of(accuracy))
                    .scalar("monotonic" + suffix, monotonic(t, loss) ? 1 : 0);
            if (between) {
                addBarrier(result, suffix, t, loss);
            }
        }
        return result.part("loss", losses.build()).part("accuracy", accuracies.build()).build();
    }

    private static double[] column(List<double[][]> values, int split, int which) {
        return values.stream().mapToDouble(point -> point[split][which]).toArray();
    }

    private static boolean monotonic(double[] t, double[] loss) {
        for (int i = 1; i < t.length; i++) {
            if (t[i - 1] >= 0 && t[i] <= 1 && loss[i] > loss[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private static void addBarrier(
            Composite.Builder result, String suffix, double[] t, double[] loss) {
        double highest = Double.NEGATIVE_INFINITY;
        double left = Double.NaN;
        double right = Double.NaN;
        for (int i = 0; i < t.length; i++) {
            if (t[i] >= 0 && t[i] <= 1) {
                highest = Math.max(highest, loss[i]);
            }
            left = t[i] == 0 ? loss[i] : left;
            right = t[i] == 1 ? loss[i] : right;
        }
        if (Double.isNaN(left) || Double.isNaN(right)) {
            result.note("No barrier is given: t = 0 and t = 1 are not both among the points.");
            return;
        }
        result.scalar("barrier" + suffix, highest - Math.max(left, right));
        result.verdict(
                Verdict.atLeast(
                        "the barrier is not negative",
                        "\\max_{[0,1]} f \\ge \\max(f(0), f(1))",
                        highest,
                        Math.max(left, right),
                        0));
    }
}
