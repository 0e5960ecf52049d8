package theoria.examples.plugin;

import java.util.Arrays;

/**
 * The weights of a kernel, shifted to mean 0 and scaled to variance 1.
 *
 * @param name of the kernel
 * @param values (w - mean) / deviation; NaN if all are equal
 * @param deviation root of the mean squared distance from the mean
 */
record StandardWeights(String name, double[] values, double deviation) {
    /** Standardises; weights that are not finite are left out. */
    static StandardWeights of(String name, double[] weights) {
        double[] finite = Arrays.stream(weights).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(finite).average().orElse(Double.NaN);
        double variance =
                Arrays.stream(finite).map(w -> (w - mean) * (w - mean)).average().orElse(0);
        double deviation = Math.sqrt(variance);
        double[] values = Arrays.stream(finite).map(w -> (w - mean) / deviation).toArray();
        return new StandardWeights(name, values, deviation);
    }

    /** Excess over the kurtosis 3 of the normal distribution. */
    double kurtosis() {
        return Arrays.stream(values).map(z -> z * z * z * z).average().orElse(Double.NaN) - 3;
    }

    /** Excess kurtosis in units of its standard error in a normal sample of this size. */
    double errors() {
        return kurtosis() / Math.sqrt(24.0 / values.length);
    }

    /** The largest magnitude, at least 1; that of equal weights is NaN and does not count. */
    double largest() {
        return Arrays.stream(values).map(Math::abs).filter(Double::isFinite).max().orElse(1);
    }

    /** A histogram over [-reach, reach] whose area is 1; all 0 for equal weights. */
    double[] density(double reach, int bins) {
        double[] density = new double[bins];
        double width = 2 * reach / bins;
        for (double z : values) {
            if (Double.isFinite(z)) {
                int bin = (int) Math.min(bins - 1, (z + reach) / width);
                density[bin] += 1 / (width * values.length);
            }
        }
        return density;
    }
}
