package theoria.draw.internal;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Paints -grad of a quantity over its map, at most {@value #MOST} arrows along an axis. The longest
 * just reaches its neighbour; the others are as long in proportion, or in proportion of the square
 * roots where slopes differ so much that most arrows could not be seen.
 */
final class ArrowPainter {
    static final int MOST = 20;

    /** Of the largest slope to the median: above it lengths go by square roots. */
    private static final double WIDE = 8;

    private static final double ROOM = 14;
    private static final double FILLED = 0.9;
    private static final double SHORTEST = 1.5;
    private static final double HEAD = 5;
    private static final float RIM = 2.8f;
    private static final float LINE = 1.4f;

    private final Plane plane;
    private final List<Arrow> arrows = new ArrayList<>();
    private double room = Double.POSITIVE_INFINITY;
    private double largest;
    private boolean roots;

    /** An arrow in pixels: its middle, its direction of length 1, and the slope. */
    private record Arrow(double x, double y, double alongX, double alongY, double slope) {}

    ArrowPainter(Field field, Plane plane) {
        this.plane = plane;
        Slopes slopes = new Slopes(field);
        double[] x = field.surface().x();
        double[] y = field.surface().y();
        int byX = stride(x, true);
        int byY = stride(y, false);
        for (int row = byY / 2; row < y.length; row += byY) {
            for (int column = byX / 2; column < x.length; column += byX) {
                double[] slope = slopes.at(column, row);
                if (slope.length > 0) {
                    add(x, y, column, row, slope);
                }
            }
        }
        double[] sorted = arrows.stream().mapToDouble(Arrow::slope).sorted().toArray();
        largest = sorted.length == 0 ? 0 : sorted[sorted.length - 1];
        roots = sorted.length > 0 && largest > WIDE * sorted[sorted.length / 2];
    }

    /** Every how many points of an axis there is an arrow, and how much room it has. */
    private int stride(double[] axis, boolean across) {
        double low = across ? plane.plot().getMinX() : plane.plot().getMinY();
        double high = across ? plane.plot().getMaxX() : plane.plot().getMaxY();
        int seen = 0;
        for (double value : axis) {
            double at = across ? plane.across(value) : plane.up(value);
            seen += at >= low && at <= high ? 1 : 0;
        }
        double apart = (high - low) / Math.max(1, seen);
        int stride = (int) Math.max(Math.ceil((double) seen / MOST), Math.ceil(ROOM / apart));
        room = Math.min(room, Math.max(1, stride) * apart);
        return Math.max(1, stride);
    }

    private void add(double[] x, double[] y, int column, int row, double[] slope) {
        double atX = plane.across(x[column]);
        double atY = plane.up(y[row]);
        if (!plane.contains(atX, atY)) {
            return;
        }
        // what one unit is here in pixels: on logarithmic axes it differs from place to place
        double unitX =
                (plane.across(x[column + 1]) - plane.across(x[column - 1]))
                        / (x[column + 1] - x[column - 1]);
        double unitY = (plane.up(y[row + 1]) - plane.up(y[row - 1])) / (y[row + 1] - y[row - 1]);
        double alongX = -slope[0] * unitX;
        double alongY = -slope[1] * unitY;
        double length = Math.hypot(alongX, alongY);
        if (length > 0) {
            double steepness = Math.hypot(slope[0], slope[1]);
            arrows.add(new Arrow(atX, atY, alongX / length, alongY / length, steepness));
        }
    }

    /** How lengths are to be read. */
    String remark() {
        if (arrows.isEmpty()) {
            return "no arrows: no slope is known here";
        }
        String how = roots ? ", lengths by square roots" : "";
        return "arrows downhill, the longest for a slope of " + Numbers.of(largest) + how;
    }

    void paint(Graphics2D canvas) {
        Path2D lines = new Path2D.Double();
        for (Arrow arrow : arrows) {
            double part = arrow.slope() / largest;
            double length = FILLED * room * (roots ? Math.sqrt(part) : part);
            if (length >= SHORTEST) {
                draw(lines, arrow, length);
            }
        }
        canvas.setColor(new Color(255, 255, 255, 190));
        canvas.setStroke(new BasicStroke(RIM, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(lines);
        canvas.setColor(Color.BLACK);
        canvas.setStroke(new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(lines);
    }

    private static void draw(Path2D lines, Arrow arrow, double length) {
        double halfX = arrow.alongX() * length / 2;
        double halfY = arrow.alongY() * length / 2;
        double tipX = arrow.x() + halfX;
        double tipY = arrow.y() + halfY;
        double head = Math.min(HEAD, 0.45 * length);
        double backX = tipX - arrow.alongX() * head;
        double backY = tipY - arrow.alongY() * head;
        double wide = head * 0.55;
        lines.moveTo(arrow.x() - halfX, arrow.y() - halfY);
        lines.lineTo(tipX, tipY);
        lines.moveTo(backX - arrow.alongY() * wide, backY + arrow.alongX() * wide);
        lines.lineTo(tipX, tipY);
        lines.lineTo(backX + arrow.alongY() * wide, backY - arrow.alongX() * wide);
    }
}
