package theoria.study.landscape.internal.curvature;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Networks whose outputs z are, piece by piece, linear in every single parameter: layers that are
 * linear in their input and in their weights, with piecewise linear functions between them, no
 * weight used twice. There the second derivatives of z by one parameter are 0, so that H and its
 * Gauss-Newton part G have the same diagonal, and the same trace.
 */
public final class PiecewiseLinear {
    private static final Set<ActivationFunction> FUNCTIONS =
            EnumSet.of(
                    ActivationFunction.RELU,
                    ActivationFunction.LEAKY_RELU,
                    ActivationFunction.HARD_SIGMOID,
                    ActivationFunction.THRESHOLDED_RELU,
                    ActivationFunction.CLIP,
                    ActivationFunction.ABSOLUTE,
                    ActivationFunction.NEGATE);

    private static final Set<Operator.ArithmeticKind> SUMS =
            EnumSet.of(Operator.ArithmeticKind.ADD, Operator.ArithmeticKind.SUBTRACT);

    private static final Set<Class<? extends Operator>> LINEAR =
            Set.of(
                    Operator.Input.class,
                    Operator.Constant.class,
                    Operator.Dense.class,
                    Operator.Convolution.class,
                    Operator.TransposedConvolution.class,
                    Operator.BatchNorm.class,
                    Operator.Pooling.class,
                    Operator.ParametricRelu.class,
                    Operator.Concat.class,
                    Operator.Mean.class,
                    Operator.Flatten.class,
                    Operator.Reshape.class,
                    Operator.Identity.class,
                    Operator.Dropout.class,
                    Operator.Pad.class,
                    Operator.Transpose.class,
                    Operator.Slice.class,
                    Operator.Gather.class,
                    Operator.Expand.class,
                    Operator.Resize.class);

    private PiecewiseLinear() {}

    /**
     * Why a network is not known to be one of these, in words; empty if it is.
     *
     * @param last node whose output is z
     */
    public static Optional<String> obstacle(NetworkGraph graph, String last) {
        Set<String> blocks = new HashSet<>();
        Set<String> seen = new HashSet<>(Set.of(last));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            Node node = graph.node(open.remove());
            if (!linear(node.operator())) {
                String title = node.operator().title();
                return Optional.of(
                        title + " '" + node.name() + "' is not known to be piecewise linear");
            }
            for (String block : node.blocks().values()) {
                if (!blocks.add(block)) {
                    return Optional.of("the weights '" + block + "' are used twice");
                }
            }
            node.inputs().stream().filter(seen::add).forEach(open::add);
        }
        return Optional.empty();
    }

    private static boolean linear(Operator operator) {
        if (operator instanceof Operator.Activation activation) {
            return FUNCTIONS.contains(activation.function());
        }
        if (operator instanceof Operator.Arithmetic arithmetic) {
            return SUMS.contains(arithmetic.kind());
        }
        return LINEAR.contains(operator.getClass());
    }
}
