package theoria.ui.internal.viewer;

import theoria.draw.Range;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A range as a person types it.
 *
 * @param lowest a number; empty for what there is
 * @param highest a number; empty for what there is
 */
record RangeText(String lowest, String highest) {
    /** Why it is no range, in words; empty if it is one. */
    Optional<String> fault(boolean logarithmic) {
        for (String text : new String[] {lowest, highest}) {
            if (!text.isBlank() && !Double.isFinite(value(text, 0))) {
                return Optional.of("\"" + text.strip() + "\" is no number.");
            }
        }
        if (!(from() < to())) {
            return Optional.of("The highest value must be above the lowest.");
        }
        boolean impossible = Stream.of(lowest, highest).anyMatch(t -> value(t, 1) <= 0);
        return logarithmic && impossible
                ? Optional.of("Only positive numbers have a place on the logarithmic scale.")
                : Optional.empty();
    }

    /**
     * The range.
     *
     * @throws IllegalArgumentException if there is a fault
     */
    Range range() {
        return new Range(from(), to());
    }

    private double from() {
        return value(lowest, Double.NEGATIVE_INFINITY);
    }

    private double to() {
        return value(highest, Double.POSITIVE_INFINITY);
    }

    /** NaN for what is no number. */
    private static double value(String text, double empty) {
        if (text.isBlank()) {
            return empty;
        }
        try {
            return Double.parseDouble(text.strip().replace('−', '-'));
        } catch (NumberFormatException e) {
            return Double.NaN; // said by the fault
        }
    }

    /** A number as a person would type it, with every digit. */
    static String number(double value) {
        return Double.toString(value).replaceAll("\\.0$", "");
    }
}
