package theoria.format.keras.internal;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The graph while it is drawn. Keras holds images as height, width, channels; the internal form
 * holds channels first. Each value remembers which order it is in, and is turned only where an
 * operator needs the other one, so that a chain of convolutions has no transpositions in it.
 */
final class Drafting {
    /**
     * What a layer puts out.
     *
     * @param node of the graph
     * @param turned whether the node has the channels first where Keras has them last
     */
    record Value(String node, boolean turned) {}

    private final NetworkGraph.Builder builder;
    private final WeightSource weights;
    private final Generation generation;
    private final Map<String, Tensor> blocks = new LinkedHashMap<>();
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Node> nodes = new HashMap<>();
    private final List<String> remarks = new ArrayList<>();

    Drafting(String name, WeightSource weights, Generation generation) {
        this.builder = NetworkGraph.builder(name);
        this.weights = weights;
        this.generation = generation;
    }

    NetworkGraph.Builder builder() {
        return builder;
    }

    WeightSource weights() {
        return weights;
    }

    /** A node that was added; none of that name for the input. */
    Optional<Node> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** Numbers of the blocks, by name; empty where there are no weights. */
    Map<String, Tensor> blocks() {
        return blocks;
    }

    List<String> remarks() {
        return remarks;
    }

    Value value(String layer) throws FormatException {
        Value value = values.get(layer);
        if (value == null) {
            throw new FormatException(
                    "layer '" + layer + "' is not there; expected an earlier one");
        }
        return value;
    }

    void give(LayerSpec layer, Value value) {
        values.put(layer.name(), value);
    }

    Shape shape(Value value) {
        return builder.shape(value.node()).orElseThrow();
    }

    /** Shape of a value as Keras has it, without the batch. */
    Shape kerasShape(Value value) {
        Shape shape = shape(value);
        return value.turned()
                ? Shape.of(toLast(shape.rank()).stream().map(shape::extent).toList())
                : shape;
    }

    /** The order that brings the first axis to the end. */
    private static List<Integer> toLast(int rank) {
        List<Integer> order = new ArrayList<>();
        for (int axis = 1; axis < rank; axis++) {
            order.add(axis);
        }
        order.add(0);
        return order;
    }

    private static List<Integer> toFirst(int rank) {
        List<Integer> order = new ArrayList<>(List.of(rank - 1));
        for (int axis = 0; axis < rank - 1; axis++) {
            order.add(axis);
        }
        return order;
    }

    /** The value with the channels first, for operators on images. */
    Value channelsFirst(Value value) {
        if (value.turned() || shape(value).rank() < 2) {
            return value;
        }
        return transposed(value, " channels first", toFirst(shape(value).rank()), true);
    }

    /** The value in Keras's own order. */
    Value kerasOrder(Value value) {
        return value.turned()
                ? transposed(value, " channels last", toLast(shape(value).rank()), false)
                : value;
    }

    private Value transposed(Value value, String suffix, List<Integer> order, boolean turned) {
        String name = value.node() + suffix;
        if (builder.shape(name).isEmpty()) {
            builder.add(name, new Operator.Transpose(order), value.node());
        }
        return new Value(name, turned);
    }

    /** Adds a node without stored tensors. */
    Value add(LayerSpec layer, String name, Operator operator, boolean turned, Value... inputs)
            throws FormatException {
        return add(layer, name, operator, new Stored(List.of(), Map.of()), turned, inputs);
    }

    /**
     * The stored tensors of a node.
     *
     * @param roles which it has
     * @param tensors their numbers; none where there are no weights
     */
    record Stored(List<Role> roles, Map<Role, Tensor> tensors) {}

