package theoria.format.tensorflow.internal;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions of each number, and arithmetic of several tensors with broadcasting. */
final class ElementConverter {
    private ElementConverter() {}

    static NodeConverter function(ActivationFunction function, double alpha, double beta) {
        return (node, conversion) ->
                conversion.define(
                        node,
                        function(
                                node,
                                "",
                                new Operator.Activation(function, alpha, beta),
                                conversion.value(node, 0),
                                conversion));
    }

    static NodeConverter function(ActivationFunction function) {
        return function(function, 0, 0);
    }

    static void leakyRelu(GraphNode node, Conversion conversion) throws FormatException {
        double slope = node.real("alpha", 0.2f);
        function(ActivationFunction.LEAKY_RELU, slope, 0).convert(node, conversion);
    }

    /** Between two known numbers. */
    static void clip(GraphNode node, Conversion conversion) throws FormatException {
        double least = conversion.stored(node, 1).one(node.where() + ": the least number");
        double most = conversion.stored(node, 2).one(node.where() + ": the largest number");
        function(ActivationFunction.CLIP, least, most).convert(node, conversion);
    }

    /** 1 / sqrt(x). */
    static void inverseRoot(GraphNode node, Conversion conversion) throws FormatException {
        Operator root = new Operator.Activation(ActivationFunction.SQUARE_ROOT, 0);
        Operator inverse = new Operator.Activation(ActivationFunction.RECIPROCAL, 0);
        Value value = function(node, "root", root, conversion.value(node, 0), conversion);
        conversion.define(node, function(node, "", inverse, value, conversion));
    }

    private static Value function(
            GraphNode node,
            String part,
            Operator.Activation operator,
            Value value,
            Conversion conversion)
            throws FormatException {
        if (value instanceof Stored tensor) {
            conversion.require(node, tensor.shape().size());
            Optional<Tensor> result = Fold.mapped(operator.function(), tensor);
            if (result.isPresent()) {
                return conversion.folded(node, result.get(), tensor);
            }
        }
        Value.Computed x = conversion.node(value, Role.KERNEL);
        return conversion.add(node, part, operator, Map.of(), x.turned(), x);
    }

    private static Value function(
            GraphNode node, String part, Operator operator, Value value, Conversion conversion)
            throws FormatException {
        return function(node, part, (Operator.Activation) operator, value, conversion);
    }

    /** Over the last axis. */
    static NodeConverter softmax(boolean logarithm) {
        return (node, conversion) -> {
            Value.Computed x = conversion.activation(node, 0);
            if (x.shape().rank() == 0) {
                throw node.refuse("takes one number per example", "several");
            }
            Operator operator = new Operator.Softmax(x.own(x.shape().rank() - 1), logarithm);
            conversion.define(node, conversion.add(node, "", operator, Map.of(), x.turned(), x));
        };
    }

    static NodeConverter arithmetic(ArithmeticKind kind) {
        return (node, conversion) -> {
            Value left = conversion.value(node, 0);
            Value right = conversion.value(node, 1);
            conversion.define(node, combined(node, "", kind, left, right, conversion));
        };
    }

    /** The sum of any number of tensors. */
    static void sum(GraphNode node, Conversion conversion) throws FormatException {
        Value sum = conversion.value(node, 0);
        int last = node.inputs().size() - 1;
        for (int i = 1; i <= last; i++) {
            String part = i == last ? "" : "partial" + i;
            Value next = conversion.value(node, i);
            sum = combined(node, part, ArithmeticKind.ADD, sum, next, conversion);
        }
        conversion.define(node, sum);
    }

    /** x^2. */
    static void square(GraphNode node, Conversion conversion) throws FormatException {
        Value value = conversion.value(node, 0);
        conversion.define(
                node, combined(node, "", ArithmeticKind.MULTIPLY, value, value, conversion));
    }

    /** (x - y)^2. */
    static void squaredDifference(GraphNode node, Conversion conversion) throws FormatException {
        Value difference =
                combined(
                        node,
                        "difference",
                        ArithmeticKind.SUBTRACT,
                        conversion.value(node, 0),
                        conversion.value(node, 1),
                        conversion);
        conversion.define(
                node,
                combined(node, "", ArithmeticKind.MULTIPLY, difference, difference, conversion));
    }

