package theoria.engine.onnxruntime.internal;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Precision;
import theoria.format.onnx.OnnxWriter;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What ONNX Runtime 1.29 cannot do, told from metadata. Found by running every operator in both
 * precisions. Without a kernel for double are convolutions and transposed ones, average pooling,
 * instance norm, local response norm, PReLU, Resize, and the activation functions below (GELU by
 * tanh runs, but with its constants in single precision); all other operators have one, rounding to
 * integers in arithmetic.
 */
public final class Obstacles {
    private static final int MOST_SPATIAL_AXES = 3;
    private static final Set<ActivationFunction> SINGLE_ONLY =
            EnumSet.of(
                    ActivationFunction.LEAKY_RELU,
                    ActivationFunction.ELU,
                    ActivationFunction.SOFTPLUS,
                    ActivationFunction.SELU,
                    ActivationFunction.CELU,
                    ActivationFunction.GELU,
                    ActivationFunction.GELU_TANH,
                    ActivationFunction.MISH,
                    ActivationFunction.HARD_SIGMOID,
                    ActivationFunction.HARD_SWISH,
                    ActivationFunction.SOFTSIGN,
                    ActivationFunction.THRESHOLDED_RELU,
                    ActivationFunction.ERROR_FUNCTION);

    private Obstacles() {}

    /** The first obstacle, naming node and operator; empty if there is none. */
    public static Optional<String> find(NetworkGraph graph, Need need) {
        for (Capability capability : need.capabilities()) {
            if (capability != Capability.FORWARD) {
                return Optional.of("computes no " + capability + ", only FORWARD");
            }
        }
        if (!NativeRuntime.installed()) {
            return Optional.of("has no native library for " + NativeRuntime.platform());
        }
        if (graph.inputs().size() > 1) {
            return Optional.of("takes one input, not " + graph.inputs().size());
        }
        Optional<String> unwritable = OnnxWriter.obstacle(graph);
        if (unwritable.isPresent()) {
            return unwritable;
        }
        for (Node node : graph.nodes()) {
            Optional<String> reason = reason(graph, node, need.precision());
            if (reason.isPresent()) {
                return Optional.of(
                        node.operator().title() + " '" + node.name() + "' " + reason.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> reason(NetworkGraph graph, Node node, Precision precision) {
        Operator operator = node.operator();
        if (precision == Precision.DOUBLE && lacksDouble(operator)) {
            return Optional.of("has no kernel for double");
        }
        double epsilon = epsilon(operator);
        if (precision == Precision.DOUBLE && (float) epsilon != epsilon) {
            return Optional.of("has epsilon " + epsilon + ", in ONNX a single");
        }
        if (operator instanceof Operator.LocalResponseNorm norm) {
            if (norm.size() % 2 == 0) {
                return Optional.of("sums over " + norm.size() + " channels, an even number");
            }
            if (graph.shape(node.name()).rank() != MOST_SPATIAL_AXES) {
                return Optional.of("normalises examples of " + graph.shape(node.name()));
            }
        }
        if (operator instanceof Operator.Convolution convolution) {
            return axes(convolution.window());
        }
        if (operator instanceof Operator.TransposedConvolution convolution) {
            return axes(convolution.window());
        }
        if (operator instanceof Operator.Pooling pooling) {
            Window window = pooling.window();
            return overhangs(window)
                    ? Optional.of("has padding not smaller than its window")
                    : axes(window);
        }
        return Optional.empty();
    }

    /** What a normalisation adds to the variance; 0 of all else. */
    private static double epsilon(Operator operator) {
        if (operator instanceof Operator.BatchNorm norm) {
            return norm.epsilon();
        }
        if (operator instanceof Operator.GroupNorm norm) {
            return norm.epsilon();
        }
        return operator instanceof Operator.LayerNorm norm ? norm.epsilon() : 0;
    }

    private static boolean lacksDouble(Operator operator) {
        return operator instanceof Operator.Convolution
                || operator instanceof Operator.TransposedConvolution
                || operator instanceof Operator.LocalResponseNorm
                || operator instanceof Operator.ParametricRelu
                || operator instanceof Operator.Resize
                || operator instanceof Operator.GroupNorm norm && norm.groups() == 0
                || operator instanceof Operator.Activation activation
                        && SINGLE_ONLY.contains(activation.function())
                || operator instanceof Operator.Pooling pooling
                        && pooling.kind() == Operator.PoolingKind.AVERAGE;
    }

    private static Optional<String> axes(Window window) {
        return window.rank() > MOST_SPATIAL_AXES
                ? Optional.of("has " + window.rank() + " spatial axes, more than three")
                : Optional.empty();
    }

    private static boolean overhangs(Window window) {
        for (int axis = 0; axis < window.rank(); axis++) {
            int kernel = window.kernel().get(axis);
            if (window.padBefore().get(axis) >= kernel || window.padAfter().get(axis) >= kernel) {
                return true;
            }
        }
        return false;
    }
}
