package theoria.engine.reference.internal;

import theoria.core.math.linear.Gemm;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.engine.reference.internal.op.Op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph made executable: its operators in topological order with the positions of their inputs.
 * Holds no numbers, so copies of a network share it.
 */
final class Program {
    /**
     * How many numbers all activations of one chunk may hold. With a few megabytes a chunk stays in
     * the processor's cache; the size follows from the graph alone, so sums over chunks have a
     * fixed order.
     */
    private static final int CHUNK_NUMBERS = 1 << 19;

    private final NetworkGraph graph;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final int chunk;

    /**
     * One operator.
     *
     * @param op computes it
     * @param inputs positions of the steps whose outputs it takes
     * @param size numbers of one example's output
     * @param batched whether the output depends on the example
     * @param learns whether the output depends on a parameter, so that a parameter gradient needs
     *     its gradient
     */
    record Step(Op op, int[] inputs, int size, boolean batched, boolean learns) {}

    Program(NetworkGraph graph, Gemm gemm) {
        this.graph = graph;
        OpFactory factory = new OpFactory(graph, gemm);
        long perExample = 0;
        for (Node node : graph.nodes()) {
            int[] inputs = node.inputs().stream().mapToInt(this::position).toArray();
            int size = graph.shape(node.name()).size();
            boolean batched = graph.batched(node.name());
            positions.put(node.name(), steps.size());
            boolean learns = !node.blocks().isEmpty();
            for (int input : inputs) {
                learns |= steps.get(input).learns();
            }
            steps.add(new Step(factory.make(node), inputs, size, batched, learns));
            perExample += batched ? size : 0;
        }
        chunk = (int) Math.max(1, CHUNK_NUMBERS / Math.max(1, perExample));
    }

    NetworkGraph graph() {
        return graph;
    }

    List<Step> steps() {
        return steps;
    }

    /** Examples that go through the network together. */
    int chunk() {
        return chunk;
    }

    int position(String node) {
        Integer position = positions.get(node);
        if (position == null) {
            throw new IllegalArgumentException(
                    "no layer '"
                            + node
                            + "' in "
                            + graph.name()
                            + "; there are "
                            + String.join(", ", graph.nodes().stream().map(Node::name).toList()));
        }
        return position;
    }
}
