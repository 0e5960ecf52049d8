package theoria.study.landscape.internal.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The coordinates at which lines and planes are computed. */
public final class Axes {
    /** How far a plane through several networks reaches beyond them at range 1. */
    private static final double MARGIN = 0.25;

    private Axes() {}

    /**
     * n numbers from one end to the other, both included; those that miss 0 or 1 by rounding only
     * are 0 or 1.
     */
    public static double[] points(double from, double to, int n) {
        double[] points = new double[n];
        double step = (to - from) / (n - 1);
        for (int i = 0; i < n; i++) {
            double point = i == n - 1 ? to : from + i * step;
            long whole = Math.round(point);
            boolean end = whole == 0 || whole == 1;
            points[i] = end && Math.abs(point - whole) < 1e-9 * step ? whole : point;
        }
        return points;
    }

    /**
     * Abscissae and ordinates of planes: from -range to range around a network; around several the
     * box that holds them, wider on each side by a quarter of its longer side times the range.
     */
    public static double[][] of(List<Frame> frames, double range, int n) {
        List<Anchor> anchors = new ArrayList<>();
        frames.forEach(frame -> anchors.addAll(frame.anchors()));
        if (anchors.isEmpty()) {
            double[] axis = points(-range, range, n);
            return new double[][] {axis, axis};
        }
        double[] across = extent(anchors, Anchor::x);
        double[] up = extent(anchors, Anchor::y);
        double longer = Math.max(across[1] - across[0], up[1] - up[0]);
        return new double[][] {axis(across, longer, range, n), axis(up, longer, range, n)};
    }

    private static double[] extent(List<Anchor> anchors, ToDoubleFunction<Anchor> coordinate) {
        double least = anchors.stream().mapToDouble(coordinate).min().orElse(0);
        double largest = anchors.stream().mapToDouble(coordinate).max().orElse(0);
        return new double[] {least, largest};
    }

    private static double[] axis(double[] extent, double longer, double range, int n) {
        // networks in a row have no extent in the other direction: the picture becomes a square
        double half = extent[1] == extent[0] ? longer / 2 : 0;
        double margin = half + MARGIN * range * longer;
        return points(extent[0] - margin, extent[1] + margin, n);
    }
}
