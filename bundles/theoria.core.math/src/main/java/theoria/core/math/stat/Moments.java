package theoria.core.math.stat;

/**
 * Summary of a finite sample, over its finite entries: mean m = sum x / n, standard deviation s =
 * sqrt(sum (x - m)^2 / (n - 1)), skewness sum (x - m)^3 / (n s_n^3) and excess kurtosis sum (x -
 * m)^4 / (n s_n^4) - 3 with s_n^2 = sum (x - m)^2 / n. Two passes in array order.
 *
 * @param count entries that are finite
 * @param nonFinite entries that are NaN or infinite
 * @param mean m; NaN if there is none
 * @param deviation s; NaN below two entries
 * @param min smallest
 * @param max largest
 * @param skewness 0 for a symmetric sample
 * @param kurtosis excess over the normal distribution
 * @param zeros entries that are exactly 0
 */
public record Moments(
        long count,
        long nonFinite,
        double mean,
        double deviation,
        double min,
        double max,
        double skewness,
        double kurtosis,
        long zeros) {

    /** The moments of a sample. */
    public static Moments of(double[] sample) {
        long count = 0;
        long zeros = 0;
        double sum = 0;
        double min = Double.NaN;
        double max = Double.NaN;
        for (double x : sample) {
            if (Double.isFinite(x)) {
                count++;
                sum += x;
                zeros += x == 0 ? 1 : 0;
                min = count == 1 ? x : Math.min(min, x);
                max = count == 1 ? x : Math.max(max, x);
            }
        }
        double mean = count == 0 ? Double.NaN : sum / count;
        double[] central = central(sample, mean);
        double variance = central[0] / count;
        return new Moments(
                count,
                sample.length - count,
                mean,
                count < 2 ? Double.NaN : Math.sqrt(central[0] / (count - 1)),
                min,
                max,
                central[1] / count / (variance * Math.sqrt(variance)),
                central[2] / count / (variance * variance) - 3,
                zeros);
    }

    /** Sums of the second, third and fourth power of x - mean. */
    private static double[] central(double[] sample, double mean) {
        double[] sums = new double[3];
        for (double x : sample) {
            if (Double.isFinite(x)) {
                double d = x - mean;
                sums[0] += d * d;
                sums[1] += d * d * d;
                sums[2] += d * d * d * d;
            }
        }
        return sums;
    }
}
