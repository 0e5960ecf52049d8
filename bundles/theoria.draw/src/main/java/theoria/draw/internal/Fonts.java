package theoria.draw.internal;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** The letters of all pictures, and how much room they take. */
final class Fonts {
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 10);

    private static final BufferedImage PAPER = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

    private Fonts() {}

    /** A canvas to measure on; the caller disposes it. */
    static Graphics2D measure() {
        Graphics2D canvas = PAPER.createGraphics();
        smooth(canvas);
        return canvas;
    }

    static FontMetrics metrics(Font font) {
        Graphics2D canvas = measure();
        try {
            return canvas.getFontMetrics(font);
        } finally {
            canvas.dispose();
        }
    }

    static void smooth(Graphics2D canvas) {
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** The beginning of a text that fits into so many pixels. */
    static String beginning(String text, FontMetrics metrics, double room) {
        String shown = text;
        for (int cut = text.length() - 1; metrics.stringWidth(shown) > room && cut > 0; cut--) {
            shown = text.substring(0, cut).stripTrailing() + "…";
        }
        return shown;
    }

    /** The end of a text that fits: it tells similar labels apart, the beginning does not. */
    static String end(String text, FontMetrics metrics, double room) {
        String shown = text;
        for (int cut = 1; metrics.stringWidth(shown) > room && cut < text.length(); cut++) {
            shown = "…" + text.substring(cut);
        }
        return shown;
    }
}
