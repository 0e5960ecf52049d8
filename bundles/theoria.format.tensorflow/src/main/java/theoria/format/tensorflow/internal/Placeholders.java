package theoria.format.tensorflow.internal;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The inputs of a network: placeholders of a batch of examples. */
final class Placeholders {
    private static final Set<String> ON_IMAGES =
            Set.of(
                    "Conv2D",
                    "Conv2DBackpropInput",
                    "DepthToSpace",
                    "DepthwiseConv2dNative",
                    "LRN",
                    "ResizeBilinear",
                    "ResizeNearestNeighbor",
                    "SpaceToBatchND",
                    "SpaceToDepth",
                    "MaxPool",
                    "AvgPool",
                    "FusedBatchNorm",
                    "FusedBatchNormV2",
                    "FusedBatchNormV3");

    private final Conversion conversion;
    private final boolean channelsLast;

    Placeholders(Conversion conversion) throws FormatException {
        this.conversion = conversion;
        this.channelsLast = channelsLast(conversion.file());
    }

    /** Whether images lie channels last in this file: some operator on images says so. */
    private static boolean channelsLast(FileGraph file) throws FormatException {
        boolean last = false;
        for (GraphNode node : file.ordered()) {
            last |= ON_IMAGES.contains(node.operator()) && !node.channelsFirst();
        }
        return last;
    }

    /** Adds an input; an image that lies channels last is held channels first. */
    void convert(GraphNode node) throws FormatException {
        List<Long> extents = announced(node);
        if (extents.isEmpty()) {
            extents = followed(node);
        }
        conversion.fixedBatch(Math.max(conversion.fixedBatch(), extents.get(0)));
        List<Integer> example = new ArrayList<>();
        for (long extent : extents.subList(1, extents.size())) {
            if (extent < 1 || extent > Integer.MAX_VALUE) {
                throw node.refuse(
                        "has the extent " + extent + " besides the batch", "a positive number");
            }
            example.add((int) extent);
        }
        conversion.input(node, Shape.of(example), channelsLast && example.size() == 3);
    }

    private static List<Long> announced(GraphNode node) {
        return node.attribute("shape")
                .map(Attribute::shape)
                .filter(shape -> !shape.isEmpty())
                .or(
                        () ->
                                node.attribute("_output_shapes")
                                        .filter(value -> value.shapes().size() == 1)
                                        .map(value -> value.shapes().get(0)))
                .orElse(List.of());
    }

    /** A placeholder without a shape has that which a Reshape behind it, its only user, gives. */
    private List<Long> followed(GraphNode node) throws FormatException {
        List<GraphNode> consumers = conversion.file().consumers(node);
        GraphNode reshape = consumers.size() == 1 ? consumers.get(0) : node;
        Optional<Tensor> target =
                reshape.operator().equals("Reshape") && reshape.inputs().size() == 2
                        ? conversion
                                .find(reshape.inputs().get(1))
                                .filter(Stored.class::isInstance)
                                .map(value -> ((Stored) value).tensor())
                        : Optional.empty();
        if (target.isEmpty() || target.get().size() < 2) {
            throw node.refuse("has no shape", "(batch, ...)");
        }
        List<Long> extents = new ArrayList<>();
        for (double extent : target.get().toDoubles()) {
            extents.add((long) extent);
        }
        conversion.remark(
                node.where()
                        + " has no shape; it was taken as what '"
                        + reshape.name()
                        + "' makes of it.");
        return extents;
    }
}
