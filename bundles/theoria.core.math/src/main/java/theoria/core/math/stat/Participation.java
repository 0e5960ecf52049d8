package theoria.core.math.stat;

/**
 * On how many of its places a distribution of weight lives: the inverse participation ratio (sum
 * e)^2 / sum e^2 of numbers e &gt;= 0 (Bell and Dean 1970). It is 1 if one place holds everything,
 * n if n places hold equal parts, and does not change with scale.
 */
public final class Participation {
    private Participation() {}

    /** The number of places; 0 if all are 0, NaN if one is not finite. */
    public static double of(double[] weight) {
        double largest = 0;
        for (double value : weight) {
            largest = Math.max(largest, value);
        }
        if (largest == 0) {
            return 0;
        }
        double sum = 0;
        double squares = 0;
        for (double value : weight) {
            double part = value / largest;
            sum += part;
            squares += part * part;
        }
        return sum * sum / squares;
    }
}
