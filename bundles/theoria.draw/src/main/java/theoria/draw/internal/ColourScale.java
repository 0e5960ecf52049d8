package theoria.draw.internal;

import theoria.draw.ColourMap;
import theoria.draw.Range;

/** Numbers to colours: a range, linear or logarithmic, and a colour map, in a table. */
final class ColourScale {
    private static final int STEPS = 1024;

    private final Range range;
    private final boolean logarithmic;
    private final double from;
    private final double width;
    private final int[] table = new int[STEPS];

    /**
     * A scale.
     *
     * @param range finite, and positive if it is logarithmic
     */
    ColourScale(Range range, boolean logarithmic, ColourMap map) {
        this.range = range;
        this.logarithmic = logarithmic;
        from = logarithmic ? Math.log(range.from()) : range.from();
        width = (logarithmic ? Math.log(range.to()) : range.to()) - from;
        for (int i = 0; i < STEPS; i++) {
            table[i] = map.rgb(i / (STEPS - 1.0));
        }
    }

    Range range() {
        return range;
    }

    boolean logarithmic() {
        return logarithmic;
    }

    /** From 0 at the lower end to 1 at the upper, beyond outside; -infinity where log has none. */
    double place(double value) {
        if (!logarithmic) {
            return (value - from) / width;
        }
        return value > 0 ? (Math.log(value) - from) / width : Double.NEGATIVE_INFINITY;
    }

    /** The value at a place. */
    double value(double place) {
        double at = from + place * width;
        return logarithmic ? Math.exp(at) : at;
    }

    /** Colour 0xRRGGBB, that of the nearer end beyond the range. */
    int rgb(double value) {
        return at(place(value));
    }

    /** Colour of a place from 0 to 1. */
    int at(double place) {
        int step = (int) (Math.max(0, Math.min(1, place)) * (STEPS - 1) + 0.5);
        return table[step];
    }
}
