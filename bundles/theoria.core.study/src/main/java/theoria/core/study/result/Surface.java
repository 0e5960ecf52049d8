package theoria.core.study.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Functions of two variables on one grid: z<sub>ij</sub> = z(x<sub>j</sub>, y<sub>i</sub>), row =
 * y. Cells that were not computed yet are told by a mask.
 */
public final class Surface implements Result {
    private static final double[] NONE = {};

    private final Content content;
    private final Axis xAxis;
    private final Axis yAxis;
    private final double[] x;
    private final double[] y;
    private final boolean[] computed;
    private final List<Layer> layers;
    private final List<Path> paths;
    private final double[] contours;
    private final double[] scale;

    private Surface(Builder builder) {
        content = builder.content();
        xAxis = builder.xAxis;
        yAxis = builder.yAxis;
        x = builder.x;
        y = builder.y;
        computed = builder.computed;
        layers = List.copyOf(builder.layers);
        paths = List.copyOf(builder.paths);
        contours = builder.contours;
        scale = builder.scale;
    }

    /**
     * One quantity on the grid.
     *
     * @param key documented key
     * @param axis title, unit, whether a logarithmic scale suits it
     * @param values row-major, row = y; meaningless where not computed
     * @param errors their standard errors, empty if there are none
     */
    public record Layer(String key, Axis axis, double[] values, double[] errors) {
        /** Whether standard errors are known. */
        public boolean hasErrors() {
            return errors.length > 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Layer
                    && key.equals(((Layer) other).key)
                    && axis.equals(((Layer) other).axis)
                    && Arrays.equals(values, ((Layer) other).values)
                    && Arrays.equals(errors, ((Layer) other).errors);
        }

        @Override
        public int hashCode() {
            return 31 * key.hashCode() + Arrays.hashCode(values);
        }
    }

    /**
     * Points drawn over the surface, joined by a line.
     *
     * @param label for the legend
     * @param x abscissae
     * @param y ordinates
     */
    public record Path(String label, double[] x, double[] y) {
        /**
         * Checks the lengths.
         *
         * @throws IllegalArgumentException if they differ
         */
        public Path {
            if (x.length != y.length) {
                throw new IllegalArgumentException(
                        "path '"
                                + label
                                + "' has "
                                + x.length
                                + " abscissae for "
                                + y.length
                                + " ordinates");
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Path
                    && label.equals(((Path) other).label)
                    && Arrays.equals(x, ((Path) other).x)
                    && Arrays.equals(y, ((Path) other).y);
        }

        @Override
        public int hashCode() {
            return 31 * label.hashCode() + Arrays.hashCode(x);
        }
    }

    /** Starts a surface on the grid of the given abscissae and ordinates. */
    public static Builder builder(String title, Axis xAxis, double[] x, Axis yAxis, double[] y) {
        return new Builder(title, xAxis, x, yAxis, y);
    }

    @Override
    public Content content() {
        return content;
    }

    @Override
    public String kind() {
        return "surface";
    }

    /** Horizontal axis. */
    public Axis xAxis() {
        return xAxis;
    }

    /** Vertical axis. */
    public Axis yAxis() {
        return yAxis;
    }

    /** Abscissae, ascending. */
    public double[] x() {
        return x;
    }

    /** Ordinates, ascending. */
    public double[] y() {
        return y;
    }

    /** Which cells were computed, row-major. */
    public boolean[] computed() {
        return computed;
    }

    /** The quantities; the first is the main one. */
    public List<Layer> layers() {
        return layers;
    }

    /** Paths drawn over the surface. */
    public List<Path> paths() {
        return paths;
    }

    /** Levels of the main layer to draw contour lines at; empty leaves them to the viewer. */
    public double[] contours() {
        return contours;
    }

    /**
     * Least and largest number of the scale of the main layer that this surface shares with others;
     * empty if it has its own.
     */
    public double[] scale() {
        return scale;
    }

    /** Whether every cell was computed. */
    public boolean complete() {
        for (boolean cell : computed) {
            if (!cell) {
                return false;
            }
        }
        return true;
    }

