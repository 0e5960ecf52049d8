package theoria.core.study.result;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * A straight line over a surface, from A to B: the curve t -&gt; z(A + t (B - A)), 0 &lt;= t &lt;=
 * 1.
 *
 * <p>Between the points of the grid z is bilinear: z(x, y) = sum of w<sub>ij</sub> z<sub>ij</sub>
 * over the four corners of the cell that holds (x, y). The curve has a gap where a corner of weight
 * other than zero was not computed or is not finite, and beside the grid: nothing is guessed. Along
 * a line z is quadratic within a cell, so the curve is taken where the line crosses the grid and at
 * {@value #LEAST_POINTS} even steps.
 *
 * <p>The standard error is interpolated in the same way. That is its largest possible value,
 * reached if the errors of neighbours are fully correlated, as they nearly are where one sample of
 * examples serves every cell.
 *
 * @param fromX abscissa of A
 * @param fromY ordinate of A
 * @param toX abscissa of B
 * @param toY ordinate of B
 */
public record SurfaceCut(double fromX, double fromY, double toX, double toY) {
    /** Even steps from A to B. */
    public static final int LEAST_POINTS = 201;

    /** Of a cell: a point that is so near to a line of the grid lies on it. */
    private static final double ON_THE_LINE = 1e-9;

    private static final int CORNERS = 4;
    private static final MathContext DIGITS = new MathContext(4);

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if one is not finite
     */
    public SurfaceCut {
        if (!Double.isFinite(fromX + fromY + toX + toY)) {
            throw new IllegalArgumentException(
                    "a cut from (" + fromX + ", " + fromY + ") to (" + toX + ", " + toY + ")");
        }
    }

    /** The same line with its ends moved onto the grid of a surface, where they lie beside it. */
    public SurfaceCut within(Surface surface) {
        return new SurfaceCut(
                onto(surface.x(), fromX),
                onto(surface.y(), fromY),
                onto(surface.x(), toX),
                onto(surface.y(), toY));
    }

    private static double onto(double[] axis, double value) {
        return Math.max(axis[0], Math.min(axis[axis.length - 1], value));
    }

    /** The line with its end A elsewhere. */
    public SurfaceCut from(double x, double y) {
        return new SurfaceCut(x, y, toX, toY);
    }

    /** The line with its end B elsewhere. */
    public SurfaceCut to(double x, double y) {
        return new SurfaceCut(fromX, fromY, x, y);
    }

    /** Abscissa at a part t of the way, from 0 to 1. */
    public double x(double t) {
        return t == 1 ? toX : fromX + t * (toX - fromX);
    }

    /** Ordinate at a part t of the way, from 0 to 1. */
    public double y(double t) {
        return t == 1 ? toY : fromY + t * (toY - fromY);
    }

    /**
     * The length of the line as the curve counts it: the distance from A to B where both axes have
     * one unit, else 1, as there is no distance between different quantities.
     */
    public double length(Surface surface) {
        boolean oneUnit = surface.xAxis().unit().equals(surface.yAxis().unit());
        return oneUnit ? Math.hypot(toX - fromX, toY - fromY) : 1;
    }

    /**
     * One quantity of a surface along the line, with a band of one standard error where these are
     * known; A and B are marked.
     *
     * @param layer number of the quantity
     * @throws IndexOutOfBoundsException if there is no such quantity
     */
    public Curves of(Surface surface, int layer) {
        Surface.Layer quantity = surface.layers().get(layer);
        double[] parts = parts(surface);
        double length = length(surface);
        double[] way = new double[parts.length];
        double[] values = new double[parts.length];
        double[] low = new double[quantity.hasErrors() ? parts.length : 0];
        double[] high = new double[low.length];
        for (int i = 0; i < parts.length; i++) {
            way[i] = parts[i] * length;
            values[i] = at(surface, quantity.values(), parts[i]);
            if (quantity.hasErrors()) {
                double error = at(surface, quantity.errors(), parts[i]);
                low[i] = values[i] - error;
                high[i] = values[i] + error;
            }
        }
        Series curve = Series.line(quantity.axis().title(), way, values);
        return Curves.builder(
                        quantity.axis().title() + " from A to B", along(surface), quantity.axis())
                .caption(caption(surface, quantity))
                .series(quantity.hasErrors() ? curve.band(low, high) : curve)
                .markX("A", 0)
                .markX("B", length)
                .build();
    }

    private Axis along(Surface surface) {
        Axis x = surface.xAxis();
        boolean oneUnit = x.unit().equals(surface.yAxis().unit());
        return oneUnit
                ? new Axis("distance from A", x.unit(), false)
                : Axis.of("part of the way from A to B");
    }

    private String caption(Surface surface, Surface.Layer quantity) {
        String line =
                quantity.axis().title() + " on the line from A " + words(fromX, fromY) + " to B ";
        String whole = surface.content().caption();
        return line + words(toX, toY) + (whole.isEmpty() ? "" : "; " + whole);
    }

    private static String words(double x, double y) {
        return "(" + words(x) + ", " + words(y) + ")";
    }

    private static String words(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** Parts of the way, ascending: even steps, and where the line crosses the grid. */
    private double[] parts(Surface surface) {
        double[] x = crossings(surface.x(), fromX, toX);
        double[] y = crossings(surface.y(), fromY, toY);
        double[] all = new double[LEAST_POINTS + x.length + y.length];
        for (int i = 0; i < LEAST_POINTS; i++) {
            all[i] = (double) i / (LEAST_POINTS - 1);
        }
        System.arraycopy(x, 0, all, LEAST_POINTS, x.length);
        System.arraycopy(y, 0, all, LEAST_POINTS + x.length, y.length);
        Arrays.sort(all);
        int kept = 1;
        for (double part : all) {
            if (part - all[kept - 1] > ON_THE_LINE) {
                all[kept++] = part;
            }
        }
        all[kept - 1] = 1;
        return Arrays.copyOf(all, kept);
    }

    private static double[] crossings(double[] axis, double from, double to) {
        return Arrays.stream(axis)
                .filter(value -> value > Math.min(from, to) && value < Math.max(from, to))
                .map(value -> (value - from) / (to - from))
                .toArray();
    }

    /** Bilinear at a part of the way; NaN where there is a gap. */
    private double at(Surface surface, double[] values, double t) {
        double column = index(surface.x(), x(t));
        double row = index(surface.y(), y(t));
        if (Double.isNaN(column + row)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int corner = 0; corner < CORNERS; corner++) {
            int i = (int) column + (corner & 1);
            int j = (int) row + (corner >> 1);
            double weight = weight(column, i) * weight(row, j);
            if (weight > 0) {
                int cell = j * surface.x().length + i;
                boolean there = surface.computed()[cell] && Double.isFinite(values[cell]);
                sum += there ? weight * values[cell] : Double.NaN;
            }
        }
        return sum;
    }

    private static double weight(double index, int point) {
        return 1 - Math.abs(index - point);
    }

    /** Place between the points of an axis, whole on them; NaN beside the axis. */
    private static double index(double[] axis, double value) {
        int last = axis.length - 1;
        if (!(value >= axis[0] && value <= axis[last])) {
            return Double.NaN;
        }
        int found = Arrays.binarySearch(axis, value);
        if (found >= 0) {
            return found;
        }
        int below = -found - 2;
        double part = (value - axis[below]) / (axis[below + 1] - axis[below]);
        boolean on = part < ON_THE_LINE || part > 1 - ON_THE_LINE;
        return below + (on ? Math.rint(part) : part);
    }
}
