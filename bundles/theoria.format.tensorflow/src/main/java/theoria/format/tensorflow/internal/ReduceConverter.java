package theoria.format.tensorflow.internal;

import org.jspecify.annotations.Nullable;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.ReductionKind;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Mean, Sum, Max, Min, Prod over axes that are known. */
final class ReduceConverter {
    private ReduceConverter() {}

    static void mean(GraphNode node, Conversion conversion) throws FormatException {
        reduce(node, conversion, null);
    }

    static NodeConverter kind(ReductionKind kind) {
        return (node, conversion) -> reduce(node, conversion, kind);
    }

    private static void reduce(GraphNode node, Conversion conversion, @Nullable ReductionKind kind)
            throws FormatException {
        Value value = conversion.value(node, 0);
        TreeSet<Integer> axes = new TreeSet<>();
        for (int axis : conversion.stored(node, 1).ints(node.where() + ": the axes")) {
            axes.add(conversion.axis(node, axis, value));
        }
        boolean keep = node.flag("keep_dims", node.flag("keepdims", false));
        if (value instanceof Stored tensor) {
            conversion.define(
                    node, folded(node, tensor, List.copyOf(axes), kind, keep, conversion));
            return;
        }
        Value.Computed x = (Value.Computed) value;
        List<Integer> own = axes.stream().map(x::own).sorted().toList();
        Operator operator =
                kind == null
                        ? new Operator.Mean(own, keep)
                        : new Operator.Reduction(kind, own, keep);
        int rest = x.shape().rank() - axes.size();
        boolean channels = !axes.contains(x.shape().rank() - 1);
        boolean turned = x.turned() && (keep || channels && rest > 1);
        conversion.define(node, conversion.add(node, "", operator, Map.of(), turned, x));
    }

    private static Value folded(
            GraphNode node,
            Stored tensor,
            List<Integer> axes,
            @Nullable ReductionKind kind,
            boolean keep,
            Conversion conversion)
            throws FormatException {
        Tensor kept = Fold.reduced(kind == null ? ReductionKind.SUM : kind, tensor, axes);
        if (kind == null) {
            int count = tensor.tensor().size() / Math.max(1, kept.size());
            Stored number = Stored.wholes("", Shape.scalar(), count);
            kept = Fold.combined(Operator.ArithmeticKind.DIVIDE, tensor.with(kept), number);
            kept = tensor.single() ? Tensor.of(kept.shape(), kept.toFloats()) : kept;
        }
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < kept.shape().rank(); axis++) {
            if (keep || !axes.contains(axis)) {
                extents.add(kept.shape().extent(axis));
            }
        }
        return conversion.folded(node, kept.reshape(Shape.of(extents)), tensor);
    }
}
