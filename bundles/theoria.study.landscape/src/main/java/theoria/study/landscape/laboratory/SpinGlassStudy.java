package theoria.study.landscape.laboratory;

import theoria.core.math.random.SeededRandom;
import theoria.core.math.stat.Histogram;
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
import theoria.study.landscape.internal.laboratory.LossesByWidth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The spherical spin glass of three spins, H(s) = N^-1 sum J_ijk s_i s_j s_k on |s|^2 = N with
 * Gaussian J, as a picture of the landscape of large networks (Choromanska et al. 2015; theory
 * entry L13): critical points of low index lie in a band of energies per spin between the ground
 * state -E_0 and the threshold -E_inf = -2 sqrt((p-1)/p); descent ends in it. Beside it what the
 * picture predicts for networks: losses at the ends of descents that come closer together with the
 * width ({@link LossesByWidth}).
 */
public final class SpinGlassStudy implements Study {
    private static final Parameter.Whole SPINS =
            new Parameter.Whole("spins", "Spins", "Number N of spins.", 30, 3, 120);
    private static final Parameter.Whole DESCENTS =
            new Parameter.Whole("descents", "Descents", "Random starts.", 60, 1, 10_000);
    private static final Parameter.Whole DRAWS =
            new Parameter.Whole(
                    "draws", "Draws", "Glasses drawn for the variance of H.", 6000, 100, 1_000_000);
    private static final Parameter.Reals WIDTHS =
            new Parameter.Reals(
                    "widths",
                    "Widths",
                    "Hidden units of the networks whose final losses are compared.",
                    List.of(4.0, 8.0, 16.0, 32.0, 64.0));
    private static final Parameter.Whole RUNS =
            new Parameter.Whole(
                    "runs", "Runs", "Random starts of the networks of each width.", 40, 2, 10_000);
    private static final int MOST_WIDTHS = 20;
    private static final int WIDEST = 10_000;
    private static final int ORDER = 3;
    private static final double GROUND_STATE = 1.657;
    private static final double SLACK = 0.05;
    private static final int DRAWN_SPINS = 12;
    private static final int STEPS = 4000;
    private static final double RATE = 0.05;
    private static final double STILL = 1e-9;
    private static final int BINS = 20;

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("landscape.spin-glass", "Spin-glass picture", "Landscape")
                    .tells(
                            "In which band of energies the descents of a spherical spin glass end,"
                                    + " beside the band of theory; and whether the final losses of"
                                    + " networks come closer together with their width.",
                            "Whether a real network is such a glass: its weights and data are not"
                                    + " independent.")
                    .formula(
                            "H = N^{-(p-1)/2} \\sum J_{i_1 .. i_p} s_{i_1} \\cdots s_{i_p},\\quad"
                                    + " E_\\infty = 2 \\sqrt{(p-1)/p}",
                            "A. Choromanska, M. Henaff, M. Mathieu, G. Ben Arous, Y. LeCun: The"
                                    + " loss surfaces of multilayer networks, AISTATS 2015")
                    .models(0, 0)
                    .data()
                    .parameter(SPINS)
                    .parameter(DESCENTS)
                    .parameter(DRAWS)
                    .parameter(WIDTHS)
                    .parameter(RUNS)
                    .output("threshold", "E_inf for p = 3")
                    .output("energies", "H / N at the end of each descent, (descents)")
                    .output("lowest", "lowest of them")
                    .output("variance_ratio", "sampled variance of H over N")
                    .output("moving", "descents that had not come to rest")
                    .output("widths", "hidden units of the networks")
                    .output("width_losses", "training loss at the end, (widths, runs)")
                    .output("width_test_losses", "loss on as many other examples there")
                    .output("width_spread", "standard deviation of the training losses, (widths)")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        List<Double> widths = input.values().get(WIDTHS);
        boolean fine =
                !widths.isEmpty()
                        && widths.size() <= MOST_WIDTHS
                        && widths.stream().allMatch(w -> w >= 1 && w <= WIDEST && w % 1 == 0);
        return fine
                ? Optional.empty()
                : Optional.of(
                        "parameter widths is '"
                                + WIDTHS.text(widths)
                                + "'; expected 1 to "
                                + MOST_WIDTHS
                                + " whole numbers from 1 to "
                                + WIDEST);
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        double cube = Math.pow(input.values().get(SPINS), ORDER);
        double work =
                cube * input.values().get(DESCENTS) * STEPS / 4
                        + Math.pow(DRAWN_SPINS, ORDER) * input.values().get(DRAWS) * 20
                        + LossesByWidth.work(input.values().get(WIDTHS), input.values().get(RUNS));
        return new CostEstimate(work * 1e-9, (long) (8 * cube), "descents of a random cubic form");
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        int n = input.values().get(SPINS);
        SeededRandom random = new SeededRandom(input.seed());
        double[] couplings = new double[n * n * n];
        random.split("couplings").nextGaussians(couplings);
        int runs = input.values().get(DESCENTS);
        List<double[]> ends =
                progress.parallel(
                        runs,
                        "descent",
                        index -> {
                            double[] spins = sphere(random.split("start").split(index), n);
                            return descend(couplings, spins, progress);
                        });
        double variance = variance(random.split("draws"), input.values().get(DRAWS), progress);
        Composite.Builder result = result(n, ends, variance);
        LossesByWidth.compute(
                        input.values().get(WIDTHS),
                        input.values().get(RUNS),
                        random.split("networks"),
                        progress)
                .addTo(result);
        return result.build();
    }

    private static double[] sphere(SeededRandom random, int n) {
        double[] spins = new double[n];
        random.nextGaussians(spins);
        normalise(spins);
        return spins;
    }

    private static void normalise(double[] spins) {
        double sum = 0;
        for (double s : spins) {
            sum += s * s;
        }
        double factor = Math.sqrt(spins.length / sum);
        for (int i = 0; i < spins.length; i++) {
            spins[i] *= factor;
        }
    }

    /** H(s) and its gradient, which is written; the couplings are not symmetric. */
    private static double energy(double[] j, double[] s, double[] gradient) {
        int n = s.length;
        double energy = 0;
        Arrays.fill(gradient, 0);
        for (int a = 0; a < n; a++) {
            double overA = 0;
            for (int b = 0; b < n; b++) {
                double overB = 0;
                double pair = s[a] * s[b];
                int at = (a * n + b) * n;
                for (int c = 0; c < n; c++) {
                    overB += j[at + c] * s[c];
                    gradient[c] += j[at + c] * pair;
                }
                overA += overB * s[b];
                gradient[b] += overB * s[a];
            }
            gradient[a] += overA;
            energy += overA * s[a];
        }
        for (int i = 0; i < n; i++) {
            gradient[i] /= n;
        }
        return energy / n;
    }

    /** Descent on the sphere: {H / N at its end, 1 if it rests there}. */
    private static double[] descend(double[] couplings, double[] spins, StudyProgress progress)
            throws Cancelled {
        int n = spins.length;
        double[] gradient = new double[n];
        double tangent = Double.POSITIVE_INFINITY;
        for (int step = 0; step < STEPS && tangent > STILL; step++) {
            progress.check();
            energy(couplings, spins, gradient);
            double radial = 0;
            for (int i = 0; i < n; i++) {
                radial += gradient[i] * spins[i] / n;
            }
            tangent = 0;
            for (int i = 0; i < n; i++) {
                double slope = gradient[i] - radial * spins[i];
                tangent += slope * slope / n;
                spins[i] -= RATE * slope;
            }
            normalise(spins);
        }
        double energy = energy(couplings, spins, gradient) / n;
        return new double[] {energy, tangent <= STILL ? 1 : 0};
    }

    /** Variance of H over glasses at one point of the sphere, over the number of spins. */
    private static double variance(SeededRandom random, int draws, StudyProgress progress)
            throws Cancelled {
        int n = DRAWN_SPINS;
        double[] couplings = new double[n * n * n];
        double[] gradient = new double[n];
        double sum = 0;
        for (int draw = 0; draw < draws; draw++) {
            progress.check();
            SeededRandom own = random.split(draw);
            own.nextGaussians(couplings);
            double energy = energy(couplings, sphere(own, n), gradient);
            sum += energy * energy;
        }
        return sum / draws / n;
    }

    private static Composite.Builder result(int n, List<double[]> ends, double variance) {
        double threshold = 2 * Math.sqrt((ORDER - 1.0) / ORDER);
        double[] energies = ends.stream().mapToDouble(end -> end[0]).toArray();
        double lowest = Arrays.stream(energies).min().orElse(Double.NaN);
        double moving = ends.stream().filter(end -> end[1] == 0).count();
        Histogram histogram = Histogram.of(energies, BINS);
        Curves picture =
                Curves.builder("Where descents end", Axis.of("H / N"), Axis.of("descents"))
                        .caption(
                                "The band of theory holds for many spins; with "
                                        + n
                                        + " it is blurred.")
                        .series(Series.bars("descents", histogram.edges(), histogram.counts()))
                        .markX("-E_inf", -threshold)
                        .markX("-E_0", -GROUND_STATE)
                        .build();
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(
                Verdict.equal("H has the variance N", "\\mathrm{Var} H = N", variance, 1, SLACK)
                        .as(Verdict.Kind.CALIBRATED));
        verdicts.add(
                Verdict.atLeast(
                                "no descent ends below the published ground state of large N",
                                "-E_0(3) = -1.657",
                                lowest,
                                -GROUND_STATE,
                                0)
                        .as(Verdict.Kind.REFERENCE)
                        .from("published for N to infinity"));
        TableRows rows = new TableRows().integers("descent").reals("H / N").integers("at rest");
        for (int i = 0; i < energies.length; i++) {
            rows.add(i + 1, energies[i], (int) ends.get(i)[1]);
        }
        Composite.Builder result =
                Composite.builder("Spin-glass picture")
                        .caption(
                                "Descents of a spherical spin glass of three-spin couplings, N = "
                                        + n)
                        .scalar("threshold", threshold)
                        .array("energies", NumericArray.of(energies))
                        .scalar("lowest", lowest)
                        .scalar("variance_ratio", variance)
                        .scalar("moving", moving);
        verdicts.forEach(result::verdict);
        return result.part("energies", picture)
                .part("descents", Table.builder("Descents").rows(rows).build());
    }
}
