package theoria.study.landscape.internal.curvature;

import theoria.core.math.spectral.MarchenkoPastur;
import theoria.core.math.spectral.Semicircle;
import theoria.core.math.spectral.SpectralDensity;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Series;
import theoria.core.study.result.Table;
import theoria.core.study.result.Verdict;
import theoria.study.landscape.internal.curvature.HessianNumbers.BlockNumbers;
import theoria.study.landscape.internal.curvature.HessianNumbers.Density;
import theoria.study.landscape.internal.curvature.HessianNumbers.Pairs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Adds what was found about the Hessian on one split to a result, under keys with its suffix. */
final class HessianReport {
    /** Bound of the residuals that are measured, relative to the largest eigenvalue. */
    private static final double RESIDUAL = 1e-8;

    private static final double SYMMETRY = 1e-10;

    /** Densities below this share of the largest are not drawn. */
    private static final double VISIBLE = 1e-8;

    /** Points a law is drawn with. */
    private static final int POINTS = 200;

    private final HessianPlan plan;
    private final HessianNumbers numbers;
    private final Composite.Builder result;
    private final String suffix;

    HessianReport(
            HessianPlan plan, HessianNumbers numbers, Composite.Builder result, String suffix) {
        this.plan = plan;
        this.numbers = numbers;
        this.result = result;
        this.suffix = suffix;
    }

    private void scalar(String key, double value) {
        result.scalar(key + suffix, value);
    }

    private void array(String key, double... values) {
        result.array(key + suffix, NumericArray.of(values));
    }

    void add() {
        scalar("products", numbers.products);
        scalar("asymmetry", numbers.asymmetry);
        check(
                Verdict.atMost(
                        "the products are those of a symmetric matrix" + split(),
                        "|u'Hv - v'Hu| / (\\|Hu\\| \\|v\\|) \\le 10^{-10}",
                        numbers.asymmetry,
                        SYMMETRY,
                        0));
        if (plan.computes("eigenvalues")) {
            addEigenvalues();
        }
        if (plan.computes("trace") || plan.computes(HessianPlan.EXACT_TRACE)) {
            addTrace();
        }
        if (plan.computes("density")) {
            addDensity();
        }
        if (plan.computes("gauss-newton") || plan.computes("fisher")) {
            scalar("fisher_trace", numbers.fisherTrace);
        }
        if (plan.computes("gauss-newton")) {
            addGaussNewton();
        }
        if (plan.computes("fisher")) {
            addFisher();
        }
        if (!numbers.blocks.isEmpty()) {
            addBlocks();
        }
    }

    private String split() {
        return suffix.isEmpty() ? "" : " (test)";
    }

    /** Claims about numbers that are not computed yet are not made. */
    private void check(Verdict verdict) {
        if (!Double.isNaN(verdict.measured())) {
            result.verdict(verdict);
        }
    }

    private void addEigenvalues() {
        Pairs pairs = numbers.pairs;
        array("eigenvalues", pairs.values());
        array("residuals", pairs.residuals());
        scalar("gradient_norm", numbers.gradientNorm);
        scalar("gradient_overlap", numbers.overlap);
        int count = pairs.values().length;
        double[] rank = new double[count];
        Arrays.setAll(rank, k -> rank(k, count));
        result.part(
                "pairs" + suffix,
                Table.builder("Eigenvalues of the Hessian" + split())
                        .column(Column.integers("rank", rank))
                        .column(Column.reals("eigenvalue", pairs.values()))
                        .column(Column.reals("residual", pairs.residuals()))
                        .build());
        check(residuals("every eigenvalue is one", pairs));
        if (plan.dense()) {
            checkSum(pairs.values());
            double[] ordinal = new double[count];
            Arrays.setAll(ordinal, k -> k + 1.0);
            result.part(
                    "staircase" + suffix,
                    Curves.builder(
                                    "All eigenvalues" + split(),
                                    Axis.of("rank"),
                                    Axis.of("eigenvalue"))
                            .series(Series.points("Hessian", ordinal, pairs.values()))
                            .build());
        }
    }

    private void checkSum(double[] values) {
        if (!Double.isNaN(numbers.exactTrace)) {
            result.verdict(
                    Verdict.equal(
                            "the eigenvalues add up to the trace" + split(),
                            "\\sum_i \\lambda_i = \\sum_i h_{ii}",
                            Arrays.stream(values).sum(),
                            numbers.exactTrace,
                            1e-10 * Arrays.stream(values).map(Math::abs).sum()));
        }
    }

