package theoria.draw.internal;

import theoria.draw.PictureStyle;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
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

    /** Paints floor and walls with their grid: all of it lies behind the surface. */
    void paintWalls(Graphics2D canvas) {
        canvas.setStroke(new BasicStroke(1));
        Path2D grid =
                face(corner(-1, -1, -h), corner(1, -1, -h), corner(1, 1, -h), corner(-1, 1, -h));
        grid.append(
                face(
                        corner(backX, -1, -h),
                        corner(backX, 1, -h),
                        corner(backX, 1, h),
                        corner(backX, -1, h)),
                false);
        grid.append(
                face(
                        corner(-1, backY, -h),
                        corner(1, backY, -h),
                        corner(1, backY, h),
                        corner(-1, backY, h)),
                false);
        paintGround(canvas, grid);
        for (Ticks.Tick tick : xTicks()) {
            double x = mesh.across(tick.value());
            bent(grid, corner(x, -backY, -h), corner(x, backY, -h), corner(x, backY, h));
        }
        for (Ticks.Tick tick : yTicks()) {
            double y = mesh.deep(tick.value());
            bent(grid, corner(-backX, y, -h), corner(backX, y, -h), corner(backX, y, h));
        }
        for (Ticks.Tick tick : zTicks()) {
            double z = mesh.height(tick.value());
            bent(grid, corner(-backX, backY, z), corner(backX, backY, z), corner(backX, -backY, z));
        }
        canvas.setColor(style.grid());
        canvas.draw(grid);
    }

    /** Large areas are smoothed by the lines about them, and smoothing them takes time. */
    private void paintGround(Graphics2D canvas, Path2D faces) {
        Object smooth = canvas.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
        canvas.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        canvas.setColor(style.dark() ? new Color(0x262626) : new Color(0xF7F7F7));
        Path2D ground = new Path2D.Double(Path2D.WIND_NON_ZERO);
        ground.append(faces, false);
        canvas.fill(ground);
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, smooth);
    }

    private static void bent(Path2D grid, Point2D from, Point2D over, Point2D to) {
        grid.moveTo(from.getX(), from.getY());
        grid.lineTo(over.getX(), over.getY());
        grid.lineTo(to.getX(), to.getY());
    }

    /**
     * Paints axes with numbers and titles: beside the surface, and readable if it reaches there.
     */
    void paintAxes(Graphics2D canvas) {
        canvas.setStroke(new BasicStroke(1));
        canvas.setColor(style.ink());
        paintX(canvas);
        paintY(canvas);
        paintZ(canvas);
    }

    private List<Ticks.Tick> xTicks() {
        double length = corner(-1, -backY, -h).distance(corner(1, -backY, -h));
        return ticks(ends(field.surface().x()), mesh.xLog(), length);
    }

    private List<Ticks.Tick> yTicks() {
        double length = corner(-backX, -1, -h).distance(corner(-backX, 1, -h));
        return ticks(ends(field.surface().y()), mesh.yLog(), length);
    }

    private List<Ticks.Tick> zTicks() {
        double[] range = {field.colours().range().from(), field.colours().range().to()};
        double length = corner(0, 0, -h).distance(corner(0, 0, h));
        return ticks(range, field.colours().logarithmic(), length);
    }

    private Point2D corner(double x, double y, double z) {
        return table.screen(x, y, z);
    }

    private static Path2D face(Point2D... corners) {
        Path2D face = new Path2D.Double();
        face.moveTo(corners[0].getX(), corners[0].getY());
        for (int i = 1; i < corners.length; i++) {
            face.lineTo(corners[i].getX(), corners[i].getY());
        }
        face.closePath();
        return face;
    }

    private void line(Graphics2D canvas, Point2D from, Point2D to) {
        canvas.draw(new Line2D.Double(from, to));
    }

    private static double[] ends(double[] values) {
        return new double[] {values[0], values[values.length - 1]};
    }

    private void paintX(Graphics2D canvas) {
        Point2D from = corner(-1, -backY, -h);
        Point2D to = corner(1, -backY, -h);
        Point2D out = outwards(from, to, corner(0, backY, -h));
        line(canvas, from, to);
        for (Ticks.Tick tick : xTicks()) {
            number(canvas, tick.label(), corner(mesh.across(tick.value()), -backY, -h), out);
        }
        title(canvas, field.surface().xAxis().label(), from, to, out);
    }

    private void paintY(Graphics2D canvas) {
        Point2D from = corner(-backX, -1, -h);
        Point2D to = corner(-backX, 1, -h);
        Point2D out = outwards(from, to, corner(backX, 0, -h));
        line(canvas, from, to);
        for (Ticks.Tick tick : yTicks()) {
            number(canvas, tick.label(), corner(-backX, mesh.deep(tick.value()), -h), out);
        }
        title(canvas, field.surface().yAxis().label(), from, to, out);
    }

    /** The vertical axis stands at the left end of the outline. */
    private void paintZ(Graphics2D canvas) {
        boolean first = corner(-backX, backY, 0).getX() <= corner(backX, -backY, 0).getX();
        int x = first ? -backX : backX;
        int y = first ? backY : -backY;
        List<Ticks.Tick> ticks = zTicks();
        if (ticks.isEmpty()) {
            return;
        }
        line(canvas, corner(x, y, -h), corner(x, y, h));
        canvas.setFont(Fonts.TICK);
        FontMetrics metrics = canvas.getFontMetrics();
        double left = style.width();
        for (Ticks.Tick tick : ticks) {
            Point2D at = corner(x, y, mesh.height(tick.value()));
            line(canvas, at, new Point2D.Double(at.getX() - 4, at.getY()));
            double start = at.getX() - 7 - metrics.stringWidth(tick.label());
            left = Math.min(left, start);
            float base = (float) (at.getY() + metrics.getAscent() / 2.0 - 1);
            canvas.drawString(tick.label(), (float) start, base);
        }
        canvas.setFont(Fonts.AXIS);
        Graphics2D turned = (Graphics2D) canvas.create();
        turned.translate(left - 7, corner(x, y, 0).getY());
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
        line(canvas, at, moved(at, out, 4));
        canvas.setFont(Fonts.TICK);
        FontMetrics metrics = canvas.getFontMetrics();
        double room = NUMBER + Math.abs(out.getX()) * metrics.stringWidth(text) / 2;
        centred(canvas, text, moved(at, out, room));
    }

    private void title(Graphics2D canvas, String text, Point2D from, Point2D to, Point2D out) {
        canvas.setFont(Fonts.AXIS);
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
