package theoria.draw;

import theoria.core.study.Provenance;
import theoria.core.study.result.Result;

import java.awt.Graphics2D;

/**
 * A result as somebody looks at it, with what is to be said of it in a file. What is seen depends
 * on the size of the canvas, therefore a file keeps that size and enlarges it as a whole.
 *
 * @param result that is painted
 * @param view how it is looked at
 * @param style the size of the canvas it is looked at on, and its brightness
 * @param caption what was computed, in one line
 * @param provenance where the numbers come from
 */
public record Snapshot(
        Result result, View view, PictureStyle style, String caption, Provenance provenance) {
    /**
     * Paints it from the origin on, in pixels of its style.
     *
     * @throws IllegalArgumentException if its kind has no picture
     */
    public void paint(Graphics2D canvas) {
        Pictures.picture(result, style, view).paint(canvas);
    }

    /**
     * What brings its longer side to the usual width of a picture, so that files are alike however
     * large the window was.
     */
    public double enlargement() {
        return (double) PictureStyle.usual().width() / Math.max(style.width(), style.height());
    }
}
