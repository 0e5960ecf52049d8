package theoria.ui.diagram.internal;

import theoria.draw.GraphLayout;
import theoria.draw.PictureStyle;

import java.awt.EventQueue;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.lang.reflect.InvocationTargetException;

/**
 * The whole diagram with its legend beneath, as it is folded and coloured, without a window: to be
 * taken away. Every painting has a scene of its own.
 *
 * @param folding what is visible
 * @param layout where it lies
 * @param overlay what its colours mean
 */
record DiagramPicture(Folding folding, GraphLayout layout, Overlay overlay) {
    private static final int FINE = 2;
    private static final double MOST_PIXELS = 3e7;
    private static final int LEGEND = 24;
    private static final int NARROWEST = 320;

    /** In pixels at which letters have their own size. */
    int width() {
        return Math.max(NARROWEST, DiagramScene.size(layout).width);
    }

    /** In the same pixels. */
    int height() {
        return DiagramScene.size(layout).height + (overlay.meansAnything() ? LEGEND : 0);
    }

    /** An image of twice the pixels, or as many as can be held; on the AWT event thread. */
    BufferedImage image(PictureStyle style) {
        double scale = Math.min(FINE, Math.sqrt(MOST_PIXELS / width() / height()));
        BufferedImage image =
                new BufferedImage(
                        (int) Math.ceil(width() * scale),
                        (int) Math.ceil(height() * scale),
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.scale(scale, scale);
        paint(canvas, style);
        canvas.dispose();
        return image;
    }

    /** Paints it on the AWT event thread, from another one, which waits. */
    void paintThere(Graphics2D canvas, PictureStyle style) {
        try {
            EventQueue.invokeAndWait(() -> paint(canvas, style));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the diagram was painted", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the diagram cannot be painted", e.getCause());
        }
    }

    /** Paints it from the origin on; on the AWT event thread. */
    void paint(Graphics2D canvas, PictureStyle style) {
        DiagramScene scene = new DiagramScene();
        scene.show(folding, layout);
        scene.dress(style, overlay, "", Search.NONE);
        AffineTransform origin = canvas.getTransform();
        canvas.setColor(style.canvas());
        canvas.fillRect(0, 0, width(), height());
        canvas.translate((width() - scene.size().width) / 2, 0);
        scene.validate(canvas);
        scene.paint(canvas);
        canvas.setTransform(origin);
        if (overlay.meansAnything()) {
            LegendPanel legend = new LegendPanel();
            legend.show(overlay, style);
            legend.setSize(width(), LEGEND);
            canvas.translate(0, height() - LEGEND);
            legend.paintComponent(canvas);
            canvas.setTransform(origin);
        }
    }
}