    /** Adds a node with stored tensors; blocks are called {@code NODE/kernel} and the like. */
    Value add(
            LayerSpec layer,
            String name,
            Operator operator,
            Stored stored,
            boolean turned,
            Value... inputs)
            throws FormatException {
        Map<Role, String> names = new HashMap<>();
        stored.roles().forEach(role -> names.put(role, blockName(name, role)));
        List<String> sources = new ArrayList<>();
        for (Value input : inputs) {
            sources.add(input.node());
        }
        try {
            Node node = new Node(name, operator, sources, names);
            builder.add(node);
            nodes.put(name, node);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FormatException(
                    layer.where()
                            + " does not fit ("
                            + e.getMessage()
                            + "); expected one that fits",
                    e);
        }
        stored.tensors().forEach((role, tensor) -> blocks.put(blockName(name, role), tensor));
        return new Value(name, turned);
    }

    private static String blockName(String node, Role role) {
        switch (role) {
            case KERNEL:
                return node + "/kernel";
            case BIAS:
                return node + "/bias";
            case SCALE:
                return node + "/gamma";
            case SHIFT:
                return node + "/beta";
            case MEAN:
                return node + "/moving_mean";
            default:
                return node + "/moving_variance";
        }
    }

    /** The activation that a layer has by a word, as a node behind it. */
    Value activated(LayerSpec layer, Value value) throws FormatException {
        String word = layer.config().word("linear", "activation");
        return activated(layer, value, word, layer.name() + "/" + word);
    }

    Value activated(LayerSpec layer, Value value, String word, String name) throws FormatException {
        if (word.equals("linear")) {
            return value;
        }
        if (word.equals("softmax") || word.equals("log_softmax")) {
            int axis = value.turned() ? 0 : shape(value).rank() - 1;
            return add(
                    layer,
                    name,
                    new Operator.Softmax(axis, word.startsWith("log")),
                    value.turned(),
                    value);
        }
        if (word.equals("hard_sigmoid")) {
            Operator steep =
                    new Operator.Activation(
                            ActivationFunction.HARD_SIGMOID, generation.hardSlope(), 0.5);
            return add(layer, name, steep, value.turned(), value);
        }
        Operator function =
                Optional.ofNullable(FUNCTIONS.get(word))
                        .orElseThrow(
                                () ->
                                        new FormatException(
                                                layer.where()
                                                        + " has the activation '"
                                                        + word
                                                        + "'; expected one that is supported"));
        return add(layer, name, function, value.turned(), value);
    }

    private static final Map<String, Operator> FUNCTIONS = functions();

    private static Map<String, Operator> functions() {
        Map<String, Operator> functions = new java.util.TreeMap<>();
        functions.put("relu", new Operator.Activation(ActivationFunction.RELU, 0));
        functions.put("relu6", new Operator.Activation(ActivationFunction.CLIP, 0, 6));
        functions.put("tanh", new Operator.Activation(ActivationFunction.TANH, 0));
        functions.put("sigmoid", new Operator.Activation(ActivationFunction.SIGMOID, 0));
        functions.put("elu", new Operator.Activation(ActivationFunction.ELU, 1));
        functions.put(
                "selu",
                new Operator.Activation(
                        ActivationFunction.SELU, 1.6732632423543772, 1.0507009873554805));
        functions.put("softplus", new Operator.Activation(ActivationFunction.SOFTPLUS, 0));
        functions.put("softsign", new Operator.Activation(ActivationFunction.SOFTSIGN, 0));
        functions.put("gelu", new Operator.Activation(ActivationFunction.GELU, 0));
        functions.put("swish", new Operator.Activation(ActivationFunction.SWISH, 1));
        functions.put("silu", new Operator.Activation(ActivationFunction.SWISH, 1));
        functions.put("hard_silu", new Operator.Activation(ActivationFunction.HARD_SWISH, 0));
        functions.put("hard_swish", new Operator.Activation(ActivationFunction.HARD_SWISH, 0));
        functions.put("mish", new Operator.Activation(ActivationFunction.MISH, 0));
        functions.put("leaky_relu", new Operator.Activation(ActivationFunction.LEAKY_RELU, 0.2));
        functions.put("exponential", new Operator.Activation(ActivationFunction.EXPONENTIAL, 0));
        return functions;
    }
}
