package theoria.format.onnx.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Operators that put numbers in another order or choose some of them. */
final class MoveConverter {
    private MoveConverter() {}

    static void transpose(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        int rank = value.rank();
        List<Integer> turned = new ArrayList<>();
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            turned.add(rank - 1 - axis);
            axes.add(axis);
        }
        List<Integer> order = node.integers("perm", turned);
        if (!order.stream().sorted().toList().equals(axes)) {
            throw node.refuse("permutes " + value.shape() + " by " + order, "an order of its axes");
        }
        if (value.lead() == 1 && order.get(0) != 0) {
            throw node.refuse("moves the axis of the batch by " + order, "the batch to stay first");
        }
        List<Integer> moved =
                order.subList(value.lead(), rank).stream()
                        .map(axis -> axis - value.lead())
                        .toList();
        conversion.define(
                node, 0, conversion.apply(node, "", new Operator.Transpose(moved), value));
    }

    static void concat(OnnxNode node, Conversion conversion) throws FormatException {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < node.proto().getInputCount(); i++) {
            values.add(conversion.value(node, i));
        }
        conversion.define(node, 0, concat(node, "", values, conversion));
    }

    /** Values joined along the node's axis; stored ones beside a batch are the same for each. */
    static Value concat(OnnxNode node, String part, List<Value> values, Conversion conversion)
            throws FormatException {
        if (values.isEmpty()) {
            throw node.refuse("has no input", "at least one");
        }
        Value first =
                values.stream()
                        .filter(value -> value.lead() == 1)
                        .findFirst()
                        .orElse(values.get(0));
        int axis = conversion.axis(node, node.integer("axis", 1), first);
        List<Value> joined = new ArrayList<>();
        for (Value value : values) {
            boolean row =
                    value.lead() < first.lead()
                            && value.rank() == first.rank()
                            && value.shape().extent(0) == 1;
            if (row) {
                Operator without = new Operator.Reshape(value.shape().tail(1));
                joined.add(conversion.apply(node, "row", without, value));
            } else if (value.lead() == first.lead() && value.rank() == first.rank()) {
                joined.add(value);
            } else {
                throw node.refuse(
                        "joins a batch of " + first.shape() + " and a tensor of " + value.shape(),
                        "tensors of the same axes");
            }
        }
        return conversion.apply(node, part, new Operator.Concat(axis), joined);
    }

    static void split(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        int axis = conversion.axis(node, node.integer("axis", 0), value);
        int extent = value.shape().extent(axis);
        int count = node.proto().getOutputCount();
        int step = Math.max(1, (extent + count - 1) / Math.max(1, count));
        List<Integer> equal = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            equal.add(Math.max(0, Math.min(step, extent - i * step)));
        }
        List<Integer> sizes = node.integers("split", 1, conversion, equal);
        long total = sizes.stream().mapToLong(size -> size).sum();
        if (sizes.size() != count || total != extent || sizes.stream().anyMatch(s -> s < 0)) {
            throw node.refuse(
                    "splits an axis of " + extent + " into " + sizes + " for " + count + " outputs",
                    "one size per output");
        }
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (node.output(i).isPresent()) {
                OnnxNode piece = new OnnxNode(node.proto(), node.output(i).get(), node.opset());
                Operator slice = part(value.shape(), axis, start, 1, sizes.get(i));
                conversion.define(node, i, conversion.apply(piece, "", slice, value));
            }
            start += sizes.get(i);
        }
    }

    /** A slice of one axis, the others whole. */
    private static Operator.Slice part(Shape shape, int axis, int start, int step, int extent) {
        List<Integer> starts = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
        List<Integer> steps = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
        List<Integer> extents = Windows.extents(shape);
        starts.set(axis, start);
        steps.set(axis, step);
        extents.set(axis, extent);
        return new Operator.Slice(starts, steps, extents);
    }

    static void slice(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        List<Integer> starts = bounds(node, "starts", 1, List.of(), conversion);
        List<Integer> ends = bounds(node, "ends", 2, List.of(), conversion);
        List<Integer> first = new ArrayList<>();
        for (int axis = 0; axis < starts.size(); axis++) {
            first.add(axis);
        }
        List<Integer> axes = bounds(node, "axes", 3, first, conversion);
        List<Integer> ones = Collections.nCopies(starts.size(), 1);
        List<Integer> steps = bounds(node, "steps", 4, ones, conversion);
        if (starts.size() != ends.size()
                || starts.size() != axes.size()
                || starts.size() != steps.size()
                || steps.contains(0)) {
            throw node.refuse(
                    "has starts "
                            + starts
                            + ", ends "
                            + ends
                            + ", axes "
                            + axes
                            + ", steps "
                            + steps,
                    "as many of each, and steps other than 0");
        }
        SlicePlan plan = new SlicePlan(value.shape());
        for (int i = 0; i < starts.size(); i++) {
            int axis = axes.get(i) < 0 ? axes.get(i) + value.rank() : axes.get(i);
            boolean ofBatch = axis == 0 && value.lead() == 1;
            if (ofBatch && all(starts.get(i), ends.get(i), steps.get(i), conversion)) {
                continue;
            }
            int place = conversion.axis(node, axes.get(i), value);
            plan.cut(place, starts.get(i), ends.get(i), steps.get(i));
        }
        conversion.define(node, 0, conversion.apply(node, "", plan.slice(), value));
    }

    private static boolean all(int start, int end, int step, Conversion conversion) {
        int fixed = conversion.batch().fixed();
        boolean toTheEnd = end >= Integer.MAX_VALUE || fixed > 0 && end >= fixed;
        return start == 0 && step == 1 && toTheEnd;
    }

    private static List<Integer> bounds(
            OnnxNode node, String key, int input, List<Integer> otherwise, Conversion conversion)
            throws FormatException {
        if (node.input(input).isEmpty()) {
            return node.bounds(key, otherwise);
        }
        List<Integer> numbers = new ArrayList<>();
        for (int number : conversion.requireStored(node, input).bounds(node.where() + ": " + key)) {
            numbers.add(number);
        }
        return numbers;
    }

    /** Gather of places that are known. */
    static void gather(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        if (!(conversion.value(node, 1) instanceof Stored indices)) {
            throw node.refuse(
                    "takes computed indices ('" + node.requireInput(1) + "')", "stored ones");
        }
        int axis = conversion.axis(node, node.integer("axis", 0), value);
        int extent = value.shape().extent(axis);
        List<Integer> places = new ArrayList<>();
        for (int index : indices.ints(node.where() + ": the indices")) {
            int place = index < 0 ? index + extent : index;
            if (place < 0 || place >= extent) {
                throw node.refuse("takes place " + index + " of " + extent, "a place of the axis");
            }
            places.add(place);
        }
        Operator gather = new Operator.Gather(axis, places);
        if (indices.rank() == 1) {
            conversion.define(node, 0, conversion.apply(node, "", gather, value));
            return;
        }
        Value chosen = conversion.apply(node, "places", gather, value);
        List<Integer> extents = Windows.extents(value.shape());
        extents.remove(axis);
        extents.addAll(axis, Windows.extents(indices.shape()));
        Operator shaped = new Operator.Reshape(Shape.of(extents));
        conversion.define(node, 0, conversion.apply(node, "", shaped, chosen));
    }

    /** Tile: each axis repeated as a whole, along an axis of its own that is joined to it. */
    static void tile(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        int[] repeats = conversion.requireStored(node, 1).ints(node.where() + ": the repeats");
        boolean ofBatch = value.lead() == 1 && repeats.length > 0 && repeats[0] != 1;
        if (repeats.length != value.rank() || ofBatch) {
            throw node.refuse(
                    "repeats a tensor of " + value.rank() + " axes " + repeats.length + " ways",
                    "one number per axis, and the batch once");
        }
        List<Integer> apart = new ArrayList<>();
        List<Integer> repeated = new ArrayList<>();
        List<Integer> together = new ArrayList<>();
        for (int axis = value.lead(); axis < repeats.length; axis++) {
            int extent = value.shape().extent(axis - value.lead());
            if (repeats[axis] != 1) {
                apart.add(1);
                repeated.add(repeats[axis]);
            }
            apart.add(extent);
            repeated.add(extent);
            together.add(Math.multiplyExact(extent, repeats[axis]));
        }
        Operator expand = new Operator.Expand(Shape.of(repeated));
        Operator reshape = new Operator.Reshape(Shape.of(together));
        Operator unsqueeze = new Operator.Reshape(Shape.of(apart));
        Value singled = conversion.apply(node, "apart", unsqueeze, value);
        Value copies = conversion.apply(node, "copies", expand, singled);
        conversion.define(node, 0, conversion.apply(node, "", reshape, copies));
    }

    /** DepthToSpace: channels become places within blocks. */
    static void depthToSpace(OnnxNode node, Conversion conversion) throws FormatException {
        Shape shape = conversion.image(node, 0).shape();
        int block = block(node, shape);
        boolean depthFirst = node.word("mode", "DCR").equals("DCR");
        int channels = shape.extent(0) / (block * block);
        int rows = shape.extent(1);
        int columns = shape.extent(2);
        Shape apart =
                depthFirst
                        ? Shape.of(block, block, channels, rows, columns)
                        : Shape.of(channels, block, block, rows, columns);
        List<Integer> order = depthFirst ? List.of(2, 3, 0, 4, 1) : List.of(0, 3, 1, 4, 2);
        Shape together = Shape.of(channels, rows * block, columns * block);
        rearrange(node, conversion, apart, order, together);
    }

    /** SpaceToDepth: places within blocks become channels. */
    static void spaceToDepth(OnnxNode node, Conversion conversion) throws FormatException {
        Shape shape = conversion.image(node, 0).shape();
        int block = block(node, shape);
        int channels = shape.extent(0);
        int rows = shape.extent(1) / block;
        int columns = shape.extent(2) / block;
        rearrange(
                node,
                conversion,
                Shape.of(channels, rows, block, columns, block),
                List.of(2, 4, 0, 1, 3),
                Shape.of(channels * block * block, rows, columns));
    }

    private static int block(OnnxNode node, Shape shape) throws FormatException {
        int block = node.integer("blocksize", 0);
        if (block < 1 || block > 1 << 12 || shape.rank() != 3) {
            throw node.refuse(
                    "has blocks of " + block + " in examples of " + shape, "channels and two axes");
        }
        return block;
    }

    private static void rearrange(
            OnnxNode node, Conversion conversion, Shape apart, List<Integer> order, Shape together)
            throws FormatException {
        Value input = conversion.image(node, 0);
        Value blocks = conversion.apply(node, "apart", new Operator.Reshape(apart), input);
        Value moved = conversion.apply(node, "moved", new Operator.Transpose(order), blocks);
        conversion.define(
                node, 0, conversion.apply(node, "", new Operator.Reshape(together), moved));
    }
}
