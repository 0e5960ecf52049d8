package theoria.draw;

import java.util.Optional;

/**
 * How a result is looked at: which part of it, on which scales, in which colours, from where. It is
 * no part of the result. A kind ignores what does not concern it.
 *
 * @param x visible part of the horizontal axis
 * @param y visible part of the vertical axis
 * @param values what the colours and, in space, the height range over, an infinite end as far as
 *     there are numbers; numbers beyond it are clipped, which the picture marks
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
 * @param overlay what is laid over a surface
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
        double top,
        Overlay overlay) {
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
                    0,
                    Overlay.NONE);

    /** Of everything, from the usual place; what is shown and laid over it stays. */
    public View whole() {
        return window(Range.ALL, Range.ALL).from(Camera.USUAL).moved(1, 0, 0);
    }

    /** With another visible part. */
    public View window(Range visibleX, Range visibleY) {
        Draft draft = new Draft(this);
        draft.x = visibleX;
        draft.y = visibleY;
        return draft.view();
    }

    /** With colours and height over another range. */
    public View over(Range otherValues) {
        Draft draft = new Draft(this);
        draft.values = otherValues;
        return draft.view();
    }

    /** With other scales of the axes. */
    public View axes(Scale otherX, Scale otherY) {
        Draft draft = new Draft(this);
        draft.xScale = otherX;
        draft.yScale = otherY;
        return draft.view();
    }

    /** With another scale of the colours. */
    public View scaled(Scale otherValues) {
        Draft draft = new Draft(this);
        draft.valueScale = otherValues;
        return draft.view();
    }

    /** In other colours. */
    public View coloured(Optional<ColourMap> otherColours) {
        Draft draft = new Draft(this);
        draft.colours = otherColours;
        return draft.view();
    }

    /** Showing another quantity. */
    public View ofLayer(int otherLayer) {
        Draft draft = new Draft(this);
        draft.layer = otherLayer;
        return draft.view();
    }

    /** In space or as a map. */
    public View inSpace(boolean standing) {
        Draft draft = new Draft(this);
        draft.space = standing;
        return draft.view();
    }

    /** From another place. */
    public View from(Camera otherCamera) {
        Draft draft = new Draft(this);
        draft.camera = otherCamera;
        return draft.view();
    }

    /** Larger or smaller, and moved. */
    public View moved(double otherZoom, double otherLeft, double otherTop) {
        Draft draft = new Draft(this);
        draft.zoom = otherZoom;
        draft.left = otherLeft;
        draft.top = otherTop;
        return draft.view();
    }

    /** With something else laid over it. */
    public View with(Overlay other) {
        Draft draft = new Draft(this);
        draft.overlay = other;
        return draft.view();
    }

    /** A view that is being changed. */
    private static final class Draft {
        private Range x;
        private Range y;
        private Range values;
        private Scale xScale;
        private Scale yScale;
        private Scale valueScale;
        private Optional<ColourMap> colours;
        private int layer;
        private boolean space;
        private Camera camera;
        private double zoom;
        private double left;
        private double top;
        private Overlay overlay;

        Draft(View view) {
            x = view.x;
            y = view.y;
            values = view.values;
            xScale = view.xScale;
            yScale = view.yScale;
            valueScale = view.valueScale;
            colours = view.colours;
            layer = view.layer;
            space = view.space;
            camera = view.camera;
            zoom = view.zoom;
            left = view.left;
            top = view.top;
            overlay = view.overlay;
        }

        View view() {
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
                    zoom,
                    left,
                    top,
                    overlay);
        }
    }
}
