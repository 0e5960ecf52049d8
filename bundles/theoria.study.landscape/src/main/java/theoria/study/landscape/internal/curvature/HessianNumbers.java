package theoria.study.landscape.internal.curvature;

import theoria.core.math.spectral.SpectralDensity;
import theoria.core.math.spectral.TraceEstimate;

import java.util.Arrays;
import java.util.List;

/** What was found about the Hessian on one split; NaN where it is not computed yet. */
final class HessianNumbers {
    static final int GRID = 401;

    private static final TraceEstimate UNKNOWN = new TraceEstimate(Double.NaN, Double.NaN);

    Pairs pairs;
    double gradientNorm = Double.NaN;
    double overlap = Double.NaN;
    double asymmetry = Double.NaN;
    TraceEstimate trace = UNKNOWN;
    TraceEstimate hutchPlusPlus = UNKNOWN;
    double exactTrace = Double.NaN;
    Density density = Density.unknown();
    double gaussNewtonTrace = Double.NaN;
    Pairs gaussNewton;
    double fisherTrace = Double.NaN;
    Pairs fisher;
    List<BlockNumbers> blocks = List.of();
    long products;

    /**
     * Eigenvalues with their relative residuals.
     *
     * @param values descending
     * @param residuals |A v - lambda v| / |lambda_1|
     */
    record Pairs(double[] values, double[] residuals) {
        static Pairs unknown(int count) {
            double[] nothing = new double[count];
            Arrays.fill(nothing, Double.NaN);
            return new Pairs(nothing, nothing);
        }

        double worst() {
            return Arrays.stream(residuals).max().orElse(0);
        }
    }

    /**
     * The density by quadrature.
     *
     * @param curve on a grid
     * @param negativeMass share of the eigenvalues below 0
     * @param mean of the eigenvalues
     * @param variance of the eigenvalues
     */
    record Density(SpectralDensity curve, double negativeMass, double mean, double variance) {
        static Density unknown() {
            double[] nothing = new double[GRID];
            Arrays.fill(nothing, Double.NaN);
            SpectralDensity curve = new SpectralDensity(nothing, nothing, nothing, Double.NaN);
            return new Density(curve, Double.NaN, Double.NaN, Double.NaN);
        }

        boolean known() {
            return !Double.isNaN(curve.sigma());
        }

        /** Whether there is a Marchenko-Pastur law of this mean and variance. */
        boolean positive() {
            return mean > 0 && variance > 0;
        }
    }

    /**
     * The block of one layer.
     *
     * @param layer whose it is
     * @param largest its largest eigenvalue
     * @param residual of that, relative to it
     * @param trace of the block
     * @param gaussNewtonTrace of the same block of G
     */
    record BlockNumbers(
            LayerBlocks layer,
            double largest,
            double residual,
            TraceEstimate trace,
            double gaussNewtonTrace) {}

    /**
     * Nothing is known yet.
     *
     * @param count of eigenvalues of the Hessian
     * @param most eigenvalues of another matrix
     */
    HessianNumbers(int count, int most, List<LayerBlocks> layers) {
        pairs = Pairs.unknown(count);
        gaussNewton = Pairs.unknown(most);
        fisher = Pairs.unknown(most);
        blocks =
                layers.stream()
                        .map(
                                layer ->
                                        new BlockNumbers(
                                                layer, Double.NaN, Double.NaN, UNKNOWN, Double.NaN))
                        .toList();
    }
}
