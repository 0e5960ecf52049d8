package theoria.study.landscape.internal.laboratory;

import theoria.core.math.random.SeededRandom;
import theoria.core.math.stat.Moments;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
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
import java.util.function.DoubleUnaryOperator;

/**
 * How long noisy descent x &lt;- x - eta (L'(x) + sigma / sqrt(B) xi), xi ~ N(0, 1), takes from the
 * one minimum of the {@link DoubleWell} to the other (theory entry L14). Its temperature is T = eta
 * sigma<sup>2</sup> / (2 B), with which a step adds noise of variance 2 T eta; the time is steps
 * times eta.
 */
public final class EscapeTime {
    /**
     * What a step of length eta changes of the time of the continuous process, relative to it and
     * to eta, at most: measured by the integral equation of the chain between -0.4 and 1.2 for
     * temperatures from 0.03 to 1 and eta up to 0.1 (DoubleWellTest).
     */
    static final double STEP_ERROR = 1.2;

    private static final double STANDARD_ERRORS = 4;
    private static final int CHAINS_PER_PIECE = 50;
    private static final int STEPS_PER_CHECK = 100_000;
    private static final int CURVE = 61;

    private final List<Double> temperatures;
    private final double rate;
    private final int chains;
    private final double[] mean;
    private final double[] error;

    private EscapeTime(List<Double> temperatures, double rate, int chains) {
        this.temperatures = temperatures;
        this.rate = rate;
        this.chains = chains;
        this.mean = new double[temperatures.size()];
        this.error = new double[temperatures.size()];
    }

    /** Steps that all chains take together, about. */
    public static double steps(List<Double> temperatures, double rate, int chains) {
        double time = 0;
        for (double temperature : temperatures) {
            // Kramers' time is too short where noise leaps the barrier; there the way itself counts
            time += DoubleWell.kramers(temperature) + 1;
        }
        return time / rate * chains;
    }

    /**
     * Lets chains escape.
     *
     * @param rate eta
     * @param chains for each temperature
     * @param random of which each piece of chains has its own part
     */
    public static EscapeTime sample(
            List<Double> temperatures,
            double rate,
            int chains,
            SeededRandom random,
            StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        EscapeTime escape = new EscapeTime(temperatures, rate, chains);
        int each = (chains + CHAINS_PER_PIECE - 1) / CHAINS_PER_PIECE;
        List<double[]> times =
                progress.parallel(
                        each * temperatures.size(),
                        "escapes",
                        piece -> {
                            int count =
                                    Math.min(
                                            CHAINS_PER_PIECE,
                                            chains - piece % each * CHAINS_PER_PIECE);
                            return escape.times(
                                    temperatures.get(piece / each),
                                    count,
                                    random.split(piece / each).split(piece % each),
                                    progress);
                        });
        for (int t = 0; t < temperatures.size(); t++) {
            escape.summarise(
                    t,
                    times.subList(t * each, (t + 1) * each).stream()
                            .flatMapToDouble(Arrays::stream)
                            .toArray());
        }
        return escape;
    }

    private double[] times(
            double temperature, int count, SeededRandom random, StudyProgress progress)
            throws Cancelled {
        double noise = Math.sqrt(2 * temperature * rate);
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            progress.check();
            double x = DoubleWell.START;
            long steps = 0;
            while (x < DoubleWell.END) {
                x += noise * random.nextGaussian() - rate * DoubleWell.slope(x);
                steps++;
                if (steps % STEPS_PER_CHECK == 0) {
                    progress.check();
                }
            }
            times[i] = steps * rate;
        }
        return times;
    }

    private void summarise(int t, double[] times) {
        Moments moments = Moments.of(times);
        mean[t] = moments.mean();
        error[t] = moments.deviation() / Math.sqrt(times.length);
    }

    private double[] of(DoubleUnaryOperator law) {
        return temperatures.stream().mapToDouble(law::applyAsDouble).toArray();
    }

    /** Adds arrays, verdicts, the picture and a table. */
    public void addTo(Composite.Builder result) {
        double[] theory = of(DoubleWell::time);
        result.array("temperatures", NumericArray.of(of(t -> t)))
                .array("escape_time", NumericArray.of(mean))
                .array("escape_stderr", NumericArray.of(error))
                .array("escape_theory", NumericArray.of(theory))
                .array("escape_kramers", NumericArray.of(of(DoubleWell::kramers)));
        TableRows rows =
                new TableRows()
                        .reals("temperature T")
                        .reals("mean time of the chains")
                        .reals("standard error")
                        .reals("time of theory")
                        .reals("Kramers");
        for (int t = 0; t < theory.length; t++) {
            double temperature = temperatures.get(t);
            rows.add(temperature, mean[t], error[t], theory[t], DoubleWell.kramers(temperature));
            result.verdict(
                    Verdict.equal(
                                    "the mean time to escape at T = "
                                            + temperature
                                            + " is that of theory",
                                    "\\tau = \\frac{1}{T} \\int_{-1}^{1} dy\\, e^{L(y)/T}"
                                            + " \\int_{-\\infty}^{y} dz\\, e^{-L(z)/T}",
                                    mean[t],
                                    theory[t],
                                    STANDARD_ERRORS * error[t] + STEP_ERROR * rate * theory[t])
                            .as(Verdict.Kind.CALIBRATED));
        }
        result.note(note())
                .part("escape", picture())
                .part("escape times", Table.builder("Times to escape").rows(rows).build());
    }

    private String note() {
        return String.format(
                Locale.ROOT,
                "Escapes: %d chains at each temperature in the double well (x^2 - 1)^2 / 4, from"
                        + " -1 until they pass 1. A claim allows %.0f standard errors and %.3g %%"
                        + " of the time for steps of eta = %s; theory is that of eta to 0."
                        + " Kramers' formula is its limit for T to 0.",
                chains,
                STANDARD_ERRORS,
                100 * STEP_ERROR * rate,
                rate);
    }

    private Curves picture() {
        double[] inverse = of(t -> 1 / t);
        double[] low = new double[mean.length];
        double[] high = new double[mean.length];
        for (int t = 0; t < mean.length; t++) {
            low[t] = mean[t] - error[t];
            high[t] = mean[t] + error[t];
        }
        double first = Arrays.stream(inverse).min().orElseThrow();
        double last = Arrays.stream(inverse).max().orElseThrow();
        double[] x = new double[first < last ? CURVE : 1];
        for (int i = 0; i < x.length; i++) {
            x[i] = x.length == 1 ? first : first + (last - first) * i / (x.length - 1);
        }
        double[] theory = Arrays.stream(x).map(i -> DoubleWell.time(1 / i)).toArray();
        double[] kramers = Arrays.stream(x).map(i -> DoubleWell.kramers(1 / i)).toArray();
        return Curves.builder("Time to escape", Axis.of("1 / T"), Axis.of("mean time").log())
                .caption(
                        "From one minimum of (x^2 - 1)^2 / 4 to the other; bars are one standard"
                                + " error of the mean. A straight line here is the law of"
                                + " Arrhenius, time ~ exp(barrier / T).")
                .series(Series.points("chains", inverse, mean).band(low, high))
                .series(Series.line("theory", x, theory))
                .series(Series.line("Kramers, T to 0", x, kramers))
                .build();
    }
}
