package theoria.draw;

import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Graph;
import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.draw.internal.CurvesPicture;
import theoria.draw.internal.GraphPicture;
import theoria.draw.internal.ImageGridPicture;
import theoria.draw.internal.SurfaceInSpace;
import theoria.draw.internal.SurfaceMap;

import java.awt.Graphics2D;
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
        return result instanceof Curves curves && !curves.series().isEmpty()
                || result instanceof Surface surface && paintable(surface)
                || result instanceof Graph graph && !graph.vertices().isEmpty()
                || result instanceof ImageGrid grid && !grid.tiles().isEmpty();
    }

    private static boolean paintable(Surface surface) {
        return !surface.layers().isEmpty() && surface.x().length > 0 && surface.y().length > 0;
    }

    /**
     * Paints a result from the origin on, as it is usually looked at.
     *
     * @throws IllegalArgumentException if its kind has no picture
     */
    public static void paint(Result result, PictureStyle style, Graphics2D canvas) {
        picture(result, style, View.USUAL).paint(canvas);
    }

    /**
     * A result in one style, looked at in one way.
     *
     * @throws IllegalArgumentException if its kind has no picture, or if there is nothing to paint
     */
    public static Picture picture(Result result, PictureStyle style, View view) {
        if (!paintable(result)) {
            throw new IllegalArgumentException("a " + result.kind() + " has no picture");
        }
        if (result instanceof Curves curves) {
            return new CurvesPicture(curves, style, view);
        }
        if (result instanceof Surface surface) {
            return view.space()
                    ? new SurfaceInSpace(surface, style, view)
                    : new SurfaceMap(surface, style, view);
        }
        if (result instanceof ImageGrid grid) {
            return new ImageGridPicture(grid, style, view);
        }
        if (result instanceof Graph graph) {
            return new GraphPicture(graph, style, view);
        }
        throw new IllegalArgumentException("a " + result.kind() + " has no picture");
    }

    /** The size a result is best painted at. */
    public static PictureStyle bestStyle(Result result, boolean dark) {
        if (result instanceof ImageGrid grid) {
            return ImageGridPicture.style(grid, dark);
        }
        if (result instanceof Graph graph) {
            return GraphPicture.style(graph, dark);
        }
        PictureStyle usual = PictureStyle.usual();
        return new PictureStyle(usual.width(), usual.height(), dark);
    }

    /** A result as an image, as it is usually looked at. */
    public static BufferedImage image(Result result, PictureStyle style) {
        return image(result, style, View.USUAL);
    }

    /**
     * A result as an image, looked at in one way.
     *
     * @throws IllegalArgumentException if its kind has no picture
     */
    public static BufferedImage image(Result result, PictureStyle style, View view) {
        BufferedImage image =
                new BufferedImage(style.width(), style.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        try {
            picture(result, style, view).paint(canvas);
        } finally {
            canvas.dispose();
        }
        return image;
    }
}
