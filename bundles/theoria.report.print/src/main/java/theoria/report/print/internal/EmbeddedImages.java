package theoria.report.print.internal;

import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.w3c.dom.Element;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;

import javax.imageio.ImageIO;

/**
 * Puts rasters into an SVG file as PNG in base 64. Batik's own handler needs a codec of Batik's for
 * that, the JDK's does as well.
 */
public final class EmbeddedImages extends DefaultImageHandler {
    private static final String XLINK = "http://www.w3.org/1999/xlink";

    @Override
    protected void handleHREF(Image image, Element element, SVGGeneratorContext context)
            throws SVGGraphics2DIOException {
        if (image instanceof RenderedImage rendered) {
            embed(rendered, element);
            return;
        }
        BufferedImage copy =
                new BufferedImage(
                        image.getWidth(null), image.getHeight(null), BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = copy.createGraphics();
        canvas.drawImage(image, 0, 0, null);
        canvas.dispose();
        embed(copy, element);
    }

    @Override
    protected void handleHREF(RenderedImage image, Element element, SVGGeneratorContext context)
            throws SVGGraphics2DIOException {
        embed(image, element);
    }

    @Override
    protected void handleHREF(RenderableImage image, Element element, SVGGeneratorContext context)
            throws SVGGraphics2DIOException {
        embed(image.createDefaultRendering(), element);
    }

    private static void embed(RenderedImage image, Element element)
            throws SVGGraphics2DIOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new SVGGraphics2DIOException("this Java cannot write PNG");
            }
        } catch (IOException e) {
            throw new SVGGraphics2DIOException(String.valueOf(e.getMessage()), e);
        }
        String data = Base64.getEncoder().encodeToString(bytes.toByteArray());
        element.setAttributeNS(XLINK, "xlink:href", "data:image/png;base64," + data);
    }
}
