package theoria.draw.internal;

import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

import theoria.draw.PictureStyle;
import theoria.draw.Range;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a plane picture: an axis of JFreeChart with our ticks and our style. Immutable once
 * made.
 */
final class Ruler {
    private static final int ACROSS_PER_LABEL = 75;
    private static final int UP_PER_LABEL = 45;

    private final ValueAxis axis;
    private final boolean logarithmic;
    private final boolean vertical;
    private final double from;
    private final double width;

    /**
     * An axis.
     *
     * @param range finite, and positive if it is logarithmic
     */
    Ruler(String label, Range range, boolean logarithmic, boolean vertical, PictureStyle style) {
        this.logarithmic = logarithmic;
        this.vertical = vertical;
        from = scaled(range.from());
        width = scaled(range.to()) - from;
        axis = logarithmic ? new Logarithmic() : new Linear();
        axis.setLabel(label);
        axis.setRange(range.from(), range.to());
        axis.setLabelFont(Fonts.AXIS);
        axis.setTickLabelFont(Fonts.TICK);
        axis.setLabelPaint(style.ink());
        axis.setTickLabelPaint(style.ink());
        axis.setAxisLinePaint(style.ink());
        axis.setAxisLineStroke(new BasicStroke(1));
        axis.setTickMarkPaint(style.ink());
        axis.setTickMarkOutsideLength(4);
        axis.setMinorTickMarksVisible(true);
        axis.setMinorTickMarkOutsideLength(2);
    }

    boolean logarithmic() {
        return logarithmic;
    }

    Range range() {
        return new Range(axis.getLowerBound(), axis.getUpperBound());
    }

    /** Pixel of a value; NaN where a logarithmic axis has no place for it. */
    double pixel(double value, Rectangle2D plot) {
        if (logarithmic && !(value > 0)) {
            return Double.NaN;
        }
        // as the axis itself places it, only faster: there may be a million values
        double part = (scaled(value) - from) / width;
        return vertical
                ? plot.getMaxY() - part * plot.getHeight()
                : plot.getMinX() + part * plot.getWidth();
    }

    /** Value at a pixel. */
    double value(double pixel, Rectangle2D plot) {
        double part =
                vertical
                        ? (plot.getMaxY() - pixel) / plot.getHeight()
                        : (pixel - plot.getMinX()) / plot.getWidth();
        double at = from + part * width;
        return logarithmic ? Math.exp(at) : at;
    }

    /** The range seen closer by a factor, the value at a pixel staying where it is. */
    Range zoomed(double factor, double pixel, Rectangle2D plot) {
        double still = scaled(value(pixel, plot));
        double low = still - (still - from) / factor;
        return range(low, low + width / factor);
    }

    /** The range after dragging by so many pixels. */
    Range dragged(double by, Rectangle2D plot) {
        double length = vertical ? -plot.getHeight() : plot.getWidth();
        double shift = by / length * width;
        return range(from - shift, from - shift + width);
    }

    /** Too narrow or too wide a range stays as it is. */
    private Range range(double least, double most) {
        double low = logarithmic ? Math.exp(least) : least;
        double high = logarithmic ? Math.exp(most) : most;
        boolean seen = high - low > 1e-13 * Math.max(Math.abs(low), Math.abs(high));
        boolean sane = Double.isFinite(high - low) && (!logarithmic || low > Double.MIN_NORMAL);
        return seen && sane ? new Range(low, high) : range();
    }

    private double scaled(double value) {
        return logarithmic ? Math.log(value) : value;
    }

    private RectangleEdge edge() {
        return vertical ? RectangleEdge.LEFT : RectangleEdge.BOTTOM;
    }

    /** How much room ticks and label need beside a plot of this length. */
    double room(Graphics2D canvas, double length) {
        Rectangle2D plot = new Rectangle2D.Double(0, 0, length, length);
        AxisSpace space = axis.reserveSpace(canvas, null, plot, edge(), new AxisSpace());
        return Math.ceil(vertical ? space.getLeft() : space.getBottom());
    }

    /** Where this axis is labelled beside a plot. */
    List<Ticks.Tick> ticks(Rectangle2D plot) {
        double length = vertical ? plot.getHeight() : plot.getWidth();
        int about = Math.max(2, (int) (length / (vertical ? UP_PER_LABEL : ACROSS_PER_LABEL)));
        return Ticks.of(axis.getLowerBound(), axis.getUpperBound(), logarithmic, about);
    }

    /** Paints line, ticks and label beside a plot. */
    void paint(Graphics2D canvas, Rectangle2D plot) {
        double cursor = vertical ? plot.getMinX() : plot.getMaxY();
        axis.draw(canvas, cursor, plot, plot, edge(), null);
    }

    private List<ValueTick> valueTicks(Rectangle2D plot) {
        TextAnchor anchor = vertical ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
        List<ValueTick> ticks = new ArrayList<>();
        for (Ticks.Tick tick : ticks(plot)) {
            TickType type = tick.labelled() ? TickType.MAJOR : TickType.MINOR;
            ticks.add(
                    new NumberTick(type, tick.value(), tick.label(), anchor, TextAnchor.CENTER, 0));
        }
        return ticks;
    }

    private final class Linear extends NumberAxis {
        private static final long serialVersionUID = 1;

        @Override
        public List<ValueTick> refreshTicks(
                Graphics2D canvas, AxisState state, Rectangle2D plot, RectangleEdge edge) {
            return valueTicks(plot);
        }
    }

    private final class Logarithmic extends LogAxis {
        private static final long serialVersionUID = 1;

        @Override
        public List<ValueTick> refreshTicks(
                Graphics2D canvas, AxisState state, Rectangle2D plot, RectangleEdge edge) {
            return valueTicks(plot);
        }
    }
}
