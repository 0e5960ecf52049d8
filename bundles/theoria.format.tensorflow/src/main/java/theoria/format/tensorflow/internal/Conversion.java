package theoria.format.tensorflow.internal;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A translation in progress: the graph that grows, what each output of the file's nodes stands for,
 * and the numbers of the blocks. Each activation remembers whether the graph has its channels first
 * where the file has them last, and is turned only where an operator needs the other order.
 */
final class Conversion {
    /** Numbers that may be worked out besides those of the file. */
    private static final long MOST_COMPUTED =
            Math.min(1L << 28, Runtime.getRuntime().maxMemory() / 12);

    private final NetworkGraph.Builder builder;
    private final FileGraph file;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Tensor> blocks = new LinkedHashMap<>();
    private final Map<String, String> parameters = new HashMap<>();
    private final Map<Tensor, Map<List<Integer>, Tensor>> turned = new IdentityHashMap<>();
    private final Map<String, GraphNode> dilated = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> joined = new HashSet<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private long computed;
    private long fixedBatch;

    Conversion(NetworkGraph.Builder builder, FileGraph file) {
        this.builder = builder;
        this.file = file;
    }

    FileGraph file() {
        return file;
    }

    /** Lets a convolution have its taps that many places apart, instead of what it says. */
    void dilate(GraphNode convolution, int... distances) {
        Attribute attribute = new Attribute();
        for (long number : new long[] {1, distances[0], distances[1], 1}) {
            attribute.wholes().add(number);
        }
        Map<String, Attribute> attributes = new HashMap<>(convolution.attributes());
        attributes.put("dilations", attribute);
        dilated.put(
                convolution.name(),
                new GraphNode(
                        convolution.name(),
                        convolution.operator(),
                        convolution.inputs(),
                        attributes));
    }

    /** Whether an output is that of a convolution that was dilated. */
    boolean dilated(String output) {
        return dilated.containsKey(GraphNode.giver(output));
    }

    /** A node as it is to be read: as it is, or dilated. */
    GraphNode current(GraphNode node) {
        return dilated.getOrDefault(node.name(), node);
    }

    /** The size of the batch that a placeholder of the file fixes, 0 if none does. */
    long fixedBatch() {
        return fixedBatch;
    }

    void fixedBatch(long size) {
        fixedBatch = size;
    }

