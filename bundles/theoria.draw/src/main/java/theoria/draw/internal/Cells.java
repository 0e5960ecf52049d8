package theoria.draw.internal;

import theoria.draw.Range;

/**
 * The borders of cells about the points of one axis: half-way between neighbours, in proportion or
 * by logarithms.
 */
final class Cells {
    private final double[] borders;

    /**
     * Cells about points.
     *
     * @param points ascending, positive if logarithmic
     */
    Cells(double[] points, boolean logarithmic) {
        int n = points.length;
        double[] at = new double[n];
        for (int i = 0; i < n; i++) {
            at[i] = logarithmic ? Math.log(points[i]) : points[i];
        }
        borders = new double[n + 1];
        for (int i = 1; i < n; i++) {
            borders[i] = (at[i - 1] + at[i]) / 2;
        }
        double first = n > 1 ? at[1] - at[0] : 1;
        double last = n > 1 ? at[n - 1] - at[n - 2] : 1;
        borders[0] = at[0] - first / 2;
        borders[n] = at[n - 1] + last / 2;
        for (int i = 0; i <= n && logarithmic; i++) {
            borders[i] = Math.exp(borders[i]);
        }
    }

    Range range() {
        return new Range(borders[0], borders[borders.length - 1]);
    }

    double border(int i) {
        return borders[i];
    }

    /** The cell that holds a number, -1 for none. */
    int of(double value) {
        if (!(value >= borders[0] && value <= borders[borders.length - 1])) {
            return -1;
        }
        int low = 0;
        int high = borders.length - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (borders[middle] <= value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
