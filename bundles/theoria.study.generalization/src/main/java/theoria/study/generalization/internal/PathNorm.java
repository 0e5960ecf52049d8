package theoria.study.generalization.internal;

import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.core.study.StudyInput;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The l2 path norm (Neyshabur, Tomioka and Srebro 2015; theory entry G4): square root of the sum
 * over all paths from an input to an output of the product of the squared weights on it. It is the
 * root of the summed outputs of the network with squared weights on an input of ones; max pooling
 * is kept. Defined for networks of dense layers, convolutions and transposed ones, ReLU, pooling,
 * sums, joins and operators that move numbers.
 */
public final class PathNorm {
    private PathNorm() {}

    /** Why there is no path norm, naming the layer; empty if there is one. */
    public static Optional<String> obstacle(NetworkGraph graph) {
        String end = LossHead.of(graph, false).lossNode();
        for (Node node : graph.nodes()) {
            if (!allowed(node.operator())) {
                return Optional.of(
                        node.operator().title() + " '" + node.name() + "' has no path norm");
            }
            if (node.name().equals(end)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean allowed(Operator operator) {
        if (operator instanceof Operator.Activation activation) {
            return activation.function() == ActivationFunction.RELU;
        }
        if (operator instanceof Operator.Arithmetic arithmetic) {
            return arithmetic.kind() == Operator.ArithmeticKind.ADD;
        }
        boolean weighs =
                operator instanceof Operator.Parameter
                        || operator instanceof Operator.Dense
                        || operator instanceof Operator.Convolution
                        || operator instanceof Operator.TransposedConvolution;
        boolean summarises =
                operator instanceof Operator.Pooling || operator instanceof Operator.Mean;
        return weighs || summarises || moves(operator);
    }

    /** Whether an operator only passes numbers on, so that paths go through it unchanged. */
    private static boolean moves(Operator operator) {
        return operator instanceof Operator.Input
                || operator instanceof Operator.Concat
                || operator instanceof Operator.Flatten
                || operator instanceof Operator.Reshape
                || operator instanceof Operator.Identity
                || operator instanceof Operator.Dropout
                || operator instanceof Operator.Transpose
                || operator instanceof Operator.Slice
                || operator instanceof Operator.Gather;
    }

    /**
     * The path norm.
     *
     * @param biases whether squared biases are carried along
     */
    public static double of(StudyInput input, Model model, boolean biases) throws EngineException {
        NetworkGraph graph = model.graph();
        double[] squared = model.weights().parameters().toDoubles().clone();
        for (int i = 0; i < squared.length; i++) {
            squared[i] *= squared[i];
        }
        for (Block block : graph.trainableBlocks()) {
            if (!biases && block.role() != Role.KERNEL) {
                Arrays.fill(squared, block.offset(), block.offset() + block.size(), 0);
            }
        }
        Shape shape = graph.inputShape();
        double[] ones = new double[shape.size()];
        Arrays.fill(ones, 1);
        Weights weights = Weights.of(squared, model.weights().buffers().toDoubles());
        Need need = new Need(Set.of(), Precision.DOUBLE, false);
        String end = LossHead.of(graph, false).lossNode();
        try (Network network = input.open(graph, weights, need)) {
            Tensor output =
                    network.activations(Tensor.of(shape.prepend(1), ones), List.of(end)).get(end);
            double sum = 0;
            for (int i = 0; output != null && i < output.size(); i++) {
                sum += output.get(i);
            }
            return Math.sqrt(sum);
        }
    }
}
