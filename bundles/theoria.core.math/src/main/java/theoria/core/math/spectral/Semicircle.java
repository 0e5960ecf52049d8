package theoria.core.math.spectral;

/**
 * Wigner's semicircle law (1955): density 2 sqrt(r^2 - (x - c)^2) / (pi r^2) on [c - r, c + r],
 * with mean c and variance r^2/4.
 *
 * @param centre c
 * @param radius r
 */
public record Semicircle(double centre, double radius) {
    /** The eigenvalues of a symmetric N x N matrix of entries with deviation s: r = 2 s sqrt N. */
    public static Semicircle ofEntries(double deviation, int size) {
        return new Semicircle(0, 2 * deviation * Math.sqrt(size));
    }

    /** The law with a given mean and variance of the eigenvalues. */
    public static Semicircle matching(double mean, double variance) {
        return new Semicircle(mean, 2 * Math.sqrt(variance));
    }

    /** Density at x. */
    public double density(double x) {
        double inside = radius * radius - (x - centre) * (x - centre);
        return inside <= 0 ? 0 : 2 * Math.sqrt(inside) / (Math.PI * radius * radius);
    }
}
