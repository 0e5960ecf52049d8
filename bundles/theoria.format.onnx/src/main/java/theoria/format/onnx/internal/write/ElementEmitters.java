package theoria.format.onnx.internal.write;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.List;

/** Operators without stored tensors. Axes of ONNX count the batch, those of the graph do not. */
final class ElementEmitters {
    private ElementEmitters() {}

    static void activation(Node node, Emission emission) {
        Operator.Activation activation = (Operator.Activation) node.operator();
        switch (activation.function()) {
            case RELU:
                emission.add(emission.draft("Relu", node));
                break;
            case LEAKY_RELU:
            case ELU:
                boolean leaky = activation.function() == ActivationFunction.LEAKY_RELU;
                Draft draft = emission.draft(leaky ? "LeakyRelu" : "Elu", node);
                emission.add(draft.real("alpha", activation.alpha()));
                break;
            default: // Tanh, Sigmoid, Softplus: the field's names are those of ONNX
                emission.add(emission.draft(activation.title(), node));
        }
    }

    static void softmax(Node node, Emission emission) {
        Operator.Softmax softmax = (Operator.Softmax) node.operator();
        emission.add(emission.draft(softmax.title(), node).whole("axis", softmax.axis() + 1L));
    }

    static void arithmetic(Node node, Emission emission) {
        int rank = emission.shape(node).rank();
        String word = word(((Operator.Arithmetic) node.operator()).kind());
        String left = emission.aligned(node, 0, rank);
        String right = emission.aligned(node, 1, rank);
        emission.add(emission.bare(word, node).input(left).input(right));
    }

    private static String word(Operator.ArithmeticKind kind) {
        switch (kind) {
            case ADD:
                return "Add";
            case SUBTRACT:
                return "Sub";
            case MULTIPLY:
                return "Mul";
            case DIVIDE:
                return "Div";
            default:
                throw new IllegalStateException("no ONNX word for " + kind);
        }
    }

    static void localResponseNorm(Node node, Emission emission) {
        Operator.LocalResponseNorm norm = (Operator.LocalResponseNorm) node.operator();
        emission.add(
                emission.draft("LRN", node)
                        .whole("size", norm.size())
                        .real("alpha", norm.alpha())
                        .real("beta", norm.beta())
                        .real("bias", norm.bias()));
    }

    static void identity(Node node, Emission emission) {
        emission.add(emission.draft("Identity", node));
    }

    static void dropout(Node node, Emission emission) {
        double rate = ((Operator.Dropout) node.operator()).rate();
        String ratio = emission.filled(Shape.scalar(), rate);
        emission.add(emission.draft("Dropout", node).input(ratio).exact("ratio", rate));
    }

    static void concat(Node node, Emission emission) {
        long axis = ((Operator.Concat) node.operator()).axis() + 1L;
        emission.add(emission.draft("Concat", node).whole("axis", axis));
    }

    static void mean(Node node, Emission emission) {
        Operator.Mean mean = (Operator.Mean) node.operator();
        if (mean.axes().isEmpty()) {
            identity(node, emission);
            return;
        }
        List<Integer> axes = mean.axes().stream().map(axis -> axis + 1).toList();
        emission.add(
                emission.draft("ReduceMean", node)
                        .input(emission.wholes(axes))
                        .whole("keepdims", mean.keepExtents() ? 1 : 0));
    }

    static void flatten(Node node, Emission emission) {
        emission.add(emission.draft("Flatten", node).whole("axis", 1));
    }

    static void reshape(Node node, Emission emission) {
        String target = emission.wholes(Emission.batchOf(emission.shape(node)));
        emission.add(emission.draft("Reshape", node).input(target));
    }

    static void pad(Node node, Emission emission) {
        Operator.Pad pad = (Operator.Pad) node.operator();
        List<Integer> pads = new ArrayList<>(List.of(0));
        pads.addAll(pad.before());
        pads.add(0);
        pads.addAll(pad.after());
        emission.add(
                emission.draft("Pad", node)
                        .input(emission.wholes(pads))
                        .input(emission.filled(Shape.scalar(), pad.value()))
                        .exact("value", pad.value()));
    }
}
