package theoria.core.math.spectral;

import java.util.List;

/**
 * The density of eigenvalues (1/P) sum_i delta(x - lambda_i) by stochastic Lanczos quadrature
 * (Ubaru, Chen and Saad 2017; Ghorbani, Krishnan and Xiao 2019): the mean over probes of sum_j w_j
 * N(x; e_j, sigma^2) of each one's quadrature.
 *
 * @param x grid
 * @param y density there
 * @param error standard error of the mean over the probes; NaN of a single probe
 * @param sigma width of the Gaussian
 */
public record SpectralDensity(double[] x, double[] y, double[] error, double sigma) {
    /** How many widths the grid reaches beyond the outermost nodes. */
    private static final double MARGIN = 4;

    /**
     * The density on an even grid over all nodes.
     *
     * @param probes one quadrature per probe
     * @param resolution number of widths sigma in the range of the nodes; as many as Lanczos steps
     *     resolve
     * @param points of the grid
     */
    public static SpectralDensity of(List<Quadrature> probes, int resolution, int points) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Quadrature probe : probes) {
            low = Math.min(low, probe.nodes()[0]);
            high = Math.max(high, probe.nodes()[probe.nodes().length - 1]);
        }
        double range = high - low;
        double sigma = range > 0 ? range / resolution : Math.max(1e-12, Math.abs(high) * 1e-3);
        double[] x = new double[points];
        for (int i = 0; i < points; i++) {
            x[i] = low - MARGIN * sigma + (range + 2 * MARGIN * sigma) * i / (points - 1);
        }
        return on(x, probes, sigma);
    }

    /** The density on a given grid with a given width. */
    public static SpectralDensity on(double[] x, List<Quadrature> probes, double sigma) {
        double[] y = new double[x.length];
        double[] error = new double[x.length];
        double[] samples = new double[probes.size()];
        for (int i = 0; i < x.length; i++) {
            for (int p = 0; p < samples.length; p++) {
                samples[p] = smoothed(probes.get(p), x[i], sigma);
            }
            TraceEstimate mean = TraceEstimate.of(samples);
            y[i] = mean.value();
            error[i] = mean.error();
        }
        return new SpectralDensity(x.clone(), y, error, sigma);
    }

    /** sum_j w_j N(x; e_j, sigma^2). */
    public static double smoothed(Quadrature quadrature, double x, double sigma) {
        double sum = 0;
        for (int j = 0; j < quadrature.nodes().length; j++) {
            double z = (x - quadrature.nodes()[j]) / sigma;
            sum += quadrature.weights()[j] * Math.exp(-z * z / 2);
        }
        return sum / (sigma * Math.sqrt(2 * Math.PI));
    }
}
