package theoria.study.landscape.internal.path;

import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.tensor.Precision;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Series;
import theoria.core.study.result.Verdict;
import theoria.study.landscape.internal.Measurement;
import theoria.study.landscape.internal.Options;
import theoria.study.landscape.internal.Risk;
import theoria.study.landscape.internal.Vectors;
import theoria.study.landscape.internal.frame.Axes;
import theoria.study.landscape.internal.frame.Mover;

import java.util.Arrays;
import java.util.List;

/** The risk along a path between two networks, and along the straight line beside it. */
public final class PathRun {
    /** Rounding that equal losses may differ by, relative to 1 + loss. */
    private static final double DOUBLE_ROUNDING = 1e-12;

    /** The same in single precision: some hundred units in the last place. */
    private static final double FLOAT_ROUNDING = 1e-5;

    private final StudyInput input;
    private final PathMethod method;
    private final WeightPath path;
    private final WeightPath line;
    private final double[] t;

    /**
     * Of a path that is there.
     *
     * @param points how many are measured, t = 0 and t = 1 among them
     */
    public PathRun(StudyInput input, PathMethod method, WeightPath path, int points) {
        this.input = input;
        this.method = method;
        this.path = path;
        this.line =
                WeightPath.straight(
                        Vectors.of(input.models().get(0).weights()),
                        Vectors.of(input.models().get(1).weights()),
                        "straight line");
        this.t = Axes.points(0, 1, points);
    }

    /** Measures and describes it. */
    public Composite compute(StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Options options = new Options(input.values());
        Mover mover = Mover.between(input, input.model(), options, progress);
        Risk risk = new Risk(input, input.model(), options.loss(), false);
        int n = t.length;
        List<List<Measurement>> values =
                risk.at(
                        2 * n,
                        (network, index) -> {
                            progress.report(0.5 + 0.25 * index / n, "along the path");
                            WeightPath way = index < n ? path : line;
                            mover.move(network, way.at(t[index % n]));
                        },
                        progress);
        Composite.Builder result =
                Composite.builder("Loss along a path")
                        .caption("Loss, " + path.words() + ", " + risk.description())
                        .array("t", NumericArray.of(t));
        Curves.Builder losses =
                Curves.builder("Loss along a path", Axis.of("t"), Axis.of("loss"))
                        .caption(path.words());
        Curves.Builder accuracies =
                Curves.builder("Accuracy along a path", Axis.of("t"), Axis.of("accuracy"))
                        .caption(path.words());
        for (int split = 0; split < risk.splits(); split++) {
            add(values, split, result, losses, accuracies);
        }
        result.notes(path.notes());
        if (method.trained()) {
            result.note(trainedOn());
            result.note(
                    "To draw the plane of a path with one bend, take the network at t = 0.5 as a"
                            + " model and run landscape.surface with directions=between on the"
                            + " two networks and it: of a Bezier curve too it lies in the plane"
                            + " of w_1, theta and w_2.");
        }
        mover.sentence().ifPresent(result::note);
        return result.part("loss", losses.build()).part("accuracy", accuracies.build()).build();
    }

    /** A path is measured on the very examples that it was fitted to. */
    private String trainedOn() {
        List<Split> splits = input.splits();
        String first = splits.get(0).word();
        return splits.size() == 1
                ? "The bends were trained on the examples of the "
                        + first
                        + " split on which the path is measured here: on others its loss may be"
                        + " higher, and a barrier may be left."
                : "The bends were trained on the "
                        + first
                        + " split alone; the "
                        + splits.get(1).word()
                        + " split tells how low the path is on examples it was not trained on.";
    }

    private void add(
            List<List<Measurement>> values,
            int split,
            Composite.Builder result,
            Curves.Builder losses,
            Curves.Builder accuracies) {
        int n = t.length;
        String suffix = Risk.suffix(split);
        double[] loss = new double[n];
        double[] accuracy = new double[n];
        double[] straight = new double[n];
        Arrays.setAll(loss, i -> values.get(i).get(split).loss());
        Arrays.setAll(accuracy, i -> values.get(i).get(split).accuracy());
        Arrays.setAll(straight, i -> values.get(n + i).get(split).loss());
        losses.series(Series.line("loss" + suffix, t, loss))
                .series(Series.line("loss" + suffix + " of the straight line", t, straight));
        accuracies.series(Series.line("accuracy" + suffix, t, accuracy));
        result.array("loss" + suffix, NumericArray.of(loss))
                .array("accuracy" + suffix, NumericArray.of(accuracy))
                .array("linear_loss" + suffix, NumericArray.of(straight))
                .scalar("barrier" + suffix, barrier(loss))
                .scalar("linear_barrier" + suffix, barrier(straight));
        addVerdicts(loss, straight, result);
    }

    private static double worseEnd(double[] loss) {
        return Math.max(loss[0], loss[loss.length - 1]);
    }

    /** NaN if a loss is. */
    private static double barrier(double[] loss) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double value : loss) {
            highest = Math.max(highest, value);
        }
        return highest - worseEnd(loss);
    }

    private void addVerdicts(double[] loss, double[] straight, Composite.Builder result) {
        int last = t.length - 1;
        if (!Double.isFinite(straight[0]) || !Double.isFinite(straight[last])) {
            result.note("A network's own loss is no finite number, so that no claim is checked.");
            return;
        }
        double rounding =
                (input.precision() == Precision.DOUBLE ? DOUBLE_ROUNDING : FLOAT_ROUNDING)
                        * (1 + worseEnd(straight));
        String permuted = method == PathMethod.PERMUTED ? ", its units permuted" : "";
        result.verdict(
                        Verdict.equal(
                                "the path begins at the first network",
                                "L(\\varphi(0)) = L(w_1)",
                                loss[0],
                                straight[0],
                                rounding))
                .verdict(
                        Verdict.equal(
                                "the path ends at the second network" + permuted,
                                "L(\\varphi(1)) = L(w_2)",
                                loss[last],
                                straight[last],
                                rounding));
        if (method == PathMethod.EXPLICIT) {
            result.verdict(
                    Verdict.atMost(
                            "the explicit path has no barrier",
                            "\\max_t L(\\varphi(t)) \\le \\max(L(w_1), L(w_2))",
                            barrier(loss),
                            0,
                            rounding));
        }
    }
}
