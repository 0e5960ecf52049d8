package theoria.draw.internal;

import theoria.core.study.result.Curves;
import theoria.core.study.result.Series;
import theoria.draw.PictureStyle;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/**
 * Tells which curve is which: within the plot where there is free space for few curves, else beside
 * it, smaller.
 */
final class Legend {
    private static final int FEW = 7;
    private static final int SAMPLE = 18;
    private static final int GAP = 6;
    private static final int WIDEST = 150;
    private static final int TOP = 38;
    private static final double CROWDED = 0.01;

    private final List<Series> series;
    private final PictureStyle style;
    private final Font font;
    private final FontMetrics metrics;
    private final boolean few;

    Legend(Curves curves, PictureStyle style) {
        series = curves.series();
        this.style = style;
        few = series.size() <= FEW;
        font = few ? Fonts.TICK : Fonts.SMALL;
        metrics = Fonts.metrics(font);
    }

    /** The room it needs beside the plot; 0 if it fits inside. */
    double beside(Plane whole) {
        if (series.size() < 2 || few && corner(whole) >= 0) {
            return 0;
        }
        return columns() * columnWidth() + GAP;
    }

    private int rows() {
        return Math.max(1, (style.height() - TOP - GAP) / rowHeight());
    }

    private int columns() {
        boolean wide = style.width() > 500;
        return few || series.size() <= rows() || !wide ? 1 : 2;
    }

    private int rowHeight() {
        return metrics.getHeight() + (few ? 1 : 0);
    }

    private int columnWidth() {
        int widest = 0;
        for (Series one : series) {
            widest = Math.max(widest, metrics.stringWidth(one.name()));
        }
        int bound = Math.min(WIDEST, style.width() / (few ? 3 : 5));
        return Math.min(widest, bound) + SAMPLE + 2 * GAP;
    }

    private Rectangle2D box(Plane plane, int corner) {
        Rectangle2D plot = plane.plot();
        double width = columnWidth();
        double height = (double) series.size() * rowHeight() + GAP;
        double x = corner % 2 == 0 ? plot.getMaxX() - width - GAP : plot.getMinX() + GAP;
        double y = corner < 2 ? plot.getMinY() + GAP : plot.getMaxY() - height - GAP;
        return new Rectangle2D.Double(x, y, width, height);
    }

    /** The corner with the fewest points, -1 if all are crowded. */
    private int corner(Plane plane) {
        int best = -1;
        double fewest = CROWDED;
        for (int corner = 0; corner < 4; corner++) {
            Rectangle2D box = box(plane, corner);
            double part = plane.plot().contains(box) ? crowd(plane, box) : 1;
            if (part < fewest) {
                fewest = part;
                best = corner;
            }
        }
        return best;
    }

    /** The part of the curves' length that lies within a box. */
    private double crowd(Plane plane, Rectangle2D box) {
        double all = 0;
        double inside = 0;
        for (Series one : series) {
            int n = one.y().length;
            int stride = Math.max(1, n / 500);
            boolean bars = one.style() == Series.Style.BARS;
            for (int i = 0; i + stride < n; i += stride) {
                double x = plane.across(one.x()[i]);
                double y = plane.up(one.y()[i]);
                double nextX = plane.across(one.x()[i + stride]);
                double nextY = plane.up(one.y()[i + stride]);
                if (!Double.isNaN(x + y + nextX + nextY)) {
                    all++;
                    boolean hit =
                            bars
                                    ? box.intersects(
                                            x,
                                            y,
                                            Math.max(1, nextX - x),
                                            plane.plot().getMaxY() - y)
                                    : box.intersectsLine(x, y, nextX, nextY);
                    inside += hit ? 1 : 0;
                }
            }
        }
        return all == 0 ? 0 : inside / all;
    }

    /** What it covers within the plot. */
    Optional<Rectangle2D> covered(Plane plane, double beside) {
        return series.size() < 2 || beside > 0
                ? Optional.empty()
                : Optional.of(box(plane, Math.max(0, corner(plane))));
    }

    void paint(Graphics2D canvas, Plane plane, double beside) {
        if (series.size() < 2) {
            return;
        }
        canvas.setFont(font);
        if (beside > 0) {
            paintBeside(canvas, style.width() - beside + GAP);
            return;
        }
        Rectangle2D box = box(plane, Math.max(0, corner(plane)));
        canvas.setColor(SeriesPainter.translucent(style.canvas(), 215));
        canvas.fill(box);
        for (int i = 0; i < series.size(); i++) {
            paintEntry(canvas, i, box.getX() + GAP, box.getY() + GAP / 2.0 + i * rowHeight());
        }
    }

    private void paintBeside(Graphics2D canvas, double left) {
        int places = rows() * columns();
        int shown = series.size() <= places ? series.size() : places - 1;
        for (int i = 0; i < shown; i++) {
            int column = i / rows();
            paintEntry(canvas, i, left + column * columnWidth(), TOP + i % rows() * rowHeight());
        }
        if (shown < series.size()) {
            canvas.setColor(style.faint());
            float y = TOP + shown % rows() * rowHeight() + metrics.getAscent();
            float x = (float) (left + shown / rows() * columnWidth());
            canvas.drawString("and " + (series.size() - shown) + " more", x, y);
        }
    }

    private void paintEntry(Graphics2D canvas, int index, double x, double y) {
        Series one = series.get(index);
        Color colour = style.series(index);
        double middle = y + metrics.getHeight() / 2.0;
        canvas.setColor(colour);
        if (one.style() == Series.Style.POINTS) {
            canvas.fill(SeriesPainter.marker(x + SAMPLE / 2.0, middle, 6, index));
        } else if (one.style() == Series.Style.BARS) {
            canvas.fill(new Rectangle2D.Double(x + 3, middle - 4, SAMPLE - 6, 8));
        } else {
            canvas.setStroke(SeriesPainter.stroke(style, index));
            canvas.draw(new Line2D.Double(x, middle, x + SAMPLE, middle));
        }
        canvas.setColor(style.ink());
        double room = columnWidth() - SAMPLE - 2.0 * GAP + 1;
        String name = Fonts.beginning(one.name(), metrics, room);
        canvas.drawString(name, (float) (x + SAMPLE + GAP), (float) (y + metrics.getAscent()));
    }
}
