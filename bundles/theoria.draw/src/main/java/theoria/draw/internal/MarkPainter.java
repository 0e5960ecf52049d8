package theoria.draw.internal;

import theoria.core.study.result.Curves;
import theoria.draw.PictureStyle;

import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Paints reference lines, dashed, with labels that keep clear of each other. */
final class MarkPainter {
    private static final float[] DASH = {5, 4};
    private static final int GAP = 4;
    private static final int MOST_TRIES = 12;

    private final Plane plane;
    private final PictureStyle style;
    private final List<Rectangle2D> taken = new ArrayList<>();

    /**
     * A painter.
     *
     * @param covered what labels must not lie on
     */
    MarkPainter(Plane plane, PictureStyle style, Optional<Rectangle2D> covered) {
        this.plane = plane;
        this.style = style;
        covered.ifPresent(taken::add);
    }

    void paint(Graphics2D canvas, List<Curves.Mark> marks) {
        canvas.setFont(Fonts.TICK);
        for (Curves.Mark mark : marks) {
            double at = mark.vertical() ? plane.across(mark.at()) : plane.up(mark.at());
            Rectangle2D plot = plane.plot();
            boolean visible =
                    mark.vertical()
                            ? at >= plot.getMinX() && at <= plot.getMaxX()
                            : at >= plot.getMinY() && at <= plot.getMaxY();
            if (visible) {
                paint(canvas, mark, at);
            }
        }
    }

    private void paint(Graphics2D canvas, Curves.Mark mark, double at) {
        Rectangle2D plot = plane.plot();
        canvas.setColor(style.ink());
        canvas.setStroke(
                new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, DASH, 0));
        canvas.draw(
                mark.vertical()
                        ? new Line2D.Double(at, plot.getMinY(), at, plot.getMaxY())
                        : new Line2D.Double(plot.getMinX(), at, plot.getMaxX(), at));
        FontMetrics metrics = canvas.getFontMetrics();
        double width = metrics.stringWidth(mark.label());
        double height = metrics.getHeight();
        double x = mark.vertical() ? at + GAP : plot.getMinX() + GAP;
        double y = mark.vertical() ? plot.getMinY() + GAP : at - height - 1;
        if (x + width > plot.getMaxX()) {
            x = Math.max(plot.getMinX(), at - GAP - width);
        }
        y = y < plot.getMinY() ? at + 1 : y;
        Rectangle2D box = free(new Rectangle2D.Double(x, y, width, height), mark.vertical());
        taken.add(box);
        canvas.setColor(SeriesPainter.translucent(style.canvas(), 190));
        canvas.fill(box);
        canvas.setColor(style.ink());
        canvas.drawString(
                mark.label(), (float) box.getX(), (float) (box.getY() + metrics.getAscent()));
    }

    /** Moved down, or along its line, until it covers no other label. */
    private Rectangle2D free(Rectangle2D wanted, boolean down) {
        Rectangle2D box = wanted;
        for (int i = 0; i < MOST_TRIES && taken.stream().anyMatch(box::intersects); i++) {
            double x = box.getX() + (down ? 0 : box.getWidth() + GAP);
            double y = box.getY() + (down ? box.getHeight() : 0);
            box = new Rectangle2D.Double(x, y, box.getWidth(), box.getHeight());
        }
        return box;
    }
}
