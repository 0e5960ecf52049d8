package theoria.format.onnx.internal;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The graph as it lies in the file: who puts out and who takes which name. */
final class FileGraph {
    private final GraphProto proto;
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxNode> producers = new HashMap<>();
    private final Map<String, List<OnnxNode>> consumers = new HashMap<>();
    private final Map<String, TensorProto> initialisers = new LinkedHashMap<>();
    private final Set<String> outputs = new HashSet<>();
    private final Set<String> live;

    /**
     * Looks at a graph.
     *
     * @throws FormatException if a name is given twice or initialisers are sparse
     */
    FileGraph(GraphProto proto, int opset) throws FormatException {
        this.proto = proto;
        if (proto.getSparseInitializerCount() > 0) {
            throw new FormatException("the graph has sparse initialisers; expected dense ones");
        }
        for (TensorProto tensor : proto.getInitializerList()) {
            if (initialisers.put(tensor.getName(), tensor) != null) {
                throw new FormatException(
                        "initialiser '" + tensor.getName() + "' is given twice; expected it once");
            }
        }
        for (NodeProto node : proto.getNodeList()) {
            add(OnnxNode.of(node, opset));
        }
        proto.getOutputList().forEach(output -> outputs.add(output.getName()));
        this.live = liveNames();
    }

    private void add(OnnxNode node) throws FormatException {
        nodes.add(node);
        for (String output : node.proto().getOutputList()) {
            if (!output.isEmpty() && producers.put(output, node) != null) {
                throw new FormatException(
                        "two nodes put out '" + output + "'; expected each name once");
            }
        }
        for (String input : node.proto().getInputList()) {
            consumers.computeIfAbsent(input, name -> new ArrayList<>()).add(node);
        }
    }

    /** Names on which an output depends. */
    private Set<String> liveNames() {
        Set<String> names = new HashSet<>();
        List<String> open = new ArrayList<>(outputs);
        while (!open.isEmpty()) {
            String name = open.remove(open.size() - 1);
            OnnxNode producer = producers.get(name);
            if (names.add(name) && producer != null) {
                open.addAll(producer.proto().getInputList());
            }
        }
        return names;
    }

    /** All nodes in the file's order. */
    List<OnnxNode> nodes() {
        return nodes;
    }

    /** Stored tensors by name, in the file's order. */
    Map<String, TensorProto> initialisers() {
        return initialisers;
    }

    /** Inputs that are no initialisers. */
    List<ValueInfoProto> inputs() {
        return proto.getInputList().stream()
                .filter(input -> !initialisers.containsKey(input.getName()))
                .toList();
    }

    /** Names of what the model puts out, in order. */
    List<String> outputs() {
        return proto.getOutputList().stream().map(ValueInfoProto::getName).toList();
    }

    /** Whether an output of the model depends on a name. */
    boolean live(String name) {
        return live.contains(name);
    }

    /** The nodes that take a name; none if the model puts it out itself. */
    List<OnnxNode> onlyConsumers(String name) {
        return outputs.contains(name) ? List.of() : consumers.getOrDefault(name, List.of());
    }
}
