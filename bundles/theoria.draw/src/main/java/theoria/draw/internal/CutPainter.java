package theoria.draw.internal;

import theoria.core.study.result.Surface;
import theoria.core.study.result.SurfaceCut;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Paints the line along which a surface is cut: black on white, seen on any colour, A and B. */
final class CutPainter {
    private static final float RIM = 5;
    private static final float LINE = 2;
    private static final double DISC = 16;
    private static final int STEPS = 64;

    private CutPainter() {}

    /** The line as a path of many steps: on logarithmic axes it is bent. */
    static Surface.Path path(SurfaceCut cut) {
        double[] x = new double[STEPS + 1];
        double[] y = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            x[i] = cut.x((double) i / STEPS);
            y[i] = cut.y((double) i / STEPS);
        }
        return new Surface.Path("A to B", x, y);
    }

    static void paintLine(Graphics2D canvas, Path2D line) {
        canvas.setColor(Color.WHITE);
        canvas.setStroke(new BasicStroke(RIM, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(line);
        canvas.setColor(Color.BLACK);
        canvas.setStroke(new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(line);
    }

    /** The name of an end in a disc about it. */
    static void paintEnd(Graphics2D canvas, double x, double y, String name) {
        if (Double.isNaN(x + y)) {
            return;
        }
        Ellipse2D disc = new Ellipse2D.Double(x - DISC / 2, y - DISC / 2, DISC, DISC);
        canvas.setColor(Color.WHITE);
        canvas.fill(disc);
        canvas.setColor(Color.BLACK);
        canvas.setStroke(new BasicStroke(1));
        canvas.draw(disc);
        canvas.setFont(Fonts.TICK);
        FontMetrics metrics = canvas.getFontMetrics();
        canvas.drawString(
                name,
                (float) (x - metrics.stringWidth(name) / 2.0),
                (float) (y + (metrics.getAscent() - metrics.getDescent()) / 2.0));
    }
}
