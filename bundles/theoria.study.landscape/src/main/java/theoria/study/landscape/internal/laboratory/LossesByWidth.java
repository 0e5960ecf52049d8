package theoria.study.landscape.internal.laboratory;

import theoria.core.math.random.SeededRandom;
import theoria.core.math.stat.Histogram;
import theoria.core.math.stat.Moments;
import theoria.core.math.stat.Quantiles;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.tensor.Shape;
import theoria.core.study.StudyException;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Series;
import theoria.core.study.result.Table;
import theoria.core.study.result.TableRows;
import theoria.core.study.result.Verdict;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where gradient descent of {@link TwoLayerNetwork}s ends from random starts, by their width
 * (Choromanska et al. 2015, figures 3 and 4; theory entry L13): the larger the network, the closer
 * together the losses. All networks learn one {@link TeacherProblem}, by the same number of
 * full-batch steps.
 */
public final class LossesByWidth {
    private static final int INPUTS = 4;
    private static final int TEACHER = 8;
    private static final int EXAMPLES = 64;
    private static final int STEPS = 300;
    private static final double RATE = 0.2;
    private static final int BINS = 20;

    private final int[] widths;
    private final int runs;
    private final double[] train;
    private final double[] test;

    private LossesByWidth(int[] widths, int runs, List<double[]> losses) {
        this.widths = widths;
        this.runs = runs;
        this.train = losses.stream().mapToDouble(loss -> loss[0]).toArray();
        this.test = losses.stream().mapToDouble(loss -> loss[1]).toArray();
    }

    /** Multiply-accumulates of all descents. */
    public static double work(List<Double> widths, int runs) {
        double units = widths.stream().mapToDouble(Double::doubleValue).sum();
        return units * runs * 3 * (INPUTS + 2) * EXAMPLES * STEPS;
    }

    /**
     * Descends from the random starts.
     *
     * @param widths whole numbers
     */
    public static LossesByWidth compute(
            List<Double> widths, int runs, SeededRandom random, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        int[] m = widths.stream().mapToInt(Double::intValue).toArray();
        TeacherProblem problem =
                TeacherProblem.draw(INPUTS, TEACHER, EXAMPLES, random.split("problem"));
        List<double[]> losses =
                progress.parallel(
                        m.length * runs,
                        "networks",
                        index ->
                                descend(
                                        problem,
                                        m[index / runs],
                                        random.split(m[index / runs]).split(index % runs),
                                        progress));
        return new LossesByWidth(m, runs, losses);
    }

    /** {training loss, test loss} after the last step. */
    private static double[] descend(
            TeacherProblem problem, int width, SeededRandom random, StudyProgress progress)
            throws Cancelled {
        TwoLayerNetwork network =
                new TwoLayerNetwork(INPUTS, width, problem.train(), problem.trainTargets());
        double[] theta = TwoLayerNetwork.start(INPUTS, width, random);
        double[] gradient = new double[theta.length];
        for (int step = 0; step < STEPS; step++) {
            progress.check();
            network.gradient(theta, gradient);
            for (int i = 0; i < theta.length; i++) {
                theta[i] -= RATE * gradient[i];
            }
        }
        TwoLayerNetwork others =
                new TwoLayerNetwork(INPUTS, width, problem.test(), problem.testTargets());
        return new double[] {network.loss(theta), others.loss(theta)};
    }

    private Moments moments(double[] losses, int w) {
        return Moments.of(Arrays.copyOfRange(losses, w * runs, (w + 1) * runs));
    }

    /** Adds arrays, a verdict, pictures and a table. */
    public void addTo(Composite.Builder result) {
        TableRows rows =
                new TableRows()
                        .integers("hidden units")
                        .reals("mean loss")
                        .reals("standard deviation")
                        .reals("smallest")
                        .reals("largest")
                        .reals("mean test loss")
                        .reals("its standard deviation");
        double[] spread = new double[widths.length];
        for (int w = 0; w < widths.length; w++) {
            Moments own = moments(train, w);
            Moments other = moments(test, w);
            spread[w] = own.deviation();
            rows.add(
                    widths[w],
                    own.mean(),
                    own.deviation(),
                    own.min(),
                    own.max(),
                    other.mean(),
                    other.deviation());
        }
        Shape shape = Shape.of(widths.length, runs);
        result.array("widths", NumericArray.of(Arrays.stream(widths).asDoubleStream().toArray()))
                .array("width_losses", NumericArray.of(shape, train))
                .array("width_test_losses", NumericArray.of(shape, test))
                .array("width_spread", NumericArray.of(spread));
        verdict(result, spread);
        result.note(note())
                .part("losses by width", histogram())
                .part("spread by width", spread())
                .part("width table", Table.builder("Losses by width").rows(rows).build());
    }

