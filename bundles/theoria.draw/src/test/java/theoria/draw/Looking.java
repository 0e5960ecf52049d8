package theoria.draw;

import theoria.core.study.result.Result;

import java.awt.image.BufferedImage;
import java.util.function.IntPredicate;

/** Helps tests to look at pictures. */
final class Looking {
    static final PictureStyle STYLE = new PictureStyle(400, 300, false);

    private Looking() {}

    static Picture at(Result result, View view) {
        return Pictures.picture(result, STYLE, view);
    }

    static BufferedImage image(Result result, View view) {
        return Pictures.image(result, STYLE, view);
    }

    /** How many pixels have a colour. */
    static long count(BufferedImage image, int rgb) {
        return count(image, colour -> colour == rgb);
    }

    static long count(BufferedImage image, IntPredicate colour) {
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += colour.test(image.getRGB(x, y) & 0xffffff) ? 1 : 0;
            }
        }
        return count;
    }

    /** The first point, in reading order, that is read as an item. */
    static int[] find(Picture picture, int item) {
        for (int y = 0; y < STYLE.height(); y++) {
            for (int x = 0; x < STYLE.width(); x++) {
                if (picture.at(x, y).filter(reading -> reading.item() == item).isPresent()) {
                    return new int[] {x, y};
                }
            }
        }
        throw new AssertionError("no point is read as item " + item);
    }
}
