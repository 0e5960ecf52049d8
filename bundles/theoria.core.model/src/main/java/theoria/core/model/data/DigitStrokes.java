package theoria.core.model.data;

/** The strokes of the ten digits on the unit square, y downwards, as polylines. */
final class DigitStrokes {
    private static final int ARC_POINTS = 24;

    private DigitStrokes() {}

    /** Fresh polylines of a digit: stroke, point, (x, y). */
    static double[][][] of(int digit) {
        switch (digit) {
            case 0:
                return strokes(arc(.5, .5, .26, .38, 0, 360));
            case 1:
                return strokes(line(.38, .25, .52, .12, .52, .88));
            case 2:
                return strokes(joined(arc(.5, .32, .24, .2, 180, 380), line(.26, .88, .78, .88)));
            case 3:
                return strokes(
                        joined(arc(.46, .3, .24, .18, 200, 450), arc(.46, .68, .27, .2, 270, 520)));
            case 4:
                return strokes(line(.62, .88, .62, .12, .22, .62, .8, .62));
            case 5:
                return strokes(
                        joined(
                                line(.74, .12, .3, .12, .28, .46),
                                arc(.47, .64, .26, .23, 235, 500)));
            case 6:
                return strokes(joined(line(.66, .12), arc(.48, .66, .24, .22, 190, 550)));
            case 7:
                return strokes(line(.22, .12, .78, .12, .42, .88));
            case 8:
                return strokes(arc(.5, .3, .2, .18, 0, 360), arc(.5, .68, .24, .2, 0, 360));
            case 9:
                return strokes(joined(arc(.5, .34, .24, .22, 0, 360), line(.74, .34, .62, .88)));
            default:
                throw new IllegalArgumentException("no digit " + digit);
        }
    }

    private static double[][][] strokes(double[][]... strokes) {
        return strokes;
    }

    private static double[][] line(double... coordinates) {
        double[][] points = new double[coordinates.length / 2][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {coordinates[2 * i], coordinates[2 * i + 1]};
        }
        return points;
    }

    private static double[][] arc(
            double cx, double cy, double rx, double ry, double from, double to) {
        double[][] points = new double[ARC_POINTS][];
        for (int i = 0; i < ARC_POINTS; i++) {
            double angle = StrictMath.toRadians(from + (to - from) * i / (ARC_POINTS - 1));
            points[i] =
                    new double[] {cx + rx * StrictMath.cos(angle), cy + ry * StrictMath.sin(angle)};
        }
        return points;
    }

    private static double[][] joined(double[][] first, double[][] second) {
        double[][] points = new double[first.length + second.length][];
        System.arraycopy(first, 0, points, 0, first.length);
        System.arraycopy(second, 0, points, first.length, second.length);
        return points;
    }

    /** Smallest distance of (x, y) from the polylines, or {@code most} if that is smaller. */
    static double distance(double[][][] strokes, double x, double y, double most) {
        double smallest = most * most;
        for (double[][] stroke : strokes) {
            for (int i = 0; i + 1 < stroke.length; i++) {
                double[] a = stroke[i];
                double[] b = stroke[i + 1];
                double gapX = gap(a[0], b[0], x);
                double gapY = gap(a[1], b[1], y);
                if (gapX * gapX + gapY * gapY < smallest) {
                    smallest = Math.min(smallest, squared(a, b, x, y));
                }
            }
        }
        return Math.sqrt(smallest);
    }

    /** Distance of x from the interval between a and b. */
    private static double gap(double a, double b, double x) {
        return Math.max(0, Math.max(Math.min(a, b) - x, x - Math.max(a, b)));
    }

    /** Squared distance of (x, y) from the segment ab. */
    private static double squared(double[] a, double[] b, double x, double y) {
        double ux = b[0] - a[0];
        double uy = b[1] - a[1];
        double length = ux * ux + uy * uy;
        double along = length == 0 ? 0 : ((x - a[0]) * ux + (y - a[1]) * uy) / length;
        double t = Math.max(0, Math.min(1, along));
        double dx = x - a[0] - t * ux;
        double dy = y - a[1] - t * uy;
        return dx * dx + dy * dy;
    }
}
