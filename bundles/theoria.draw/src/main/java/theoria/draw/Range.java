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

    /** The smallest range that holds both. */
    public Range with(Range other) {
        return new Range(Math.min(from, other.from), Math.max(to, other.to));
    }
}
