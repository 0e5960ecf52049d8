package theoria.study.landscape.internal.laboratory;

/**
 * The double well L(x) = (x<sup>2</sup> - 1)<sup>2</sup> / 4: minima at -1 and 1 with L'' = 2, and
 * between them, at 0, a barrier of height 1/4 with L'' = -1. Theory of the time that noise of
 * temperature T needs from the one minimum to the other (theory entry L14).
 */
public final class DoubleWell {
    /** Where a descent starts. */
    public static final double START = -1;

    /** Where it has escaped. */
    public static final double END = 1;

    /** L(0) - L(-1). */
    public static final double BARRIER = 0.25;

    /** Halving them changes the time by less than 1e-9 of it (DoubleWellTest). */
    private static final int PANELS = 4000;

    /** Beyond the wall exp(-L/T) is below exp(-50), which no digit of the time sees. */
    private static final double NOTHING = 50;

    private DoubleWell() {}

    /** L(x). */
    public static double loss(double x) {
        double inside = x * x - 1;
        return inside * inside / 4;
    }

    /** L'(x) = x<sup>3</sup> - x. */
    public static double slope(double x) {
        return (x * x - 1) * x;
    }

    /** Mean time of first passage from the one minimum to the other, by quadrature. */
    public static double time(double temperature) {
        return time(temperature, PANELS);
    }

    static double time(double temperature, int panels) {
        double wall = -Math.sqrt(1 + 2 * Math.sqrt(NOTHING * temperature));
        return new FirstPassage(DoubleWell::loss, temperature, panels).time(wall, START, END);
    }

    /**
     * Kramers' formula for T to 0: 2 pi / sqrt(L''(-1) |L''(0)|) exp(1/(4T)) (H. Kramers, Brownian
     * motion in a field of force, Physica 1940).
     */
    public static double kramers(double temperature) {
        return 2 * Math.PI / Math.sqrt(2) * Math.exp(BARRIER / temperature);
    }
}
