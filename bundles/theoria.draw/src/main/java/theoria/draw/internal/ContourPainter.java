package theoria.draw.internal;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Paints contour lines over a map, each level labelled where its longest line is straight enough.
 */
final class ContourPainter {
    private static final Color LINE = new Color(255, 255, 255, 170);
    private static final Color SHADE = new Color(0, 0, 0, 150);
    private static final double SHORTEST = 70;
    private static final int PLACES = 12;

    private final Field field;
    private final Plane plane;
    private final List<Rectangle2D> taken = new ArrayList<>();

    ContourPainter(Field field, Plane plane) {
        this.field = field;
        this.plane = plane;
    }

    void paint(Graphics2D canvas) {
        double[] heights = new double[field.columns() * field.rows()];
        for (int cell = 0; cell < heights.length; cell++) {
            heights[cell] = field.shown(cell) ? height(field.value(cell)) : Double.NaN;
        }
        Contours contours = new Contours(field.columns(), field.rows(), heights);
        canvas.setStroke(new BasicStroke(0.8f));
        List<Label> labels = new ArrayList<>();
        for (double level : field.levels()) {
            if (!Double.isNaN(height(level))) {
                paint(canvas, contours.at(height(level)), level, labels);
            }
        }
        canvas.setFont(Fonts.SMALL);
        labels.forEach(label -> paint(canvas, label));
    }

    /** On a logarithmic scale the surface is taken as linear in the logarithm. */
    private double height(double value) {
        if (!field.colours().logarithmic()) {
            return value;
        }
        return value > 0 ? Math.log(value) : Double.NaN;
    }

    private record Label(String text, double x, double y, double angle) {}

    private void paint(
            Graphics2D canvas, List<Contours.Line> lines, double level, List<Label> labels) {
        Path2D path = new Path2D.Double();
        List<double[]> longest = List.of();
        double length = SHORTEST;
        for (Contours.Line line : lines) {
            List<double[]> points = points(line);
            for (int i = 0; i < points.size(); i++) {
                if (i == 0) {
                    path.moveTo(points.get(i)[0], points.get(i)[1]);
                } else {
                    path.lineTo(points.get(i)[0], points.get(i)[1]);
                }
            }
            double own = length(points);
            if (own > length) {
                length = own;
                longest = points;
            }
        }
        canvas.setColor(LINE);
        canvas.draw(path);
        addLabel(labels, Numbers.of(level), longest, canvas.getFontMetrics(Fonts.SMALL));
    }

    private List<double[]> points(Contours.Line line) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            double x = plane.across(between(field.surface().x(), line.x(i)));
            double y = plane.up(between(field.surface().y(), line.y(i)));
            points.add(new double[] {x, y});
        }
        return points;
    }

    private static double between(double[] values, double at) {
        int below = Math.min((int) at, values.length - 1);
        int above = Math.min(below + 1, values.length - 1);
        return values[below] + (values[above] - values[below]) * (at - below);
    }

    private static double length(List<double[]> points) {
        double length = 0;
        for (int i = 1; i < points.size(); i++) {
            length +=
                    Math.hypot(
                            points.get(i)[0] - points.get(i - 1)[0],
                            points.get(i)[1] - points.get(i - 1)[1]);
        }
        return length;
    }

    /** Puts a label where the line is most level and no other label is. */
    private void addLabel(
            List<Label> labels, String text, List<double[]> line, FontMetrics metrics) {
        double half = metrics.stringWidth(text) / 2.0 + 2;
        Optional<Label> best = Optional.empty();
        for (int part = 1; part < PLACES && !line.isEmpty(); part++) {
            int at = part * (line.size() - 1) / PLACES;
            double[] from = line.get(Math.max(0, at - 3));
            double[] to = line.get(Math.min(line.size() - 1, at + 3));
            double angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
            double upright = Math.abs(angle) > Math.PI / 2 ? angle + Math.PI : angle;
            Label label = new Label(text, line.get(at)[0], line.get(at)[1], upright);
            boolean better =
                    best.isEmpty()
                            || Math.abs(Math.sin(angle)) < Math.abs(Math.sin(best.get().angle()));
            if (better && fits(label, half)) {
                best = Optional.of(label);
            }
        }
        best.ifPresent(
                label -> {
                    labels.add(label);
                    taken.add(box(label, half));
                });
    }

    private boolean fits(Label label, double half) {
        Rectangle2D box = box(label, half);
        return plane.plot().contains(box) && taken.stream().noneMatch(box::intersects);
    }

    private static Rectangle2D box(Label label, double half) {
        return new Rectangle2D.Double(label.x() - half, label.y() - half, 2 * half, 2 * half);
    }

    private static void paint(Graphics2D canvas, Label label) {
        FontMetrics metrics = canvas.getFontMetrics();
        AffineTransform place = AffineTransform.getTranslateInstance(label.x(), label.y());
        place.rotate(label.angle());
        place.translate(-metrics.stringWidth(label.text()) / 2.0, metrics.getAscent() / 2.0 - 1);
        Shape letters =
                canvas.getFont()
                        .createGlyphVector(canvas.getFontRenderContext(), label.text())
                        .getOutline();
        Shape placed = place.createTransformedShape(letters);
        canvas.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.setColor(SHADE);
        canvas.draw(placed);
        canvas.setColor(Color.WHITE);
        canvas.fill(placed);
    }
}
