package theoria.draw;

import theoria.core.study.Provenance;
import theoria.core.study.result.Result;

import java.awt.Graphics2D;
import java.util.function.Consumer;

/**
 * A picture as somebody looks at it, with what is to be said of it in a file. What is seen depends
 * on the size of the canvas, therefore a file keeps that size and enlarges it as a whole.
 *
 * @param title of the picture
 * @param style the size of the canvas it is looked at on, and its brightness
 * @param painter paints it from the origin on, in pixels of the style; it may be called on any
 *     thread
 * @param caption what was computed, in one line
 * @param provenance where the numbers come from
 */
public record Snapshot(
        String title,
        PictureStyle style,
        Consumer<Graphics2D> painter,
        String caption,
        Provenance provenance) {
    /** No file is smaller than this part of the canvas, lest letters become too small. */
    private static final double LEAST = 0.5;

    /**
     * A result as it is looked at.
     *
     * @param caption where the result has none
     * @throws IllegalArgumentException if its kind has no picture
     */
    public static Snapshot of(
            Result result, View view, PictureStyle style, String caption, Provenance provenance) {
        return new Snapshot(
                result.title(),
                style,
                Pictures.picture(result, style, view)::paint,
                result.caption().isEmpty() ? caption : result.caption(),
                provenance);
    }

    /**
     * What brings its longer side to the usual width of a picture, so that files are alike however
     * large the window was.
     */
    public double enlargement() {
        int longer = Math.max(style.width(), style.height());
        return Math.max(LEAST, (double) PictureStyle.usual().width() / longer);
    }
}
