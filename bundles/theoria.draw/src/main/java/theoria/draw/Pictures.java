package theoria.draw;

import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.draw.internal.CurvesPainter;
import theoria.draw.internal.ImageGridPainter;
import theoria.draw.internal.SurfacePainter;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pictures of a result: which of its parts can be painted, and painting them. */
public final class Pictures {
    private Pictures() {}

    /**
     * The parts of a result that can be painted, by name: a result's own picture bears its kind,
     * that of a composite's part the part's name.
     */
    public static Map<String, Result> of(Result result) {
        Map<String, Result> pictures = new LinkedHashMap<>();
        if (result instanceof Composite) {
            ((Composite) result)
                    .parts()
                    .forEach(
                            (name, part) ->
                                    of(part).forEach(
                                                    (inner, picture) ->
                                                            pictures.put(
                                                                    part instanceof Composite
                                                                            ? name + "." + inner
                                                                            : name,
                                                                    picture)));
        } else if (paintable(result)) {
            pictures.put(result.kind(), result);
        }
        return pictures;
    }

    private static boolean paintable(Result result) {
        return result instanceof Curves && !((Curves) result).series().isEmpty()
                || result instanceof Surface
                || result instanceof ImageGrid && !((ImageGrid) result).tiles().isEmpty();
    }

    /**
     * Paints a result from the origin on.
     *
     * @throws IllegalArgumentException if its kind has no picture
     */
    public static void paint(Result result, PictureStyle style, Graphics2D canvas) {
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setColor(style.canvas());
        canvas.fillRect(0, 0, style.width(), style.height());
        if (result instanceof Curves) {
            new CurvesPainter((Curves) result, style).paint(canvas);
        } else if (result instanceof Surface) {
            new SurfacePainter((Surface) result, style).paint(canvas);
        } else if (result instanceof ImageGrid) {
            new ImageGridPainter((ImageGrid) result, style).paint(canvas);
        } else {
            throw new IllegalArgumentException("a " + result.kind() + " has no picture");
        }
    }

    /**
     * A result in one style, looked at in one way.
     *
     * @throws IllegalArgumentException if its kind has no picture
     */
    public static Picture picture(Result result, PictureStyle style, View view) {
        if (!paintable(result)) {
            throw new IllegalArgumentException("a " + result.kind() + " has no picture");
        }
        return new StillPicture(result, style, view);
    }

    /** The size a result is best painted at. */
    public static PictureStyle bestStyle(Result result, boolean dark) {
        if (result instanceof ImageGrid) {
            return ImageGridPainter.style((ImageGrid) result, dark);
        }
        PictureStyle usual = PictureStyle.usual();
        return new PictureStyle(usual.width(), usual.height(), dark);
    }

    /** A result as an image. */
    public static BufferedImage image(Result result, PictureStyle style) {
        BufferedImage image =
                new BufferedImage(style.width(), style.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        try {
            paint(result, style, canvas);
        } finally {
            canvas.dispose();
        }
        return image;
    }
}
