package theoria.format.onnx.internal;

import org.jspecify.annotations.Nullable;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A translation in progress: the graph that grows, what each name of the file stands for, and the
 * numbers of the blocks used so far. Shapes and axes of the graph leave the batch dimension out.
 */
final class Conversion {
    private final NetworkGraph.Builder builder;
    private final int fixedBatch;
    private final Map<String, String> produced = new HashMap<>();
    private final Map<String, Stored> stored = new HashMap<>();
    private final Map<String, Tensor> blocks = new LinkedHashMap<>();
    private final Set<String> nodeNames = new HashSet<>();
    private final List<String> remarks = new ArrayList<>();

    /**
     * @param fixedBatch batch size the file fixes for its input, 0 if none
     */
    Conversion(NetworkGraph.Builder builder, int fixedBatch) {
        this.builder = builder;
        this.fixedBatch = fixedBatch;
    }

    int fixedBatch() {
        return fixedBatch;
    }

    List<String> remarks() {
        return remarks;
    }

    Map<String, Tensor> blocks() {
        return Collections.unmodifiableMap(blocks);
    }

    /** Adds the network's input. */
    void input(String name, Shape shape) throws FormatException {
        builder.input(unique(name), shape);
        define(name, name, null);
    }

    /** Lets a name of the file stand for a stored tensor. */
    void store(String name, Stored tensor) throws FormatException {
        define(name, null, tensor);
    }

    private void define(String name, @Nullable String node, @Nullable Stored tensor)
            throws FormatException {
        if (produced.containsKey(name) || stored.containsKey(name)) {
            throw new FormatException(
                    "'" + name + "' is given twice; expected each tensor name once");
        }
        if (node != null) {
            produced.put(name, node);
        } else if (tensor != null) {
            stored.put(name, tensor);
        }
    }

    /** The stored tensor of a name, if it stands for one. */
    Optional<Stored> stored(String name) {
        return Optional.ofNullable(stored.get(name));
    }

    /** The stored tensor of a node's input. */
    Stored requireStored(OnnxNode node, int index) throws FormatException {
        String name = node.requireInput(index);
        Stored tensor = stored.get(name);
        if (tensor == null) {
            throw node.refuse("computes its input '" + name + "'", "an initialiser");
        }
        return tensor;
    }

    /** Whether a name is known, as an activation or as a stored tensor. */
    boolean known(String name) {
        return produced.containsKey(name) || stored.containsKey(name);
    }

    /** The graph node behind an activation; a stored tensor becomes a node of its own. */
    String activation(OnnxNode node, int index) throws FormatException {
        String name = node.requireInput(index);
        String producer = produced.get(name);
        if (producer != null) {
            return producer;
        }
        Stored tensor = stored.get(name);
        if (tensor == null) {
            throw node.refuse(
                    "takes '" + name + "', which nothing before it gives", "a known name");
        }
        return constant(tensor.name(), tensor.tensor());
    }

    /** Shape of one example of an activation. */
    Shape shape(String graphNode) {
        return builder.shape(graphNode).orElseThrow();
    }

    boolean batched(String graphNode) {
        return builder.batched(graphNode);
    }

    /** Adds a fixed tensor, once per name. */
    String constant(String name, Tensor value) {
        String node = "constant " + name;
        if (builder.shape(node).isEmpty()) {
            builder.add(node, new Operator.Constant(value));
        }
        return node;
    }

    /** Adds a trainable tensor that takes part in the graph, once per name and shape. */
    String parameter(Stored tensor, Role role) throws FormatException {
        String node = "parameter " + tensor.name();
        if (builder.shape(node).isEmpty()) {
            String block = block(tensor);
            Operator operator = new Operator.Parameter(role, tensor.shape());
            builder.add(new Node(node, operator, List.of(), Map.of(role, block)));
        }
        return node;
    }

    /** Adds a trainable tensor as the graph node that a node of the file stands for. */
    void parameter(OnnxNode node, Stored tensor, Role role) throws FormatException {
        Operator operator = new Operator.Parameter(role, tensor.shape());
        add(node, operator, List.of(), Map.of(role, block(tensor)));
    }

    /** Takes a tensor's numbers over as a block and gives the block's name. */
    String block(Stored tensor) throws FormatException {
        if (tensor.integers()) {
            throw new FormatException(
                    "tensor '" + tensor.name() + "' holds integers; expected weights");
        }
        Tensor known = blocks.get(tensor.name());
        String name = tensor.name();
        if (known != null && !known.equals(tensor.tensor())) {
            name = tensor.name() + " (" + tensor.shape() + ")";
        }
        blocks.put(name, tensor.tensor());
        return name;
    }

    /** Adds the graph node of a node of the file and lets its first output stand for it. */
    void add(OnnxNode node, Operator operator, List<String> inputs, Map<Role, String> tensors)
            throws FormatException {
        String name = unique(node.name());
        try {
            builder.add(new Node(name, operator, inputs, tensors));
        } catch (IllegalArgumentException e) {
            throw new FormatException(
                    node.where() + " does not fit its inputs: " + e.getMessage(), e);
        }
        define(node.proto().getOutput(0), name, null);
    }

    /** Lets a node's output stand for its first input, which an earlier node computes. */
    void rename(OnnxNode node) throws FormatException {
        define(node.proto().getOutput(0), activation(node, 0), null);
    }

    /** Adds a graph node without stored tensors. */
    void add(OnnxNode node, Operator operator, String... inputs) throws FormatException {
        add(node, operator, List.of(inputs), Map.of());
    }

    private String unique(String name) {
        String free = name;
        for (int i = 2; !nodeNames.add(free); i++) {
            free = name + " #" + i;
        }
        return free;
    }

    /** The graph node behind an output of the file. */
    String output(String name) throws FormatException {
        String node = produced.get(name);
        if (node == null) {
            throw new FormatException(
                    "output '" + name + "' is computed by no node; expected a node's output");
        }
        return node;
    }

    /**
     * An axis of the file, which counts the batch, as an axis of one example.
     *
     * @throws FormatException if it is the batch or outside
     */
    int axis(OnnxNode node, int axis, Shape example) throws FormatException {
        int rank = example.rank() + 1;
        int counted = axis < 0 ? axis + rank : axis;
        if (counted < 1 || counted >= rank) {
            throw node.refuse(
                    "works along axis " + axis + " of a batch of " + example,
                    "an axis of the examples");
        }
        return counted - 1;
    }
}
