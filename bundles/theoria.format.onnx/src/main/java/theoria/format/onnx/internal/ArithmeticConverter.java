package theoria.format.onnx.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Element-wise arithmetic of several tensors with broadcasting. */
final class ArithmeticConverter {
    /** Operator set from which on arithmetic broadcasts as numpy does. */
    private static final int BROADCASTS = 7;

    private ArithmeticConverter() {}

    static NodeConverter binary(ArithmeticKind kind) {
        return (node, conversion) -> {
            Value left = conversion.value(node, 0);
            if (node.note(Notes.BIAS).isPresent()) {
                conversion.define(node, 0, left);
                return;
            }
            Value right = aligned(node, left, conversion.value(node, 1), conversion);
            conversion.define(node, 0, combine(node, "", kind, left, right, conversion));
        };
    }

    /** Before operator set 7 an attribute says with which axis the right operand begins. */
    private static Value aligned(OnnxNode node, Value left, Value right, Conversion conversion)
            throws FormatException {
        if (node.opset() >= BROADCASTS || !node.has("axis") || node.integer("broadcast", 0) == 0) {
            return right;
        }
        int axis = node.integer("axis", 0);
        int trailing = left.rank() - (axis < 0 ? axis + left.rank() : axis) - right.rank();
        if (trailing <= 0) {
            return right;
        }
        if (right.lead() == 1) {
            throw node.refuse("aligns a batch with axis " + axis, "examples with examples");
        }
        List<Integer> extents = new ArrayList<>();
        for (int extent : right.shape().toArray()) {
            extents.add(extent);
        }
        for (int i = 0; i < trailing; i++) {
            extents.add(1);
        }
        return conversion.apply(node, "aligned", new Operator.Reshape(Shape.of(extents)), right);
    }

    /** Sum, Min, Max of any number of tensors, one after the other. */
    static NodeConverter chain(ArithmeticKind kind) {
        return (node, conversion) ->
                conversion.define(node, 0, chained(node, kind, "", conversion));
    }

    private static Value chained(
            OnnxNode node, ArithmeticKind kind, String lastPart, Conversion conversion)
            throws FormatException {
        int count = node.proto().getInputCount();
        Value result = conversion.value(node, 0);
        if (count == 1) {
            return conversion.apply(node, lastPart, new Operator.Identity(), result);
        }
        for (int i = 1; i < count; i++) {
            String part = i == count - 1 ? lastPart : "partial" + i;
            result = combine(node, part, kind, result, conversion.value(node, i), conversion);
        }
        return result;
    }

    static void mean(OnnxNode node, Conversion conversion) throws FormatException {
        Value sum = chained(node, ArithmeticKind.ADD, "sum", conversion);
        Value count = number(node.name() + "/count", node.proto().getInputCount());
        conversion.define(
                node, 0, combine(node, "", ArithmeticKind.DIVIDE, sum, count, conversion));
    }

    /** One fixed number. */
    static Stored number(String name, double value) {
        Tensor tensor = Stored.tensor(Shape.scalar(), new double[] {value}, true);
        return new Stored(name, tensor, ElementType.FLOAT, false);
    }

    /**
     * Two values combined. ONNX aligns whole tensors at their last axis, the graph examples: a
     * tensor that does not depend on the example must have no extent where the other has the batch.
     *
     * @param part of the node, for the name; empty for the node itself
     */
    static Value combine(
            OnnxNode node,
            String part,
            ArithmeticKind kind,
            Value left,
            Value right,
            Conversion conversion)
            throws FormatException {
        Operator operator = new Operator.Arithmetic(kind);
        if (left instanceof Stored && right instanceof Stored) {
            return conversion.apply(node, part, operator, List.of(left, right));
        }
        Value x = besideBatch(node, left, right, conversion);
        Value y = besideBatch(node, right, left, conversion);
        boolean summand = kind == ArithmeticKind.ADD || kind == ArithmeticKind.SUBTRACT;
        Role role = summand ? Role.BIAS : Role.SCALE;
        List<String> inputs = List.of(conversion.graphNode(x, role), conversion.graphNode(y, role));
        return conversion.add(node, part, operator, inputs, Map.of());
    }

