package theoria.draw;

import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A result in one style, looked at in one way. Immutable; making another one when the size, the
 * view or the result changes is cheap. Points are in the pixels of the style.
 */
public interface Picture {
    /**
     * Paints from the origin on. The rendering hint {@code KEY_RENDERING = VALUE_RENDER_SPEED} asks
     * for less detail, for example while a surface is turned.
     */
    void paint(Graphics2D canvas);

    /** What lies beneath a point; empty where there is nothing to read. */
    Optional<Reading> at(double x, double y);

    /**
     * Where the first item whose label is wanted stands, as far as it is in sight: to mark what is
     * selected. Empty if there is none, or if items have no place of their own.
     */
    default Optional<Rectangle2D> find(Predicate<String> label) {
        return Optional.empty();
    }

    /** Where a place of the axes lies; empty if it is out of sight or there are no axes. */
    default Optional<Point2D> find(Reading.Place place) {
        return Optional.empty();
    }

    /**
     * The place of the axes at a point, moved into the plane where the point lies beside it; empty
     * if there are no axes, or in space.
     */
    default Optional<Reading.Place> place(double x, double y) {
        return Optional.empty();
    }

    /**
     * The view in which that item is in sight, moved no more than needed; empty if it is in sight
     * already, or if there is none.
     */
    default Optional<View> revealing(Predicate<String> label) {
        return Optional.empty();
    }

    /** The view that is closer by a factor, the point staying where it is. */
    View zoomed(double factor, double x, double y);

    /** The view after dragging by so many pixels: moved, or turned in space. */
    View dragged(double byX, double byY);

    /** Range of the finite numbers that the colours show, to share it with other pictures. */
    Range values();

    /** Whether the colours are on a logarithmic scale, where only positive numbers have a place. */
    default boolean logarithmic() {
        return false;
    }
}
