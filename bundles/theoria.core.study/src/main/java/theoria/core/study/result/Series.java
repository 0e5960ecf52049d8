package theoria.core.study.result;

import java.util.Arrays;

/**
 * One curve: points (x<sub>i</sub>, y<sub>i</sub>), optionally with an uncertainty band.
 *
 * @param name for the legend
 * @param style how it is drawn
 * @param x abscissae
 * @param y ordinates; NaN breaks the line
 * @param lower lower end of the band, empty if there is none
 * @param upper upper end of the band, empty if there is none
 */
public record Series(
        String name, Style style, double[] x, double[] y, double[] lower, double[] upper) {
    private static final double[] NONE = {};

    /** How a series is drawn. */
    public enum Style {
        /** Points joined by a line. */
        LINE,
        /** Markers only. */
        POINTS,
        /** Steps or bars of a histogram: x holds one edge more than y. */
        BARS
    }

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    public Series {
        int expected = style == Style.BARS ? y.length + 1 : y.length;
        if (x.length != expected) {
            throw new IllegalArgumentException(
                    "series '"
                            + name
                            + "' has "
                            + x.length
                            + " abscissae for "
                            + y.length
                            + " ordinates");
        }
        if (lower.length != upper.length || (lower.length != 0 && lower.length != y.length)) {
            throw new IllegalArgumentException("series '" + name + "' has a band of other length");
        }
    }

    /** A line. */
    public static Series line(String name, double[] x, double[] y) {
        return new Series(name, Style.LINE, x, y, NONE, NONE);
    }

    /** Markers. */
    public static Series points(String name, double[] x, double[] y) {
        return new Series(name, Style.POINTS, x, y, NONE, NONE);
    }

    /** A histogram: edges e_0 &lt; ... &lt; e_n and n heights. */
    public static Series bars(String name, double[] edges, double[] heights) {
        return new Series(name, Style.BARS, edges, heights, NONE, NONE);
    }

    /** The same series with an uncertainty band. */
    public Series band(double[] low, double[] high) {
        return new Series(name, style, x, y, low, high);
    }

    /** Whether there is a band. */
    public boolean hasBand() {
        return lower.length > 0;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Series)) {
            return false;
        }
        Series that = (Series) other;
        return name.equals(that.name)
                && style == that.style
                && Arrays.equals(x, that.x)
                && Arrays.equals(y, that.y)
                && Arrays.equals(lower, that.lower)
                && Arrays.equals(upper, that.upper);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(y);
    }

    @Override
    public String toString() {
        return name + " (" + y.length + " points)";
    }
}
