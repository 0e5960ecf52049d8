package theoria.format.onnx.internal;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Activations, softmax, normalisations and arithmetic. */
final class ElementConverter {
    private static final int AXIS_CHANGED = 13;

    private ElementConverter() {}

    static NodeConverter activation(ActivationFunction function, double defaultAlpha) {
        return (node, conversion) -> {
            double alpha = defaultAlpha == 0 ? 0 : node.real("alpha", defaultAlpha);
            String input = conversion.activation(node, 0);
            conversion.add(node, new Operator.Activation(function, alpha), input);
        };
    }

    static NodeConverter softmax(boolean logarithm) {
        return (node, conversion) -> {
            String input = conversion.activation(node, 0);
            Shape shape = conversion.shape(input);
            boolean old = node.opset() < AXIS_CHANGED;
            int axis = conversion.axis(node, node.integer("axis", old ? 1 : -1), shape);
            if (old && shape.tail(axis + 1).size() != 1) {
                throw node.refuse(
                        "of operator set "
                                + node.opset()
                                + " takes all axes from "
                                + (axis + 1)
                                + " of "
                                + shape
                                + " together",
                        "one axis of classes");
            }
            conversion.add(node, new Operator.Softmax(axis, logarithm), input);
        };
    }

    static void batchNorm(OnnxNode node, Conversion conversion) throws FormatException {
        if (node.integer("training_mode", 0) != 0) {
            throw node.refuse("runs in training mode", "inference mode");
        }
        String input = conversion.activation(node, 0);
        Shape shape = conversion.shape(input);
        Role[] roles = {Role.SCALE, Role.SHIFT, Role.MEAN, Role.VARIANCE};
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        for (int i = 0; i < roles.length; i++) {
            Stored tensor = conversion.requireStored(node, i + 1);
            if (shape.rank() == 0 || tensor.shape().size() != shape.extent(0)) {
                throw node.refuse(
                        "has " + roles[i] + " of " + tensor.shape() + " for examples of " + shape,
                        "one number per channel");
            }
            if (!fixed(tensor, roles[i])) {
                blocks.put(roles[i], conversion.block(tensor));
            }
        }
        double epsilon = node.real("epsilon", 1e-5f);
        conversion.add(node, new Operator.BatchNorm(epsilon), List.of(input), blocks);
    }

    /** Whether a Constant node gives the scale 1 or the shift 0 of a layer that has none. */
    private static boolean fixed(Stored tensor, Role role) {
        double neutral = role == Role.SCALE ? 1 : 0;
        boolean optional = role == Role.SCALE || role == Role.SHIFT;
        return optional
                && !tensor.trainable()
                && Arrays.stream(tensor.tensor().toDoubles()).allMatch(v -> v == neutral);
    }

    static void localResponseNorm(OnnxNode node, Conversion conversion) throws FormatException {
        String input = conversion.activation(node, 0);
        conversion.add(
                node,
                new Operator.LocalResponseNorm(
                        node.integer("size", 1),
                        node.real("alpha", 1e-4f),
                        node.real("beta", 0.75),
                        node.real("bias", 1)),
                input);
    }

    static NodeConverter arithmetic(Operator.ArithmeticKind kind) {
        return (node, conversion) -> {
            if (node.note(Notes.BIAS).isPresent()) {
                conversion.rename(node);
                return;
            }
            Optional<Stored> left = conversion.stored(node.requireInput(0));
            Optional<Stored> right = conversion.stored(node.requireInput(1));
            if (left.isPresent() && right.isPresent()) {
                throw node.refuse("combines two stored tensors", "an activation");
            }
            String x = left.isEmpty() ? conversion.activation(node, 0) : "";
            String y = right.isEmpty() ? conversion.activation(node, 1) : "";
            if (left.isPresent()) {
                x = operand(node, conversion, left.get(), kind, conversion.shape(y));
            } else if (right.isPresent()) {
                y = operand(node, conversion, right.get(), kind, conversion.shape(x));
            }
            conversion.add(node, new Operator.Arithmetic(kind), x, y);
        };
    }

    /**
     * A stored operand: a trainable tensor, or a constant if it is one number or no initialiser.
     */
    private static String operand(
            OnnxNode node,
            Conversion conversion,
            Stored tensor,
            Operator.ArithmeticKind kind,
            Shape example)
            throws FormatException {
        Shape shape = tensor.shape();
        if (shape.rank() == example.rank() + 1 && shape.extent(0) == 1) {
            shape = shape.tail(1);
        }
        if (shape.rank() > example.rank()) {
            throw node.refuse(
                    "combines examples of " + example + " with a tensor of " + tensor.shape(),
                    "a tensor that does not depend on the example");
        }
        Stored fitted = tensor.reshaped(shape);
        if (!tensor.trainable() || shape.size() == 1) {
            return conversion.constant(fitted.name(), fitted.tensor());
        }
        boolean summand =
                kind == Operator.ArithmeticKind.ADD || kind == Operator.ArithmeticKind.SUBTRACT;
        return conversion.parameter(fitted, summand ? Role.BIAS : Role.SCALE);
    }
}
