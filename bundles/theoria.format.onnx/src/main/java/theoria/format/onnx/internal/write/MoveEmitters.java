package theoria.format.onnx.internal.write;

import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that move numbers. Axes of ONNX count the batch, those of the graph do not. */
final class MoveEmitters {
    private MoveEmitters() {}

    static void flatten(Node node, Emission emission) {
        emission.add(emission.draft("Flatten", node).whole("axis", 1));
    }

    static void reshape(Node node, Emission emission) {
        String target = emission.wholes(Emission.batchOf(emission.shape(node)));
        emission.add(emission.draft("Reshape", node).input(target));
    }

    static void concat(Node node, Emission emission) {
        long axis = ((Operator.Concat) node.operator()).axis() + 1L;
        emission.add(emission.draft("Concat", node).whole("axis", axis));
    }

    static void transpose(Node node, Emission emission) {
        List<Integer> order = new ArrayList<>(List.of(0));
        ((Operator.Transpose) node.operator()).order().forEach(axis -> order.add(axis + 1));
        emission.add(emission.draft("Transpose", node).wholes("perm", order));
    }

    static void slice(Node node, Emission emission) {
        Operator.Slice slice = (Operator.Slice) node.operator();
        List<Integer> ends = new ArrayList<>();
        for (int axis = 0; axis < slice.starts().size(); axis++) {
            int start = slice.starts().get(axis);
            ends.add(end(start, slice.steps().get(axis), slice.extents().get(axis)));
        }
        emission.add(
                emission.draft("Slice", node)
                        .input(emission.wholes(slice.starts()))
                        .input(emission.wholes(ends))
                        .input(emission.wholes(axes(ends.size())))
                        .input(emission.wholes(slice.steps())));
    }

    /** The first place not taken; ONNX counts negative ones from the end, unless far below it. */
    private static int end(int start, int step, int extent) {
        if (extent == 0) {
            return start;
        }
        int last = start + (extent - 1) * step;
        if (step > 0) {
            return last + 1;
        }
        return last == 0 ? Integer.MIN_VALUE : last - 1;
    }

    private static List<Integer> axes(int rank) {
        return IntStream.rangeClosed(1, rank).boxed().toList();
    }

    static void gather(Node node, Emission emission) {
        Operator.Gather gather = (Operator.Gather) node.operator();
        emission.add(
                emission.draft("Gather", node)
                        .input(emission.wholes(gather.places()))
                        .whole("axis", gather.axis() + 1L));
    }

    /** The batch of the target is 1, which keeps that of the input. */
    static void expand(Node node, Emission emission) {
        Shape shape = ((Operator.Expand) node.operator()).shape();
        List<Integer> target = new ArrayList<>(List.of(1));
        for (int extent : shape.toArray()) {
            target.add(extent);
        }
        emission.add(
                emission.bare("Expand", node)
                        .input(emission.aligned(node, 0, shape.rank()))
                        .input(emission.wholes(target)));
    }

    static void pad(Node node, Emission emission) {
        Operator.Pad pad = (Operator.Pad) node.operator();
        List<Integer> pads = new ArrayList<>(List.of(0));
        pads.addAll(pad.before());
        pads.add(0);
        pads.addAll(pad.after());
        Draft draft = emission.draft("Pad", node).input(emission.wholes(pads));
        switch (pad.mode()) {
            case CONSTANT ->
                    draft.input(emission.filled(Shape.scalar(), pad.value()))
                            .exact("value", pad.value());
            case REFLECT -> draft.text("mode", "reflect");
            case EDGE -> draft.text("mode", "edge");
            case WRAP -> draft.text("mode", "wrap");
            default -> throw new IllegalStateException("no ONNX word for " + pad.mode());
        }
        emission.add(draft);
    }

    /** Why there is no Resize of ONNX that does the same; empty if there is one. */
    static Optional<String> obstacle(Operator.Resize resize, Shape input) {
        return byScales(resize, input) || bySizes(resize, input)
                ? Optional.empty()
                : Optional.of(
                        "has scales "
                                + resize.scales()
                                + " that are neither single precision nor the ratios of "
                                + resize.extents()
                                + " and "
                                + input);
    }

    /** Whether ONNX's scales, of single precision, say all: the extents are rounded down. */
    private static boolean byScales(Operator.Resize resize, Shape input) {
        for (int axis = 0; axis < input.rank(); axis++) {
            double scale = resize.scales().get(axis);
            float single = (float) scale;
            if (single != scale
                    || (int) Math.floor(single * input.extent(axis))
                            != resize.extents().get(axis)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bySizes(Operator.Resize resize, Shape input) {
        for (int axis = 0; axis < input.rank(); axis++) {
            double ratio = (double) resize.extents().get(axis) / input.extent(axis);
            if (Double.compare(ratio, resize.scales().get(axis)) != 0) {
                return false;
            }
        }
        return true;
    }

    static void resize(Node node, Emission emission) {
        Operator.Resize resize = (Operator.Resize) node.operator();
        Draft draft = emission.draft("Resize", node).input(Draft.ABSENT);
        if (byScales(resize, emission.inputShape(node, 0))) {
            List<Double> scales = new ArrayList<>(List.of(1.0));
            scales.addAll(resize.scales());
            draft.input(emission.singles(scales));
        } else {
            draft.input(Draft.ABSENT)
                    .input(emission.wholes(resize.extents()))
                    .wholes("axes", axes(resize.extents().size()));
        }
        emission.add(
                draft.text("mode", resize.linear() ? "linear" : "nearest")
                        .text("coordinate_transformation_mode", word(resize.coordinates()))
                        .text("nearest_mode", word(resize.rounding())));
    }

    private static String word(Operator.Coordinates coordinates) {
        return switch (coordinates) {
            case HALF_PIXEL -> "half_pixel";
            case PYTORCH_HALF_PIXEL -> "pytorch_half_pixel";
            case ASYMMETRIC -> "asymmetric";
            case ALIGN_CORNERS -> "align_corners";
        };
    }

    private static String word(Operator.Rounding rounding) {
        return switch (rounding) {
            case HALF_DOWN -> "round_prefer_floor";
            case HALF_UP -> "round_prefer_ceil";
            case FLOOR -> "floor";
            case CEIL -> "ceil";
        };
    }
}
