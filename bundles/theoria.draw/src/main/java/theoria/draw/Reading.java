package theoria.draw;

import theoria.draw.internal.Numbers;

import java.util.Optional;

/**
 * What lies beneath a point of a picture.
 *
 * @param text for a person, values with their units, one line
 * @param label of what was hit: a tile's, a curve's or a vertex's; empty if it has none
 * @param item its number within the result: tile, point of the curve, cell or vertex; -1 for none
 * @param place in the result's own coordinates, of axes
 */
public record Reading(String text, String label, int item, Optional<Place> place) {
    /**
     * A place in the coordinates of the axes.
     *
     * @param x abscissa
     * @param y ordinate
     */
    public record Place(double x, double y) {}

    /** A number as readings tell it: four significant digits at most, the same in every country. */
    public static String number(double value) {
        return Numbers.of(value);
    }
}