    /** From 1 at the top; the bottom ones count from the end, -1 being the smallest. */
    private double rank(int k, int count) {
        boolean bottom = !plan.dense() && k >= count - Math.min(plan.bottom(), count - plan.top());
        return bottom ? k - count : k + 1.0;
    }

    private Verdict residuals(String claim, Pairs pairs) {
        return Verdict.atMost(
                claim + ", by one more product" + split(),
                "\\max_i \\|A v_i - \\lambda_i v_i\\| / |\\lambda_1| \\le 10^{-8}",
                pairs.worst(),
                RESIDUAL,
                0);
    }

    private void addTrace() {
        boolean exact = !Double.isNaN(numbers.exactTrace);
        scalar("trace", exact ? numbers.exactTrace : numbers.trace.value());
        scalar("trace_stderr", exact ? 0 : numbers.trace.error());
        if (!plan.computes("trace")) {
            return;
        }
        scalar("trace_hutchinson", numbers.trace.value());
        scalar("trace_hutchinson_stderr", numbers.trace.error());
        scalar("trace_hutchpp", numbers.hutchPlusPlus.value());
        scalar("trace_hutchpp_stderr", numbers.hutchPlusPlus.error());
    }

    private void addDensity() {
        Density density = numbers.density;
        SpectralDensity curve = density.curve();
        array("density_x", curve.x());
        array("density_y", curve.y());
        array("density_stderr", curve.error());
        scalar("density_sigma", curve.sigma());
        scalar("negative_mass", density.negativeMass());
        scalar("spectrum_mean", density.mean());
        scalar("spectrum_variance", density.variance());
        double[] edges = {Double.NaN, Double.NaN};
        if (density.positive()) {
            MarchenkoPastur law = MarchenkoPastur.matching(density.mean(), density.variance());
            edges = new double[] {law.lower(), law.upper()};
        }
        array("mp_edges", edges);
        if (density.known()) {
            picture(density);
            outlier(curve, edges[1]);
        }
    }

    private void picture(Density density) {
        SpectralDensity curve = density.curve();
        Curves.Builder picture =
                Curves.builder(
                                "Density of eigenvalues" + split(),
                                Axis.of("eigenvalue"),
                                Axis.of("density").log())
                        .caption(
                                plan.probes()
                                        + " probes of "
                                        + plan.steps()
                                        + " Lanczos steps, Gaussian of width "
                                        + String.format(Locale.ROOT, "%.3g", curve.sigma())
                                        + "; band: one standard error; the laws of random"
                                        + " matrices have the same mean and variance");
        picture.series(banded(curve));
        if (density.positive()) {
            MarchenkoPastur law = MarchenkoPastur.matching(density.mean(), density.variance());
            addLaw(picture, "Marchenko-Pastur", curve.x(), law.lower(), law.upper(), law::density);
        }
        if (density.variance() > 0) {
            Semicircle circle = Semicircle.matching(density.mean(), density.variance());
            double low = circle.centre() - circle.radius();
            double high = circle.centre() + circle.radius();
            addLaw(picture, "semicircle", curve.x(), low, high, circle::density);
        }
        result.part("density" + suffix, picture.build());
    }

    /** Where it can be seen; on a logarithmic axis a band ends above 0. */
    private static Series banded(SpectralDensity curve) {
        double[] y = curve.y();
        double peak = Arrays.stream(y).max().orElse(0);
        int[] seen = IntStream.range(0, y.length).filter(i -> y[i] > VISIBLE * peak).toArray();
        double[] error = pick(curve.error(), seen);
        double[] height = pick(y, seen);
        Series line = Series.line("Hessian", pick(curve.x(), seen), height);
        double[] low = new double[seen.length];
        double[] high = new double[seen.length];
        for (int i = 0; i < seen.length; i++) {
            low[i] = Math.max(height[i] - error[i], height[i] / 100);
            high[i] = height[i] + error[i];
        }
        return line.band(low, high);
    }

    private static double[] pick(double[] values, int[] places) {
        return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
    }

    /** A law on the part of its support that the grid covers, if it covers any. */
    private static void addLaw(
            Curves.Builder picture,
            String name,
            double[] grid,
            double lower,
            double upper,
            DoubleUnaryOperator density) {
        double from = Math.max(lower, grid[0]);
        double to = Math.min(upper, grid[grid.length - 1]);
        double[] x = new double[POINTS];
        Arrays.setAll(x, i -> from + (to - from) * (i + 0.5) / POINTS);
        double[] y = Arrays.stream(x).map(density).toArray();
        if (from < to && Arrays.stream(y).allMatch(value -> value > 0)) {
            picture.series(Series.line(name, x, y));
        }
    }

