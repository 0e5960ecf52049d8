package theoria.study.landscape.laboratory;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.tensor.Shape;
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
import theoria.study.landscape.internal.laboratory.EscapeTime;
import theoria.study.landscape.internal.laboratory.PositiveNumbers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The noise of stochastic gradients at a minimum (Mandt, Hoffman and Blei 2017; theory entry L14):
 * theta &lt;- theta - eta (H theta + xi) with xi ~ N(0, C) does not come to rest but fills an
 * ellipse whose covariance solves H S + S H - eta H S H = eta C; for H = diag(h), S_ij = eta C_ij /
 * (h_i + h_j - eta h_i h_j). Beside it the same noise where there are two minima: how long it takes
 * to leave one of them ({@link EscapeTime}).
 */
public final class SgdNoiseStudy implements Study {
    private static final Parameter.Reals CURVATURE =
            new Parameter.Reals(
                    "curvature", "H", "Eigenvalues h1:h2 of the Hessian.", List.of(1.0, 4.0));
    private static final Parameter.Reals NOISE =
            new Parameter.Reals(
                    "noise",
                    "C",
                    "Covariance c11:c12:c22 of the gradient noise.",
                    List.of(1.0, 0.5, 2.0));
    private static final Parameter.Real RATE =
            new Parameter.Real("rate", "Rate", "Step eta.", 0.1, 1e-4, 10.0, "");
    private static final Parameter.Whole CHAINS =
            new Parameter.Whole("chains", "Chains", "Descents at once.", 20_000, 10, 1_000_000);
    private static final Parameter.Reals TEMPERATURES =
            new Parameter.Reals(
                    "temperatures",
                    "Temperatures",
                    "Temperatures T = eta sigma^2 / (2 B) at which descent escapes from a double"
                            + " well; sigma^2 / B is the variance of a batch's gradient.",
                    List.of(0.05, 0.07, 0.1));
    private static final Parameter.Real ESCAPE_RATE =
            new Parameter.Real(
                    "escape-rate", "Rate of the escapes", "Step eta there.", 0.03, 1e-4, 0.1, "");
    private static final Parameter.Whole ESCAPES =
            new Parameter.Whole(
                    "escapes", "Escapes", "Descents at each temperature.", 700, 2, 1_000_000);
    private static final int MOST_TEMPERATURES = 50;
    private static final double MOST_ESCAPE_STEPS = 1e12;
    private static final double RELATIVE = 0.06;
    private static final int DRAWN = 2000;
    private static final int CHAINS_PER_PIECE = 1000;
    private static final double MIXED = 1e-6;
    private static final int MOST_STEPS = 100_000;

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder(
                            "landscape.sgd-noise", "Noise of stochastic gradients", "Landscape")
                    .tells(
                            "How far stochastic descent with a constant step strays from a"
                                    + " minimum: the ellipse of theory around the cloud; and how"
                                    + " long its noise takes over a barrier.",
                            "What happens where the loss has many dimensions and barriers, or the"
                                    + " noise changes from place to place.")
                    .formula(
                            "HS + SH - \\eta HSH = \\eta C",
                            "S. Mandt, M. Hoffman, D. Blei: Stochastic gradient descent as"
                                    + " approximate Bayesian inference, JMLR 2017")
                    .models(0, 0)
                    .data()
                    .parameter(CURVATURE)
                    .parameter(NOISE)
                    .parameter(RATE)
                    .parameter(CHAINS)
                    .parameter(TEMPERATURES)
                    .parameter(ESCAPE_RATE)
                    .parameter(ESCAPES)
                    .output("covariance", "of the chains, (2, 2)")
                    .output("theory", "the solution S, (2, 2)")
                    .output("steps", "steps of each chain")
                    .output(
                            "epoch_difference",
                            "of the mean gradient of an epoch's batches from"
                                    + " the full gradient, on a random least-squares problem")
                    .output("temperatures", "T of the escapes")
                    .output("escape_time", "mean time, steps times eta, to the other minimum")
                    .output("escape_stderr", "its standard error")
                    .output("escape_theory", "the time by the double integral")
                    .output("escape_kramers", "the time by Kramers' formula for T to 0")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        List<Double> h = input.values().get(CURVATURE);
        List<Double> c = input.values().get(NOISE);
        double rate = input.values().get(RATE);
        if (h.size() != 2 || !(h.get(0) > 0) || !(h.get(1) > 0)) {
            return Optional.of("parameter curvature needs two positive numbers, h1:h2");
        }
        if (c.size() != 3 || !(c.get(0) > 0) || !(c.get(0) * c.get(2) - c.get(1) * c.get(1) > 0)) {
            return Optional.of("parameter noise needs a positive definite c11:c12:c22");
        }
        double largest = Math.max(h.get(0), h.get(1));
        if (!(rate * largest < 2)) {
            return Optional.of(
                    "rate times the largest curvature is "
                            + rate * largest
                            + "; from 2 on the descent diverges");
        }
        return steps(input) > MOST_STEPS
                ? Optional.of("the chains would take more than " + MOST_STEPS + " steps to mix")
                : escapeObstacle(input);
    }

    private static Optional<String> escapeObstacle(StudyInput input) {
        Optional<String> none = PositiveNumbers.obstacle(input, TEMPERATURES, MOST_TEMPERATURES);
        return none.isEmpty() && escapeSteps(input) > MOST_ESCAPE_STEPS
                ? Optional.of(
                        String.format(
                                Locale.ROOT,
                                "at the lowest of the temperatures the escapes would take about"
                                        + " %.1g steps",
                                escapeSteps(input)))
                : none;
    }

    private static double escapeSteps(StudyInput input) {
        return EscapeTime.steps(
                input.values().get(TEMPERATURES),
                input.values().get(ESCAPE_RATE),
                input.values().get(ESCAPES));
    }

    /** Steps until the start is forgotten. */
    private static long steps(StudyInput input) {
        double slowest = 0;
        for (double h : input.values().get(CURVATURE)) {
            slowest = Math.max(slowest, Math.abs(1 - input.values().get(RATE) * h));
        }
        return 1 + (long) Math.ceil(Math.log(MIXED) / Math.log(Math.max(slowest, MIXED)));
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        double work = (double) steps(input) * input.values().get(CHAINS) + escapeSteps(input) / 4;
        return new CostEstimate(work * 1e-7, 1 << 24, (long) work + " steps in the plane");
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        int chains = input.values().get(CHAINS);
        int pieces = (chains + CHAINS_PER_PIECE - 1) / CHAINS_PER_PIECE;
        List<double[]> clouds =
                progress.parallel(
                        pieces,
                        "chains",
                        piece -> {
                            int count =
                                    Math.min(CHAINS_PER_PIECE, chains - piece * CHAINS_PER_PIECE);
                            return chains(input, piece, count, progress);
                        });
        double[] all = clouds.stream().flatMapToDouble(Arrays::stream).toArray();
        SeededRandom random = new SeededRandom(input.seed());
        EscapeTime escape =
                EscapeTime.sample(
                        input.values().get(TEMPERATURES),
                        input.values().get(ESCAPE_RATE),
                        input.values().get(ESCAPES),
                        random.split("escape"),
                        progress);
        return result(input, all, epochDifference(random.split("epoch")), escape);
    }

    /** End points of some chains, (x, y) one after another. */
    private static double[] chains(StudyInput input, int piece, int count, StudyProgress progress)
            throws Cancelled {
        List<Double> h = input.values().get(CURVATURE);
        List<Double> c = input.values().get(NOISE);
        double rate = input.values().get(RATE);
        double l11 = Math.sqrt(c.get(0));
        double l21 = c.get(1) / l11;
        double l22 = Math.sqrt(c.get(2) - l21 * l21);
        SeededRandom random = new SeededRandom(input.seed()).split("chains").split(piece);
        double[] cloud = new double[2 * count];
        long steps = steps(input);
        for (long step = 0; step < steps; step++) {
            progress.check();
            for (int i = 0; i < count; i++) {
                double u = random.nextGaussian();
                double v = random.nextGaussian();
                cloud[2 * i] -= rate * (h.get(0) * cloud[2 * i] + l11 * u);
                cloud[2 * i + 1] -= rate * (h.get(1) * cloud[2 * i + 1] + l21 * u + l22 * v);
            }
        }
        return cloud;
    }

    private static double[] covariance(double[] cloud) {
        double[] s = new double[4];
        int n = cloud.length / 2;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < n; i++) {
            meanX += cloud[2 * i] / n;
            meanY += cloud[2 * i + 1] / n;
        }
        for (int i = 0; i < n; i++) {
            double x = cloud[2 * i] - meanX;
            double y = cloud[2 * i + 1] - meanY;
            s[0] += x * x / n;
            s[1] += x * y / n;
            s[3] += y * y / n;
        }
        s[2] = s[1];
        return s;
    }

    private static double[] theory(StudyInput input) {
        List<Double> h = input.values().get(CURVATURE);
        List<Double> c = input.values().get(NOISE);
        double rate = input.values().get(RATE);
        double[] s = new double[4];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double noise = c.get(i + j);
                s[2 * i + j] = rate * noise / (h.get(i) + h.get(j) - rate * h.get(i) * h.get(j));
            }
        }
        return s;
    }

    /**
     * Batches without replacement see each example once, so their mean gradient at one point is the
     * full gradient.
     */
    private static double epochDifference(SeededRandom random) {
        int examples = 60;
        int batch = 12;
        int features = 4;
        double[] x = new double[examples * features];
        random.nextGaussians(x);
        double[] full = new double[features];
        double[] epoch = new double[features];
        int[] order = random.permutation(examples);
        for (int n = 0; n < examples; n++) {
            addGradient(x, n, features, 1.0 / examples, full);
        }
        for (int from = 0; from < examples; from += batch) {
            double[] own = new double[features];
            for (int i = from; i < from + batch; i++) {
                addGradient(x, order[i], features, 1.0 / batch, own);
            }
            for (int k = 0; k < features; k++) {
                epoch[k] += own[k] * batch / examples;
            }
        }
        double worst = 0;
        for (int k = 0; k < features; k++) {
            worst = Math.max(worst, Math.abs(epoch[k] - full[k]));
        }
        return worst;
    }

    /** Of (x'w - 1)^2 / 2 at w = (1, .., 1). */
    private static void addGradient(
            double[] x, int example, int features, double factor, double[] gradient) {
        double error = -1;
        for (int k = 0; k < features; k++) {
            error += x[example * features + k];
        }
        for (int k = 0; k < features; k++) {
            gradient[k] += factor * error * x[example * features + k];
        }
    }

    private static Result result(
            StudyInput input, double[] cloud, double difference, EscapeTime escape) {
        double[] sampled = covariance(cloud);
        double[] s = theory(input);
        Composite.Builder result =
                Composite.builder("Noise of stochastic gradients")
                        .caption(
                                "Where constant-step stochastic descent ends, eta = "
                                        + input.values().get(RATE))
                        .array("covariance", NumericArray.of(Shape.of(2, 2), sampled))
                        .array("theory", NumericArray.of(Shape.of(2, 2), s))
                        .scalar("steps", steps(input))
                        .scalar("epoch_difference", difference);
        TableRows rows = new TableRows().text("entry").reals("of the chains").reals("of theory");
        String[] names = {"S_11", "S_12", "S_21", "S_22"};
        for (int i = 0; i < s.length; i++) {
            rows.add(names[i], sampled[i], s[i]);
            if (i != 2) {
                result.verdict(
                        Verdict.equal(
                                        names[i] + " of the chains is that of theory",
                                        "S_{ij} = \\eta C_{ij} / (h_i + h_j - \\eta h_i h_j)",
                                        sampled[i],
                                        s[i],
                                        tolerance(s, i, cloud.length / 2))
                                .as(Verdict.Kind.CALIBRATED));
            }
        }
        result.verdict(
                Verdict.equal(
                        "the mean gradient of an epoch without replacement is the full gradient",
                        "",
                        difference,
                        0,
                        1e-12));
        result.part("cloud", picture(cloud, s))
                .part("covariances", Table.builder("Covariances").rows(rows).build());
        escape.addTo(result);
        return result.build();
    }

    /** At least four standard errors, sqrt((S_ii S_jj + S_ij^2) / n) of n Gaussian samples. */
    private static double tolerance(double[] s, int entry, int samples) {
        double own = s[entry / 2 * 3] * s[entry % 2 * 3] + s[entry] * s[entry];
        return Math.max(
                RELATIVE * Math.max(Math.abs(s[entry]), s[0] / 10), 4 * Math.sqrt(own / samples));
    }

    private static Curves picture(double[] cloud, double[] s) {
        int shown = Math.min(DRAWN, cloud.length / 2);
        double[] x = new double[shown];
        double[] y = new double[shown];
        for (int i = 0; i < shown; i++) {
            x[i] = cloud[2 * i];
            y[i] = cloud[2 * i + 1];
        }
        int points = 181;
        double[] ellipseX = new double[points];
        double[] ellipseY = new double[points];
        double l11 = Math.sqrt(s[0]);
        double l21 = s[1] / l11;
        double l22 = Math.sqrt(s[3] - l21 * l21);
        for (int i = 0; i < points; i++) {
            double angle = 2 * Math.PI * i / (points - 1);
            ellipseX[i] = 2 * l11 * Math.cos(angle);
            ellipseY[i] = 2 * (l21 * Math.cos(angle) + l22 * Math.sin(angle));
        }
        return Curves.builder("Cloud and ellipse", Axis.of("theta_1"), Axis.of("theta_2"))
                .caption("Two standard deviations by theory around the ends of the chains.")
                .series(Series.points("chains", x, y))
                .series(Series.line("theory, 2 sigma", ellipseX, ellipseY))
                .build();
    }
}
