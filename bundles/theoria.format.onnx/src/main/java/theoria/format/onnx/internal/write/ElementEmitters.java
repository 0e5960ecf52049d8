package theoria.format.onnx.internal.write;

import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.List;

/**
 * Operators that compute without stored tensors. Axes of ONNX count the batch, those of the graph
 * do not.
 */
final class ElementEmitters {
    private ElementEmitters() {}

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
        return switch (kind) {
            case ADD -> "Add";
            case SUBTRACT -> "Sub";
            case MULTIPLY -> "Mul";
            case DIVIDE -> "Div";
            case POWER -> "Pow";
            case MINIMUM -> "Min";
            case MAXIMUM -> "Max";
        };
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

    /** Without axes a new axis of extent 1 is reduced, for ONNX then takes all. */
    static void reduction(Node node, Emission emission) {
        Operator.Reduction reduction = (Operator.Reduction) node.operator();
        String input = emission.input(node, 0);
        List<Integer> axes = reduction.axes().stream().map(axis -> axis + 1).toList();
        boolean keeps = reduction.keepExtents();
        if (axes.isEmpty()) {
            axes = List.of(emission.inputShape(node, 0).rank() + 1);
            input = emission.helper("Unsqueeze", input, emission.wholes(axes));
            keeps = false;
        }
        emission.add(
                emission.bare(word(reduction.kind()), node)
                        .input(input)
                        .input(emission.wholes(axes))
                        .whole("keepdims", keeps ? 1 : 0));
    }

    private static String word(Operator.ReductionKind kind) {
        return switch (kind) {
            case SUM -> "ReduceSum";
            case MAX -> "ReduceMax";
            case MIN -> "ReduceMin";
            case PRODUCT -> "ReduceProd";
            case L1 -> "ReduceL1";
            case L2 -> "ReduceL2";
            case SUM_OF_SQUARES -> "ReduceSumSquare";
            case LOG_SUM -> "ReduceLogSum";
            case LOG_SUM_EXP -> "ReduceLogSumExp";
        };
    }
}
