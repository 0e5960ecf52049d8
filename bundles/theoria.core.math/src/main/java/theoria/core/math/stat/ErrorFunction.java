package theoria.core.math.stat;

import org.hipparchus.special.Erf;

/**
 * The error function erf(x), 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x, and what the
 * standard normal distribution makes of it (Abramowitz and Stegun 1964, chapter 7).
 */
public final class ErrorFunction {
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

    private ErrorFunction() {}

    /** erf(x); NaN of NaN. */
    public static double of(double x) {
        return Double.isNaN(x) ? Double.NaN : Erf.erf(x);
    }

    /** (1 + erf(x / sqrt 2)) / 2, the probability that a standard normal number is below x. */
    public static double normalProbability(double x) {
        return (1 + of(x * ROOT_HALF)) / 2;
    }

    /** exp(-x^2 / 2) / sqrt(2 pi), the derivative of {@link #normalProbability}. */
    public static double normalDensity(double x) {
        return DENSITY_AT_0 * Math.exp(-x * x / 2);
    }
}
