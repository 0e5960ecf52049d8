package theoria.format.tensorflow.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Window;
import theoria.core.model.load.FormatException;

import java.util.List;
import java.util.Map;

/** Operators on the places of images that have no weights. */
final class PlaceConverter {
    private PlaceConverter() {}

    /** An average counts the places that are there, not the padding. */
    static NodeConverter pooling(Operator.PoolingKind kind, int axes) {
        return (node, conversion) -> {
            Value.Computed x = conversion.image(node, 0, axes);
            List<Integer> taps = Windows.spatial(node, "ksize", axes);
            Window window = Windows.sliding(node, taps, x);
            Operator operator = new Operator.Pooling(kind, window, false, false);
            conversion.define(node, conversion.add(node, "", operator, Map.of(), x.turned(), x));
        };
    }

    /** x_d / (bias + alpha sum of x_j^2 over |j - d| up to the radius)^beta. */
    static void localResponse(GraphNode node, Conversion conversion) throws FormatException {
        Value.Computed x = conversion.image(node, 0, 2);
        int radius = node.integer("depth_radius", 5);
        if (radius < 0 || radius > 1 << 20) {
            throw node.refuse("has depth_radius = " + radius, "a number of channels");
        }
        int size = 2 * radius + 1;
        Operator operator =
                new Operator.LocalResponseNorm(
                        size,
                        node.real("alpha", 1) * size,
                        node.real("beta", 0.5),
                        node.real("bias", 1));
        conversion.define(node, conversion.add(node, "", operator, Map.of(), x.turned(), x));
    }
}
