package theoria.format.tensorflow.internal;

import theoria.core.model.load.FormatException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The graph as it lies in the file: its nodes by name, in an order, and who takes from whom. */
final class FileGraph {
    /** Nodes that nothing takes from and that put out nothing of the network. */
    private static final Set<String> SIDE =
            Set.of("Const", "Placeholder", "PlaceholderWithDefault", "NoOp", "Assert", "Print");

    private final Map<String, GraphNode> nodes = new LinkedHashMap<>();
    private final Map<String, List<GraphNode>> consumers = new HashMap<>();
    private final List<GraphNode> ordered = new ArrayList<>();
    private final List<GraphNode> ends = new ArrayList<>();
    private final Set<String> fed = new HashSet<>();
    private final boolean reads;

    /**
     * Looks at a graph.
     *
     * @throws FormatException if a name is given twice, or nodes take from each other in a circle
     */
    FileGraph(List<GraphNode> given) throws FormatException {
        for (GraphNode node : given) {
            if (nodes.put(node.name(), node) != null) {
                throw new FormatException(
                        "two nodes are called '" + node.name() + "'; expected each name once");
            }
            for (String input : node.inputs()) {
                String giver = GraphNode.giver(input);
                consumers.computeIfAbsent(giver, name -> new ArrayList<>()).add(node);
            }
        }
        this.reads = nodes.values().stream().anyMatch(this::read);
        findEnds();
        order();
    }

    /** Nodes on which the outputs depend, each behind those it takes from. */
    List<GraphNode> ordered() {
        return ordered;
    }

    /** Nodes from which no other takes and that depend on a placeholder, in the file's order. */
    List<GraphNode> ends() {
        return ends;
    }

    /** Whether a node depends on a placeholder. */
    boolean fed(GraphNode node) {
        return fed.contains(node.name());
    }

    List<GraphNode> consumers(GraphNode node) {
        return consumers.getOrDefault(node.name(), List.of());
    }

    /** Whether a constant was a variable when the graph was frozen. */
    boolean variable(GraphNode constant, boolean several) {
        return reads ? read(constant) : several;
    }

    private boolean read(GraphNode node) {
        return node.operator().equals("Const")
                && !node.type("dtype").whole()
                && consumers(node).stream().anyMatch(c -> c.operator().equals("Identity"));
    }

    private void findEnds() {
        Deque<GraphNode> open = new ArrayDeque<>();
        for (GraphNode node : nodes.values()) {
            if (node.operator().equals("Placeholder")) {
                open.add(node);
            }
        }
        while (!open.isEmpty()) {
            GraphNode node = open.remove();
            if (fed.add(node.name())) {
                open.addAll(consumers(node));
            }
        }
        for (GraphNode node : nodes.values()) {
            boolean last = consumers(node).stream().allMatch(c -> SIDE.contains(c.operator()));
            if (last && fed.contains(node.name()) && !SIDE.contains(node.operator())) {
                ends.add(node);
            }
        }
    }

    /** Depth first from each end, without recursion. */
    private void order() throws FormatException {
        Set<String> entered = new HashSet<>();
        Set<String> done = new HashSet<>();
        Deque<GraphNode> open = new ArrayDeque<>();
        for (int i = ends.size() - 1; i >= 0; i--) {
            open.push(ends.get(i));
        }
        while (!open.isEmpty()) {
            GraphNode node = open.peek();
            if (entered.add(node.name())) {
                for (int i = node.inputs().size() - 1; i >= 0; i--) {
                    GraphNode giver = giver(node, i);
                    if (!done.contains(giver.name())) {
                        if (entered.contains(giver.name())) {
                            throw new FormatException(
                                    node.where()
                                            + " depends on itself; expected a graph without"
                                            + " circles");
                        }
                        open.push(giver);
                    }
                }
            } else {
                open.pop();
                if (done.add(node.name())) {
                    ordered.add(node);
                }
            }
        }
    }

    private GraphNode giver(GraphNode node, int index) throws FormatException {
        String name = GraphNode.giver(node.inputs().get(index));
        GraphNode giver = nodes.get(name);
        if (giver == null) {
            throw node.refuse("takes '" + name + "', which is no node", "a node of the graph");
        }
        return giver;
    }
}
