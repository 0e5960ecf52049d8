package theoria.draw.internal;

import theoria.draw.GraphLayout;
import theoria.draw.PictureStyle;

import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.List;

/** Paints edges of graphs: lines with a head, and labels. */
final class EdgePainter {
    private static final double HEAD = 7;
    private static final double READABLE = 0.5;

    private final PictureStyle style;
    private final double scale;

    EdgePainter(PictureStyle style, double scale) {
        this.style = style;
        this.scale = scale;
    }

    void paint(Graphics2D canvas, GraphLayout.Route route, String label) {
        List<GraphLayout.Point> points = route.points();
        if (points.size() < 2) {
            return;
        }
        Path2D line = new Path2D.Double();
        line.moveTo(points.get(0).x(), points.get(0).y());
        points.stream().skip(1).forEach(point -> line.lineTo(point.x(), point.y()));
        canvas.setColor(style.faint());
        // thin lines stay visible when the whole graph is small
        canvas.setStroke(new BasicStroke((float) Math.max(1, 0.7 / scale)));
        canvas.draw(line);
        paintHead(canvas, points.get(points.size() - 2), points.get(points.size() - 1));
        if (scale >= READABLE) {
            route.label().ifPresent(corner -> paintLabel(canvas, corner, label));
        }
    }

    private static void paintHead(Graphics2D canvas, GraphLayout.Point from, GraphLayout.Point to) {
        double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
        if (length == 0) {
            return;
        }
        double x = (to.x() - from.x()) / length * HEAD;
        double y = (to.y() - from.y()) / length * HEAD;
        Path2D head = new Path2D.Double();
        head.moveTo(to.x(), to.y());
        head.lineTo(to.x() - x - y / 2, to.y() - y + x / 2);
        head.lineTo(to.x() - x + y / 2, to.y() - y - x / 2);
        head.closePath();
        canvas.fill(head);
    }

    private void paintLabel(Graphics2D canvas, GraphLayout.Point corner, String label) {
        canvas.setFont(Fonts.SMALL);
        canvas.setColor(style.faint());
        FontMetrics metrics = canvas.getFontMetrics();
        canvas.drawString(label, (float) corner.x() + 2, (float) corner.y() + metrics.getAscent());
    }
}