    /** Numbers of the blocks by name. */
    Map<String, Tensor> blocks() {
        return blocks;
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    void remark(String sentence) {
        remarks.add(sentence);
    }

    /** Lets an output of a node stand for a value. */
    void define(GraphNode node, int output, Value value) {
        values.put(node.name() + ":" + output, value);
    }

    void define(GraphNode node, Value value) {
        define(node, 0, value);
    }

    /** Whether a node was taken into a layer before it. */
    boolean joined(GraphNode node) {
        return joined.contains(node.name());
    }

    /** Takes a node into the layer before it, whose output stands for its own. */
    void join(GraphNode node, Value value) {
        joined.add(node.name());
        define(node, value);
    }

    Optional<Value> find(String output) {
        return Optional.ofNullable(values.get(output));
    }

    /** What an input of a node stands for. */
    Value value(GraphNode node, int index) throws FormatException {
        String input = node.input(index);
        return find(input)
                .orElseThrow(
                        () -> node.refuse("takes '" + input + "', which is not read", "an output"));
    }

    /** The known tensor of an input. */
    Stored stored(GraphNode node, int index) throws FormatException {
        if (value(node, index) instanceof Stored tensor) {
            return tensor;
        }
        throw node.refuse("computes its input '" + node.input(index) + "'", "a constant");
    }

    /** An input as an activation; a known tensor becomes a node of the graph. */
    Value.Computed activation(GraphNode node, int index) throws FormatException {
        return node(value(node, index), Role.KERNEL);
    }

    /** An input with some spatial axes, channels first in the graph. */
    Value.Computed image(GraphNode node, int index, int axes) throws FormatException {
        Value.Computed given = activation(node, index);
        if (given.lead() == 0 || given.shape().rank() != axes + 1) {
            throw node.refuse(
                    "takes examples of " + given.shape(), "a batch of " + (axes + 1) + " axes");
        }
        return node.channelsFirst() ? fileOrder(given) : channelsFirst(given);
    }

    /** The activation behind a value; a known tensor becomes a node, trainable if it varies. */
    Value.Computed node(Value value, Role role) throws FormatException {
        if (value instanceof Value.Computed activation) {
            return activation;
        }
        Stored tensor = (Stored) value;
        if (tensor.variable() && !tensor.whole()) {
            return parameter(tensor, role);
        }
        if (tensor.whole()) {
            tensor.ints("'" + tensor.name() + "'"); // it must not depend on the batch
        }
        String name = unique("constant " + tensor.name());
        builder.add(name, new Operator.Constant(tensor.tensor()));
        return computed(name, false);
    }

    /** A trainable tensor that takes part in the graph, once per block. */
    private Value.Computed parameter(Stored tensor, Role role) throws FormatException {
        String block = block(tensor);
        String known = parameters.get(block);
        if (known != null) {
            return computed(known, false);
        }
        String name = unique("parameter " + block);
        Operator operator = new Operator.Parameter(role, tensor.shape());
        builder.add(new Node(name, operator, List.of(), Map.of(role, block)));
        parameters.put(block, name);
        return computed(name, false);
    }

    /** Takes the numbers of a tensor as a block and gives the block's name. */
    String block(Stored tensor) throws FormatException {
        if (tensor.whole()) {
            throw new FormatException(
                    "tensor '" + tensor.name() + "' holds whole numbers; expected weights");
        }
        String name = tensor.name();
        for (int i = 2; blocks.containsKey(name); i++) {
            if (Objects.equals(blocks.get(name), tensor.tensor())) {
                return name;
            }
            remark(
                    "The tensor '"
                            + tensor.name()
                            + "' is used in several arrangements; each is a block of its own.");
            name = tensor.name() + " #" + i;
        }
        blocks.put(name, tensor.tensor());
        return name;
    }

    /** A kernel with its axes in another order; a kernel that is shared is turned once. */
    Stored turned(Stored kernel, Integer... order) {
        Map<List<Integer>, Tensor> orders =
                turned.computeIfAbsent(kernel.tensor(), tensor -> new HashMap<>());
        int[] axes = Arrays.stream(order).mapToInt(i -> i).toArray();
        return kernel.with(
                orders.computeIfAbsent(
                        List.of(order), axis -> Fold.permuted(kernel.tensor(), axes)));
    }

    /** Adds an input. */
    void input(GraphNode node, Shape shape, boolean turned) {
        String name = unique(node.name());
        builder.input(name, turned ? permuted(shape, first(shape.rank())) : shape);
        define(node, computed(name, turned));
    }

    /**
     * Adds a node of the graph.
     *
     * @param part of the file's node that it is, for its name; empty for the node itself
     */
    Value.Computed add(
            GraphNode node,
            String part,
            Operator operator,
            Map<Role, String> tensors,
            boolean turned,
            Value.Computed... inputs)
            throws FormatException {
        String name = unique(part.isEmpty() ? node.name() : node.name() + "/" + part);
        List<String> sourceNames = new ArrayList<>();
        for (Value.Computed input : inputs) {
            sourceNames.add(input.node());
        }
        try {
            builder.add(new Node(name, operator, sourceNames, tensors));
        } catch (IllegalArgumentException e) {
            throw new FormatException(
                    node.where()
                            + " does not fit its inputs ("
                            + e.getMessage()
                            + "); expected ones that fit",
                    e);
        }
        return computed(name, turned);
    }

    private Value.Computed computed(String name, boolean turned) {
        Shape own = builder.shape(name).orElseThrow();
        Shape shape = turned ? permuted(own, last(own.rank())) : own;
        return new Value.Computed(name, shape, builder.batched(name) ? 1 : 0, turned);
    }

    private String unique(String name) {
        String free = name;
        for (int i = 2; !names.add(free); i++) {
            free = name + " #" + i;
        }
        return free;
    }

    /** The order that brings the last axis to the front. */
    static List<Integer> first(int rank) {
        List<Integer> order = new ArrayList<>(List.of(rank - 1));
        for (int axis = 0; axis < rank - 1; axis++) {
            order.add(axis);
        }
        return order;
    }

    /** The order that brings the first axis to the end. */
    static List<Integer> last(int rank) {
        List<Integer> order = new ArrayList<>();
        for (int axis = 1; axis < rank; axis++) {
            order.add(axis);
        }
        order.add(0);
        return order;
    }

    private static Shape permuted(Shape shape, List<Integer> order) {
        return Shape.of(order.stream().map(shape::extent).toList());
    }

    /** The activation with its last axis first in the graph; one with a single axis as it is. */
    Value.Computed channelsFirst(Value.Computed value) {
        int rank = value.shape().rank();
        return value.turned() || rank < 2 ? value : moved(value, " channels first", first(rank));
    }

    /** The activation in the file's order. */
    Value.Computed fileOrder(Value.Computed value) {
        int rank = value.shape().rank();
        return value.turned() ? moved(value, " channels last", last(rank)) : value;
    }

    /** Where all but one extent of the moved axes are 1 the numbers stay where they are. */
    private Value.Computed moved(Value.Computed value, String suffix, List<Integer> order) {
        boolean turned = !value.turned();
        String name = value.node() + suffix;
        if (builder.shape(name).isEmpty()) {
            names.add(name);
            Shape own = builder.shape(value.node()).orElseThrow();
            int channels = value.shape().extent(-1);
            boolean stays = channels == 1 || value.shape().size() == channels;
            Operator operator =
                    stays
                            ? new Operator.Reshape(permuted(own, order))
                            : new Operator.Transpose(order);
            builder.add(name, operator, value.node());
        }
        return computed(name, turned);
    }

    /** Takes account of numbers that are going to be worked out. */
    void require(GraphNode node, long numbers) throws FormatException {
        computed += numbers;
        if (computed > MOST_COMPUTED) {
            throw node.refuse(
                    "blows constants up to " + numbers + " numbers",
                    "at most " + MOST_COMPUTED + " besides those of the file");
        }
    }

    /** A result that was worked out; it is trainable if something it comes from is. */
    Stored folded(GraphNode node, Tensor tensor, Stored... from) {
        boolean variable = false;
        for (Stored source : from) {
            variable |= source.variable();
        }
        if (variable) {
            remark(node.where() + " is worked out from weights and is a weight itself.");
        }
        return new Stored(node.name(), tensor, from[0].whole(), variable);
    }

    /** An axis of the file, which counts the batch, as an axis of {@link Value#shape()}. */
    int axis(GraphNode node, int axis, Value value) throws FormatException {
        int counted = axis < 0 ? axis + value.rank() : axis;
        if (counted < value.lead() || counted >= value.rank()) {
            throw node.refuse(
                    "works along axis "
                            + axis
                            + " of "
                            + (value.lead() == 0 ? "" : "a batch of ")
                            + value.shape(),
                    "an axis of the examples");
        }
        return counted - value.lead();
    }
}
