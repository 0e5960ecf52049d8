package theoria.study.generalization.internal;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whether a network is a chain of linear maps and 1-Lipschitz maps that fix 0, as the bound of
 * Bartlett, Foster and Telgarsky (2017) needs: dense layers, convolutions without groups, ReLU,
 * leaky ReLU, tanh, pooling whose windows do not overlap, reshaping.
 */
public final class Chain {
    private Chain() {}

    /**
     * Why the bound does not apply up to the network's scores, naming the layer; empty if it does.
     */
    public static Optional<String> obstacle(NetworkGraph graph) {
        String end = LossHead.of(graph, false).lossNode();
        String last = "";
        Collection<Node> nodes = graph.nodes();
        for (Node node : nodes) {
            boolean first = last.isEmpty();
            if (first != (node.operator() instanceof Operator.Input)
                    || !first && !node.inputs().equals(List.of(last))) {
                return Optional.of(
                        "layer '" + node.name() + "' makes the network more than a chain");
            }
            if (!allowed(node.operator())) {
                return Optional.of(
                        node.operator().title()
                                + " '"
                                + node.name()
                                + "' is not covered by the bound");
            }
            last = node.name();
            if (last.equals(end)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean allowed(Operator operator) {
        if (operator instanceof Operator.Convolution) {
            Operator.Convolution convolution = (Operator.Convolution) operator;
            return convolution.groups() == 1 && convolution.window().rank() == 2;
        }
        if (operator instanceof Operator.Pooling) {
            Operator.Pooling pooling = (Operator.Pooling) operator;
            return pooling.window().kernel().equals(pooling.window().stride());
        }
        if (operator instanceof Operator.Activation) {
            Operator.Activation activation = (Operator.Activation) operator;
            return activation.function() == ActivationFunction.RELU
                    || activation.function() == ActivationFunction.TANH
                    || activation.function() == ActivationFunction.LEAKY_RELU
                            && Math.abs(activation.alpha()) <= 1;
        }
        return operator instanceof Operator.Input
                || operator instanceof Operator.Dense
                || operator instanceof Operator.Flatten
                || operator instanceof Operator.Reshape
                || operator instanceof Operator.Identity
                || operator instanceof Operator.Dropout;
    }

    /**
     * Spectral complexity against 0: R = prod s_i (sum (b_i / s_i)^(2/3))^(3/2), s_i the largest
     * singular value of layer i's linear map, b_i the sum of the Euclidean norms of its rows.
     */
    public static double complexity(List<LinearLayer> layers) {
        double product = 1;
        double sum = 0;
        for (LinearLayer layer : layers) {
            double s = layer.operatorNorm();
            product *= s;
            sum += Math.pow(layer.operatorRowNorms() / s, 2.0 / 3);
        }
        return product * Math.pow(sum, 1.5);
    }
}