    private void outlier(SpectralDensity curve, double edge) {
        double last = curve.x()[curve.x().length - 1] - 4 * curve.sigma();
        if (!Double.isNaN(edge)) {
            result.verdict(
                    Verdict.atMost(
                                    "no eigenvalue lies beyond the Marchenko-Pastur law of the same"
                                            + " mean and variance"
                                            + split(),
                                    "\\lambda_1 \\le s^2 (1 + \\sqrt{q})^2",
                                    last,
                                    edge,
                                    0)
                            .as(Verdict.Kind.REFERENCE)
                            .from("Marchenko and Pastur 1967"));
        }
    }

    private void addGaussNewton() {
        scalar("gauss_newton_trace", numbers.gaussNewtonTrace);
        array("gauss_newton_eigenvalues", numbers.gaussNewton.values());
        array("gauss_newton_residuals", numbers.gaussNewton.residuals());
        addPairs("Gauss-Newton", "G = \\frac1n \\sum J' H_\\ell J", numbers.gaussNewton);
    }

    private void addFisher() {
        array("fisher_eigenvalues", numbers.fisher.values());
        array("fisher_residuals", numbers.fisher.residuals());
        addPairs("empirical Fisher", "F = \\frac1n \\sum g_i g_i'", numbers.fisher);
    }

    /** The table and the claims of a matrix that cannot be negative. */
    private void addPairs(String name, String formula, Pairs pairs) {
        double[] values = pairs.values();
        double[] rank = new double[values.length];
        Arrays.setAll(rank, k -> k + 1.0);
        result.part(
                name.toLowerCase(Locale.ROOT).replace("empirical ", "") + suffix,
                Table.builder("Eigenvalues of the " + name + " matrix" + split())
                        .column(Column.integers("rank", rank))
                        .column(Column.reals("eigenvalue", values))
                        .column(Column.reals("residual", pairs.residuals()))
                        .build());
        check(residuals("every " + name + " eigenvalue is one", pairs));
        if (!Double.isNaN(pairs.worst())) {
            result.verdict(
                    Verdict.atLeast(
                            "the " + name + " matrix has no negative eigenvalue" + split(),
                            formula + " \\succeq 0",
                            values[values.length - 1],
                            0,
                            1e-10 * Math.abs(values[0])));
        }
    }

    private void addBlocks() {
        List<BlockNumbers> blocks = numbers.blocks;
        double[] largest = blocks.stream().mapToDouble(BlockNumbers::largest).toArray();
        double[] residual = blocks.stream().mapToDouble(BlockNumbers::residual).toArray();
        double[] trace = blocks.stream().mapToDouble(b -> b.trace().value()).toArray();
        double[] error = blocks.stream().mapToDouble(b -> b.trace().error()).toArray();
        array("block_eigenvalues", largest);
        array("block_residuals", residual);
        array("block_traces", trace);
        array("block_traces_stderr", error);
        Table.Builder table =
                Table.builder("Blocks of the layers" + split())
                        .column(
                                Column.text(
                                        "layer",
                                        blocks.stream()
                                                .map(b -> b.layer().name())
                                                .toArray(String[]::new)))
                        .column(
                                Column.integers(
                                        "parameters",
                                        blocks.stream()
                                                .mapToDouble(b -> b.layer().size())
                                                .toArray()))
                        .column(Column.reals("largest eigenvalue", largest))
                        .column(Column.reals("residual", residual))
                        .column(Column.reals("trace", trace))
                        .column(Column.reals("standard error", error));
        if (plan.computes("gauss-newton")) {
            double[] exact = blocks.stream().mapToDouble(BlockNumbers::gaussNewtonTrace).toArray();
            array("block_gauss_newton_traces", exact);
            table.column(Column.reals("Gauss-Newton trace", exact));
        }
        result.part("blocks" + suffix, table.build());
        check(
                Verdict.atMost(
                        "every block's eigenvalue is one, by one more product" + split(),
                        "\\max_l \\|H_{ll} v - \\lambda v\\| / |\\lambda| \\le 10^{-8}",
                        worst(residual),
                        RESIDUAL,
                        0));
    }

    private static double worst(double[] residuals) {
        return Arrays.stream(residuals).max().orElse(0);
    }
}
