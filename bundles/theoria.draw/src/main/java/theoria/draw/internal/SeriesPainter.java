package theoria.draw.internal;

import theoria.core.study.result.Series;
import theoria.draw.PictureStyle;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Paints one series onto a plane: line, points or bars, with its uncertainty. */
final class SeriesPainter {
    private static final float LINE = 1.5f;
    private static final double MARKER = 5;
    private static final int MANY = 20_000;
    private static final int BAND = 50;
    private static final int BAR = 110;
    private static final double CAP = 3;

    /** Java2D loses its way with coordinates much larger. */
    private static final double FARTHEST = 1e7;

    private static final float[][] DASHES = {
        {}, {7, 3}, {2, 2}, {8, 3, 2, 3}, {12, 4}, {4, 4}, {8, 2, 2, 2, 2, 2}, {1, 3}
    };

    private final Plane plane;
    private final PictureStyle style;

    SeriesPainter(Plane plane, PictureStyle style) {
        this.plane = plane;
        this.style = style;
    }

    /** The stroke of a series: colours repeat, with another dash. */
    static Stroke stroke(PictureStyle style, int index) {
        float[] dash = DASHES[index / style.seriesColours() % DASHES.length];
        int round = BasicStroke.JOIN_ROUND;
        return dash.length == 0
                ? new BasicStroke(LINE, BasicStroke.CAP_BUTT, round)
                : new BasicStroke(LINE, BasicStroke.CAP_BUTT, round, 10, dash, 0);
    }

