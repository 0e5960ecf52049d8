package theoria.format.onnx.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Pad: attributes before operator set 11, inputs since; negative padding cuts off. */
final class PadConverter {
    private PadConverter() {}

    static void pad(OnnxNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        int rank = value.rank();
        List<Integer> said = node.integers("paddings", List.of());
        int[] pads = full(node, node.integers("pads", 1, conversion, said), rank, conversion);
        if (value.lead() == 1 && (pads[0] != 0 || pads[rank] != 0)) {
            throw node.refuse(
                    "pads the batch by " + Arrays.toString(pads), "padding of the examples' axes");
        }
        SlicePlan kept = new SlicePlan(value.shape());
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        boolean cuts = false;
        for (int axis = value.lead(); axis < rank; axis++) {
            int place = axis - value.lead();
            int extent = value.shape().extent(place);
            before.add(Math.max(0, pads[axis]));
            after.add(Math.max(0, pads[rank + axis]));
            int from = Math.max(0, -pads[axis]);
            int to = extent - Math.max(0, -pads[rank + axis]);
            cuts |= from > 0 || to < extent;
            kept.cut(place, from, Math.max(from, to), 1);
        }
        Value cut = cuts ? conversion.apply(node, "cut", kept.slice(), value) : value;
        Operator.PadMode mode = mode(node);
        double filling = mode == Operator.PadMode.CONSTANT ? filling(node, conversion) : 0;
        Operator operator = new Operator.Pad(before, after, mode, filling);
        conversion.define(node, 0, conversion.apply(node, "", operator, cut));
    }

    /** Padding of all axes, where the node may name some. */
    private static int[] full(OnnxNode node, List<Integer> pads, int rank, Conversion conversion)
            throws FormatException {
        if (node.input(3).isEmpty()) {
            if (pads.size() != 2 * rank) {
                throw node.refuse("pads " + rank + " axes by " + pads, "two numbers per axis");
            }
            return pads.stream().mapToInt(Integer::intValue).toArray();
        }
        int[] axes = conversion.requireStored(node, 3).ints(node.where() + ": axes");
        if (pads.size() != 2 * axes.length) {
            throw node.refuse("pads " + axes.length + " axes by " + pads, "two numbers per axis");
        }
        int[] all = new int[2 * rank];
        for (int i = 0; i < axes.length; i++) {
            int axis = axes[i] < 0 ? axes[i] + rank : axes[i];
            if (axis < 0 || axis >= rank) {
                throw node.refuse("pads axis " + axes[i] + " of " + rank, "an axis of the tensor");
            }
            all[axis] = pads.get(i);
            all[rank + axis] = pads.get(axes.length + i);
        }
        return all;
    }

    private static Operator.PadMode mode(OnnxNode node) throws FormatException {
        String mode = node.word("mode", "constant");
        switch (mode) {
            case "constant":
                return Operator.PadMode.CONSTANT;
            case "reflect":
                return Operator.PadMode.REFLECT;
            case "edge":
                return Operator.PadMode.EDGE;
            case "wrap":
                return Operator.PadMode.WRAP;
            default:
                throw node.refuse("pads in mode " + mode, "constant, reflect, edge or wrap");
        }
    }

    private static double filling(OnnxNode node, Conversion conversion) throws FormatException {
        Optional<Value> given = conversion.optional(node, 2);
        if (given.isEmpty()) {
            return node.real("value", 0);
        }
        double number = conversion.requireStored(node, 2).one(node.where() + ": the value");
        return node.exact("value", number);
    }
}
