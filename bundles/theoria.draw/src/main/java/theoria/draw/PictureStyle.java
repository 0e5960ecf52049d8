package theoria.draw;

import java.awt.Color;

/**
 * How a picture is painted.
 *
 * @param width in pixels
 * @param height in pixels
 * @param dark whether the canvas is dark
 */
public record PictureStyle(int width, int height, boolean dark) {
    /** Colours of series that colour-blind people can tell apart (Okabe and Ito 2008). */
    private static final int[] SERIES = {
        0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x999999
    };

    /** A light picture of the usual size. */
    public static PictureStyle usual() {
        return new PictureStyle(720, 480, false);
    }

    /** Colour of the canvas. */
    public Color canvas() {
        return dark ? new Color(0x1E1E1E) : Color.WHITE;
    }

    /** Colour of text and axes. */
    public Color ink() {
        return dark ? new Color(0xDDDDDD) : new Color(0x222222);
    }

    /** Colour of remarks and other small print. */
    public Color faint() {
        return dark ? new Color(0xA0A0A0) : new Color(0x666666);
    }

    /** Colour of grid lines. */
    public Color grid() {
        return dark ? new Color(0x3A3A3A) : new Color(0xE2E2E2);
    }

    /** Colour of a series by its number; lighter on a dark canvas. */
    public Color series(int index) {
        Color colour = new Color(SERIES[Math.floorMod(index, SERIES.length)]);
        return dark ? lighter(colour) : colour;
    }

    /** After how many series their colours repeat. */
    public int seriesColours() {
        return SERIES.length;
    }

    private static Color lighter(Color colour) {
        return new Color(
                lighter(colour.getRed()), lighter(colour.getGreen()), lighter(colour.getBlue()));
    }

    private static int lighter(int octet) {
        return octet + (255 - octet) / 4;
    }
}
