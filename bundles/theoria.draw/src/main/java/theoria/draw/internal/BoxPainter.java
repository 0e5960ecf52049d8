package theoria.draw.internal;

import theoria.core.study.result.Surface;
import theoria.draw.PictureStyle;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.List;

/**
 * Paints the box about a surface: the floor and the two walls behind it, with a grid, and numbers
 * along the edges of its outline. All of it lies behind the surface or beside it.
 */
final class BoxPainter {
    private static final double PER_LABEL = 55;
    private static final double SHORTEST = 45;
    private static final double NUMBER = 12;
    private static final double TITLE = 34;

    private final Mesh mesh;
    private final Field field;
    private final Turntable table;
    private final PictureStyle style;
    private final double h;
    private final int backX;
    private final int backY;

    BoxPainter(Mesh mesh, Field field, Turntable table, PictureStyle style) {
        this.mesh = mesh;
        this.field = field;
        this.table = table;
        this.style = style;
        h = mesh.half();
        backX = table.backX();
        backY = table.backY();
    }

    void paint(Graphics2D canvas) {
        canvas.setStroke(new BasicStroke(1));
        fill(canvas, corner(-1, -1, -h), corner(1, -1, -h), corner(1, 1, -h), corner(-1, 1, -h));
        fill(
                canvas,
                corner(backX, -1, -h),
                corner(backX, 1, -h),
                corner(backX, 1, h),
                corner(backX, -1, h));
        fill(
                canvas,
                corner(-1, backY, -h),
                corner(1, backY, -h),
                corner(1, backY, h),
                corner(-1, backY, h));
        Surface surface = field.surface();
        Point2D left = corner(-backX, backY, 0);
        Point2D right = corner(backX, -backY, 0);
        boolean first = left.getX() <= right.getX();
        paintX(canvas, surface);
        paintY(canvas, surface);
        paintZ(canvas, first ? -backX : backX, first ? backY : -backY);
    }

    private Point2D corner(double x, double y, double z) {
        return table.screen(x, y, z);
    }

    private void fill(Graphics2D canvas, Point2D... corners) {
        Path2D face = new Path2D.Double();
        for (int i = 0; i < corners.length; i++) {
            if (i == 0) {
                face.moveTo(corners[i].getX(), corners[i].getY());
            } else {
                face.lineTo(corners[i].getX(), corners[i].getY());
            }
        }
        face.closePath();
        canvas.setColor(style.dark() ? new Color(0x262626) : new Color(0xF7F7F7));
        canvas.fill(face);
        canvas.setColor(style.grid());
        canvas.draw(face);
    }

    private void line(Graphics2D canvas, Point2D from, Point2D to) {
        canvas.draw(new Line2D.Double(from, to));
    }

    private static double[] ends(double[] values) {
        return new double[] {values[0], values[values.length - 1]};
    }

    private void paintX(Graphics2D canvas, Surface surface) {
        Point2D from = corner(-1, -backY, -h);
        Point2D to = corner(1, -backY, -h);
        Point2D out = outwards(from, to, corner(0, backY, -h));
        axis(canvas, from, to);
        for (Ticks.Tick tick : ticks(ends(surface.x()), mesh.xLog(), from.distance(to))) {
            double x = mesh.across(tick.value());
            canvas.setColor(style.grid());
            line(canvas, corner(x, -backY, -h), corner(x, backY, -h));
            line(canvas, corner(x, backY, -h), corner(x, backY, h));
            number(canvas, tick.label(), corner(x, -backY, -h), out);
        }
        title(canvas, surface.xAxis().label(), from, to, out);
    }

    private void paintY(Graphics2D canvas, Surface surface) {
        Point2D from = corner(-backX, -1, -h);
        Point2D to = corner(-backX, 1, -h);
        Point2D out = outwards(from, to, corner(backX, 0, -h));
        axis(canvas, from, to);
        for (Ticks.Tick tick : ticks(ends(surface.y()), mesh.yLog(), from.distance(to))) {
            double y = mesh.deep(tick.value());
            canvas.setColor(style.grid());
            line(canvas, corner(-backX, y, -h), corner(backX, y, -h));
            line(canvas, corner(backX, y, -h), corner(backX, y, h));
            number(canvas, tick.label(), corner(-backX, y, -h), out);
        }
        title(canvas, surface.yAxis().label(), from, to, out);
    }

