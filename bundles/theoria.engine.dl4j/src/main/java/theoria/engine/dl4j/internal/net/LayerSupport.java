package theoria.engine.dl4j.internal.net;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What DL4J 1.0.0-M2.1 has a layer for, with the conventions of the internal form. Reads metadata
 * only and refers to no class of DL4J, so that asking loads nothing native.
 */
public final class LayerSupport {
    private static final int IMAGE_RANK = 3;
    private static final String NONE = "there is none of this kind";

    private LayerSupport() {}

    /** Why DL4J cannot serve, naming the first node it has no layer for; empty if it can. */
    public static Optional<String> obstacle(NetworkGraph graph, Need need) {
        if (need.has(Capability.HESSIAN_PRODUCT)) {
            return Optional.of("has no Hessian products");
        }
        if (graph.inputs().size() != 1) {
            return Optional.of("takes one input, not " + graph.inputs().size());
        }
        boolean gradient =
                need.has(Capability.PARAMETER_GRADIENT)
                        || need.has(Capability.INPUT_GRADIENT)
                        || need.has(Capability.BACKWARD_RULES);
        for (Node node : graph.nodes()) {
            List<Shape> inputs = node.inputs().stream().map(graph::shape).toList();
            String reason = forward(node.operator(), inputs, need.precision());
            if (!reason.isEmpty()) {
                return Optional.of("has no layer for " + named(node) + ": " + reason);
            }
            reason = gradient ? backward(node.operator()) : "";
            if (!reason.isEmpty()) {
                return Optional.of("has no exact gradient of " + named(node) + ": " + reason);
            }
        }
        return Optional.empty();
    }

    private static String named(Node node) {
        return node.operator().title() + " '" + node.name() + "'";
    }

    private static String forward(Operator operator, List<Shape> inputs, Precision precision) {
        if (operator instanceof Operator.Convolution) {
            return convolution((Operator.Convolution) operator, precision);
        }
        if (operator instanceof Operator.Pooling) {
            return pooling((Operator.Pooling) operator, inputs.get(0));
        }
        if (operator instanceof Operator.Dense) {
            return inputs.get(0).rank() == 1 ? "" : "its input " + inputs.get(0) + " is no vector";
        }
        if (operator instanceof Operator.BatchNorm) {
            return vectorOrImage(inputs.get(0));
        }
        if (operator instanceof Operator.Softmax) {
            return softmax((Operator.Softmax) operator, inputs.get(0));
        }
        if (operator instanceof Operator.Arithmetic) {
            return arithmetic((Operator.Arithmetic) operator, inputs);
        }
        if (operator instanceof Operator.Concat) {
            return ((Operator.Concat) operator).axis() == 0
                    ? vectorOrImage(inputs.get(0))
                    : "it joins another axis than the channels";
        }
        if (operator instanceof Operator.Mean) {
            boolean spatial =
                    inputs.get(0).rank() == IMAGE_RANK
                            && ((Operator.Mean) operator).axes().equals(List.of(1, 2));
            return spatial ? "" : "its axes are not the two spatial ones";
        }
        return rare(operator, inputs);
    }

    private static String rare(Operator operator, List<Shape> inputs) {
        if (operator instanceof Operator.LocalResponseNorm) {
            boolean odd = ((Operator.LocalResponseNorm) operator).size() % 2 != 0;
            return inputs.get(0).rank() != IMAGE_RANK
                    ? "its input " + inputs.get(0) + " is no image"
                    : odd ? "" : "its size is even";
        }
        if (operator instanceof Operator.Pad) {
            return pad((Operator.Pad) operator);
        }
        if (operator instanceof Operator.Activation) {
            return activation((Operator.Activation) operator);
        }
        boolean passed =
                operator instanceof Operator.Input
                        || operator instanceof Operator.Flatten
                        || operator instanceof Operator.Reshape
                        || operator instanceof Operator.Identity
                        || operator instanceof Operator.Dropout;
        return passed ? "" : NONE;
    }

