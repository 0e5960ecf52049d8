package theoria.core.model.zoo;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.graph.Weights;

import java.util.HashSet;
import java.util.Set;

/**
 * A trained network for other classes: its last layer with a kernel gets as many outputs as there
 * are classes and random weights, everything before keeps its numbers (transfer learning, Yosinski
 * et al. 2014).
 *
 * @param graph with the new last layer
 * @param weights the old ones, and new ones for the last layer
 * @param layer name of the last layer
 */
public record NewHead(NetworkGraph graph, Weights weights, String layer) {

    /**
     * Replaces the last layer.
     *
     * @param classes number of outputs
     * @param initialisation of its weights
     * @param seed of them
     * @throws ShapeException if the network has no dense or convolution layer, or what comes after
     *     the last one does not fit another number of outputs
     */
    public static NewHead of(
            NetworkGraph old,
            Weights trained,
            int classes,
            Initialisation initialisation,
            long seed) {
        Node head = last(old);
        NetworkGraph.Builder builder = NetworkGraph.builder(old.name());
        for (Node node : old.nodes()) {
            boolean last = node.name().equals(head.name());
            builder.add(
                    last
                            ? new Node(
                                    node.name(),
                                    widened(node.operator(), classes),
                                    node.inputs(),
                                    node.blocks())
                            : node);
        }
        NetworkGraph graph = builder.build(old.outputs().toArray(new String[0]));
        if (graph.classes() != classes) {
            throw new ShapeException(
                    "a new last layer '" + head.name() + "' does not decide the number of outputs");
        }
        return new NewHead(
                graph, weights(old, trained, graph, head, initialisation, seed), head.name());
    }

    private static Node last(NetworkGraph graph) {
        Node last = null;
        for (Node node : graph.nodes()) {
            boolean layer =
                    node.operator() instanceof Operator.Dense
                            || node.operator() instanceof Operator.Convolution;
            last = layer && node.block(Role.KERNEL).isPresent() ? node : last;
        }
        if (last == null) {
            throw new ShapeException("'" + graph.name() + "' has no dense or convolution layer");
        }
        return last;
    }

    private static Operator widened(Operator operator, int classes) {
        return operator instanceof Operator.Convolution convolution
                ? new Operator.Convolution(classes, convolution.window(), convolution.groups())
                : new Operator.Dense(classes);
    }

    private static Weights weights(
            NetworkGraph old,
            Weights trained,
            NetworkGraph graph,
            Node head,
            Initialisation initialisation,
            long seed) {
        Weights drawn = initialisation.draw(graph, seed);
        double[] parameters = drawn.parameters().toDoubles();
        double[] buffers = drawn.buffers().toDoubles();
        Set<String> fresh = new HashSet<>(head.blocks().values());
        for (Block block : graph.blocks()) {
            if (!fresh.contains(block.name())) {
                double[] flat = block.role().trainable() ? parameters : buffers;
                double[] values = trained.values(old.block(block.name()));
                System.arraycopy(values, 0, flat, block.offset(), values.length);
            }
        }
        return Weights.of(parameters, buffers).to(trained.precision());
    }
}
