package theoria.format.onnx.internal;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares two graphs from their outputs backwards: operators, attributes and connections, but not
 * the names of nodes and inner tensors, nor the order in which nodes are listed.
 */
public final class GraphMatch {
    private final Side left;
    private final Side right;
    private final Map<String, String> initialisers = new HashMap<>();
    private final Map<String, String> matched = new HashMap<>();
    private final Deque<String[]> open = new ArrayDeque<>();

    /** What a graph's tensor names stand for. */
    private record Side(GraphProto graph, Map<String, NodeProto> producers, Set<String> stored) {
        static Side of(GraphProto graph) {
            Map<String, NodeProto> producers = new HashMap<>();
            for (NodeProto node : graph.getNodeList()) {
                node.getOutputList().forEach(output -> producers.put(output, node));
            }
            Set<String> stored = new HashSet<>();
            for (TensorProto tensor : graph.getInitializerList()) {
                stored.add(tensor.getName());
            }
            return new Side(graph, producers, stored);
        }
    }

    /** Prepares the comparison. */
    public GraphMatch(GraphProto left, GraphProto right) {
        this.left = Side.of(left);
        this.right = Side.of(right);
    }

    /** Whether the graphs are the same up to names, order and the numbers of initialisers. */
    public boolean matches() {
        List<ValueInfoProto> outputs = left.graph().getOutputList();
        if (outputs.size() != right.graph().getOutputCount()) {
            return false;
        }
        for (int i = 0; i < outputs.size(); i++) {
            push(outputs.get(i).getName(), right.graph().getOutput(i).getName());
        }
        while (!open.isEmpty()) {
            String[] pair = open.pop();
            if (!matches(pair[0], pair[1])) {
                return false;
            }
        }
        return true;
    }

    /** After a match: for each initialiser of the left graph that of the right in its place. */
    public Map<String, String> initialisers() {
        return Map.copyOf(initialisers);
    }

    private void push(String one, String other) {
        open.push(new String[] {one, other});
    }

    private boolean matches(String one, String other) {
        String known = matched.put(one, other);
        if (known != null) {
            return known.equals(other);
        }
        boolean stored = left.stored().contains(one);
        if (stored != right.stored().contains(other)) {
            return false;
        }
        if (stored) {
            initialisers.put(one, other);
            return true;
        }
        NodeProto source = left.producers().get(one);
        NodeProto target = right.producers().get(other);
        if (source == null || target == null) {
            return source == null && target == null && one.equals(other); // inputs, or left out
        }
        return matches(source, target)
                && source.getOutputList().indexOf(one) == target.getOutputList().indexOf(other);
    }

    private boolean matches(NodeProto one, NodeProto other) {
        if (!one.getOpType().equals(other.getOpType())
                || !one.getDomain().equals(other.getDomain())
                || one.getInputCount() != other.getInputCount()
                || !attributes(one).equals(attributes(other))) {
            return false;
        }
        for (int i = 0; i < one.getInputCount(); i++) {
            push(one.getInput(i), other.getInput(i));
        }
        return true;
    }

    private static List<AttributeProto> attributes(NodeProto node) {
        return node.getAttributeList().stream()
                .sorted(Comparator.comparing(AttributeProto::getName))
                .toList();
    }
}
