package theoria.draw.internal;

import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Surface;
import theoria.draw.Camera;
import theoria.draw.Overlay;
import theoria.draw.Scale;
import theoria.draw.View;

import java.awt.geom.Rectangle2D;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A layer of a surface as points of the box [-1,1] x [-1,1] x [-h,h], with colours and normals. */
final class Mesh {
    private static final float AMBIENT = 0.62f;
    private static final float LAMP = 0.46f;
    private static final int DOT = 4;

    /** Half of a light grey: cells that are guessed are paler than those that were computed. */
    private static final int GREY_HALF = 0x656565;

    private static final int MOST_RECENT = 8;

    /** Turning a surface makes many pictures of one mesh; pictures keep theirs alive. */
    private static final Deque<WeakReference<Mesh>> RECENT = new ArrayDeque<>();

    private final Field field;
    private final View view;
    private final int columns;
    private final int rows;
    private final boolean xLog;
    private final boolean yLog;
    private final double half;
    private final float[] across;
    private final float[] deep;
    private final float[] up;
    private final float[] normalX;
    private final float[] normalY;
    private final float[] normalZ;
    private final int[] colours;
    private final @Nullable Mesh[] shifted = new Mesh[2];

    /**
     * A mesh.
     *
     * @param errors how many standard errors above the surface; 0 for the surface itself
     */
    private Mesh(Field field, View view, int errors) {
        this.field = field;
        this.view = view;
        columns = field.columns();
        rows = field.rows();
        half = view.camera().height();
        xLog = logarithmic(view.xScale(), field.surface().xAxis(), field.surface().x());
        yLog = logarithmic(view.yScale(), field.surface().yAxis(), field.surface().y());
        across = box(field.surface().x(), xLog);
        deep = box(field.surface().y(), yLog);
        up = new float[columns * rows];
        colours = new int[columns * rows];
        for (int cell = 0; cell < up.length; cell++) {
            if (errors == 0) {
                lift(cell);
            } else {
                lift(cell, errors);
            }
        }
        normalX = new float[up.length];
        normalY = new float[up.length];
        normalZ = new float[up.length];
        for (int cell = 0; cell < up.length; cell++) {
            setNormal(cell);
        }
    }

    private void lift(int cell) {
        if (field.shown(cell)) {
            up[cell] = (float) height(field.value(cell));
            colours[cell] = field.colours().rgb(field.value(cell));
        } else if (field.guessed(cell)) {
            up[cell] = (float) heightOf(field.guess(cell));
            colours[cell] = greyed(field.colours().at(field.guess(cell)));
        } else {
            up[cell] = Float.NaN;
        }
    }

    /** A height so many standard errors away, where both have a place. */
    private void lift(int cell, int errors) {
        double value = field.value(cell) + errors * field.error(cell);
        boolean there = Double.isFinite(value) && (!field.colours().logarithmic() || value > 0);
        up[cell] = field.shown(cell) && there ? (float) height(value) : Float.NaN;
        colours[cell] = greyed(field.colours().rgb(field.value(cell)));
    }

    private static int greyed(int colour) {
        return GREY_HALF + (colour >> 1 & 0x7f7f7f);
    }

    /** The mesh one standard error above, or below; made when it is first asked for. */
    synchronized Mesh shifted(boolean above) {
        int at = above ? 1 : 0;
        Mesh made = shifted[at];
        if (made == null) {
            made = new Mesh(field, view, above ? 1 : -1);
            shifted[at] = made;
        }
        return made;
    }

    /** The mesh of a surface in a view, the same one for views that differ only in direction. */
    static Mesh of(Surface surface, View view) {
        synchronized (RECENT) {
            for (WeakReference<Mesh> known : RECENT) {
                Mesh mesh = known.get();
                if (mesh != null && mesh.field.surface() == surface && mesh.suits(view)) {
                    return mesh;
                }
            }
            Mesh made = new Mesh(new Field(surface, view), view, 0);
            RECENT.addFirst(new WeakReference<>(made));
            if (RECENT.size() > MOST_RECENT) {
                RECENT.removeLast();
            }
            return made;
        }
    }

    private boolean suits(View other) {
        return essence(view).equals(essence(other));
    }

    /** What a mesh depends on; direction and all that is only laid over it are not among it. */
    private static View essence(View view) {
        boolean band = view.overlay().band();
        return view.whole()
                .from(Camera.USUAL.withHeight(view.camera().height()))
                .with(Overlay.NONE.banded(band));
    }

    Field field() {
        return field;
    }

    private static boolean logarithmic(Scale scale, Axis axis, double[] values) {
        boolean wanted =
                scale == Scale.LOGARITHMIC || scale == Scale.AUTOMATIC && axis.logarithmic();
        return wanted && values[0] > 0;
    }

    private static float[] box(double[] values, boolean log) {
        float[] places = new float[values.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = (float) place(values, values[i], log);
        }
        return places;
    }

    /** From -1 at the first to 1 at the last. */
    private static double place(double[] values, double value, boolean log) {
        double first = scaled(values[0], log);
        double last = scaled(values[values.length - 1], log);
        return last > first ? 2 * (scaled(value, log) - first) / (last - first) - 1 : 0;
    }

    private static double scaled(double value, boolean log) {
        return log ? Math.log(value) : value;
    }

    /** Height of a value in the box; what is beyond the range is flattened to its end. */
    double height(double value) {
        return heightOf(field.colours().place(value));
    }

