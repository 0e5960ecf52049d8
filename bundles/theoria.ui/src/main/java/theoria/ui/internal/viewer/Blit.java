package theoria.ui.internal.viewer;

import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Device;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageDataProvider;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.widgets.Display;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Brings what AWT paints to SWT, at the resolution of the screen. */
public final class Blit {
    private static final PaletteData RGB = new PaletteData(0xff0000, 0xff00, 0xff);

    /** Percent: twice the pixels of an ordinary screen, so that a copy is sharp in print. */
    private static final int COPY_ZOOM = 200;

    private Blit() {}

    /**
     * Paints an image.
     *
     * @param width in points
     * @param height in points
     * @param zoom of the screen in percent
     * @param quick whether less detail will do
     * @param painter paints in points from the origin on
     */
    public static BufferedImage paint(
            int width, int height, int zoom, boolean quick, Consumer<Graphics2D> painter) {
        double scale = zoom / 100.0;
        BufferedImage image =
                new BufferedImage(
                        Math.max(1, (int) Math.round(width * scale)),
                        Math.max(1, (int) Math.round(height * scale)),
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        try {
            canvas.scale(scale, scale);
            if (quick) {
                canvas.setRenderingHint(
                        RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_SPEED);
            }
            painter.accept(canvas);
        } finally {
            canvas.dispose();
        }
        return image;
    }

    /** The pixels of an image. */
    public static ImageData data(BufferedImage image) {
        ImageData data = new ImageData(image.getWidth(), image.getHeight(), 32, RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        ByteBuffer.wrap(data.data).asIntBuffer().put(pixels);
        return data;
    }

    /** The image for SWT; whoever asks disposes of it. */
    public static Image image(Device device, BufferedImage image, int zoom) {
        ImageData own = data(image);
        ImageDataProvider provider =
                asked ->
                        asked == zoom
                                ? own
                                : own.scaledTo(
                                        Math.max(1, own.width * asked / zoom),
                                        Math.max(1, own.height * asked / zoom));
        return new Image(device, provider);
    }

    /** Paints a picture and puts it on the clipboard, sharp enough for print. */
    public static void toClipboard(
            Display display, int width, int height, Consumer<Graphics2D> painter) {
        BufferedImage image = paint(width, height, COPY_ZOOM, false, painter);
        Clipboard clipboard = new Clipboard(display);
        clipboard.setContents(
                new Object[] {data(image)}, new Transfer[] {ImageTransfer.getInstance()});
        clipboard.dispose();
    }

    /** A picture with an alpha channel on a ground of this colour. */
    public static BufferedImage onGround(BufferedImage image, Color ground) {
        BufferedImage solid =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = solid.createGraphics();
        canvas.setColor(ground);
        canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
        canvas.drawImage(image, 0, 0, null);
        canvas.dispose();
        return solid;
    }
}
