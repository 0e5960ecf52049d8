package theoria.format.tensorflow.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Operators that join, cut out, choose or pad. */
final class MoveConverter {
    private MoveConverter() {}

    /** Joined along the axis that is the last input. */
    static void concat(GraphNode node, Conversion conversion) throws FormatException {
        int last = node.inputs().size() - 1;
        concat(node, 0, last, last, conversion);
    }

    /** Joined along the axis that is the first input. */
    static void concatOld(GraphNode node, Conversion conversion) throws FormatException {
        concat(node, 1, node.inputs().size(), 0, conversion);
    }

    private static void concat(
            GraphNode node, int from, int to, int axisInput, Conversion conversion)
            throws FormatException {
        List<Value> values = new ArrayList<>();
        for (int i = from; i < to; i++) {
            values.add(conversion.value(node, i));
        }
        if (values.isEmpty()) {
            throw node.refuse("joins nothing", "at least one tensor");
        }
        int said = (int) conversion.stored(node, axisInput).one(node.where() + ": the axis");
        int axis = conversion.axis(node, said, values.get(0));
        if (values.stream().allMatch(Stored.class::isInstance)) {
            conversion.define(
                    node,
                    joined(node, values.stream().map(v -> (Stored) v).toList(), axis, conversion));
            return;
        }
        conversion.define(node, joinedExamples(node, values, axis, conversion));
    }

    /** Known tensors joined. */
    static Stored joined(GraphNode node, List<Stored> tensors, int axis, Conversion conversion)
            throws FormatException {
        Shape shape = Fold.joined(tensors.stream().map(Stored::shape).toList(), axis);
        conversion.require(node, shape.size());
        return conversion.folded(
                node,
                Fold.concat(tensors.stream().map(Stored::tensor).toList(), axis, shape),
                tensors.toArray(new Stored[0]));
    }

    private static Value joinedExamples(
            GraphNode node, List<Value> values, int axis, Conversion conversion)
            throws FormatException {
        boolean turned = false;
        for (Value value : values) {
            if (!(value instanceof Value.Computed x)
                    || x.lead() != 1
                    || x.rank() != values.get(0).rank()) {
                throw node.refuse("joins examples with other tensors", "examples of as many axes");
            }
            turned |= x.turned();
        }
        List<Value.Computed> alike = new ArrayList<>();
        for (Value value : values) {
            Value.Computed x = (Value.Computed) value;
            alike.add(turned ? conversion.channelsFirst(x) : conversion.fileOrder(x));
        }
        return conversion.add(
                node,
                "",
                new Operator.Concat(alike.get(0).own(axis)),
                Map.of(),
                turned,
                alike.toArray(new Value.Computed[0]));
    }

    /** Zeros, or the number that is the third input, around each axis but the batch. */
    static void pad(GraphNode node, Conversion conversion) throws FormatException {
        double filling =
                node.inputs().size() > 2
                        ? conversion.stored(node, 2).one(node.where() + ": the filling")
                        : 0;
        pad(node, conversion, Operator.PadMode.CONSTANT, filling);
    }

    static void mirrorPad(GraphNode node, Conversion conversion) throws FormatException {
        String mode = node.word("mode", "");
        if (!mode.equals("REFLECT")) {
            throw node.refuse("pads in the mode '" + mode + "'", "REFLECT");
        }
        pad(node, conversion, Operator.PadMode.REFLECT, 0);
    }

    private static void pad(
            GraphNode node, Conversion conversion, Operator.PadMode mode, double filling)
            throws FormatException {
        Value.Computed x = conversion.activation(node, 0);
        int[] pads = conversion.stored(node, 1).ints(node.where() + ": the padding");
        int rank = x.shape().rank();
        boolean ofBatch = x.lead() == 1 && pads.length > 1 && (pads[0] != 0 || pads[1] != 0);
        if (pads.length != 2 * x.rank() || ofBatch) {
            throw node.refuse(
                    "pads " + x.rank() + " axes by " + pads.length + " numbers",
                    "two numbers per axis, 0 for the batch");
        }
        Integer[] before = new Integer[rank];
        Integer[] after = new Integer[rank];
        for (int axis = 0; axis < rank; axis++) {
            before[x.own(axis)] = pads[2 * (axis + x.lead())];
            after[x.own(axis)] = pads[2 * (axis + x.lead()) + 1];
            if (before[x.own(axis)] < 0 || after[x.own(axis)] < 0) {
                throw node.refuse("pads by a negative number", "0 or more");
            }
        }
        Operator operator = new Operator.Pad(List.of(before), List.of(after), mode, filling);
        conversion.define(node, conversion.add(node, "", operator, Map.of(), x.turned(), x));
    }

