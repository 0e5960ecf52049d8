package theoria.draw.internal;

import theoria.core.study.result.Surface;
import theoria.draw.ColourMap;
import theoria.draw.PictureStyle;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.Locale;

/**
 * Paints a surface as a heat map with contour lines, colour bar and paths. Values that span more
 * than three decades are shown on a logarithmic scale, which is said; a cell that was not computed
 * is hatched, one that is not finite is crossed out.
 */
public final class SurfacePainter {
    private static final int LEFT = 70;
    private static final int TOP = 40;
    private static final int BOTTOM = 60;
    private static final int RIGHT = 120;
    private static final int BAR_WIDTH = 18;
    private static final int LEVELS = 10;
    private static final double DECADES_FOR_LOG = 1000;

    private final Surface surface;
    private final PictureStyle style;
    private final double[] z;
    private final boolean logarithmic;
    private final double low;
    private final double high;
    private final Rectangle plot;

    /** A painter of the main layer of one result. */
    public SurfacePainter(Surface surface, PictureStyle style) {
        this.surface = surface;
        this.style = style;
        this.z = surface.layers().get(0).values();
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (int cell = 0; cell < z.length; cell++) {
            if (surface.computed()[cell] && Double.isFinite(z[cell])) {
                smallest = Math.min(smallest, z[cell]);
                largest = Math.max(largest, z[cell]);
            }
        }
        boolean any = smallest <= largest;
        this.logarithmic = any && smallest > 0 && largest / smallest > DECADES_FOR_LOG;
        this.low = any ? smallest : 0;
        this.high = any && largest > smallest ? largest : low + 1;
        int width = Math.max(1, style.width() - LEFT - RIGHT);
        int height = Math.max(1, style.height() - TOP - BOTTOM);
        this.plot = new Rectangle(LEFT, TOP, width, height);
    }

    /** Paints from the origin on. */
    public void paint(Graphics2D canvas) {
        paintCells(canvas);
        paintContours(canvas);
        paintPaths(canvas);
        paintAxes(canvas);
        paintBar(canvas);
    }

    /** Place of a value between the smallest and the largest, on the scale that is shown. */
    private double place(double value) {
        return logarithmic
                ? Math.log(value / low) / Math.log(high / low)
                : (value - low) / (high - low);
    }

    private double value(double place) {
        return logarithmic ? low * Math.pow(high / low, place) : low + place * (high - low);
    }

    private int columns() {
        return surface.x().length;
    }

    private int rows() {
        return surface.y().length;
    }

    private double left(int column) {
        return plot.x + (double) plot.width * column / columns();
    }

    /** Row 0, the smallest ordinate, lies at the bottom. */
    private double top(int row) {
        return plot.y + (double) plot.height * (rows() - 1 - row) / rows();
    }

    private void paintCells(Graphics2D canvas) {
        for (int cell = 0; cell < z.length; cell++) {
            int x = (int) Math.floor(left(cell % columns()));
            int y = (int) Math.floor(top(cell / columns()));
            int width = (int) Math.floor(left(cell % columns() + 1)) - x;
            int height = (int) Math.floor(top(cell / columns() - 1)) - y;
            if (!surface.computed()[cell]) {
                hatch(canvas, x, y, width, height);
            } else if (!Double.isFinite(z[cell])) {
                cross(canvas, x, y, width, height);
            } else {
                canvas.setColor(new Color(ColourMap.VIRIDIS.rgb(place(z[cell]))));
                canvas.fillRect(x, y, width, height);
            }
        }
    }

    private void hatch(Graphics2D canvas, int x, int y, int width, int height) {
        canvas.setColor(style.grid());
        canvas.setStroke(new BasicStroke(1));
        canvas.draw(new Line2D.Double(x, y + height, x + width, y));
    }

    private void cross(Graphics2D canvas, int x, int y, int width, int height) {
        canvas.setColor(new Color(0xB2182B));
        canvas.setStroke(new BasicStroke(1));
        canvas.draw(new Line2D.Double(x, y + height, x + width, y));
        canvas.draw(new Line2D.Double(x, y, x + width, y + height));
    }

    /** Contour lines by marching squares over the centres of the cells. */
    private void paintContours(Graphics2D canvas) {
        canvas.setStroke(new BasicStroke(0.8f));
        canvas.setColor(new Color(255, 255, 255, 150));
        for (int level = 1; level < LEVELS; level++) {
            double bound = (double) level / LEVELS;
            for (int row = 0; row + 1 < rows(); row++) {
                for (int column = 0; column + 1 < columns(); column++) {
                    contour(canvas, row, column, bound);
                }
            }
        }
    }

