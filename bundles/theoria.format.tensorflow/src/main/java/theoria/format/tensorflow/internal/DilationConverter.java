package theoria.format.tensorflow.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * TensorFlow 1 writes a dilated convolution as three nodes: SpaceToBatchND pads the image and takes
 * it apart into d x d images of every d-th place, which are examples of their own; a convolution
 * without padding and strides; BatchToSpaceND puts the images together and cuts off a border. The
 * three are a padding, a convolution of dilation d, and a cut.
 */
final class DilationConverter {
    private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");

    private DilationConverter() {}

    static void apart(GraphNode node, Conversion conversion) throws FormatException {
        GraphNode convolution = follower(node, conversion, CONVOLUTIONS);
        GraphNode together = follower(convolution, conversion, Set.of("BatchToSpaceND"));
        int[] block = block(node, conversion);
        boolean plain =
                Arrays.equals(block, block(together, conversion))
                        && convolution.word("padding", "").equals("VALID")
                        && Windows.spatial(convolution, "strides", 2).equals(List.of(1, 1))
                        && Windows.spatial(convolution, "dilations", 2).equals(List.of(1, 1))
                        && !convolution.channelsFirst();
        int[] pads = conversion.stored(node, 2).ints(node.where() + ": the padding");
        if (!plain || pads.length != 4 || Arrays.stream(pads).anyMatch(pad -> pad < 0)) {
            throw outside(node);
        }
        Value.Computed x = conversion.image(node, 0, 2);
        for (int axis = 0; axis < 2; axis++) {
            long places = (long) x.shape().extent(axis) + pads[2 * axis] + pads[2 * axis + 1];
            if (places % block[axis] != 0) {
                throw node.refuse("takes " + places + " places apart", "a multiple of the block");
            }
        }
        Operator operator =
                new Operator.Pad(List.of(0, pads[0], pads[2]), List.of(0, pads[1], pads[3]), 0);
        conversion.define(node, conversion.add(node, "", operator, Map.of(), true, x));
        conversion.dilate(convolution, block);
    }

    private static GraphNode follower(GraphNode node, Conversion conversion, Set<String> operators)
            throws FormatException {
        List<GraphNode> consumers = conversion.file().consumers(node);
        if (consumers.size() != 1 || !operators.contains(consumers.get(0).operator())) {
            throw outside(node);
        }
        return consumers.get(0);
    }

    private static int[] block(GraphNode node, Conversion conversion) throws FormatException {
        int[] block = conversion.stored(node, 1).ints(node.where() + ": the block");
        if (block.length != 2 || block[0] < 1 || block[1] < 1) {
            throw outside(node);
        }
        return block;
    }

    private static FormatException outside(GraphNode node) {
        return node.refuse(
                "takes examples apart",
                "a dilated convolution of SpaceToBatchND, a convolution and BatchToSpaceND");
    }

    /** Cuts off the border of a convolution that was dilated. */
    static void together(GraphNode node, Conversion conversion) throws FormatException {
        if (!conversion.dilated(node.input(0))) {
            throw outside(node);
        }
        Value value = conversion.value(node, 0);
        int[] crops = conversion.stored(node, 2).ints(node.where() + ": the crops");
        if (crops.length != 4 || Arrays.stream(crops).anyMatch(crop -> crop < 0)) {
            throw node.refuse("cuts off " + crops.length + " borders", "four, none negative");
        }
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < 2; axis++) {
            int cut = Math.addExact(crops[2 * axis], crops[2 * axis + 1]);
            extents.add(value.shape().extent(axis) - cut);
        }
        extents.add(value.shape().extent(2));
        if (extents.get(0) < 1 || extents.get(1) < 1) {
            throw node.refuse("cuts off all of " + value.shape(), "less");
        }
        Operator.Slice slice =
                new Operator.Slice(List.of(crops[0], crops[2], 0), List.of(1, 1, 1), extents);
        conversion.define(node, MoveConverter.sliced(node, "", value, slice, conversion));
    }
}
