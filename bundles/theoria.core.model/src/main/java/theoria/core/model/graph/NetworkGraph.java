package theoria.core.model.graph;

import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A network f: R<sup>input</sup> x R<sup>P</sup> x R<sup>Q</sup> -> R<sup>K</sup> as a directed
 * acyclic graph of operators in topological order. P trainable numbers lie in one flat parameter
 * vector: layers in the order the source's nodes first use them, in each kernel, bias, scale,
 * shift, each row-major; a shared tensor appears once. Q running statistics lie in a second flat
 * vector, the buffers. Shapes are those of one example; the batch is implicit. Immutable.
 */
public final class NetworkGraph {
    private final String name;
    private final Map<String, Node> nodes;
    private final Map<String, Shape> shapes;
    private final Map<String, Boolean> batched;
    private final Map<String, Block> blocks;
    private final List<String> outputs;
    private final int parameterCount;
    private final int bufferCount;

    private NetworkGraph(Builder builder, List<String> outputs) {
        this.name = builder.name;
        this.nodes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.nodes));
        this.shapes = Map.copyOf(builder.shapes);
        this.batched = Map.copyOf(builder.batched);
        this.blocks = Collections.unmodifiableMap(new LinkedHashMap<>(builder.blocks));
        this.outputs = List.copyOf(outputs);
        this.parameterCount = builder.parameterCount;
        this.bufferCount = builder.bufferCount;
    }

    private NetworkGraph(NetworkGraph other, List<String> outputs) {
        this.name = other.name;
        this.nodes = other.nodes;
        this.shapes = other.shapes;
        this.batched = other.batched;
        this.blocks = other.blocks;
        this.outputs = List.copyOf(outputs);
        this.parameterCount = other.parameterCount;
        this.bufferCount = other.bufferCount;
    }

    /** Starts an empty graph. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** The name the source gives the network. */
    public String name() {
        return name;
    }

    /** All nodes in topological order. */
    public Collection<Node> nodes() {
        return nodes.values();
    }

    /**
     * The node of this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public Node node(String nodeName) {
        Node node = nodes.get(nodeName);
        if (node == null) {
            throw new IllegalArgumentException(
                    "no layer '" + nodeName + "'; there are " + String.join(", ", nodes.keySet()));
        }
        return node;
    }

    /** Whether there is a node of this name. */
    public boolean hasNode(String nodeName) {
        return nodes.containsKey(nodeName);
    }

    /** Output shape of a node, for one example. */
    public Shape shape(String nodeName) {
        return Objects.requireNonNull(shapes.get(node(nodeName).name()));
    }

    /** Whether the node's output depends on the example (false for parameters and constants). */
    public boolean batched(String nodeName) {
        return Boolean.TRUE.equals(batched.get(node(nodeName).name()));
    }

    /** The input nodes, in order. */
    public List<Node> inputs() {
        return nodes.values().stream()
                .filter(node -> node.operator() instanceof Operator.Input)
                .toList();
    }

    /**
     * Whether the graph holds tensors and nothing that computes with them: it has neither input nor
     * output, and no engine runs it.
     */
    public boolean weightsOnly() {
        return outputs.isEmpty();
    }

    /**
     * Shape of one example of the first input.
     *
     * @throws IllegalStateException if the graph holds weights only
     */
    public Shape inputShape() {
        return shape(whole().inputs().get(0).name());
    }

    private NetworkGraph whole() {
        if (weightsOnly()) {
            throw new IllegalStateException(
                    "'" + name + "' holds weights only, no network with input and output");
        }
        return this;
    }

    /** Names of the nodes that the network puts out; the first is the one studies use. */
    public List<String> outputs() {
        return outputs;
    }

    /**
     * Name of the first output.
     *
     * @throws IllegalStateException if the graph holds weights only
     */
    public String output() {
        return whole().outputs.get(0);
    }

    /** The same graph with the given node as its first and only output. */
    public NetworkGraph withOutput(String nodeName) {
        return new NetworkGraph(this, List.of(node(nodeName).name()));
    }

    /**
     * Number of outputs K: the size of the first output of one example; 0 if the graph holds
     * weights only.
     */
    public int classes() {
        return weightsOnly() ? 0 : shape(output()).size();
    }

    /** Trainable blocks and buffers in order of first use. */
    public Collection<Block> blocks() {
        return blocks.values();
    }

    /** Blocks of the flat parameter vector, in its order. */
    public List<Block> trainableBlocks() {
        return blocks.values().stream().filter(block -> block.role().trainable()).toList();
    }

    /** Blocks of the flat buffer vector, in its order. */
    public List<Block> bufferBlocks() {
        return blocks.values().stream().filter(block -> !block.role().trainable()).toList();
    }

    /**
     * The block of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Block block(String blockName) {
        Block block = blocks.get(blockName);
        if (block == null) {
            throw new IllegalArgumentException("no stored tensor '" + blockName + "' in " + name);
        }
        return block;
    }

    /** The block a node uses in a role, if it has one. */
    public Optional<Block> block(Node node, Role role) {
        return node.block(role).map(this::block);
    }

    /** P, the length of the flat parameter vector. */
    public int parameterCount() {
        return parameterCount;
    }

    /** Q, the length of the flat buffer vector. */
    public int bufferCount() {
        return bufferCount;
    }

    @Override
    public String toString() {
        return name + " (" + nodes.size() + " nodes, " + parameterCount + " parameters)";
    }

    /** Collects nodes in topological order and infers shapes as they come. */
    public static final class Builder {
        private final String name;
        private final Map<String, Node> nodes = new LinkedHashMap<>();
        private final Map<String, Shape> shapes = new HashMap<>();
        private final Map<String, Boolean> batched = new HashMap<>();
        private final Map<String, Block> blocks = new LinkedHashMap<>();
        private int parameterCount;
        private int bufferCount;

        private Builder(String name) {
            this.name = name;
        }

        /** Adds an input of the given shape (one example). */
        public Builder input(String nodeName, Shape shape) {
            return add(new Node(nodeName, new Operator.Input(shape), List.of(), Map.of()));
        }

        /** Adds a node without stored tensors. */
        public Builder add(String nodeName, Operator operator, String... inputs) {
            return add(new Node(nodeName, operator, List.of(inputs), Map.of()));
        }

        /**
         * Adds a node.
         *
         * @throws ShapeException if its inputs do not fit, with the node's name
         * @throws IllegalArgumentException if its name is taken or an input is not there yet
         */
        public Builder add(Node node) {
            if (nodes.containsKey(node.name())) {
                throw new IllegalArgumentException("two nodes are called '" + node.name() + "'");
            }
            List<Shape> inputShapes = new ArrayList<>();
            boolean anyBatched = node.operator() instanceof Operator.Input;
            for (String input : node.inputs()) {
                Shape shape = shapes.get(input);
                if (shape == null) {
                    throw new IllegalArgumentException(
                            "node '"
                                    + node.name()
                                    + "' takes '"
                                    + input
                                    + "', which no earlier node puts out");
                }
                inputShapes.add(shape);
                anyBatched |= Boolean.TRUE.equals(batched.get(input));
            }
            shapes.put(node.name(), infer(node, inputShapes));
            batched.put(node.name(), anyBatched);
            nodes.put(node.name(), node);
            return this;
        }

        private Shape infer(Node node, List<Shape> inputs) {
            int arity = ShapeInference.arity(node.operator());
            if (arity >= 0 ? inputs.size() != arity : inputs.isEmpty()) {
                throw new ShapeException(
                        node.operator().title()
                                + " '"
                                + node.name()
                                + "' has "
                                + inputs.size()
                                + " inputs");
            }
            try {
                Shape output = ShapeInference.output(node.operator(), inputs);
                ShapeInference.blocks(node, inputs)
                        .forEach(
                                (role, shape) ->
                                        use(
                                                Objects.requireNonNull(node.blocks().get(role)),
                                                role,
                                                shape));
                return output;
            } catch (ShapeException e) {
                throw new ShapeException("layer '" + node.name() + "': " + e.getMessage());
            }
        }

        private void use(String blockName, Role role, Shape shape) {
            Block known = blocks.get(blockName);
            if (known != null) {
                if (!known.shape().equals(shape) || known.role().trainable() != role.trainable()) {
                    throw new ShapeException(
                            "tensor '"
                                    + blockName
                                    + "' is shared as "
                                    + known.shape()
                                    + " and "
                                    + shape);
                }
                return;
            }
            boolean trainable = role.trainable();
            int offset = trainable ? parameterCount : bufferCount;
            blocks.put(blockName, new Block(blockName, role, shape, offset));
            if (trainable) {
                parameterCount = Math.addExact(parameterCount, shape.size());
            } else {
                bufferCount = Math.addExact(bufferCount, shape.size());
            }
        }

        /** Shape of a node that was added, for one example. */
        public Optional<Shape> shape(String nodeName) {
            return Optional.ofNullable(shapes.get(nodeName));
        }

        /** Whether an added node's output depends on the example. */
        public boolean batched(String nodeName) {
            return Boolean.TRUE.equals(batched.get(nodeName));
        }

        /**
         * The finished graph. Without outputs it is one of weights only, if all its nodes are
         * parameters.
         *
         * @throws IllegalArgumentException if there is no input or output, or an output is unknown
         */
        public NetworkGraph build(String... outputs) {
            for (String output : outputs) {
                if (!nodes.containsKey(output)) {
                    throw new IllegalArgumentException("output '" + output + "' is no node");
                }
            }
            boolean loose =
                    nodes.values().stream()
                            .allMatch(node -> node.operator() instanceof Operator.Parameter);
            if (outputs.length == 0 && !loose) {
                throw new IllegalArgumentException("network '" + name + "' has no output");
            }
            NetworkGraph graph = new NetworkGraph(this, List.of(outputs));
            if (graph.inputs().isEmpty() && outputs.length > 0) {
                throw new IllegalArgumentException("network '" + name + "' has no input");
            }
            return graph;
        }
    }
}