    private void paintZ(Graphics2D canvas, int x, int y) {
        Point2D from = corner(x, y, -h);
        Point2D to = corner(x, y, h);
        if (from.distance(to) < SHORTEST / 2) {
            return;
        }
        axis(canvas, from, to);
        double[] range = {field.colours().range().from(), field.colours().range().to()};
        canvas.setFont(Fonts.TICK);
        FontMetrics metrics = canvas.getFontMetrics();
        int widest = 0;
        for (Ticks.Tick tick : ticks(range, field.colours().logarithmic(), from.distance(to))) {
            double z = mesh.height(tick.value());
            canvas.setColor(style.grid());
            line(canvas, corner(-1, backY, z), corner(1, backY, z));
            line(canvas, corner(backX, -1, z), corner(backX, 1, z));
            Point2D at = corner(x, y, z);
            canvas.setColor(style.ink());
            line(canvas, at, new Point2D.Double(at.getX() - 4, at.getY()));
            int width = metrics.stringWidth(tick.label());
            widest = Math.max(widest, width);
            canvas.drawString(
                    tick.label(),
                    (float) (at.getX() - 7 - width),
                    (float) (at.getY() + metrics.getAscent() / 2.0 - 1));
        }
        Point2D middle = corner(x, y, 0);
        canvas.setFont(Fonts.AXIS);
        Graphics2D turned = (Graphics2D) canvas.create();
        turned.translate(Math.min(from.getX(), to.getX()) - 13 - widest, middle.getY());
        turned.rotate(-Math.PI / 2);
        String title = field.label();
        turned.drawString(title, (float) (-turned.getFontMetrics().stringWidth(title) / 2.0), 0);
        turned.dispose();
    }

    private static List<Ticks.Tick> ticks(double[] range, boolean log, double length) {
        if (length < SHORTEST) {
            return List.of();
        }
        int about = Math.max(1, (int) (length / PER_LABEL));
        return Ticks.of(range[0], range[1], log, about).stream()
                .filter(Ticks.Tick::labelled)
                .toList();
    }

    private void axis(Graphics2D canvas, Point2D from, Point2D to) {
        canvas.setColor(style.ink());
        line(canvas, from, to);
    }

    /** The unit vector from an edge away from a point beyond it. */
    private static Point2D outwards(Point2D from, Point2D to, Point2D beyond) {
        double x = (from.getX() + to.getX()) / 2 - beyond.getX();
        double y = (from.getY() + to.getY()) / 2 - beyond.getY();
        double edgeX = to.getX() - from.getX();
        double edgeY = to.getY() - from.getY();
        double length = Math.hypot(edgeX, edgeY);
        if (length == 0) {
            return new Point2D.Double(0, 1);
        }
        double normalX = -edgeY / length;
        double normalY = edgeX / length;
        double sign = normalX * x + normalY * y >= 0 ? 1 : -1;
        return new Point2D.Double(sign * normalX, sign * normalY);
    }

    private void number(Graphics2D canvas, String text, Point2D at, Point2D out) {
        canvas.setColor(style.ink());
        line(canvas, at, moved(at, out, 4));
        canvas.setFont(Fonts.TICK);
        FontMetrics metrics = canvas.getFontMetrics();
        double room = NUMBER + Math.abs(out.getX()) * metrics.stringWidth(text) / 2;
        centred(canvas, text, moved(at, out, room));
    }

    private void title(Graphics2D canvas, String text, Point2D from, Point2D to, Point2D out) {
        canvas.setFont(Fonts.AXIS);
        canvas.setColor(style.ink());
        Point2D middle =
                new Point2D.Double((from.getX() + to.getX()) / 2, (from.getY() + to.getY()) / 2);
        double width = canvas.getFontMetrics().stringWidth(text);
        centred(canvas, text, moved(middle, out, TITLE + Math.abs(out.getX()) * width / 2));
    }

    private static Point2D moved(Point2D at, Point2D by, double length) {
        return new Point2D.Double(at.getX() + length * by.getX(), at.getY() + length * by.getY());
    }

    private static void centred(Graphics2D canvas, String text, Point2D at) {
        FontMetrics metrics = canvas.getFontMetrics();
        float x = (float) (at.getX() - metrics.stringWidth(text) / 2.0);
        canvas.drawString(text, x, (float) (at.getY() + metrics.getAscent() / 2.0 - 1));
    }
}