    /** One table of computed cells with columns x, y, each layer and its standard errors. */
    @Override
    public Map<String, Table> tables() {
        int[] cells = IntStream.range(0, computed.length).filter(i -> computed[i]).toArray();
        Table.Builder table = Table.builder(title());
        table.column(column(xAxis.title(), xAxis, cells, cell -> x[cell % x.length]));
        table.column(column(yAxis.title(), yAxis, cells, cell -> y[cell / x.length]));
        for (Layer layer : layers) {
            Axis axis = layer.axis();
            table.column(column(axis.title(), axis, cells, cell -> layer.values()[cell]));
            if (layer.hasErrors()) {
                String title = axis.title() + " standard error";
                table.column(column(title, axis, cells, cell -> layer.errors()[cell]));
            }
        }
        return Map.of("surface", table.build());
    }

    private static Column column(String title, Axis axis, int[] cells, IntToDoubleFunction at) {
        double[] values = Arrays.stream(cells).mapToDouble(at).toArray();
        return Column.numbers(title, axis.unit(), Column.Kind.REAL, values);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Surface)) {
            return false;
        }
        Surface that = (Surface) other;
        return content.equals(that.content)
                && xAxis.equals(that.xAxis)
                && yAxis.equals(that.yAxis)
                && Arrays.equals(x, that.x)
                && Arrays.equals(y, that.y)
                && Arrays.equals(computed, that.computed)
                && layers.equals(that.layers)
                && paths.equals(that.paths)
                && Arrays.equals(contours, that.contours)
                && Arrays.equals(scale, that.scale);
    }

    @Override
    public int hashCode() {
        return 31 * content.hashCode() + layers.hashCode();
    }

    @Override
    public String toString() {
        return title() + " (" + x.length + "x" + y.length + ")";
    }

    /** Collects layers. */
    public static final class Builder extends Content.Builder<Builder> {
        private final Axis xAxis;
        private final Axis yAxis;
        private final double[] x;
        private final double[] y;
        private boolean[] computed;
        private final List<Layer> layers = new ArrayList<>();
        private final List<Path> paths = new ArrayList<>();
        private double[] contours = NONE;
        private double[] scale = NONE;

        private Builder(String title, Axis xAxis, double[] x, Axis yAxis, double[] y) {
            super(title);
            this.xAxis = xAxis;
            this.yAxis = yAxis;
            this.x = x;
            this.y = y;
            this.computed = new boolean[Math.multiplyExact(x.length, y.length)];
            Arrays.fill(computed, true);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Tells which cells were computed; all, if this is not called. */
        public Builder computed(boolean[] mask) {
            computed = requireCells("mask", mask.length, mask);
            return this;
        }

        /** Adds a quantity. */
        public Builder layer(String key, Axis axis, double[] values) {
            layers.add(new Layer(key, axis, requireCells(key, values.length, values), NONE));
            return this;
        }

        /** Adds a quantity with its standard errors. */
        public Builder layer(String key, Axis axis, double[] values, double[] errors) {
            requireCells(key, values.length, values);
            layers.add(new Layer(key, axis, values, requireCells(key, errors.length, errors)));
            return this;
        }

        /** Asks for contour lines of the main layer at these levels. */
        public Builder contours(double... levels) {
            contours = levels;
            return this;
        }

        /**
         * Sets the scale of the main layer that this surface shares with others, so that equal
         * colours are equal numbers.
         *
         * @throws IllegalArgumentException unless low is below high and both are finite
         */
        public Builder scale(double low, double high) {
            if (!(low < high) || !Double.isFinite(high - low)) {
                throw new IllegalArgumentException("a scale from " + low + " to " + high);
            }
            scale = new double[] {low, high};
            return this;
        }

        /** Adds a path over the surface. */
        public Builder path(String label, double[] xs, double[] ys) {
            paths.add(new Path(label, xs, ys));
            return this;
        }

        private <T> T requireCells(String what, int length, T values) {
            if (length != x.length * y.length) {
                throw new IllegalArgumentException(
                        what
                                + " has "
                                + length
                                + " cells for a grid of "
                                + x.length
                                + "x"
                                + y.length);
            }
            return values;
        }

        /** The finished surface. */
        public Surface build() {
            return new Surface(this);
        }
    }
}
