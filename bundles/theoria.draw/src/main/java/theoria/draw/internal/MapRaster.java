package theoria.draw.internal;

import theoria.draw.PictureStyle;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * The cells of a surface as one image: coloured; pale and hatched where not computed, crossed where
 * there is no finite number or no place on a logarithmic scale. Where standard errors are asked
 * for, cells on which a contour line could lie as well are hatched the other way.
 */
final class MapRaster {
    private static final int HATCH = 8;

    /** Set in the colour of a cell that is guessed, hatched over a pale colour. */
    private static final int GUESS = 0x1000000;

    /** Set in the colour of a cell that is within one standard error of a contour line. */
    private static final int UNDECIDED = 0x2000000;

    private static final int CROSS = 6;
    private static final int BAD = 0xD55E00;

    private final Field field;
    private final Plane plane;
    private final Cells across;
    private final Cells up;
    private final int canvas;
    private final int line;

    MapRaster(Field field, Plane plane, Cells across, Cells up, PictureStyle style) {
        this.field = field;
        this.plane = plane;
        this.across = across;
        this.up = up;
        canvas = style.canvas().getRGB() & 0xffffff;
        line = style.faint().getRGB() & 0xffffff;
    }

    /** The image of the visible part with so many pixels per unit. */
    BufferedImage image(int detail) {
        Rectangle2D plot = plane.plot();
        int width = Math.max(1, (int) Math.round(plot.getWidth() * detail));
        int height = Math.max(1, (int) Math.round(plot.getHeight() * detail));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        int[] columns = new int[width];
        for (int x = 0; x < width; x++) {
            double value =
                    plane.value(plot.getMinX() + (x + 0.5) / detail, plot.getCenterY()).getX();
            columns[x] = across.of(value);
        }
        int[] colours = colours();
        for (int y = 0; y < height; y++) {
            double value =
                    plane.value(plot.getCenterX(), plot.getMinY() + (y + 0.5) / detail).getY();
            int row = up.of(value);
            for (int x = 0; x < width; x++) {
                boolean outside = row < 0 || columns[x] < 0;
                int colour = outside ? canvas : colours[row * field.columns() + columns[x]];
                pixels[y * width + x] = pixel(colour, x / detail, y / detail);
            }
        }
        return image;
    }

    private int pixel(int colour, int x, int y) {
        if (colour < 0) {
            return pattern(colour, x, y);
        }
        boolean hatched =
                (colour & GUESS) != 0 && (x + y) % HATCH == 0
                        || (colour & UNDECIDED) != 0 && Math.floorMod(x - y, CROSS) == 0;
        return hatched ? line : colour & 0xffffff;
    }

    /** Half way to the canvas: a guess must not look like a number. */
    private int pale(int colour) {
        return (colour >> 1 & 0x7f7f7f) + (canvas >> 1 & 0x7f7f7f);
    }

    private int[] colours() {
        int[] colours = new int[field.columns() * field.rows()];
        double[] levels = field.banded() ? field.levels() : new double[0];
        for (int cell = 0; cell < colours.length; cell++) {
            if (field.shown(cell)) {
                int hatch = field.undecided(cell, levels) ? UNDECIDED : 0;
                colours[cell] = hatch | field.colours().rgb(field.value(cell));
            } else if (field.guessed(cell)) {
                colours[cell] = GUESS | pale(field.colours().at(field.guess(cell)));
            } else {
                colours[cell] = field.computed(cell) ? -2 : -1;
            }
        }
        return colours;
    }

    private int pattern(int kind, int x, int y) {
        if (kind == -1) {
            return (x + y) % HATCH == 0 ? line : canvas;
        }
        return (x + y) % CROSS == 0 || Math.floorMod(x - y, CROSS) == 0 ? BAD : canvas;
    }
}
