package theoria.draw.internal;

import theoria.core.study.result.Surface;
import theoria.draw.ColourMap;
import theoria.draw.Range;
import theoria.draw.Scale;
import theoria.draw.View;

import java.util.ArrayList;
import java.util.List;

/** One layer of a surface as it is looked at: its numbers, and which colours they have. */
final class Field {
    private static final double DECADES_FOR_LOG = 1000;
    private static final int CONTOURS = 8;

    private final Surface surface;
    private final Surface.Layer layer;
    private final double[] z;
    private final boolean[] computed;
    private final int number;
    private final Spread spread = new Spread();
    private final ColourScale colours;
    private final double[] guesses;
    private final boolean banded;
    private final boolean space;

    Field(Surface surface, View view) {
        this.surface = surface;
        number = Math.max(0, Math.min(surface.layers().size() - 1, view.layer()));
        layer = surface.layers().get(number);
        z = layer.values();
        computed = surface.computed();
        for (int cell = 0; cell < z.length; cell++) {
            if (computed[cell]) {
                spread.add(z[cell]);
            }
        }
        colours = colours(view);
        guesses = guesses();
        banded = view.overlay().band() && layer.hasErrors();
        space = view.space();
    }

    /** Places of the cells that were not computed yet; nothing if all were. */
    private double[] guesses() {
        boolean[] missing = new boolean[z.length];
        double[] places = new double[z.length];
        boolean any = false;
        for (int cell = 0; cell < z.length; cell++) {
            missing[cell] = !computed[cell];
            any |= missing[cell];
            places[cell] = shown(cell) ? colours.place(z[cell]) : Double.NaN;
        }
        return any && !spread.empty() ? Estimate.of(places, missing, columns()) : new double[0];
    }

    /** Whether a cell that was not computed can be guessed. */
    boolean guessed(int cell) {
        return guesses.length > 0 && !Double.isNaN(guesses[cell]);
    }

    /** Place of a guess, from 0 to 1 within the range of the colours. */
    double guess(int cell) {
        return guesses[cell];
    }

    private ColourScale colours(View view) {
        ColourMap map = view.colours().orElse(ColourMap.VIRIDIS);
        boolean log = map != ColourMap.DIVERGING && logarithmic(view.valueScale());
        Range usual = usual(log);
        if (map == ColourMap.DIVERGING) {
            Range all = view.values().completed(usual, false);
            double bound = Math.max(Math.abs(all.from()), Math.abs(all.to()));
            return new ColourScale(new Range(-bound, bound), false, map);
        }
        return new ColourScale(view.values().completed(usual, log), log, map);
    }

    private boolean logarithmic(Scale scale) {
        if (scale == Scale.LINEAR || spread.leastPositive().isEmpty()) {
            return false;
        }
        boolean wide = spread.low() > 0 && spread.high() / spread.low() > DECADES_FOR_LOG;
        return scale == Scale.LOGARITHMIC || layer.axis().logarithmic() || wide;
    }

    /**
     * What the colours range over unless asked: what this surface shares with others, or its own.
     */
    private Range usual(boolean log) {
        double[] shared = surface.scale();
        if (number == 0 && shared.length > 0 && (!log || shared[0] > 0)) {
            return new Range(shared[0], shared[1]);
        }
        return log ? positive() : spread.range();
    }

    private Range positive() {
        double low = spread.leastPositive().orElse(1.0);
        return new Range(low, spread.high() > low ? spread.high() : 10 * low);
    }

    Surface surface() {
        return surface;
    }

    Surface.Layer layer() {
        return layer;
    }

    ColourScale colours() {
        return colours;
    }

    int columns() {
        return surface.x().length;
    }

    int rows() {
        return surface.y().length;
    }

    double value(int cell) {
        return z[cell];
    }

    /** Standard error of a cell; NaN if it is not known. */
    double error(int cell) {
        return layer.hasErrors() ? layer.errors()[cell] : Double.NaN;
    }

    /** Whether standard errors are known and asked for. */
    boolean banded() {
        return banded;
    }

    /** Whether a cell lies within one standard error of one of some levels. */
    boolean undecided(int cell, double[] levels) {
        for (double level : levels) {
            if (Math.abs(z[cell] - level) <= error(cell)) {
                return true;
            }
        }
        return false;
    }

    boolean computed(int cell) {
        return computed[cell];
    }

    /** Whether a cell has a place in the picture. */
    boolean shown(int cell) {
        return computed[cell]
                && Double.isFinite(z[cell])
                && (!colours.logarithmic() || z[cell] > 0);
    }

    /** Range of what is finite. */
    Range range() {
        return spread.range();
    }

    boolean below() {
        return !spread.empty() && spread.low() < colours.range().from();
    }

    boolean above() {
        return !spread.empty() && spread.high() > colours.range().to();
    }

    /** Levels of contour lines: the surface's own for its main layer, else round numbers. */
    double[] levels() {
        if (number == 0 && surface.contours().length > 0) {
            return surface.contours();
        }
        Range range = colours.range();
        return Ticks.of(range.from(), range.to(), colours.logarithmic(), CONTOURS).stream()
                .filter(Ticks.Tick::labelled)
                .mapToDouble(Ticks.Tick::value)
                .toArray();
    }

    String label() {
        String label = layer.axis().label();
        return colours.logarithmic() ? label + " (log)" : label;
    }

    /** What a cell holds, as a person reads it. */
    String words(int cell) {
        if (!computed[cell]) {
            return "not computed";
        }
        StringBuilder text = new StringBuilder(layer.axis().title());
        text.append(' ').append(Numbers.of(z[cell]));
        if (layer.hasErrors() && Double.isFinite(layer.errors()[cell])) {
            text.append(" ± ").append(Numbers.of(layer.errors()[cell]));
        }
        String unit = layer.axis().unit();
        return unit.isEmpty() ? text.toString() : text + " " + unit;
    }

    private int beyond() {
        int beyond = 0;
        for (int cell = 0; cell < z.length; cell++) {
            double place = shown(cell) ? colours.place(z[cell]) : 0;
            beyond += place < 0 || place > 1 ? 1 : 0;
        }
        return beyond;
    }

    /** What cannot be shown in colours, and what is shown beside them, in words. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        int missing = 0;
        for (boolean cell : computed) {
            missing += cell ? 0 : 1;
        }
        if (missing > 0) {
            remarks.add(missing + " of " + computed.length + " cells not computed");
        }
        if (spread.notFinite() > 0) {
            remarks.add(spread.notFinite() + " not finite");
        }
        if (below() || above()) {
            remarks.add(beyond() + " beyond the range");
        }
        if (colours.logarithmic() && spread.notPositive() > 0) {
            remarks.add(spread.notPositive() + " not positive, not shown");
        }
        if (banded && !space) {
            remarks.add("hatched: within one standard error of a contour line");
        }
        if (banded && space) {
            remarks.add("pale: one standard error above and below");
        }
        return remarks;
    }
}