    /** Cuts a part out of a value. */
    static Value sliced(
            GraphNode node, String part, Value value, Operator.Slice slice, Conversion c)
            throws FormatException {
        if (value instanceof Stored tensor) {
            c.require(node, tensor.shape().size()); // all of it is gone through
            return c.folded(node, Fold.slice(tensor.tensor(), slice), tensor);
        }
        Value.Computed x = (Value.Computed) value;
        int rank = x.shape().rank();
        Integer[] starts = new Integer[rank];
        Integer[] steps = new Integer[rank];
        Integer[] extents = new Integer[rank];
        for (int axis = 0; axis < rank; axis++) {
            starts[x.own(axis)] = slice.starts().get(axis);
            steps[x.own(axis)] = slice.steps().get(axis);
            extents[x.own(axis)] = slice.extents().get(axis);
        }
        Operator own = new Operator.Slice(List.of(starts), List.of(steps), List.of(extents));
        return c.add(node, part, own, Map.of(), x.turned(), x);
    }

    /** Begin and size of each axis; -1 takes the rest. */
    static void slice(GraphNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        int[] begin = conversion.stored(node, 1).ints(node.where() + ": the begin");
        int[] size = conversion.stored(node, 2).ints(node.where() + ": the size");
        if (begin.length != value.rank() || size.length != value.rank()) {
            throw node.refuse("has a begin and size of other axes", "those of its input");
        }
        if (value.lead() == 1 && (begin[0] != 0 || size[0] != -1)) {
            throw node.refuse("cuts the batch", "all of it");
        }
        List<Integer> starts = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        List<Integer> extents = new ArrayList<>();
        for (int i = value.lead(); i < begin.length; i++) {
            int extent = value.shape().extent(i - value.lead());
            int count = size[i] == -1 ? extent - begin[i] : size[i];
            if (begin[i] < 0 || count < 0 || (long) begin[i] + count > extent) {
                throw node.refuse(
                        "takes " + count + " places from " + begin[i] + " on of " + extent,
                        "places of the axis");
            }
            starts.add(count == 0 ? 0 : begin[i]);
            steps.add(1);
            extents.add(count);
        }
        Operator.Slice slice = new Operator.Slice(starts, steps, extents);
        conversion.define(node, sliced(node, "", value, slice, conversion));
    }

    /** Chosen places of an axis, 0 unless a third input names one. */
    static void gather(GraphNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        Stored indices = conversion.stored(node, 1);
        int said =
                node.inputs().size() > 2
                        ? (int) conversion.stored(node, 2).one(node.where() + ": the axis")
                        : 0;
        int axis = conversion.axis(node, said, value);
        List<Integer> places = new ArrayList<>();
        for (int place : indices.ints(node.where() + ": the places")) {
            if (place < 0 || place >= value.shape().extent(axis)) {
                throw node.refuse("takes place " + place + " of " + value.shape(), "a place of it");
            }
            places.add(place);
        }
        if (indices.rank() > 1 || node.integer("batch_dims", 0) != 0 || places.isEmpty()) {
            throw node.refuse("takes places of " + indices.shape(), "a list of places, or one");
        }
        List<Integer> extents = Windows.extents(value.shape(), value.shape().rank());
        if (indices.rank() == 0) {
            extents.remove(axis);
        } else {
            extents.set(axis, places.size());
        }
        Value chosen;
        if (value instanceof Stored tensor) {
            conversion.require(node, tensor.shape().with(axis, places.size()).size());
            chosen = conversion.folded(node, Fold.gather(tensor.tensor(), axis, places), tensor);
        } else {
            Value.Computed x = (Value.Computed) value;
            Operator operator = new Operator.Gather(x.own(axis), places);
            chosen = conversion.add(node, "places", operator, Map.of(), x.turned(), x);
        }
        Shape shape = Shape.of(extents);
        conversion.define(node, ShapeConverter.reshaped(node, chosen, shape, conversion));
    }

    /** The outputs of a node that others take, in order. */
    private static TreeSet<Integer> used(GraphNode node, int parts, Conversion conversion) {
        TreeSet<Integer> used = new TreeSet<>();
        for (GraphNode consumer : conversion.file().consumers(node)) {
            for (String input : consumer.inputs()) {
                String number = input.substring(input.lastIndexOf(':') + 1);
                if (GraphNode.giver(input).equals(node.name())
                        && number.matches("\\d{1,9}|1\\d{9}")) {
                    used.add(Math.min(parts - 1, Integer.parseInt(number)));
                }
            }
        }
        return used;
    }

    /** Equal parts along the axis that is the first input. */
    static void split(GraphNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 1);
        int said = (int) conversion.stored(node, 0).one(node.where() + ": the axis");
        int axis = conversion.axis(node, said, value);
        int parts = node.integer("num_split", 0);
        int extent = value.shape().extent(axis);
        if (parts < 1 || parts > Math.max(1, extent) || extent % parts != 0) {
            throw node.refuse("splits an axis of " + extent + " into " + parts, "equal parts");
        }
        for (int i : used(node, parts, conversion)) {
            int rank = value.shape().rank();
            List<Integer> starts = new ArrayList<>();
            List<Integer> steps = new ArrayList<>();
            for (int other = 0; other < rank; other++) {
                starts.add(other == axis ? i * (extent / parts) : 0);
                steps.add(1);
            }
            List<Integer> extents = Windows.extents(value.shape(), rank);
            extents.set(axis, extent / parts);
            Operator.Slice slice = new Operator.Slice(starts, steps, extents);
            String part = i == 0 ? "" : String.valueOf(i);
            conversion.define(node, i, sliced(node, part, value, slice, conversion));
        }
    }
}
