package theoria.format.onnx.internal;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Element-wise functions of one tensor, and softmax. */
final class ActivationConverter {
    /** Operator set from which on softmax works along one axis. */
    private static final int ONE_AXIS = 13;

    /** Operator set from which on a slope broadcasts like any tensor. */
    private static final int BROADCASTS = 7;

    private ActivationConverter() {}

    /** A function without parameters. */
    static NodeConverter plain(ActivationFunction function) {
        return (node, conversion) -> add(node, conversion, function, 0, 0);
    }

    /** A function with the parameter alpha. */
    static NodeConverter alpha(ActivationFunction function, double alpha) {
        return (node, conversion) -> add(node, conversion, function, node.real("alpha", alpha), 0);
    }

    /** A function with two parameters, of which the second has another name in ONNX. */
    static NodeConverter both(
            ActivationFunction function, double alpha, String second, double beta) {
        return (node, conversion) ->
                add(node, conversion, function, node.real("alpha", alpha), node.real(second, beta));
    }

    private static void add(
            OnnxNode node,
            Conversion conversion,
            ActivationFunction function,
            double alpha,
            double beta)
            throws FormatException {
        Operator operator = new Operator.Activation(function, alpha, beta);
        conversion.define(node, 0, conversion.apply(node, "", operator, conversion.value(node, 0)));
    }

    static void gelu(OnnxNode node, Conversion conversion) throws FormatException {
        String approximation = node.word("approximate", "none");
        switch (approximation) {
            case "none":
                add(node, conversion, ActivationFunction.GELU, 0, 0);
                break;
            case "tanh":
                add(node, conversion, ActivationFunction.GELU_TANH, 0, 0);
                break;
            default:
                throw node.refuse("has approximate = " + approximation, "none or tanh");
        }
    }

    /** Clip: bounds are attributes before operator set 11, inputs since. */
    static void clip(OnnxNode node, Conversion conversion) throws FormatException {
        Optional<Value> low = conversion.optional(node, 1);
        Optional<Value> high = conversion.optional(node, 2);
        if (!oneNumber(low) || !oneNumber(high)) {
            clipByTensors(node, conversion, low, high);
            return;
        }
        double least = bound(node, low, "min", Double.NEGATIVE_INFINITY);
        double most = bound(node, high, "max", Double.POSITIVE_INFINITY);
        add(node, conversion, ActivationFunction.CLIP, least, most);
    }

    private static boolean oneNumber(Optional<Value> bound) {
        return bound.isEmpty()
                || bound.get() instanceof Stored stored && stored.tensor().size() == 1;
    }

    private static double bound(OnnxNode node, Optional<Value> given, String key, double none)
            throws FormatException {
        return given.isPresent()
                ? node.exact(key, ((Stored) given.get()).tensor().get(0))
                : node.real(key, none);
    }

    private static void clipByTensors(
            OnnxNode node, Conversion conversion, Optional<Value> low, Optional<Value> high)
            throws FormatException {
        Value value = conversion.value(node, 0);
        if (low.isPresent()) {
            Operator.ArithmeticKind kind = Operator.ArithmeticKind.MAXIMUM;
            String part = high.isPresent() ? "low" : "";
            value = ArithmeticConverter.combine(node, part, kind, value, low.get(), conversion);
        }
        if (high.isPresent()) {
            Operator.ArithmeticKind kind = Operator.ArithmeticKind.MINIMUM;
            value = ArithmeticConverter.combine(node, "", kind, value, high.get(), conversion);
        }
        conversion.define(node, 0, value);
    }

    /** PRelu: before operator set 7 a slope of several numbers is one per channel. */
    static void parametricRelu(OnnxNode node, Conversion conversion) throws FormatException {
        Value.Computed input = conversion.activation(node, 0);
        Stored slope = conversion.requireStored(node, 1);
        Shape shape = slope.shape();
        boolean perChannel = node.opset() < BROADCASTS && shape.rank() == 1 && shape.size() > 1;
        if (perChannel) {
            List<Integer> extents = new ArrayList<>(List.of(shape.size()));
            for (int axis = 1; axis < input.shape().rank(); axis++) {
                extents.add(1);
            }
            shape = Shape.of(extents);
        } else if (shape.rank() == input.rank() && input.lead() == 1 && shape.extent(0) == 1) {
            shape = shape.tail(1);
        }
        String block = conversion.block(slope.reshaped(shape));
        conversion.add(
                node,
                new Operator.ParametricRelu(shape),
                List.of(input.node()),
                Map.of(Role.SCALE, block));
    }

    /**
     * Softmax and its logarithm: before operator set 13 all axes from the given one on are taken
     * together.
     */
    static NodeConverter softmax(boolean logarithm) {
        return (node, conversion) -> {
            Value.Computed input = conversion.activation(node, 0);
            Shape shape = input.shape();
            boolean old = node.opset() < ONE_AXIS;
            int axis = conversion.axis(node, node.integer("axis", old ? 1 : -1), input);
            if (old) {
                int together = shape.tail(axis).squeeze().rank();
                if (together > 1) {
                    softmaxOfAll(node, conversion, input, axis, logarithm);
                    return;
                }
                while (together == 1 && shape.extent(axis) == 1) {
                    axis++;
                }
            }
            conversion.add(node, new Operator.Softmax(axis, logarithm), input);
        };
    }

    private static void softmaxOfAll(
            OnnxNode node, Conversion conversion, Value.Computed input, int axis, boolean logarithm)
            throws FormatException {
        Shape shape = input.shape();
        List<Integer> extents = new ArrayList<>();
        for (int i = 0; i < axis; i++) {
            extents.add(shape.extent(i));
        }
        extents.add(shape.tail(axis).size());
        Operator flat = new Operator.Reshape(Shape.of(extents));
        Value joined = conversion.apply(node, "flat", flat, input);
        Operator softmax = new Operator.Softmax(axis, logarithm);
        Value result = conversion.apply(node, "softmax", softmax, joined);
        conversion.define(node, 0, conversion.apply(node, "", new Operator.Reshape(shape), result));
    }
}
