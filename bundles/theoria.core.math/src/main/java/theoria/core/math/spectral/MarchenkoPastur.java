package theoria.core.math.spectral;

/**
 * The law of Marchenko and Pastur (1967): eigenvalues of X'X/n for X of n rows and p columns with
 * independent entries of variance s^2, in the limit of large n and p with q = p/n. Density sqrt((b
 * - x)(x - a)) / (2 pi s^2 q x) between the edges a, b = s^2 (1 -+ sqrt q)^2; for q above 1 a share
 * 1 - 1/q of the eigenvalues is 0. Mean s^2, variance s^4 q.
 *
 * @param ratio q
 * @param variance s^2
 */
public record MarchenkoPastur(double ratio, double variance) {
    /**
     * The law with a given mean and variance of the eigenvalues.
     *
     * @throws IllegalArgumentException if the mean or the variance is not positive
     */
    public static MarchenkoPastur matching(double mean, double variance) {
        if (!(mean > 0) || !(variance > 0)) {
            throw new IllegalArgumentException(
                    "no such law has the mean " + mean + " and the variance " + variance);
        }
        return new MarchenkoPastur(variance / (mean * mean), mean);
    }

    /** a. */
    public double lower() {
        return variance * Math.pow(1 - Math.sqrt(ratio), 2);
    }

    /** b. */
    public double upper() {
        return variance * Math.pow(1 + Math.sqrt(ratio), 2);
    }

    /** Density at x, without the share at 0. */
    public double density(double x) {
        double inside = (upper() - x) * (x - lower());
        return inside <= 0 || x <= 0 ? 0 : Math.sqrt(inside) / (2 * Math.PI * variance * ratio * x);
    }

    /** Share of the eigenvalues that are 0. */
    public double zeros() {
        return Math.max(0, 1 - 1 / ratio);
    }
}
