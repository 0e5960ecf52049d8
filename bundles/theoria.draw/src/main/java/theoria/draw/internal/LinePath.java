package theoria.draw.internal;

import java.awt.geom.Path2D;

/**
 * A line through many points: of those that follow each other in one column of pixels it keeps the
 * first, the lowest, the highest and the last, which looks the same.
 */
final class LinePath {
    private final Path2D path = new Path2D.Double();
    private boolean open;
    private int column;
    private int count;
    private double first;
    private double low;
    private double high;
    private double lastX;
    private double last;

    /** Adds a point; NaN breaks the line. */
    void add(double x, double y) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            flush();
            open = false;
            return;
        }
        int at = (int) Math.floor(x);
        if (count > 0 && at != column) {
            flush();
        }
        if (count == 0) {
            column = at;
            first = y;
            low = y;
            high = y;
            go(x, y);
        }
        low = Math.min(low, y);
        high = Math.max(high, y);
        last = y;
        lastX = x;
        count++;
    }

    private void flush() {
        if (count > 2) {
            path.lineTo(lastX, first <= last ? low : high);
            path.lineTo(lastX, first <= last ? high : low);
        }
        if (count > 1) {
            path.lineTo(lastX, last);
        }
        count = 0;
    }

    private void go(double x, double y) {
        if (open) {
            path.lineTo(x, y);
        } else {
            path.moveTo(x, y);
            open = true;
        }
    }

    Path2D path() {
        flush();
        return path;
    }
}
