package theoria.draw;

import java.util.Optional;

/**
 * How a result is looked at: which part of it, on which scales, in which colours, from where. It is
 * no part of the result. A kind ignores what does not concern it.
 *
 * @param x visible part of the horizontal axis
 * @param y visible part of the vertical axis
 * @param values what the colours range over; numbers beyond it are clipped, which the picture marks
 * @param xScale of the horizontal axis
 * @param yScale of the vertical axis
 * @param valueScale of the colours and, in space, of the height
 * @param colours in place of the kind's usual ones
 * @param layer which quantity of a surface
 * @param space whether a surface stands in space, else it is a map
 * @param camera where a surface in space is looked at from
 * @param zoom of image tiles and of graphs, 1 as they come
 * @param left how far a grid or graph is moved to the left, in pixels
 * @param top how far a grid or graph is moved up, in pixels
 */
public record View(
        Range x,
        Range y,
        Range values,
        Scale xScale,
        Scale yScale,
        Scale valueScale,
        Optional<ColourMap> colours,
        int layer,
        boolean space,
        Camera camera,
        double zoom,
        double left,
        double top) {
    /** Everything, as the result suggests. */
    public static final View USUAL =
            new View(
                    Range.ALL,
                    Range.ALL,
                    Range.ALL,
                    Scale.AUTOMATIC,
                    Scale.AUTOMATIC,
                    Scale.AUTOMATIC,
                    Optional.empty(),
                    0,
                    false,
                    Camera.USUAL,
                    1,
                    0,
                    0);

    /** With another visible part. */
    public View window(Range visibleX, Range visibleY) {
        return new View(
                visibleX,
                visibleY,
                values,
                xScale,
                yScale,
                valueScale,
                colours,
                layer,
                space,
                camera,
                zoom,
                left,
                top);
    }

    /** With the colours over another range. */
    public View over(Range otherValues) {
        return new View(
                x,
                y,
                otherValues,
                xScale,
                yScale,
                valueScale,
                colours,
                layer,
                space,
                camera,
                zoom,
                left,
                top);
    }

    /** With other scales of the axes. */
    public View axes(Scale otherX, Scale otherY) {
        return new View(
                x,
                y,
                values,
                otherX,
                otherY,
                valueScale,
                colours,
                layer,
                space,
                camera,
                zoom,
                left,
                top);
    }

    /** With another scale of the colours. */
    public View scaled(Scale otherValues) {
        return new View(
                x,
                y,
                values,
                xScale,
                yScale,
                otherValues,
                colours,
                layer,
                space,
                camera,
                zoom,
                left,
                top);
    }

    /** In other colours. */
    public View coloured(Optional<ColourMap> otherColours) {
        return new View(
                x,
                y,
                values,
                xScale,
                yScale,
                valueScale,
                otherColours,
                layer,
                space,
                camera,
                zoom,
                left,
                top);
    }

    /** Showing another quantity. */
    public View ofLayer(int otherLayer) {
        return new View(
                x,
                y,
                values,
                xScale,
                yScale,
                valueScale,
                colours,
                otherLayer,
                space,
                camera,
                zoom,
                left,
                top);
    }

    /** In space or as a map. */
    public View inSpace(boolean standing) {
        return new View(
                x,
                y,
                values,
                xScale,
                yScale,
                valueScale,
                colours,
                layer,
                standing,
                camera,
                zoom,
                left,
                top);
    }

    /** From another place. */
    public View from(Camera otherCamera) {
        return new View(
                x,
                y,
                values,
                xScale,
                yScale,
                valueScale,
                colours,
                layer,
                space,
                otherCamera,
                zoom,
                left,
                top);
    }

    /** Larger or smaller, and moved. */
    public View moved(double otherZoom, double otherLeft, double otherTop) {
        return new View(
                x,
                y,
                values,
                xScale,
                yScale,
                valueScale,
                colours,
                layer,
                space,
                camera,
                otherZoom,
                otherLeft,
                otherTop);
    }
}
