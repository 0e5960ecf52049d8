package theoria.examples.plugin;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Series;

import java.util.Map;

/**
 * Where a point of a picture of curves lies in a polar plot of radius 1. Angles, known by their
 * unit, run clockwise from the top; any other abscissa runs so over eleven twelfths of the circle,
 * so that its ends do not meet. The ordinate runs outwards: the centre is 0 or the least ordinate,
 * whichever is lower. Logarithmic axes are kept.
 */
final class PolarScale {
    /** What is once around, by unit. */
    private static final Map<String, Double> ANGLES =
            Map.of("deg", 360.0, "degrees", 360.0, "\u00b0", 360.0, "rad", 2 * Math.PI);

    private static final double SWEEP = 11.0 / 12;

    private final Curves curves;
    private double left = Double.POSITIVE_INFINITY;
    private double right = Double.NEGATIVE_INFINITY;
    private double low;
    private double high = Double.NEGATIVE_INFINITY;

    /**
     * A point of the plane, x to the right and y down as on a screen; NaN where there is none.
     *
     * @param x to the right
     * @param y down
     */
    record Place(double x, double y) {
        double distance(double otherX, double otherY) {
            return Math.hypot(x - otherX, y - otherY);
        }
    }

    /** The scale on which all points of these curves lie within the circle. */
    PolarScale(Curves curves) {
        this.curves = curves;
        low = curves.y().logarithmic() ? Double.POSITIVE_INFINITY : 0;
        for (Series one : curves.series()) {
            for (int i = 0; i < one.y().length; i++) {
                double x = along(curves.x(), abscissa(one, i));
                double y = along(curves.y(), one.y()[i]);
                if (Double.isFinite(x) && Double.isFinite(y)) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    low = Math.min(low, y);
                    high = Math.max(high, y);
                }
            }
        }
    }

    /** The abscissa of a point; of a bar the middle. */
    static double abscissa(Series one, int i) {
        boolean bars = one.style() == Series.Style.BARS;
        return bars ? (one.x()[i] + one.x()[i + 1]) / 2 : one.x()[i];
    }

    /** Where a point lies in the circle. */
    Place place(double x, double y) {
        Double around = ANGLES.get(curves.x().unit());
        double turn =
                around == null ? SWEEP * fraction(along(curves.x(), x), left, right) : x / around;
        double angle = 2 * Math.PI * turn;
        double radius = fraction(along(curves.y(), y), low, high);
        return new Place(radius * Math.sin(angle), -radius * Math.cos(angle));
    }

    /** The abscissa after a fraction of a turn from the top. */
    double abscissaAt(double turn) {
        Double around = ANGLES.get(curves.x().unit());
        return around == null
                ? back(curves.x(), left + turn / SWEEP * (right - left))
                : turn * around;
    }

    /** The ordinate at a fraction of the radius. */
    double ordinateAt(double fraction) {
        return back(curves.y(), low + fraction * (high - low));
    }

    /** Whether there is anything to draw. */
    boolean empty() {
        return !(high >= low);
    }

    private static double along(Axis axis, double value) {
        return axis.logarithmic() ? Math.log10(value) : value;
    }

    private static double back(Axis axis, double value) {
        return axis.logarithmic() ? Math.pow(10, value) : value;
    }

    private static double fraction(double value, double from, double to) {
        return to > from ? (value - from) / (to - from) : 0;
    }
}
