package theoria.format.onnx.internal;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.format.onnx.OnnxOptions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
 * A translation in progress: the graph that grows, what each tensor name of the file stands for,
 * and the numbers of the blocks used so far. Shapes and axes of the graph leave the batch out.
 */
final class Conversion {
    /**
     * Numbers that may be worked out besides those of the file: a small file must not fill the
     * memory, which holds them twice for a moment.
     */
    private static final long MOST_COMPUTED =
            Math.min(1L << 28, Runtime.getRuntime().maxMemory() / 12);

    /** Bytes from which on an initialiser is read only when it is used. */
    private static final int LARGE = 1 << 20;

    private final NetworkGraph.Builder builder;
    private final FileGraph file;
    private final Batch batch;
    private final OnnxOptions options;
    private final TensorReader tensors;
    private final Map<String, TensorProto> large = new HashMap<>();
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Codes> codes = new HashMap<>();
    private final Map<String, Tensor> blocks = new LinkedHashMap<>();
    private final Map<String, Tensor> constants = new HashMap<>();
    private final Set<String> nodeNames = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, String> sources = new HashMap<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private final Set<NodeProto> combined = Collections.newSetFromMap(new IdentityHashMap<>());
    private long computed;

    /**
     * How the first axis of the inputs is taken.
     *
     * @param axes 1 if it is the batch, 0 if the inputs are one example
     * @param fixed size of the batch that the file fixes, 0 if none
     */
    record Batch(int axes, int fixed) {}

    Conversion(
            NetworkGraph.Builder builder,
            FileGraph file,
            Batch batch,
            TensorReader tensors,
            OnnxOptions options) {
        this.builder = builder;
        this.file = file;
        this.batch = batch;
        this.tensors = tensors;
        this.options = options;
    }

    TensorReader tensors() {
        return tensors;
    }

    Batch batch() {
        return batch;
    }

    OnnxOptions options() {
        return options;
    }

    FileGraph file() {
        return file;
    }