    private void contour(Graphics2D canvas, int row, int column, double bound) {
        int[] cells = {
            row * columns() + column,
            row * columns() + column + 1,
            (row + 1) * columns() + column + 1,
            (row + 1) * columns() + column
        };
        double[] places = new double[4];
        for (int i = 0; i < 4; i++) {
            if (!surface.computed()[cells[i]] || !Double.isFinite(z[cells[i]])) {
                return;
            }
            places[i] = place(z[cells[i]]) - bound;
        }
        double[] ends = new double[8];
        int found = 0;
        for (int i = 0; i < 4 && found < 4; i++) {
            int next = (i + 1) % 4;
            if (places[i] < 0 != places[next] < 0) {
                double part = places[i] / (places[i] - places[next]);
                ends[2 * found] = between(centreX(cells[i]), centreX(cells[next]), part);
                ends[2 * found + 1] = between(centreY(cells[i]), centreY(cells[next]), part);
                found++;
            }
        }
        for (int line = 0; line + 1 < found; line += 2) {
            int at = 2 * line;
            canvas.draw(new Line2D.Double(ends[at], ends[at + 1], ends[at + 2], ends[at + 3]));
        }
    }

    private static double between(double from, double to, double part) {
        return from + (to - from) * part;
    }

    private double centreX(int cell) {
        return (left(cell % columns()) + left(cell % columns() + 1)) / 2;
    }

    private double centreY(int cell) {
        return (top(cell / columns()) + top(cell / columns() - 1)) / 2;
    }

    private void paintPaths(Graphics2D canvas) {
        canvas.setStroke(new BasicStroke(1.5f));
        for (int i = 0; i < surface.paths().size(); i++) {
            Surface.Path path = surface.paths().get(i);
            canvas.setColor(style.series(i + 1));
            Path2D line = new Path2D.Double();
            for (int p = 0; p < path.x().length; p++) {
                double x = across(path.x()[p]);
                double y = up(path.y()[p]);
                if (p == 0) {
                    line.moveTo(x, y);
                } else {
                    line.lineTo(x, y);
                }
            }
            canvas.draw(line);
        }
    }

    private double across(double x) {
        double[] xs = surface.x();
        double step = xs.length > 1 ? (xs[xs.length - 1] - xs[0]) / (xs.length - 1) : 1;
        return plot.x + plot.width * ((x - xs[0]) / step + 0.5) / xs.length;
    }

    private double up(double y) {
        double[] ys = surface.y();
        double step = ys.length > 1 ? (ys[ys.length - 1] - ys[0]) / (ys.length - 1) : 1;
        return plot.y + plot.height * (1 - ((y - ys[0]) / step + 0.5) / ys.length);
    }

    private void paintAxes(Graphics2D canvas) {
        canvas.setColor(style.ink());
        canvas.setStroke(new BasicStroke(1));
        canvas.draw(plot);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        FontMetrics metrics = canvas.getFontMetrics();
        double[] xs = surface.x();
        double[] ys = surface.y();
        for (int tick = 0; tick <= 4; tick++) {
            double x = between(xs[0], xs[xs.length - 1], tick / 4.0);
            String text = number(x);
            int at = (int) across(x);
            canvas.drawLine(at, plot.y + plot.height, at, plot.y + plot.height + 4);
            canvas.drawString(text, at - metrics.stringWidth(text) / 2, plot.y + plot.height + 18);
            double y = between(ys[0], ys[ys.length - 1], tick / 4.0);
            String label = number(y);
            int height = (int) up(y);
            canvas.drawLine(plot.x - 4, height, plot.x, height);
            canvas.drawString(label, plot.x - 8 - metrics.stringWidth(label), height + 4);
        }
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        FontMetrics larger = canvas.getFontMetrics();
        String across = surface.xAxis().label();
        canvas.drawString(
                across,
                plot.x + (plot.width - larger.stringWidth(across)) / 2,
                plot.y + plot.height + 40);
        Graphics2D turned = (Graphics2D) canvas.create();
        turned.rotate(-Math.PI / 2);
        String up = surface.yAxis().label();
        turned.drawString(up, -(plot.y + (plot.height + larger.stringWidth(up)) / 2), 18);
        turned.dispose();
        canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        canvas.drawString(surface.title(), plot.x, TOP - 16);
    }

    private void paintBar(Graphics2D canvas) {
        int x = plot.x + plot.width + 20;
        for (int i = 0; i < plot.height; i++) {
            canvas.setColor(new Color(ColourMap.VIRIDIS.rgb(1 - (double) i / plot.height)));
            canvas.fillRect(x, plot.y + i, BAR_WIDTH, 1);
        }
        canvas.setColor(style.ink());
        canvas.drawRect(x, plot.y, BAR_WIDTH, plot.height);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        for (int tick = 0; tick <= 4; tick++) {
            int y = plot.y + (int) Math.round(plot.height * (1 - tick / 4.0));
            canvas.drawLine(x + BAR_WIDTH, y, x + BAR_WIDTH + 4, y);
            canvas.drawString(number(value(tick / 4.0)), x + BAR_WIDTH + 7, y + 4);
        }
        String label = surface.layers().get(0).axis().label();
        canvas.drawString(logarithmic ? label + " (log)" : label, x, plot.y - 8);
    }

    private static String number(double value) {
        double magnitude = Math.abs(value);
        if (magnitude != 0 && (magnitude >= 1e4 || magnitude < 1e-3)) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