    private void verdict(Composite.Builder result, double[] spread) {
        int narrowest = 0;
        int widest = 0;
        for (int w = 0; w < widths.length; w++) {
            narrowest = widths[w] < widths[narrowest] ? w : narrowest;
            widest = widths[w] > widths[widest] ? w : widest;
        }
        if (widest != narrowest) {
            result.verdict(
                    Verdict.atMost(
                                    "the losses of the widest networks spread less than those of"
                                            + " the narrowest",
                                    "\\sigma_L(m_{max}) \\le \\sigma_L(m_{min})",
                                    spread[widest],
                                    spread[narrowest],
                                    0)
                            .as(Verdict.Kind.REFERENCE)
                            .from("published, Choromanska et al. 2015, figures 3 and 4"));
        }
    }

    private static String note() {
        return String.format(
                Locale.ROOT,
                "Networks of one layer of rectified units learn the outputs of one with %d units"
                        + " on %d examples with %d normal inputs, by %d full steps of gradient"
                        + " descent at rate %s in the parametrisation of Jacot et al.; the losses"
                        + " are means of squared errors over 2.",
                TEACHER,
                EXAMPLES,
                INPUTS,
                STEPS,
                RATE);
    }

    /**
     * The histograms of all widths over the same bins, equal on a logarithmic scale: narrow
     * networks get stuck high above the others now and then.
     */
    private Curves histogram() {
        double[] logarithms = Arrays.stream(train).filter(l -> l > 0).map(Math::log).toArray();
        double[] cuts = Histogram.of(logarithms, BINS).edges();
        double[] edges = Arrays.stream(cuts).map(Math::exp).toArray();
        Curves.Builder picture =
                Curves.builder("Losses by width", lossAxis(), Axis.of("networks"))
                        .caption("Final training losses from " + runs + " random starts each.");
        for (int w = 0; w < widths.length; w++) {
            double[] counts = new double[BINS];
            for (int i = w * runs; i < (w + 1) * runs; i++) {
                count(train[i], edges, counts);
            }
            picture.series(Series.bars(widths[w] + " units", edges, counts));
        }
        return picture.build();
    }

    private static void count(double loss, double[] edges, double[] counts) {
        if (Double.isFinite(loss)) {
            int bin = 0;
            while (bin < counts.length - 1 && loss >= edges[bin + 1]) {
                bin++;
            }
            counts[bin]++;
        }
    }

    private static Axis lossAxis() {
        return Axis.of("loss at the end").log();
    }

    /** Each loss above its width, and the middle half of each width. */
    private Curves spread() {
        double[] all = new double[train.length];
        double[] m = Arrays.stream(widths).asDoubleStream().toArray();
        Arrays.setAll(all, i -> m[i / runs]);
        double[] middle = new double[m.length];
        double[] low = new double[m.length];
        double[] high = new double[m.length];
        for (int w = 0; w < m.length; w++) {
            double[] sorted = Arrays.copyOfRange(train, w * runs, (w + 1) * runs);
            Arrays.sort(sorted);
            low[w] = Quantiles.ofSorted(sorted, 0.25);
            middle[w] = Quantiles.ofSorted(sorted, 0.5);
            high[w] = Quantiles.ofSorted(sorted, 0.75);
        }
        return Curves.builder("Spread by width", Axis.of("hidden units").log(), lossAxis())
                .caption("Each network, and the median with the middle half of its width.")
                .series(Series.points("networks", all, train))
                .series(Series.line("median", m, middle).band(low, high))
                .build();
    }
}
