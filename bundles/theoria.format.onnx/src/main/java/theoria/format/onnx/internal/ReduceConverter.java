package theoria.format.onnx.internal;

import org.jspecify.annotations.Nullable;

import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Reduce...: axes are an attribute in older operator sets, an input in newer ones. */
final class ReduceConverter {
    private ReduceConverter() {}

    static void mean(OnnxNode node, Conversion conversion) throws FormatException {
        reduce(node, conversion, null);
    }

    static NodeConverter kind(Operator.ReductionKind kind) {
        return (node, conversion) -> reduce(node, conversion, kind);
    }

    private static void reduce(
            OnnxNode node, Conversion conversion, Operator.@Nullable ReductionKind kind)
            throws FormatException {
        Value value = conversion.value(node, 0);
        List<Integer> said = node.integers("axes", 1, conversion, List.of());
        if (said.isEmpty() && node.integer("noop_with_empty_axes", 0) != 0) {
            conversion.define(node, 0, conversion.apply(node, "", new Operator.Identity(), value));
            return;
        }
        TreeSet<Integer> axes = new TreeSet<>();
        for (int axis : said.isEmpty() ? all(value.rank()) : said) {
            axes.add(conversion.axis(node, axis, value));
        }
        boolean keep = node.integer("keepdims", 1) != 0;
        List<Integer> ascending = List.copyOf(axes);
        Operator operator =
                kind == null
                        ? new Operator.Mean(ascending, keep)
                        : new Operator.Reduction(kind, ascending, keep);
        conversion.define(node, 0, conversion.apply(node, "", operator, value));
    }

    private static List<Integer> all(int rank) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            axes.add(axis);
        }
        return axes;
    }
}
