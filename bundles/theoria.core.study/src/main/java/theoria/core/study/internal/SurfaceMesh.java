package theoria.core.study.internal;

import theoria.core.study.result.Surface;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The points and polygons of a surface whose height is its main quantity, as VTK writes them. */
public final class SurfaceMesh {
    private static final String INDENT = "        ";

    private final Surface surface;

    /** The cells of the grid that are points. */
    private final int[] cells;

    /** The number of the point of each cell of the grid, -1 where there is none. */
    private final int[] points;

    /**
     * Finds the points.
     *
     * @param surface with at least one quantity
     */
    public SurfaceMesh(Surface surface) {
        this.surface = surface;
        double[] heights = surface.layers().get(0).values();
        cells =
                IntStream.range(0, heights.length)
                        .filter(cell -> surface.computed()[cell] && Double.isFinite(heights[cell]))
                        .toArray();
        points = new int[heights.length];
        Arrays.fill(points, -1);
        for (int i = 0; i < cells.length; i++) {
            points[cells[i]] = i;
        }
    }

    /** Writes the file. */
    public void write(Writer out) throws IOException {
        long polygons = squares().filter(square -> corners(square).length >= 3).count();
        String main = surface.layers().get(0).key();
        out.write(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    + "<VTKFile type=\"PolyData\" version=\"0.1\" byte_order=\"LittleEndian\">\n"
                    + "  <PolyData>\n"
                        + ("    <Piece NumberOfPoints=\"" + cells.length)
                        + "\" NumberOfVerts=\"0\" NumberOfLines=\"0\" NumberOfStrips=\"0\""
                        + (" NumberOfPolys=\"" + polygons + "\">\n")
                        + ("      <PointData Scalars=\"" + escaped(main) + "\">\n"));
        for (Map.Entry<String, double[]> quantity : quantities().entrySet()) {
            writeQuantity(out, quantity.getKey(), quantity.getValue());
        }
        out.write("      </PointData>\n      <Points>\n");
        writePoints(out);
        out.write("      </Points>\n      <Polys>\n");
        writePolygons(out);
        out.write("      </Polys>\n    </Piece>\n  </PolyData>\n</VTKFile>\n");
    }

    /** The squares of the grid, by their first corner. */
    private IntStream squares() {
        int columns = surface.x().length;
        int rows = surface.y().length;
        return IntStream.range(0, Math.max(0, (rows - 1) * columns))
                .filter(cell -> cell % columns + 1 < columns);
    }

    /** The corners of a square that are points, counterclockwise; a polygon if at least three. */
    private int[] corners(int square) {
        int above = square + surface.x().length;
        return IntStream.of(square, square + 1, above + 1, above)
                .map(corner -> points[corner])
                .filter(point -> point >= 0)
                .toArray();
    }

    private void writePolygons(Writer out) throws IOException {
        PrimitiveIterator.OfInt squares = squares().iterator();
        open(out, "Int64", "connectivity", "");
        while (squares.hasNext()) {
            int[] corners = corners(squares.nextInt());
            for (int i = 0; corners.length >= 3 && i < corners.length; i++) {
                out.write((i == 0 ? INDENT + "  " : " ") + corners[i]);
                out.write(i + 1 == corners.length ? "\n" : "");
            }
        }
        close(out);
        squares = squares().iterator();
        open(out, "Int64", "offsets", "");
        long end = 0;
        while (squares.hasNext()) {
            int corners = corners(squares.nextInt()).length;
            if (corners >= 3) {
                end += corners;
                out.write(INDENT + "  " + end + "\n");
            }
        }
        close(out);
    }

    /** Every quantity, its standard errors, and the logarithms of losses. */
    private Map<String, double[]> quantities() {
        Map<String, double[]> quantities = new LinkedHashMap<>();
        for (Surface.Layer layer : surface.layers()) {
            quantities.putIfAbsent(layer.key(), layer.values());
            if (layer.hasErrors()) {
                quantities.putIfAbsent(layer.key() + "_stderr", layer.errors());
            }
            if (isLoss(layer.key())) {
                double[] logarithms =
                        Arrays.stream(layer.values())
                                .map(loss -> loss > 0 ? Math.log10(loss) : Double.NaN)
                                .toArray();
                quantities.putIfAbsent(layer.key() + "_log10", logarithms);
            }
        }
        return quantities;
    }

    private static boolean isLoss(String key) {
        return key.equals("loss") || key.equals("loss_test") || key.endsWith("_loss");
    }

    private void writeQuantity(Writer out, String name, double[] values) throws IOException {
        open(out, "Float64", name, "");
        for (int cell : cells) {
            out.write(INDENT + "  " + number(values[cell]) + "\n");
        }
        close(out);
    }

    private void writePoints(Writer out) throws IOException {
        IntToDoubleFunction x = cell -> surface.x()[cell % surface.x().length];
        IntToDoubleFunction y = cell -> surface.y()[cell / surface.x().length];
        double[] heights = surface.layers().get(0).values();
        open(out, "Float64", "Points", " NumberOfComponents=\"3\"");
        for (int cell : cells) {
            out.write(INDENT + "  " + number(x.applyAsDouble(cell)));
            out.write(" " + number(y.applyAsDouble(cell)));
            out.write(" " + number(heights[cell]) + "\n");
        }
        close(out);
    }

    private static void open(Writer out, String type, String name, String more) throws IOException {
        out.write(INDENT + "<DataArray type=\"" + type + "\" Name=\"" + escaped(name) + "\"");
        out.write(more + " format=\"ascii\">\n");
    }

    private static void close(Writer out) throws IOException {
        out.write(INDENT + "</DataArray>\n");
    }

    /** VTK reads {@code inf}, and gives up on the whole file at Java's {@code Infinity}. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return Double.toString(value);
    }

    private static String escaped(String name) {
        return name.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
