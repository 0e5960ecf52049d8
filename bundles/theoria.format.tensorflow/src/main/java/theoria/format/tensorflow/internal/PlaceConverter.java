package theoria.format.tensorflow.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Window;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

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

    /**
     * Another resolution. Output place p of n looks at the input coordinate p s / n, or (p + 1/2) s
     * / n - 1/2 (half_pixel_centers), or p (s - 1) / (n - 1) (align_corners).
     */
    static NodeConverter resize(boolean linear) {
        return (node, conversion) -> {
            Value.Computed x = conversion.image(node, 0, 2);
            int[] size = conversion.stored(node, 1).ints(node.where() + ": the size");
            if (size.length != 2 || size[0] < 1 || size[1] < 1) {
                throw node.refuse("has a size of " + size.length + " numbers", "two above 0");
            }
            boolean corners = node.flag("align_corners", false);
            boolean centres = node.flag("half_pixel_centers", false);
            if (corners && centres) {
                throw node.refuse("has align_corners and half_pixel_centers", "one of them");
            }
            int channels = x.shape().extent(-1);
            double rows = size[0] / (double) x.shape().extent(0);
            double columns = size[1] / (double) x.shape().extent(1);
            Operator.Coordinates plain =
                    centres ? Operator.Coordinates.HALF_PIXEL : Operator.Coordinates.ASYMMETRIC;
            Operator operator =
                    new Operator.Resize(
                            linear,
                            List.of(channels, size[0], size[1]),
                            List.of(1.0, rows, columns),
                            corners ? Operator.Coordinates.ALIGN_CORNERS : plain,
                            corners || centres
                                    ? Operator.Rounding.HALF_UP
                                    : Operator.Rounding.FLOOR);
            conversion.define(node, conversion.add(node, "", operator, Map.of(), x.turned(), x));
        };
    }

    /** Channels (row in the block, column in the block, c) become places of a block. */
    static void depthToSpace(GraphNode node, Conversion conversion) throws FormatException {
        Value.Computed x = conversion.fileOrder(conversion.image(node, 0, 2));
        int block = block(node);
        int rows = x.shape().extent(0);
        int columns = x.shape().extent(1);
        int rest = x.shape().extent(2) / (block * block);
        Shape apart = Shape.of(rows, columns, block, block, rest);
        Shape together = Shape.of(rows * block, columns * block, rest);
        blocks(node, conversion, x, apart, List.of(0, 2, 1, 3, 4), together);
    }

    /** Places of a block become channels (row in the block, column in the block, c). */
    static void spaceToDepth(GraphNode node, Conversion conversion) throws FormatException {
        Value.Computed x = conversion.fileOrder(conversion.image(node, 0, 2));
        int block = block(node);
        int rows = x.shape().extent(0) / block;
        int columns = x.shape().extent(1) / block;
        int channels = x.shape().extent(2);
        Shape apart = Shape.of(rows, block, columns, block, channels);
        Shape together = Shape.of(rows, columns, block * block * channels);
        blocks(node, conversion, x, apart, List.of(0, 2, 1, 3, 4), together);
    }

    private static int block(GraphNode node) throws FormatException {
        int block = node.integer("block_size", 0);
        if (block < 2 || block > 1 << 10 || node.channelsFirst()) {
            throw node.refuse("has blocks of " + block, "2 or more, channels last");
        }
        return block;
    }

    private static void blocks(
            GraphNode node,
            Conversion conversion,
            Value.Computed x,
            Shape apart,
            List<Integer> order,
            Shape together)
            throws FormatException {
        Value.Computed blocks =
                conversion.add(node, "apart", new Operator.Reshape(apart), Map.of(), false, x);
        Value.Computed moved =
                conversion.add(
                        node, "moved", new Operator.Transpose(order), Map.of(), false, blocks);
        conversion.define(
                node,
                conversion.add(node, "", new Operator.Reshape(together), Map.of(), false, moved));
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