    /** One number per channel: behind the batch or at the end. */
    static void bias(GraphNode node, Conversion conversion) throws FormatException {
        Value.Computed x = conversion.activation(node, 0);
        Stored bias = conversion.stored(node, 1);
        boolean first = node.channelsFirst() && x.shape().rank() > 1;
        if (x.shape().rank() == 0
                || !bias.shape().equals(Shape.of(x.shape().extent(first ? 0 : -1)))) {
            throw node.refuse(
                    "adds " + bias.shape() + " to examples of " + x.shape(),
                    "one number per channel");
        }
        Stored aligned = bias;
        if (first) {
            int[] extents = new int[x.shape().rank()];
            java.util.Arrays.fill(extents, 1);
            extents[0] = bias.shape().size();
            aligned = bias.reshaped(Shape.of(extents));
        }
        conversion.define(node, combined(node, "", ArithmeticKind.ADD, x, aligned, conversion));
    }

    private static Value combined(
            GraphNode node,
            String part,
            ArithmeticKind kind,
            Value left,
            Value right,
            Conversion conversion)
            throws FormatException {
        if (left instanceof Stored x && right instanceof Stored y) {
            conversion.require(node, Fold.common(x.shape(), y.shape()).size());
            return conversion.folded(node, Fold.combined(kind, x, y), x, y);
        }
        boolean turned = turned(left, right);
        boolean sum = kind == ArithmeticKind.ADD || kind == ArithmeticKind.SUBTRACT;
        Role role = sum ? Role.BIAS : Role.SCALE;
        Value.Computed x = side(node, left, right, turned, role, conversion);
        Value.Computed y = side(node, right, left, turned, role, conversion);
        return conversion.add(node, part, new Operator.Arithmetic(kind), Map.of(), turned, x, y);
    }

    /** Whether both sides are combined channels first: one has them so, both as many axes. */
    private static boolean turned(Value left, Value right) {
        boolean one =
                left instanceof Value.Computed x && x.turned()
                        || right instanceof Value.Computed y && y.turned();
        boolean known = left instanceof Stored || right instanceof Stored;
        return one && (known || left.rank() == right.rank());
    }

    private static Value.Computed side(
            GraphNode node,
            Value value,
            Value other,
            boolean turned,
            Role role,
            Conversion conversion)
            throws FormatException {
        if (value instanceof Value.Computed x) {
            boolean apart = other instanceof Value.Computed y && y.rank() != x.rank();
            if (apart && (x.lead() == 1 || other.lead() == 1)) {
                throw node.refuse(
                        "combines examples of " + x.shape() + " and " + other.shape(),
                        "as many axes in both");
            }
            return turned ? conversion.channelsFirst(x) : conversion.fileOrder(x);
        }
        Stored tensor = withoutBatch(node, (Stored) value, other);
        int rank = other.shape().rank();
        if (turned && tensor.shape().rank() > 0 && rank > 1) {
            List<Integer> extents = new ArrayList<>();
            for (int axis = tensor.shape().rank(); axis < rank; axis++) {
                extents.add(1);
            }
            extents.addAll(Windows.extents(tensor.shape(), tensor.shape().rank()));
            Stored full = tensor.reshaped(Shape.of(extents));
            int[] order = Conversion.first(rank).stream().mapToInt(i -> i).toArray();
            tensor = full.with(Fold.permuted(full.tensor(), order));
        }
        return conversion.node(tensor, role);
    }

    /** A known tensor beside examples: without the axis of extent 1 that lies along the batch. */
    private static Stored withoutBatch(GraphNode node, Stored tensor, Value other)
            throws FormatException {
        Shape shape = tensor.shape();
        if (other.lead() == 0 || shape.rank() < other.rank()) {
            return tensor;
        }
        if (shape.rank() == other.rank() && shape.extent(0) == 1) {
            return tensor.reshaped(shape.tail(1));
        }
        throw node.refuse(
                "combines a batch of " + other.shape() + " with a tensor of " + shape,
                "a tensor that does not depend on the example");
    }
}