    private double heightOf(double place) {
        return half * (2 * Math.max(0, Math.min(1, place)) - 1);
    }

    double half() {
        return half;
    }

    boolean xLog() {
        return xLog;
    }

    boolean yLog() {
        return yLog;
    }

    double across(double x) {
        return place(field.surface().x(), x, xLog);
    }

    double deep(double y) {
        return place(field.surface().y(), y, yLog);
    }

    private void setNormal(int cell) {
        float slopeX = slope(cell, cell % columns, columns, 1, across);
        float slopeY = slope(cell, cell / columns, rows, columns, deep);
        float length = (float) Math.sqrt(slopeX * slopeX + slopeY * slopeY + 1);
        normalX[cell] = -slopeX / length;
        normalY[cell] = -slopeY / length;
        normalZ[cell] = 1 / length;
    }

    private float slope(int cell, int index, int count, int stride, float[] places) {
        int before = index > 0 && !Float.isNaN(up[cell - stride]) ? 1 : 0;
        int after = index + 1 < count && !Float.isNaN(up[cell + stride]) ? 1 : 0;
        if (before + after == 0) {
            return 0;
        }
        float rise = up[cell + after * stride] - up[cell - before * stride];
        return rise / (places[index + after] - places[index - before]);
    }

    /** Paints the mesh into a raster of so many pixels per unit, whose corner is the window's. */
    Rasteriser raster(Turntable turntable, Rectangle2D window, double detail) {
        int width = Math.max(1, (int) Math.round(window.getWidth() * detail));
        int height = Math.max(1, (int) Math.round(window.getHeight() * detail));
        Rasteriser raster = new Rasteriser(width, height);
        float[] x = new float[up.length];
        float[] y = new float[up.length];
        float[] z = new float[up.length];
        int[] lit = new int[up.length];
        double[] lamp = turntable.lamp();
        for (int cell = 0; cell < up.length; cell++) {
            double boxX = across[cell % columns];
            double boxY = deep[cell / columns];
            x[cell] = (float) ((turntable.screenX(boxX, boxY, up[cell]) - window.getX()) * detail);
            y[cell] = (float) ((turntable.screenY(boxX, boxY, up[cell]) - window.getY()) * detail);
            z[cell] = (float) turntable.depth(boxX, boxY, up[cell]);
            double facing =
                    normalX[cell] * lamp[0] + normalY[cell] * lamp[1] + normalZ[cell] * lamp[2];
            lit[cell] = lit(colours[cell], AMBIENT + LAMP * (float) Math.abs(facing));
        }
        paint(raster, x, y, z, lit);
        return raster;
    }

    private void paint(Rasteriser raster, float[] x, float[] y, float[] z, int[] lit) {
        boolean[] joined = new boolean[up.length];
        for (int row = 0; row + 1 < rows; row++) {
            for (int column = 0; column + 1 < columns; column++) {
                int cell = row * columns + column;
                triangle(raster, x, y, z, lit, cell, cell + 1, cell + columns, joined);
                triangle(
                        raster, x, y, z, lit, cell + columns + 1, cell + columns, cell + 1, joined);
            }
        }
        for (int cell = 0; cell < up.length; cell++) {
            if (!joined[cell] && !Float.isNaN(up[cell])) {
                raster.dot(x[cell], y[cell], z[cell], DOT, colours[cell], cell);
            }
        }
    }

    /** A hole stays where a corner has no height. */
    private void triangle(
            Rasteriser raster,
            float[] x,
            float[] y,
            float[] z,
            int[] lit,
            int a,
            int b,
            int c,
            boolean[] joined) {
        if (!Float.isNaN(up[a] + up[b] + up[c])) {
            raster.triangle(x, y, z, lit, a, b, c);
            joined[a] = true;
            joined[b] = true;
            joined[c] = true;
        }
    }

    private static int lit(int colour, float light) {
        int red = Math.min(255, (int) ((colour >> 16 & 255) * light));
        int green = Math.min(255, (int) ((colour >> 8 & 255) * light));
        int blue = Math.min(255, (int) ((colour & 255) * light));
        return red << 16 | green << 8 | blue;
    }

    /** Height over a point between the grid's, bilinear; NaN beside the grid and in holes. */
    double heightAt(double x, double y) {
        double column = index(field.surface().x(), x);
        double row = index(field.surface().y(), y);
        if (Double.isNaN(column + row)) {
            return Double.NaN;
        }
        int left = Math.min((int) column, Math.max(0, columns - 2));
        int low = Math.min((int) row, Math.max(0, rows - 2));
        int right = Math.min(left + 1, columns - 1);
        int high = Math.min(low + 1, rows - 1);
        double partX = column - left;
        double partY = row - low;
        double near = up[low * columns + left] * (1 - partX) + up[low * columns + right] * partX;
        double far = up[high * columns + left] * (1 - partX) + up[high * columns + right] * partX;
        return near * (1 - partY) + far * partY;
    }

    private static double index(double[] values, double value) {
        int n = values.length;
        if (!(value >= values[0] && value <= values[n - 1])) {
            return Double.NaN;
        }
        int at = Arrays.binarySearch(values, value);
        if (at >= 0) {
            return at;
        }
        int below = -at - 2;
        return below + (value - values[below]) / (values[below + 1] - values[below]);
    }
}