    private static String activation(Operator.Activation activation) {
        return switch (activation.function()) {
            case RELU, LEAKY_RELU, ELU, TANH, SIGMOID, SOFTPLUS -> "";
            default -> NONE;
        };
    }

    private static String vectorOrImage(Shape shape) {
        return shape.rank() == 1 || shape.rank() == IMAGE_RANK
                ? ""
                : "its input " + shape + " is neither vector nor image";
    }

    private static String convolution(Operator.Convolution convolution, Precision precision) {
        if (convolution.groups() != 1) {
            return "it has " + convolution.groups() + " groups";
        }
        if (convolution.window().dilated() && precision == Precision.FLOAT) {
            return "its window is dilated, which oneDNN refuses here";
        }
        return window(convolution.window());
    }

    private static String window(Window window) {
        if (window.rank() != 2) {
            return "it has " + window.rank() + " spatial axes, not 2";
        }
        return window.asymmetric()
                ? "its padding is asymmetric: "
                        + window.padBefore()
                        + " before, "
                        + window.padAfter()
                        + " after"
                : "";
    }

    private static String pooling(Operator.Pooling pooling, Shape input) {
        String reason = window(pooling.window());
        if (!reason.isEmpty()) {
            return reason;
        }
        if (pooling.window().dilated()) {
            return "its window is dilated";
        }
        for (int axis = 0; axis < 2; axis++) {
            int length = input.extent(axis + 1);
            if (pooling.window().positions(axis, length, false)
                    != pooling.window().positions(axis, length, pooling.ceilMode())) {
                return "ceil mode adds a partial window";
            }
        }
        return "";
    }

    private static String softmax(Operator.Softmax softmax, Shape input) {
        if (softmax.logarithm()) {
            return NONE;
        }
        return input.rank() == 1 ? "" : "its input " + input + " is no vector";
    }

    private static String arithmetic(Operator.Arithmetic arithmetic, List<Shape> inputs) {
        boolean known =
                arithmetic.kind() == Operator.ArithmeticKind.ADD
                        || arithmetic.kind() == Operator.ArithmeticKind.SUBTRACT
                        || arithmetic.kind() == Operator.ArithmeticKind.MULTIPLY;
        if (!known) {
            return NONE;
        }
        return inputs.get(0).equals(inputs.get(1))
                ? ""
                : "it broadcasts " + inputs.get(0) + " with " + inputs.get(1);
    }

    private static String pad(Operator.Pad pad) {
        if (pad.mode() != Operator.PadMode.CONSTANT) {
            return "it pads by " + pad.mode().name().toLowerCase(Locale.ROOT);
        }
        if (pad.value() != 0) {
            return "it pads with " + pad.value() + ", not 0";
        }
        boolean image = pad.before().size() == IMAGE_RANK;
        return image && pad.before().get(0) == 0 && pad.after().get(0) == 0
                ? ""
                : "it pads other axes than the two spatial ones";
    }

    /** Derivatives that DL4J takes otherwise; each was seen against the reference engine. */
    private static String backward(Operator operator) {
        if (operator instanceof Operator.LocalResponseNorm) {
            return "it is only approximate in DL4J";
        }
        if (operator instanceof Operator.Pooling) {
            Operator.Pooling pooling = (Operator.Pooling) operator;
            boolean padded = pooling.window().padBefore().stream().anyMatch(pad -> pad > 0);
            return padded && pooling.countIncludePad() && pooling.kind() != Operator.PoolingKind.MAX
                    ? "DL4J forgets that padding counts"
                    : "";
        }
        return operator instanceof Operator.Activation ? slope((Operator.Activation) operator) : "";
    }

    private static String slope(Operator.Activation activation) {
        String reason = "at 0 it is 1 in DL4J, not alpha";
        switch (activation.function()) {
            case LEAKY_RELU:
                return reason;
            case ELU:
                return activation.alpha() == 1 ? "" : reason;
            default:
                return "";
        }
    }
}
