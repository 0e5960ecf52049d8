package theoria.study.landscape.internal.grid;

import theoria.core.model.tensor.Shape;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Verdict;
import theoria.study.landscape.internal.Risk;
import theoria.study.landscape.internal.direction.Frames;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What lines become: curves of loss and accuracy, and the documented numbers. */
public final class LineResult {
    private final List<Line> lines;
    private final List<String> sharing;
    private final double[] t;

    /** Of lines at the same points, one for each model. */
    public LineResult(List<Line> lines, List<String> sharing) {
        this.lines = lines;
        this.sharing = sharing;
        this.t = lines.get(0).t();
    }

    /** The result. */
    public Result result() {
        String name = String.join("; ", lines.stream().map(LineResult::words).toList());
        Curves.Builder losses =
                Curves.builder("Loss along a line", Axis.of("t"), Axis.of("loss")).caption(name);
        Curves.Builder accuracies =
                Curves.builder("Accuracy along a line", Axis.of("t"), Axis.of("accuracy"))
                        .caption(name);
        Curves.Builder margins =
                Curves.builder("Margin along a line", Axis.of("t"), Axis.of("margin"))
                        .caption(name);
        Curves.Builder classes =
                Curves.builder("Loss of each class", Axis.of("t"), Axis.of("loss")).caption(name);
        Risk first = lines.get(0).risk();
        Composite.Builder result =
                Composite.builder("Loss along a line")
                        .caption("Loss, " + name + ", " + first.description())
                        .array("t", NumericArray.of(t));
        for (int k = 0; k < lines.size(); k++) {
            for (int split = 0; split < first.splits(); split++) {
                String suffix = Frames.suffix(k) + Risk.suffix(split);
                addCurves(lines.get(k), split, suffix, losses, accuracies);
                addMore(lines.get(k), split, suffix, margins, classes);
                addNumbers(lines.get(k), split, suffix, result);
            }
            result.notes(lines.get(k).frame().notes());
        }
        result.note(bandSentence()).notes(lines.size() > 1 ? sharing : List.of());
        result.notes(lines.stream().flatMap(l -> l.sentence().stream()).distinct().toList());
        result.part("loss", losses.build())
                .part("accuracy", accuracies.build())
                .part("margin", margins.build());
        return (first.classes() > 0 ? result.part("classes", classes.build()) : result).build();
    }

    private static String words(Line line) {
        String frame = line.frame().words();
        String own = line.frame().several() ? frame : line.risk().model().name() + ", " + frame;
        return line.seeds() == 1 ? own : own + ", mean of " + line.seeds() + " seeds";
    }

    private String bandSentence() {
        int seeds = lines.get(0).seeds();
        return seeds == 1
                ? "The band is the loss plus and less its standard error over the examples."
                : String.format(
                        Locale.ROOT,
                        "The band is a %.0f %% confidence interval for the mean over %d seeds.",
                        100 * Summary.CONFIDENCE,
                        seeds);
    }

    private void addCurves(
            Line line, int split, String suffix, Curves.Builder losses, Curves.Builder accuracies) {
        String end = end(line);
        double[] loss = line.column(split, Summary.LOSS);
        double[] half = line.column(split, line.seeds() == 1 ? Summary.ERROR : Summary.SPREAD);
        double factor = line.seeds() == 1 ? 1 : Summary.halfWidth(line.seeds());
        double[] lower = new double[t.length];
        double[] upper = new double[t.length];
        Arrays.setAll(lower, i -> loss[i] - factor * half[i]);
        Arrays.setAll(upper, i -> loss[i] + factor * half[i]);
        losses.series(Series.line("loss" + suffix + end, t, loss).band(lower, upper));
        double[] accuracy = line.column(split, Summary.ACCURACY);
        accuracies.series(Series.line("accuracy" + suffix + end, t, accuracy));
    }

    private String end(Line line) {
        return lines.size() > 1 ? " of " + line.risk().model().name() : "";
    }

    private void addMore(
            Line line, int split, String suffix, Curves.Builder margins, Curves.Builder classes) {
        double[] margin = line.column(split, Summary.MARGIN);
        margins.series(Series.line("margin" + suffix + end(line), t, margin));
        List<String> names = line.risk().classNames();
        for (int c = 0; c < line.risk().classes(); c++) {
            double[] own = line.column(split, Summary.CLASSES + c);
            classes.series(Series.line(names.get(c) + suffix + end(line), t, own));
        }
    }

    private void addNumbers(Line line, int split, String suffix, Composite.Builder result) {
        double[] loss = line.column(split, Summary.LOSS);
        result.array("loss" + suffix, NumericArray.of(loss))
                .array("accuracy" + suffix, column(line, split, Summary.ACCURACY))
                .array("loss_stderr" + suffix, column(line, split, Summary.ERROR))
                .array("margin" + suffix, column(line, split, Summary.MARGIN));
        if (line.seeds() > 1) {
            result.array("loss_spread" + suffix, column(line, split, Summary.SPREAD));
        }
        if (line.risk().classes() > 0) {
            result.array("class_loss" + suffix, classes(line, split));
        }
        long odd = Arrays.stream(loss).filter(value -> !Double.isFinite(value)).count();
        result.scalar("monotonic" + suffix, monotonic(loss)).scalar("non_finite" + suffix, odd);
        if (odd > 0) {
            result.note(
                    odd
                            + " of "
                            + t.length
                            + " points have a loss"
                            + suffix.replace('_', ' ')
                            + " that is no finite number; they are kept as such and not drawn.");
        }
        if (line.frame().end().isPresent()) {
            addBarrier(result, suffix, loss);
        }
    }

    private static NumericArray column(Line line, int split, int which) {
        return NumericArray.of(line.column(split, which));
    }

    private NumericArray classes(Line line, int split) {
        int classes = line.risk().classes();
        double[] all = new double[classes * t.length];
        for (int c = 0; c < classes; c++) {
            double[] own = line.column(split, Summary.CLASSES + c);
            System.arraycopy(own, 0, all, c * t.length, t.length);
        }
        return NumericArray.of(Shape.of(classes, t.length), all);
    }

    /** 1 or 0; NaN where no two neighbours lie between t = 0 and t = 1. */
    private double monotonic(double[] loss) {
        double known = Double.NaN;
        for (int i = 1; i < t.length; i++) {
            int lower = t[i - 1] <= t[i] ? i - 1 : i; // a line may be given from its end
            int upper = 2 * i - 1 - lower;
            if (t[lower] >= 0 && t[upper] <= 1) {
                if (!(loss[upper] <= loss[lower])) {
                    return 0;
                }
                known = 1;
            }
        }
        return known;
    }

    private void addBarrier(Composite.Builder result, String suffix, double[] loss) {
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
