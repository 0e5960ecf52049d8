package theoria.format.onnx;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names of the tensors of a written file. Inputs, blocks and outputs of nodes have their names of
 * the graph; where two of these are equal, which ONNX forbids, blocks and then nodes get a number
 * behind them.
 */
public final class OnnxNames {
    private final Map<String, String> nodes = new HashMap<>();
    private final Map<String, String> blocks = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private OnnxNames(NetworkGraph graph) {
        for (Node input : graph.inputs()) {
            nodes.put(input.name(), unused(input.name()));
        }
        for (Block block : graph.blocks()) {
            blocks.put(block.name(), unused(block.name()));
        }
        for (Node node : graph.nodes()) {
            if (!(node.operator() instanceof Operator.Input)) {
                nodes.put(node.name(), unused(node.name()));
            }
        }
    }

    /** The names of a graph; equal graphs have equal names. */
    public static OnnxNames of(NetworkGraph graph) {
        return new OnnxNames(graph);
    }

    /**
     * Name of a node's output, or of a network input.
     *
     * @throws IllegalArgumentException if there is no such node
     */
    public String node(String nodeName) {
        return require(nodes, nodeName, "node");
    }

    /**
     * Name of a block's tensor.
     *
     * @throws IllegalArgumentException if there is no such block
     */
    public String block(String blockName) {
        return require(blocks, blockName, "tensor");
    }

    private static String require(Map<String, String> names, String key, String what) {
        String name = names.get(key);
        if (name == null) {
            throw new IllegalArgumentException("there is no " + what + " '" + key + "'");
        }
        return name;
    }

    /** Whether an input, a block or a node's output has this name. */
    public boolean taken(String tensorName) {
        return taken.contains(tensorName);
    }

    private String unused(String wish) {
        String name = wish;
        for (int i = 2; name.isEmpty() || !taken.add(name); i++) {
            name = wish + " #" + i;
        }
        return name;
    }
}
