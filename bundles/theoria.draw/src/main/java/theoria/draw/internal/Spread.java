package theoria.draw.internal;

import theoria.draw.Range;

import java.util.Optional;

/** Collects the smallest and the largest of the finite numbers it is shown. */
final class Spread {
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private double leastPositive = Double.POSITIVE_INFINITY;
    private int notFinite;
    private int notPositive;

    Spread add(double value) {
        if (!Double.isFinite(value)) {
            notFinite++;
            return this;
        }
        low = Math.min(low, value);
        high = Math.max(high, value);
        if (value > 0) {
            leastPositive = Math.min(leastPositive, value);
        } else {
            notPositive++;
        }
        return this;
    }

    Spread add(double[] values) {
        for (double value : values) {
            add(value);
        }
        return this;
    }

    /** Whether no number was finite. */
    boolean empty() {
        return low > high;
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    /** Smallest of the positive numbers, if there is one. */
    Optional<Double> leastPositive() {
        return leastPositive <= high ? Optional.of(leastPositive) : Optional.empty();
    }

    int notFinite() {
        return notFinite;
    }

    int notPositive() {
        return notPositive;
    }

    /**
     * From the smallest to the largest; one wide if all are equal, from 0 to 1 if there is none.
     */
    Range range() {
        if (empty()) {
            return new Range(0, 1);
        }
        return high > low ? new Range(low, high) : around(low);
    }

    private static Range around(double value) {
        double wide = Math.max(1, Math.ulp(value) * 4);
        return new Range(value, value + wide);
    }
}
