package theoria.core.math.stat;

/** log sum exp(z_j) without overflow: max + log sum exp(z_j - max). */
public final class LogSumExp {
    private LogSumExp() {}

    /** Of the numbers z[from], ..., z[from + count - 1]; NaN if one is NaN. */
    public static double of(double[] z, int from, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int j = from; j < from + count; j++) {
            if (Double.isNaN(z[j])) {
                return Double.NaN;
            }
            max = Math.max(max, z[j]);
        }
        if (Double.isInfinite(max)) {
            return max;
        }
        double sum = 0;
        for (int j = from; j < from + count; j++) {
            sum += Math.exp(z[j] - max);
        }
        return max + Math.log(sum);
    }
}
