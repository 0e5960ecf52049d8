package theoria.draw;

/**
 * A part of an axis or of a colour scale.
 *
 * @param from smallest value
 * @param to largest value
 */
public record Range(double from, double to) {
    /** Everything there is. */
    public static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private static final double DECADE = 10;

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException unless from is below to
     */
    public Range {
        if (!(from < to)) {
            throw new IllegalArgumentException("a range from " + from + " to " + to);
        }
    }

    /** Whether this is everything. */
    public boolean all() {
        return equals(ALL);
    }

    /** The width. */
    public double width() {
        return to - from;
    }

    /**
     * This range, an end that is open or has no place on the scale as it usually is; as far away as
     * usual if that lies beyond the other end.
     *
     * @param logarithmic whether only positive numbers have a place
     */
    public Range completed(Range usual, boolean logarithmic) {
        boolean low = Double.isFinite(from) && (!logarithmic || from > 0);
        boolean high = Double.isFinite(to) && (!logarithmic || to > 0);
        double first = low ? from : usual.from;
        double last = high ? to : usual.to;
        if (first < last) {
            return new Range(first, last);
        }
        if (low) {
            return new Range(first, logarithmic ? DECADE * first : first + step(usual, first));
        }
        return new Range(logarithmic ? last / DECADE : last - step(usual, last), last);
    }

    private static double step(Range usual, double end) {
        return Math.max(usual.width(), 4 * Math.ulp(end));
    }

    /** The smallest range that holds both. */
    public Range with(Range other) {
        return new Range(Math.min(from, other.from), Math.max(to, other.to));
    }
}
