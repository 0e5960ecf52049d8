package theoria.draw.internal;

import theoria.draw.PictureStyle;
import theoria.draw.Range;
import theoria.draw.Reading;
import theoria.draw.View;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.function.Function;

/**
 * The plane between two axes: title above, ticks and labels at its sides, and the map from numbers
 * to pixels. All flat pictures share it.
 */
final class Plane {
    private static final int TITLE = 34;
    private static final int EDGE = 10;
    private static final int LEAST = 20;
    private static final double STEP = 12;

    private final Ruler x;
    private final Ruler y;
    private final PictureStyle style;
    private final Rectangle2D plot;

    /**
     * Lays out the plane.
     *
     * @param right room kept free at the right
     */
    Plane(Ruler x, Ruler y, PictureStyle style, double right) {
        this.x = x;
        this.y = y;
        this.style = style;
        Graphics2D canvas = Fonts.measure();
        try {
            double bottom = x.room(canvas, style.width() - right) + EDGE;
            double height = Math.max(LEAST, style.height() - TITLE - bottom);
            // in steps, lest the plot trembles while it is moved and its labels change
            double left = Math.ceil((y.room(canvas, height) + EDGE) / STEP) * STEP;
            double width = Math.max(LEAST, style.width() - left - right);
            plot = new Rectangle2D.Double(Math.round(left), TITLE, Math.floor(width), height);
        } finally {
            canvas.dispose();
        }
    }

    Rectangle2D plot() {
        return plot;
    }

    Ruler xRuler() {
        return x;
    }

    Ruler yRuler() {
        return y;
    }

    double across(double value) {
        return x.pixel(value, plot);
    }

    double up(double value) {
        return y.pixel(value, plot);
    }

    /** The numbers at a pixel. */
    Point2D value(double pixelX, double pixelY) {
        return new Point2D.Double(x.value(pixelX, plot), y.value(pixelY, plot));
    }

    /** The place at a pixel, moved onto the plot where it lies beside it. */
    Reading.Place place(double pixelX, double pixelY) {
        Point2D at =
                value(
                        Math.max(plot.getMinX(), Math.min(plot.getMaxX(), pixelX)),
                        Math.max(plot.getMinY(), Math.min(plot.getMaxY(), pixelY)));
        return new Reading.Place(at.getX(), at.getY());
    }

    boolean contains(double pixelX, double pixelY) {
        return plot.contains(pixelX, pixelY);
    }

    /**
     * The view that is closer by a factor, the point staying where it is.
     *
     * @param next lays out the plane of a view: its axes may need another room for their labels
     */
    View zoomed(
            View view, double factor, double pixelX, double pixelY, Function<View, Plane> next) {
        double stillX = Math.max(plot.getMinX(), Math.min(plot.getMaxX(), pixelX));
        double stillY = Math.max(plot.getMinY(), Math.min(plot.getMaxY(), pixelY));
        View closer = view.window(x.zoomed(factor, stillX, plot), y.zoomed(factor, stillY, plot));
        return settled(closer, value(stillX, stillY), stillX, stillY, next);
    }

    /** The view after dragging by so many pixels, in the same way. */
    View dragged(View view, double byX, double byY, Function<View, Plane> next) {
        View moved = view.window(x.dragged(byX, plot), y.dragged(byY, plot));
        double middleX = plot.getCenterX();
        double middleY = plot.getCenterY();
        return settled(moved, value(middleX - byX, middleY - byY), middleX, middleY, next);
    }

    /** Moves a view so that a value lies at a pixel again after labels took another room. */
    private static View settled(
            View view, Point2D value, double pixelX, double pixelY, Function<View, Plane> next) {
        Plane plane = next.apply(view);
        double byX = pixelX - plane.across(value.getX());
        double byY = pixelY - plane.up(value.getY());
        return view.window(plane.x.dragged(byX, plane.plot), plane.y.dragged(byY, plane.plot));
    }

    void paintGrid(Graphics2D canvas) {
        canvas.setStroke(new BasicStroke(1));
        canvas.setColor(style.grid());
        for (Ticks.Tick tick : x.ticks(plot)) {
            double at = across(tick.value());
            if (tick.labelled()) {
                canvas.draw(new Line2D.Double(at, plot.getMinY(), at, plot.getMaxY()));
            }
        }
        for (Ticks.Tick tick : y.ticks(plot)) {
            double at = up(tick.value());
            if (tick.labelled()) {
                canvas.draw(new Line2D.Double(plot.getMinX(), at, plot.getMaxX(), at));
            }
        }
    }

    /** Paints axes and title. */
    void paintFrame(Graphics2D canvas, String title) {
        canvas.setStroke(new BasicStroke(1));
        x.paint(canvas, plot);
        y.paint(canvas, plot);
        paintTitle(canvas, title, style);
    }

    static void paintTitle(Graphics2D canvas, String title, PictureStyle style) {
        canvas.setFont(Fonts.TITLE);
        canvas.setColor(style.ink());
        double room = style.width() - 2.0 * EDGE;
        canvas.drawString(Fonts.beginning(title, canvas.getFontMetrics(), room), EDGE, TITLE - 15);
    }

    /** The range to show: what the view says, completed by what there is. */
    static Range visible(Range wanted, Range usual, boolean logarithmic) {
        double from = Double.isFinite(wanted.from()) ? wanted.from() : usual.from();
        double to = Double.isFinite(wanted.to()) ? wanted.to() : usual.to();
        boolean fits = from < to && (!logarithmic || from > 0);
        return fits ? new Range(from, to) : usual;
    }
}
