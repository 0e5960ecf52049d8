package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/**
 * An axis whose resolution changes, by the formulas of {@link Operator.Coordinates} and {@link
 * Operator.Rounding}.
 *
 * @param coordinates how an input coordinate follows from a place of the output
 * @param length places in the input
 * @param count places in the output
 * @param scale count / length as the source gives it
 */
record ResizedAxis(Operator.Coordinates coordinates, int length, int count, double scale) {
    private static final double HALF = 0.5;

    static ResizedAxis of(Operator.Resize resize, int axis, Shape input) {
        return new ResizedAxis(
                resize.coordinates(),
                input.extent(axis),
                resize.extents().get(axis),
                resize.scales().get(axis));
    }

    /** Whether every place stays where it is. */
    boolean still() {
        return length == count && (scale == 1 || coordinates == Operator.Coordinates.ALIGN_CORNERS);
    }

    /** The coordinate that a place of the output looks at; may lie outside the input. */
    double coordinate(int place) {
        return switch (coordinates) {
            case HALF_PIXEL -> (place + HALF) / scale - HALF;
            case PYTORCH_HALF_PIXEL -> count == 1 ? 0 : (place + HALF) / scale - HALF;
            case ASYMMETRIC -> place / scale;
            case ALIGN_CORNERS -> count == 1 ? 0 : (double) place * (length - 1) / (count - 1);
        };
    }

    /** The place of the input that the coordinate of a place of the output is rounded to. */
    int nearest(int place, Operator.Rounding rounding) {
        double u = coordinate(place);
        double rounded =
                switch (rounding) {
                    case HALF_DOWN -> Math.ceil(u - HALF);
                    case HALF_UP -> Math.floor(u + HALF);
                    case FLOOR -> Math.floor(u);
                    case CEIL -> Math.ceil(u);
                };
        return (int) inside(rounded);
    }

    /** The coordinate of a place of the output, moved into the input. */
    double insideCoordinate(int place) {
        return inside(coordinate(place));
    }

    private double inside(double u) {
        return Math.max(0, Math.min(length - 1, u));
    }
}
