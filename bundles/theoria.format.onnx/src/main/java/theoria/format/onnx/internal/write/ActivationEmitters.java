package theoria.format.onnx.internal.write;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.tensor.Shape;

/** Functions of one number, element by element. */
final class ActivationEmitters {
    private static final int HIGHEST_BYTE = 255;

    private ActivationEmitters() {}

    static void activation(Node node, Emission emission) {
        Operator.Activation activation = (Operator.Activation) node.operator();
        if (activation.function() == ActivationFunction.SWISH) {
            swish(node, activation.alpha(), emission);
            return;
        }
        if (activation.function() == ActivationFunction.CLIP) {
            clip(node, activation, emission);
            return;
        }
        Draft draft = emission.draft(word(activation.function()), node);
        switch (activation.function()) {
            case LEAKY_RELU, ELU, CELU, THRESHOLDED_RELU -> draft.real("alpha", activation.alpha());
            case SELU -> draft.real("alpha", activation.alpha()).real("gamma", activation.beta());
            case HARD_SIGMOID ->
                    draft.real("alpha", activation.alpha()).real("beta", activation.beta());
            case GELU_TANH -> draft.text("approximate", "tanh");
            default -> {} // without parameters
        }
        emission.add(draft);
    }

    /** ONNX's word; for most functions the field's name is that. */
    private static String word(ActivationFunction function) {
        return switch (function) {
            case RELU -> "Relu";
            case LEAKY_RELU -> "LeakyRelu";
            case ELU -> "Elu";
            case SELU -> "Selu";
            case CELU -> "Celu";
            case GELU, GELU_TANH -> "Gelu";
            case THRESHOLDED_RELU -> "ThresholdedRelu";
            default -> function.title();
        };
    }

    /** ONNX has a word for x / (1 + exp(-alpha x)) from operator set 24 on only. */
    private static void swish(Node node, double alpha, Emission emission) {
        String x = emission.input(node, 0);
        String scaled = x;
        if (alpha != 1) {
            scaled = emission.helper("Mul", x, emission.filled(Shape.scalar(), alpha));
        }
        String gate = emission.helper("Sigmoid", scaled);
        emission.add(emission.draft("Mul", node).input(gate).exact("alpha", alpha));
    }

    private static void clip(Node node, Operator.Activation activation, Emission emission) {
        Draft draft = emission.draft("Clip", node);
        draft.input(bound(activation.alpha(), Double.NEGATIVE_INFINITY, emission));
        draft.input(bound(activation.beta(), Double.POSITIVE_INFINITY, emission));
        emission.add(draft.exact("min", activation.alpha()).exact("max", activation.beta()));
    }

    private static String bound(double value, double missing, Emission emission) {
        return value == missing ? Draft.ABSENT : emission.filled(Shape.scalar(), value);
    }

    static void parametricRelu(Node node, Emission emission) {
        emission.add(emission.draft("PRelu", node).input(emission.block(node, Role.SCALE)));
    }

    /**
     * The whole range of a byte in single precision goes to integers and back; ONNX knows no other
     * range, and ONNX Runtime no doubles there, so these are rounded and clipped as real numbers.
     */
    static void quantize(Node node, Emission emission) {
        Operator.Quantize quantize = (Operator.Quantize) node.operator();
        boolean unsigned = quantize.low() == 0 && quantize.high() == HIGHEST_BYTE;
        boolean signed = quantize.low() == Byte.MIN_VALUE && quantize.high() == Byte.MAX_VALUE;
        boolean inside = quantize.zero() >= quantize.low() && quantize.zero() <= quantize.high();
        if (emission.single() && inside && (unsigned || signed)) {
            String scale = emission.filled(Shape.scalar(), quantize.scale());
            String zero = emission.integer(quantize.zero(), signed);
            String integers =
                    emission.helper("QuantizeLinear", emission.input(node, 0), scale, zero);
            emission.add(
                    emission.bare("DequantizeLinear", node)
                            .input(integers)
                            .input(scale)
                            .input(zero)
                            .exact("scale", quantize.scale()));
        } else {
            rounded(node, quantize, emission);
        }
    }

    private static void rounded(Node node, Operator.Quantize quantize, Emission emission) {
        String scale = emission.filled(Shape.scalar(), quantize.scale());
        String ratio = emission.helper("Div", emission.input(node, 0), scale);
        String zero = emission.filled(Shape.scalar(), quantize.zero());
        String shifted = emission.helper("Add", emission.helper("Round", ratio), zero);
        String clipped =
                emission.helper(
                        "Clip",
                        shifted,
                        emission.filled(Shape.scalar(), quantize.low()),
                        emission.filled(Shape.scalar(), quantize.high()));
        String difference = emission.helper("Sub", clipped, zero);
        emission.add(
                emission.bare("Mul", node)
                        .input(difference)
                        .input(scale)
                        .exact("scale", quantize.scale()));
    }
}