    private static Value besideBatch(OnnxNode node, Value value, Value other, Conversion conversion)
            throws FormatException {
        boolean bothBatches = value.lead() == 1 && other.lead() == 1;
        if (other.lead() == 0 || value.rank() < other.rank() && !bothBatches) {
            return value;
        }
        if (bothBatches && value.rank() == other.rank()) {
            return value;
        }
        if (value.lead() == 0 && value.rank() == other.rank() && value.shape().extent(0) == 1) {
            Operator row = new Operator.Reshape(value.shape().tail(1));
            return conversion.apply(node, "row", row, value);
        }
        throw node.refuse(
                "combines a batch of " + other.shape() + " with a tensor of " + value.shape(),
                "a tensor that does not depend on the example");
    }

    /** Where, for a condition that is known: each number is multiplied by 0 or 1, then added. */
    static void where(OnnxNode node, Conversion conversion) throws FormatException {
        Stored condition = conversion.requireStored(node, 0);
        Value yes = conversion.value(node, 1);
        Value no = conversion.value(node, 2);
        if (yes instanceof Stored x && no instanceof Stored y) {
            Shape both = StoredMath.broadcast(x.shape(), y.shape());
            conversion.require(node, StoredMath.broadcast(condition.shape(), both));
            Tensor chosen = chosen(condition, x, y);
            String name = node.name();
            boolean weights = x.trainable() || y.trainable();
            Stored result = new Stored(name, chosen, x.type(), weights);
            conversion.sayComputed(node, List.of(x, y), result);
            conversion.define(node, 0, result);
            return;
        }
        conversion.remark(
                node.where()
                        + " is computed as a product with 0 or 1, which spreads infinite and"
                        + " undefined numbers from places that are not chosen.");
        Value kept = masked(node, "then", condition, yes, 1, conversion);
        Value replaced = masked(node, "else", condition, no, 0, conversion);
        conversion.define(
                node, 0, combine(node, "", ArithmeticKind.ADD, kept, replaced, conversion));
    }

    private static Tensor chosen(Stored condition, Stored yes, Stored no) {
        Shape both = StoredMath.broadcast(yes.shape(), no.shape());
        Shape shape = StoredMath.broadcast(condition.shape(), both);
        Tensor mask = StoredMoves.expand(condition.tensor(), shape);
        Tensor x = StoredMoves.expand(yes.tensor(), shape);
        Tensor y = StoredMoves.expand(no.tensor(), shape);
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = mask.get(i) != 0 ? x.get(i) : y.get(i);
        }
        return Stored.tensor(shape, values, yes.single() && no.single());
    }

    /** A value where the condition is what is wanted, 0 elsewhere. */
    private static Value masked(
            OnnxNode node,
            String part,
            Stored condition,
            Value value,
            int wanted,
            Conversion conversion)
            throws FormatException {
        String name = node.name() + "/" + part;
        if (value instanceof Stored stored) {
            conversion.require(node, StoredMath.broadcast(condition.shape(), stored.shape()));
            Tensor chosen =
                    StoredMath.zip(condition, stored, (c, x) -> (c != 0 ? 1 : 0) == wanted ? x : 0);
            return new Stored(name, chosen, stored.type(), stored.trainable());
        }
        Stored one = number(name, 1);
        Tensor mask = StoredMath.zip(condition, one, (c, x) -> (c != 0 ? 1 : 0) == wanted ? x : 0);
        Stored factor = new Stored(name + "/mask", mask, ElementType.FLOAT, false);
        return combine(node, part, ArithmeticKind.MULTIPLY, value, factor, conversion);
    }
}
