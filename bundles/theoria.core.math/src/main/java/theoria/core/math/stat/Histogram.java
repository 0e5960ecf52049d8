package theoria.core.math.stat;

import java.util.Arrays;

/**
 * Counts of a sample's finite entries in bins of equal width; a bin holds its left edge, the last
 * one both.
 *
 * @param edges b + 1 ascending edges
 * @param counts b counts
 */
public record Histogram(double[] edges, double[] counts) {
    private static final int FEWEST = 8;
    private static final int MOST = 100;

    /**
     * The histogram of a sample with a given number of bins between its smallest and largest entry;
     * a constant sample gets a bin of width 1 around it.
     */
    public static Histogram of(double[] sample, int bins) {
        double[] finite = Arrays.stream(sample).filter(Double::isFinite).toArray();
        double low = Arrays.stream(finite).min().orElse(0);
        double high = Arrays.stream(finite).max().orElse(1);
        if (low == high) {
            low -= 0.5;
            high += 0.5;
        }
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = i == bins ? high : low + (high - low) * i / bins;
        }
        double[] counts = new double[bins];
        for (double x : finite) {
            int bin = (int) ((x - low) / (high - low) * bins);
            counts[Math.max(0, Math.min(bins - 1, bin))]++;
        }
        return new Histogram(edges, counts);
    }

    /**
     * A number of bins after Freedman and Diaconis (1981): width 2 IQR n^(-1/3), between 8 and 100
     * bins.
     */
    public static int bins(double[] sample) {
        double[] sorted = Arrays.stream(sample).filter(Double::isFinite).sorted().toArray();
        if (sorted.length < 2) {
            return FEWEST;
        }
        double width =
                2
                        * (Quantiles.ofSorted(sorted, 0.75) - Quantiles.ofSorted(sorted, 0.25))
                        / Math.cbrt(sorted.length);
        double range = sorted[sorted.length - 1] - sorted[0];
        if (!(width > 0)) {
            return FEWEST;
        }
        return (int) Math.max(FEWEST, Math.min(MOST, Math.ceil(range / width)));
    }
}