    void remark(String sentence) {
        remarks.add(sentence);
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Numbers of the blocks by name. */
    Map<String, Tensor> blocks() {
        return blocks;
    }

    /** Adds an input of the network. */
    void input(String name, Shape shape) throws FormatException {
        String node = unique(name);
        builder.input(node, shape);
        define(name, computed(node));
    }

    /**
     * Takes an initialiser of the file. A large one is read each time it is asked for, so that its
     * numbers are not held besides what is made of them.
     */
    void store(TensorProto tensor) throws FormatException {
        boolean outside = tensor.getExternalDataCount() > 0;
        if (tensor.getRawData().size() < LARGE && !outside) {
            define(tensor.getName(), tensors.read(tensor, true));
        } else {
            large.put(tensor.getName(), tensor);
        }
    }

    /** Lets a name of the file stand for a value. */
    void define(String name, Value value) throws FormatException {
        if (large.containsKey(name) || values.putIfAbsent(name, value) != null) {
            throw new FormatException(
                    "'" + name + "' is given twice; expected each tensor name once");
        }
    }

    /** Lets an output of a node stand for a value; one that is left out stands for nothing. */
    void define(OnnxNode node, int output, Value value) throws FormatException {
        Optional<String> name = node.output(output);
        if (name.isPresent()) {
            define(name.get(), value);
        }
    }

    /** Notes that a node is part of a layer that was added before. */
    void combine(OnnxNode node) {
        combined.add(node.proto());
    }

    /** Whether a node is part of a layer that was added before. */
    boolean combined(OnnxNode node) {
        return combined.contains(node.proto());
    }

    /** Whether a name stands for something. */
    boolean known(String name) {
        return values.containsKey(name) || large.containsKey(name);
    }

    /** What a name stands for. */
    Optional<Value> find(String name) throws FormatException {
        TensorProto tensor = large.get(name);
        return tensor == null
                ? Optional.ofNullable(values.get(name))
                : Optional.of(tensors.read(tensor, true));
    }

    /** The codes that the file holds where the graph has the numbers they stand for. */
    Optional<Codes> codes(String name) {
        return Optional.ofNullable(codes.get(name));
    }

    void codes(String name, Codes meaning) {
        codes.put(name, meaning);
    }

    /** The stored tensor of a name, if it stands for one. */
    Optional<Stored> stored(String name) throws FormatException {
        return find(name).filter(Stored.class::isInstance).map(Stored.class::cast);
    }

    /** What a node's input stands for. */
    Value value(OnnxNode node, int index) throws FormatException {
        String name = node.requireInput(index);
        return find(name)
                .orElseThrow(
                        () ->
                                node.refuse(
                                        "takes '" + name + "', which nothing before it gives",
                                        "a known name"));
    }

    /** What a node's input stands for, if it is there. */
    Optional<Value> optional(OnnxNode node, int index) throws FormatException {
        return node.input(index).isPresent() ? Optional.of(value(node, index)) : Optional.empty();
    }

    /** The stored tensor of a node's input. */
    Stored requireStored(OnnxNode node, int index) throws FormatException {
        if (value(node, index) instanceof Stored tensor) {
            return tensor;
        }
        throw node.refuse(
                "computes its input '" + node.requireInput(index) + "'", "an initialiser");
    }

    /** A node's input as an activation; a stored tensor becomes a node of the graph. */
    Value.Computed activation(OnnxNode node, int index) throws FormatException {
        return computed(graphNode(value(node, index), Role.KERNEL));
    }

    /** A node's input as a batch of examples with channels and then some spatial axes. */
    Value.Computed image(OnnxNode node, int index) throws FormatException {
        Value.Computed image = activation(node, index);
        if (image.lead() == 0 || image.shape().rank() == 0) {
            throw node.refuse(
                    "takes a tensor of " + image.shape() + " without a batch",
                    "a first axis of examples and a second of channels");
        }
        return image;
    }

    /** The value of a node that is in the graph. */
    Value.Computed computed(String graphNode) {
        int lead = builder.batched(graphNode) ? batch.axes() : 0;
        return new Value.Computed(graphNode, builder.shape(graphNode).orElseThrow(), lead);
    }

    /** The graph node of a value; a stored tensor becomes one, trainable if it is a weight. */
    String graphNode(Value value, Role role) throws FormatException {
        if (value instanceof Value.Computed activation) {
            return activation.node();
        }
        Stored tensor = (Stored) value;
        boolean weight = tensor.trainable() && tensor.tensor().size() > 1;
        return weight ? parameter(tensor, role) : constant(tensor);
    }

    /** Adds a fixed tensor, once per name and numbers. */
    private String constant(Stored tensor) throws FormatException {
        requireFixed(tensor);
        String key = free("constant " + tensor.name(), tensor, constants);
        if (constants.put(key, tensor.tensor()) == null) {
            String node = unique(key);
            builder.add(node, new Operator.Constant(tensor.tensor()));
            sources.put(key, node);
        }
        return Objects.requireNonNull(sources.get(key));
    }

    private static void requireFixed(Stored tensor) throws FormatException {
        if (tensor.integers()) {
            for (int i = 0; i < tensor.tensor().size(); i++) {
                if (!Double.isFinite(tensor.tensor().get(i))) {
                    throw new FormatException(
                            "'"
                                    + tensor.name()
                                    + "' depends on the number of examples; expected fixed"
                                    + " numbers");
                }
            }
        }
    }

    /** Adds a trainable tensor that takes part in the graph, once per block. */
    private String parameter(Stored tensor, Role role) throws FormatException {
        String block = block(tensor);
        String key = "parameter " + block;
        if (!sources.containsKey(key)) {
            String node = unique(key);
            Operator operator = new Operator.Parameter(role, tensor.shape());
            builder.add(new Node(node, operator, List.of(), Map.of(role, block)));
            sources.put(key, node);
        }
        return Objects.requireNonNull(sources.get(key));
    }

    /** Takes a tensor's numbers over as a block and gives the block's name. */
    String block(Stored tensor) throws FormatException {
        if (tensor.integers()) {
            throw new FormatException(
                    "tensor '" + tensor.name() + "' holds integers; expected weights");
        }
        String name = free(tensor.name(), tensor, blocks);
        blocks.putIfAbsent(name, tensor.tensor());
        return name;
    }

    /** The first name like a tensor's that is not taken by other numbers. */
    private static String free(String wish, Stored tensor, Map<String, Tensor> taken) {
        String name = wish;
        for (int i = 1; taken.containsKey(name); i++) {
            if (Objects.equals(tensor.tensor(), taken.get(name))) {
                return name;
            }
            String number = i == 1 ? "" : " #" + i;
            name = wish + " (" + tensor.shape() + ")" + number;
        }
        return name;
    }

    /**
     * Adds a graph node.
     *
     * @param part of the file's node that it is, for its name; empty for the node itself
     */
    Value.Computed add(
            OnnxNode node,
            String part,
            Operator operator,
            List<String> inputs,
            Map<Role, String> tensors)
            throws FormatException {
        String name = unique(part.isEmpty() ? node.name() : node.name() + "/" + part);
        try {
            builder.add(new Node(name, operator, inputs, tensors));
        } catch (IllegalArgumentException e) {
            throw new FormatException(
                    node.where()
                            + " does not fit its inputs ("
                            + e.getMessage()
                            + "); expected ones that fit",
                    e);
        }
        return computed(name);
    }

    /** Adds the graph node of a node of the file and lets its first output stand for it. */
    Value.Computed add(
            OnnxNode node, Operator operator, List<String> inputs, Map<Role, String> tensors)
            throws FormatException {
        Value.Computed value = add(node, "", operator, inputs, tensors);
        define(node, 0, value);
        return value;
    }

    /** Adds a graph node without stored tensors; its output stands for the node's first. */
    Value.Computed add(OnnxNode node, Operator operator, Value.Computed... inputs)
            throws FormatException {
        List<String> names = new ArrayList<>();
        for (Value.Computed input : inputs) {
            names.add(input.node());
        }
        return add(node, operator, names, Map.of());
    }

    /**
     * What an operator without blocks makes of values: worked out at once if all are stored, else a
     * graph node.
     *
     * @param part as in {@link #add}
     */
    Value apply(OnnxNode node, String part, Operator operator, List<? extends Value> inputs)
            throws FormatException {
        require(node, StoredMath.copied(operator, inputs));
        Optional<Stored> result =
                StoredMath.apply(
                        operator, inputs, part.isEmpty() ? node.name() : node.name() + "/" + part);
        if (result.isPresent()) {
            sayComputed(node, inputs, result.get());
            return result.get();
        }
        List<String> names = new ArrayList<>();
        for (Value input : inputs) {
            names.add(graphNode(input, Role.KERNEL));
        }
        return add(node, part, operator, names, Map.of());
    }

    /** {@link #apply} on one value. */
    Value apply(OnnxNode node, String part, Operator operator, Value input) throws FormatException {
        return apply(node, part, operator, List.of(input));
    }

    /** Says of weights that they were worked out. */
    void sayComputed(OnnxNode node, Collection<? extends Value> inputs, Stored result) {
        boolean renamed = inputs.stream().noneMatch(v -> ((Stored) v).name().equals(result.name()));
        if (renamed && result.trainable()) {
            remark(
                    node.where()
                            + " is worked out from stored weights; its result is the tensor '"
                            + result.name()
                            + "'.");
        }
    }

    /** Takes account of a tensor that is going to be worked out. */
    void require(OnnxNode node, Shape shape) throws FormatException {
        computed += shape.size();
        if (computed > MOST_COMPUTED) {
            throw node.refuse(
                    "blows stored tensors up to " + shape,
                    "at most " + MOST_COMPUTED + " numbers besides the file's");
        }
    }

    private String unique(String name) {
        String free = name;
        while (!nodeNames.add(free)) {
            free = name + " #" + numbers.merge(name, 2, (last, start) -> last + 1);
        }
        return free;
    }

    /**
     * The graph node behind an output of the file; codes are put out as the file has them, and a
     * tensor that is known becomes a constant.
     */
    String output(String name) throws FormatException {
        Optional<Value> found = find(name);
        if (found.isEmpty()) {
            throw new FormatException(
                    "output '" + name + "' is computed by no node; expected a node's output");
        }
        Value value = found.get();
        Codes meaning = codes.get(name);
        if (value instanceof Value.Computed activation && meaning != null) {
            return QuantisedConverter.coded(name, activation, meaning, this).node();
        }
        return value instanceof Value.Computed activation
                ? activation.node()
                : constant((Stored) value);
    }

    /**
     * An axis of the file, which counts the batch, as an axis of {@link Value#shape()}.
     *
     * @throws FormatException if it is the batch or outside
     */
    int axis(OnnxNode node, int axis, Value value) throws FormatException {
        int rank = value.rank();
        int counted = axis < 0 ? axis + rank : axis;
        if (counted < value.lead() || counted >= rank) {
            String what = value.lead() == 0 ? "" : "a batch of ";
            throw node.refuse(
                    "works along axis " + axis + " of " + what + value.shape(),
                    value.lead() == 0 ? "an axis of the tensor" : "an axis of the examples");
        }
        return counted - value.lead();
    }
}
