package theoria.ui.internal.viewer;

import theoria.draw.Picture;
import theoria.draw.Reading;

import java.awt.geom.Point2D;
import java.util.Optional;

/**
 * From one item of a picture to the next by keys: {@code i} up, {@code k} down, {@code j} left,
 * {@code l} right, as people know it from browsers of units.
 *
 * @param across pixels of a step to the right, or to the left if negative
 * @param down pixels of a step down, or up if negative
 */
record PictureSteps(int across, int down) {
    private static final int STEP = 2;
    private static final int FARTHEST = 400;

    /** The way of a key, capital or not; empty if it is none of these. */
    static Optional<PictureSteps> of(char key) {
        return switch (Character.toLowerCase(key)) {
            case 'i' -> Optional.of(new PictureSteps(0, -STEP));
            case 'k' -> Optional.of(new PictureSteps(0, STEP));
            case 'j' -> Optional.of(new PictureSteps(-STEP, 0));
            case 'l' -> Optional.of(new PictureSteps(STEP, 0));
            default -> Optional.empty();
        };
    }

    /** The first other item on the way from a point; empty if there is none in sight. */
    Optional<Reading> next(Picture picture, Point2D from) {
        int here = picture.at(from.getX(), from.getY()).map(Reading::item).orElse(-1);
        for (int i = 1; i < FARTHEST; i++) {
            Optional<Reading> there =
                    picture.at(from.getX() + i * across, from.getY() + i * down)
                            .filter(reading -> reading.item() >= 0 && reading.item() != here);
            if (there.isPresent()) {
                return there;
            }
        }
        return Optional.empty();
    }
}
