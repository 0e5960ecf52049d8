package theoria.draw.internal;

import theoria.draw.PictureStyle;

import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.GraphicsDevice;
import java.util.List;
import java.util.function.Consumer;

/** The ground of every picture. */
final class Paper {
    private static final int VECTOR_SCALE = 2;
    private static final int LARGEST_SCALE = 4;

    private Paper() {}

    /** Fills the canvas and paints on a copy, so that the caller's colours and clips stay. */
    static void paint(Graphics2D canvas, PictureStyle style, Consumer<Graphics2D> painter) {
        Graphics2D own = (Graphics2D) canvas.create();
        try {
            Fonts.smooth(own);
            own.clipRect(0, 0, style.width(), style.height());
            own.setColor(style.canvas());
            own.fillRect(0, 0, style.width(), style.height());
            painter.accept(own);
        } finally {
            own.dispose();
        }
    }

    /** How many pixels of a raster belong to one unit of this canvas: more in print. */
    static int detail(Graphics2D canvas) {
        GraphicsConfiguration configuration = canvas.getDeviceConfiguration();
        boolean image =
                configuration != null
                        && configuration.getDevice().getType() == GraphicsDevice.TYPE_IMAGE_BUFFER;
        if (!image) {
            return VECTOR_SCALE;
        }
        double scale = Math.abs(canvas.getTransform().getScaleX());
        return Math.max(1, Math.min(LARGEST_SCALE, (int) Math.ceil(scale - 0.01)));
    }

    /** Remarks in small letters above the right end of a plot. */
    static void remarks(
            Graphics2D canvas, PictureStyle style, List<String> remarks, double right, double y) {
        if (remarks.isEmpty()) {
            return;
        }
        canvas.setFont(Fonts.SMALL);
        canvas.setColor(style.faint());
        String text = String.join("; ", remarks);
        String shown = Fonts.beginning(text, canvas.getFontMetrics(), right - 10);
        canvas.drawString(
                shown, (float) (right - canvas.getFontMetrics().stringWidth(shown)), (float) y);
    }

    /** A sentence in the middle. */
    static void sentence(Graphics2D canvas, PictureStyle style, String text, double x, double y) {
        canvas.setFont(Fonts.AXIS);
        canvas.setColor(style.faint());
        int width = canvas.getFontMetrics().stringWidth(text);
        canvas.drawString(text, (float) (x - width / 2.0), (float) y);
    }
}
