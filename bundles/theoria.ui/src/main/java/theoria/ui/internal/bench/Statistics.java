package theoria.ui.internal.bench;

import java.util.Arrays;

/** Median and largest of measured times. */
final class Statistics {
    private static final double MILLI = 1e6;

    private Statistics() {}

    /** The middle one, or the mean of the two in the middle; NaN of none. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The largest; NaN of none. */
    static double max(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }

    /** Milliseconds since a moment of {@link System#nanoTime()}. */
    static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / MILLI;
    }
}
