package theoria.draw.internal;

import theoria.draw.PictureStyle;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** The bar that tells which colour means which number; triangles where numbers are clipped. */
final class ColourBar {
    static final int WIDTH = 16;
    private static final int GAP = 18;
    private static final int TRIANGLE = 9;
    private static final int PER_LABEL = 45;
    private static final int STEPS = 256;

    private final ColourScale colours;
    private final String label;
    private final boolean below;
    private final boolean above;
    private final PictureStyle style;

    ColourBar(ColourScale colours, String label, boolean below, boolean above, PictureStyle style) {
        this.colours = colours;
        this.label = label;
        this.below = below;
        this.above = above;
        this.style = style;
    }

    static ColourBar of(Field field, PictureStyle style) {
        return new ColourBar(field.colours(), field.label(), field.below(), field.above(), style);
    }

    private List<Ticks.Tick> ticks(double height) {
        int about = Math.max(2, (int) (height / PER_LABEL));
        return Ticks.of(colours.range().from(), colours.range().to(), colours.logarithmic(), about);
    }

    /** The room it needs at the right of a plot of this height. */
    double room(double height) {
        FontMetrics metrics = Fonts.metrics(Fonts.TICK);
        int widest = 0;
        for (Ticks.Tick tick : ticks(height)) {
            widest = Math.max(widest, metrics.stringWidth(tick.label()));
        }
        int title = label.isEmpty() ? 0 : Fonts.metrics(Fonts.AXIS).getHeight() + 4;
        return GAP + WIDTH + 8 + widest + title + 6;
    }

    void paint(Graphics2D canvas, Rectangle2D plot) {
        double x = plot.getMaxX() + GAP;
        double top = plot.getMinY() + (above ? TRIANGLE : 0);
        double bottom = plot.getMaxY() - (below ? TRIANGLE : 0);
        paintColours(canvas, x, top, bottom);
        if (above) {
            paintTriangle(canvas, colours.at(1), x, top, -TRIANGLE);
        }
        if (below) {
            paintTriangle(canvas, colours.at(0), x, bottom, TRIANGLE);
        }
        paintTicks(canvas, x, top, bottom, plot);
    }

    private void paintColours(Graphics2D canvas, double x, double top, double bottom) {
        BufferedImage strip = new BufferedImage(1, STEPS, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < STEPS; i++) {
            strip.setRGB(0, i, colours.at(1 - (i + 0.5) / STEPS));
        }
        int y = (int) Math.round(top);
        int height = (int) Math.round(bottom) - y;
        canvas.drawImage(strip, (int) Math.round(x), y, WIDTH, height, null);
        canvas.setColor(style.ink());
        canvas.setStroke(new BasicStroke(1));
        canvas.draw(new Rectangle2D.Double(Math.round(x), y, WIDTH, height));
    }

    private void paintTriangle(Graphics2D canvas, int rgb, double x, double y, int height) {
        Path2D triangle = new Path2D.Double();
        triangle.moveTo(Math.round(x), Math.round(y));
        triangle.lineTo(Math.round(x) + WIDTH / 2.0, Math.round(y) + height);
        triangle.lineTo(Math.round(x) + WIDTH, Math.round(y));
        triangle.closePath();
        canvas.setColor(new Color(rgb));
        canvas.fill(triangle);
        canvas.setColor(style.ink());
        canvas.draw(triangle);
    }

    private void paintTicks(
            Graphics2D canvas, double x, double top, double bottom, Rectangle2D plot) {
        canvas.setFont(Fonts.TICK);
        canvas.setColor(style.ink());
        FontMetrics metrics = canvas.getFontMetrics();
        int widest = 0;
        for (Ticks.Tick tick : ticks(plot.getHeight())) {
            double y = bottom - colours.place(tick.value()) * (bottom - top);
            double end = x + WIDTH + (tick.labelled() ? 4 : 2);
            canvas.draw(new Line2D.Double(x + WIDTH, y, end, y));
            canvas.drawString(
                    tick.label(), (float) (end + 3), (float) (y + metrics.getAscent() / 2.0 - 1));
            widest = Math.max(widest, metrics.stringWidth(tick.label()));
        }
        canvas.setFont(Fonts.AXIS);
        FontMetrics larger = canvas.getFontMetrics();
        String title = Fonts.beginning(label, larger, plot.getHeight());
        Graphics2D turned = (Graphics2D) canvas.create();
        turned.translate(x + WIDTH + 8 + widest + larger.getAscent() + 2, plot.getCenterY());
        turned.rotate(-Math.PI / 2);
        turned.drawString(title, (float) (-larger.stringWidth(title) / 2.0), 0);
        turned.dispose();
    }
}