    static Color translucent(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    void paint(Graphics2D canvas, Series series, int index) {
        Color colour = style.series(index);
        if (series.style() == Series.Style.BARS) {
            paintBars(canvas, series, colour, index);
        } else if (series.style() == Series.Style.POINTS) {
            paintErrorBars(canvas, series, colour);
            paintPoints(canvas, series, colour, index);
        } else {
            paintBand(canvas, series, colour);
            canvas.setColor(colour);
            canvas.setStroke(stroke(style, index));
            paintLine(canvas, series, index);
        }
        paintNotFinite(canvas, series, colour);
    }

    /** A line, broken at points without place; a point without neighbours gets a marker. */
    private void paintLine(Graphics2D canvas, Series series, int index) {
        LinePath line = new LinePath();
        int n = series.y().length;
        int run = 0;
        double x = Double.NaN;
        double y = Double.NaN;
        for (int i = 0; i <= n; i++) {
            double nextX = i < n ? across(series.x()[i]) : Double.NaN;
            double nextY = i < n ? up(series.y()[i]) : Double.NaN;
            line.add(nextX, nextY);
            boolean broken = Double.isNaN(nextX + nextY);
            if (broken && run == 1) {
                canvas.fill(marker(x, y, MARKER, index));
            }
            run = broken ? 0 : run + 1;
            x = nextX;
            y = nextY;
        }
        canvas.draw(line.path());
    }

    private double across(double value) {
        return bounded(plane.across(value));
    }

    private double up(double value) {
        return bounded(plane.up(value));
    }

    private static double bounded(double pixel) {
        return Double.isFinite(pixel) ? Math.max(-FARTHEST, Math.min(FARTHEST, pixel)) : Double.NaN;
    }

    private void paintBand(Graphics2D canvas, Series series, Color colour) {
        if (!series.hasBand()) {
            return;
        }
        canvas.setColor(translucent(colour, BAND));
        int from = 0;
        for (int i = 0; i <= series.y().length; i++) {
            if (i == series.y().length || !banded(series, i)) {
                if (i > from) {
                    canvas.fill(band(series, from, i));
                }
                from = i + 1;
            }
        }
    }

    private boolean banded(Series series, int i) {
        return !Double.isNaN(across(series.x()[i]))
                && !Double.isNaN(series.lower()[i])
                && !Double.isNaN(series.upper()[i]);
    }

    private Path2D band(Series series, int from, int to) {
        Path2D band = new Path2D.Double();
        band.moveTo(across(series.x()[from]), bound(series.upper()[from]));
        for (int i = from + 1; i < to; i++) {
            band.lineTo(across(series.x()[i]), bound(series.upper()[i]));
        }
        for (int i = to - 1; i >= from; i--) {
            band.lineTo(across(series.x()[i]), bound(series.lower()[i]));
        }
        band.closePath();
        return band;
    }

    /** Ends of bands beyond what can be shown lie beyond the border. */
    private double bound(double value) {
        double pixel = up(value);
        if (Double.isNaN(pixel)) {
            Rectangle2D plot = plane.plot();
            return value > 0 ? plot.getMinY() - MARKER : plot.getMaxY() + MARKER;
        }
        return pixel;
    }

    private void paintErrorBars(Graphics2D canvas, Series series, Color colour) {
        if (!series.hasBand()) {
            return;
        }
        canvas.setColor(colour);
        canvas.setStroke(new BasicStroke(1));
        for (int i = 0; i < series.y().length; i++) {
            if (banded(series, i)) {
                double x = across(series.x()[i]);
                double low = bound(series.lower()[i]);
                double high = bound(series.upper()[i]);
                canvas.draw(new Line2D.Double(x, low, x, high));
                canvas.draw(new Line2D.Double(x - CAP, low, x + CAP, low));
                canvas.draw(new Line2D.Double(x - CAP, high, x + CAP, high));
            }
        }
    }

    private void paintPoints(Graphics2D canvas, Series series, Color colour, int index) {
        canvas.setColor(colour);
        boolean many = series.y().length > MANY;
        for (int i = 0; i < series.y().length; i++) {
            double x = across(series.x()[i]);
            double y = up(series.y()[i]);
            if (!Double.isNaN(x + y) && plane.plot().intersects(x - 3, y - 3, 6, 6)) {
                canvas.fill(
                        many
                                ? new Rectangle2D.Double(x - 1, y - 1, 2, 2)
                                : marker(x, y, MARKER, index));
            }
        }
    }

    /** The marker of a series. */
    static Shape marker(double x, double y, double size, int index) {
        double half = size / 2;
        if (index % 4 == 0) {
            return new Ellipse2D.Double(x - half, y - half, size, size);
        }
        if (index % 4 == 1) {
            return new Rectangle2D.Double(x - half, y - half, size, size);
        }
        double corner = half * 1.3;
        Path2D shape = new Path2D.Double();
        shape.moveTo(x, y - corner);
        shape.lineTo(x + corner, index % 4 == 2 ? y : y + corner);
        if (index % 4 == 2) {
            shape.lineTo(x, y + corner);
        }
        shape.lineTo(x - corner, index % 4 == 2 ? y : y + corner);
        shape.closePath();
        return shape;
    }

    private void paintBars(Graphics2D canvas, Series series, Color colour, int index) {
        Rectangle2D plot = plane.plot();
        double zero = bounded(plane.up(0));
        double base = Double.isNaN(zero) ? plot.getMaxY() : zero;
        Path2D outline = new Path2D.Double();
        canvas.setColor(translucent(colour, BAR));
        for (int i = 0; i < series.y().length; i++) {
            double left = across(series.x()[i]);
            double right = across(series.x()[i + 1]);
            double top = up(series.y()[i]);
            if (!Double.isNaN(left + right + top)) {
                double height = Math.abs(base - top);
                Rectangle2D bar =
                        new Rectangle2D.Double(left, Math.min(top, base), right - left, height);
                canvas.fill(bar);
                outline.append(bar, false);
            }
        }
        canvas.setColor(colour);
        canvas.setStroke(
                series.y().length > plot.getWidth() / 3
                        ? new BasicStroke(0.5f)
                        : stroke(style, index));
        canvas.draw(outline);
    }

    /** A small cross at the border where a number is not finite. */
    private void paintNotFinite(Graphics2D canvas, Series series, Color colour) {
        canvas.setColor(colour);
        canvas.setStroke(new BasicStroke(LINE));
        Rectangle2D plot = plane.plot();
        for (int i = 0; i < series.y().length; i++) {
            double x = series.x()[i];
            double y = series.y()[i];
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                double across =
                        Double.isFinite(x) ? across(x) : x > 0 ? plot.getMaxX() : plot.getMinX();
                double up = Double.isFinite(y) ? up(y) : y > 0 ? plot.getMinY() : plot.getMaxY();
                cross(
                        canvas,
                        inside(across, plot.getMinX(), plot.getMaxX()),
                        inside(up, plot.getMinY(), plot.getMaxY()));
            }
        }
    }

    private static double inside(double pixel, double from, double to) {
        double margin = CAP + 1;
        return pixel < from - margin || pixel > to + margin
                ? Double.NaN
                : Math.max(from + margin, Math.min(to - margin, pixel));
    }

    private static void cross(Graphics2D canvas, double x, double y) {
        if (!Double.isNaN(x + y)) {
            canvas.draw(new Line2D.Double(x - CAP, y - CAP, x + CAP, y + CAP));
            canvas.draw(new Line2D.Double(x - CAP, y + CAP, x + CAP, y - CAP));
        }
    }
}
