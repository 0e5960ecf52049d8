package theoria.core.math.stat;

/** Sample quantiles of type 7 (Hyndman and Fan 1996), numpy's and R's default. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * The p-quantile of an ascending sample: linear interpolation at position p (n - 1).
     *
     * @throws IllegalArgumentException if the sample is empty or p lies outside [0,1]
     */
    public static double ofSorted(double[] sorted, double p) {
        if (sorted.length == 0 || !(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(
                    "quantile " + p + " of " + sorted.length + " numbers");
        }
        double position = p * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
