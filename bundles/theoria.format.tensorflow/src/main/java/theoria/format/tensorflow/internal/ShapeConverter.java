package theoria.format.tensorflow.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Operators that give the same numbers another shape. */
final class ShapeConverter {
    private ShapeConverter() {}

    /** Gives a value another shape of examples, or of the whole known tensor. */
    static Value reshaped(GraphNode node, Value value, Shape shape, Conversion conversion)
            throws FormatException {
        if (value.shape().equals(shape)) {
            return value;
        }
        if (value instanceof Stored tensor) {
            return tensor.reshaped(shape);
        }
        Value.Computed x = conversion.fileOrder((Value.Computed) value);
        Operator operator =
                shape.rank() == 1 ? new Operator.Flatten() : new Operator.Reshape(shape);
        return conversion.add(node, "", operator, Map.of(), false, x);
    }

    static void reshape(GraphNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        Stored target = conversion.stored(node, 1);
        double[] extents = target.tensor().toDoubles();
        if (value.lead() == 1) {
            requireBatch(node, value, extents, conversion.fixedBatch());
            extents = Arrays.copyOfRange(extents, 1, extents.length);
        }
        Shape shape = resolved(node, extents, value.shape());
        conversion.define(node, reshaped(node, value, shape, conversion));
    }

    /**
     * The first extent of a target is the batch: by its name, as what the others leave, or as the
     * number that a placeholder fixes.
     */
    private static void requireBatch(GraphNode node, Value value, double[] target, long fixed)
            throws FormatException {
        double first = target.length == 0 ? Stored.OF_BATCH : target[0];
        boolean open = false;
        long rest = 1;
        for (int i = 1; i < target.length; i++) {
            open |= Double.compare(target[i], -1) == 0;
            rest *= Double.isFinite(target[i]) ? (long) target[i] : 0;
        }
        boolean whole = rest == value.shape().size();
        boolean named = Double.isNaN(first) || fixed > 0 && Double.compare(first, fixed) == 0;
        boolean left = Double.compare(first, -1) == 0 && whole;
        if (!(left || named && (open || whole))) {
            throw node.refuse(
                    "reshapes a batch of " + value.shape() + " across examples",
                    "a shape that begins with the batch");
        }
    }

    private static Shape resolved(GraphNode node, double[] target, Shape from)
            throws FormatException {
        int[] extents = new int[target.length];
        long known = 1;
        int open = -1;
        for (int i = 0; i < extents.length; i++) {
            boolean sane = Double.isFinite(target[i]) && Math.abs(target[i]) <= Integer.MAX_VALUE;
            extents[i] = sane ? (int) target[i] : -2;
            if (extents[i] == -1 && open < 0) {
                open = i;
            } else {
                known = Math.multiplyExact(known, Math.max(0, extents[i]));
            }
        }
        if (open >= 0 && known > 0) {
            extents[open] = (int) (from.size() / known);
            known *= extents[open];
        }
        if (known != from.size() || Arrays.stream(extents).anyMatch(extent -> extent < 0)) {
            throw node.refuse(
                    "reshapes " + from + " to " + Arrays.toString(target), "as many numbers");
        }
        return Shape.of(extents);
    }

    static void squeeze(GraphNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        List<Integer> said = node.integers("squeeze_dims");
        TreeSet<Integer> axes = new TreeSet<>();
        for (int axis : said) {
            axes.add(conversion.axis(node, axis, value));
        }
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < value.shape().rank(); axis++) {
            int extent = value.shape().extent(axis);
            boolean goes = said.isEmpty() ? extent == 1 : axes.contains(axis);
            if (goes && extent != 1) {
                throw node.refuse("removes an axis of extent " + extent, "extent 1");
            }
            if (!goes) {
                kept.add(extent);
            }
        }
        conversion.define(node, reshaped(node, value, Shape.of(kept), conversion));
    }

    static void expandDims(GraphNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        int said = (int) conversion.stored(node, 1).one(node.where() + ": the axis");
        int axis = said < 0 ? said + value.rank() + 1 : said;
        if (axis < value.lead() || axis > value.rank()) {
            throw node.refuse("inserts axis " + said, "an axis of the examples");
        }
        List<Integer> extents = Windows.extents(value.shape(), value.shape().rank());
        extents.add(axis - value.lead(), 1);
        conversion.define(node, reshaped(node, value, Shape.of(extents), conversion));
    }

    /** Axes in another order. Turning an image to channels first or last moves nothing. */
    static void transpose(GraphNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        int[] said = conversion.stored(node, 1).ints(node.where() + ": the order");
        int lead = value.lead();
        List<Integer> order = new ArrayList<>();
        for (int i = lead; i < said.length; i++) {
            order.add(said[i] - lead);
        }
        int rank = value.shape().rank();
        TreeSet<Integer> all = new TreeSet<>(order);
        boolean permutes = all.size() == rank && order.size() == rank;
        if (!permutes || said.length != value.rank() || lead == 1 && said[0] != 0) {
            throw node.refuse(
                    "permutes a tensor of " + value.rank() + " axes by " + Arrays.toString(said),
                    "an order of its axes, the batch first");
        }
        if (rank > 0 && (all.first() != 0 || all.last() != rank - 1)) {
            throw node.refuse("permutes by " + Arrays.toString(said), "an order of its axes");
        }
        if (value instanceof Stored tensor) {
            conversion.require(node, tensor.shape().size());
            int[] axes = order.stream().mapToInt(i -> i).toArray();
            conversion.define(node, tensor.with(Fold.permuted(tensor.tensor(), axes)));
        } else {
            conversion.define(node, transposed(node, (Value.Computed) value, order, conversion));
        }
    }

    private static Value transposed(
            GraphNode node, Value.Computed x, List<Integer> order, Conversion conversion)
            throws FormatException {
        int rank = order.size();
        List<Integer> own = order.stream().map(x::own).toList();
        List<Integer> same = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            same.add(axis);
        }
        Shape shape = Shape.of(order.stream().map(axis -> x.shape().extent(axis)).toList());
        if (own.equals(same)) {
            return new Value.Computed(x.node(), shape, x.lead(), false);
        }
        if (rank > 1 && !x.turned() && order.equals(Conversion.last(rank))) {
            return new Value.Computed(x.node(), shape, x.lead(), true);
        }
        return conversion.add(node, "", new Operator.Transpose(own), Map.of(), false, x);
    }
}
