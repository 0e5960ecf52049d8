package theoria.draw.internal;

import theoria.core.study.result.Surface;
import theoria.draw.PictureStyle;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

/** Paints paths over a surface: a ring where they start, a dot where they end, and a legend. */
final class PathPainter {
    private static final float LINE = 2;
    private static final float RIM = 4;
    private static final double MARKER = 8;
    private static final int GAP = 6;
    private static final int SAMPLE = 18;

    private final PictureStyle style;

    PathPainter(PictureStyle style) {
        this.style = style;
    }

    /** Path i in a colour that stands out from the colour map by its white rim. */
    Color colour(int index) {
        return new Color(style.series(index + 1).getRGB());
    }

    /** A path as far as it is shown. */
    static Surface.Path begun(Surface.Path path, int reached) {
        int shown = reached > 0 ? Math.min(reached, path.x().length) : path.x().length;
        return new Surface.Path(
                path.label(), Arrays.copyOf(path.x(), shown), Arrays.copyOf(path.y(), shown));
    }

    /** The number of the point that a path has come to, beside it. */
    void paintNumber(Graphics2D canvas, double x, double y, int number) {
        if (Double.isNaN(x + y)) {
            return;
        }
        canvas.setFont(Fonts.TICK);
        FontMetrics metrics = canvas.getFontMetrics();
        String text = Integer.toString(number);
        double width = metrics.stringWidth(text) + GAP;
        double height = metrics.getHeight();
        double left = x + MARKER;
        double top = y - height - MARKER / 2;
        canvas.setColor(SeriesPainter.translucent(style.canvas(), 215));
        canvas.fill(new Rectangle2D.Double(left, top, width, height));
        canvas.setColor(style.ink());
        canvas.drawString(text, (float) (left + GAP / 2.0), (float) (top + metrics.getAscent()));
    }

    void paintLine(Graphics2D canvas, Path2D line, int index) {
        canvas.setColor(new Color(255, 255, 255, 200));
        canvas.setStroke(new BasicStroke(RIM, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(line);
        canvas.setColor(colour(index));
        canvas.setStroke(new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(line);
    }

    void paintStart(Graphics2D canvas, double x, double y, int index) {
        paintMarker(canvas, x, y, Color.WHITE, colour(index));
    }

    void paintEnd(Graphics2D canvas, double x, double y, int index) {
        paintMarker(canvas, x, y, colour(index), Color.WHITE);
    }

    private static void paintMarker(Graphics2D canvas, double x, double y, Color fill, Color rim) {
        if (Double.isNaN(x + y)) {
            return;
        }
        Shape ring = new Ellipse2D.Double(x - MARKER / 2, y - MARKER / 2, MARKER, MARKER);
        canvas.setColor(fill);
        canvas.fill(ring);
        canvas.setColor(rim);
        canvas.setStroke(new BasicStroke(LINE));
        canvas.draw(ring);
    }

    /** The names of the paths in the upper left corner of a plot. */
    void paintLegend(Graphics2D canvas, Rectangle2D plot, List<Surface.Path> paths) {
        if (paths.isEmpty()) {
            return;
        }
        canvas.setFont(Fonts.TICK);
        FontMetrics metrics = canvas.getFontMetrics();
        int widest =
                paths.stream().mapToInt(path -> metrics.stringWidth(path.label())).max().orElse(0);
        double width = Math.min(widest, plot.getWidth() / 2) + SAMPLE + 3 * GAP;
        double height = (double) paths.size() * metrics.getHeight() + GAP;
        double x = plot.getMinX() + GAP;
        double y = plot.getMinY() + GAP;
        canvas.setColor(SeriesPainter.translucent(style.canvas(), 215));
        canvas.fill(new Rectangle2D.Double(x, y, width, height));
        for (int i = 0; i < paths.size(); i++) {
            double middle = y + GAP / 2.0 + (i + 0.5) * metrics.getHeight();
            Path2D sample = new Path2D.Double();
            sample.moveTo(x + GAP, middle);
            sample.lineTo(x + GAP + SAMPLE, middle);
            paintLine(canvas, sample, i);
            canvas.setColor(style.ink());
            String label =
                    Fonts.beginning(paths.get(i).label(), metrics, width - SAMPLE - 3 * GAP + 1);
            canvas.drawString(
                    label,
                    (float) (x + SAMPLE + 2 * GAP),
                    (float) (middle + metrics.getAscent() / 2.0 - 1));
        }
    }
}
