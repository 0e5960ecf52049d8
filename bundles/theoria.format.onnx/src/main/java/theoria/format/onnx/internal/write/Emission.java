package theoria.format.onnx.internal.write;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Role;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.format.onnx.OnnxNames;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A file's graph that grows node by node, with the names of all tensors. */
final class Emission {
    private final NetworkGraph graph;
    private final OnnxNames names;
    private final TensorWriter tensors;
    private final GraphProto.Builder proto;
    private int helpers;

    Emission(NetworkGraph graph, OnnxNames names, TensorWriter tensors, GraphProto.Builder proto) {
        this.graph = graph;
        this.names = names;
        this.tensors = tensors;
        this.proto = proto;
    }

    /** Shape of an example of a node's input. */
    Shape inputShape(Node node, int index) {
        return graph.shape(node.inputs().get(index));
    }

    /** Shape of an example of a node's output. */
    Shape shape(Node node) {
        return graph.shape(node.name());
    }

    /** Name of the tensor a node takes. */
    String input(Node node, int index) {
        return names.node(node.inputs().get(index));
    }

    /** Name of the tensor of a node's block. */
    String block(Node node, Role role) {
        return names.block(
                node.block(role)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "layer '" + node.name() + "' has no " + role)));
    }

    /** A node of the file that stands for a node of the graph; its inputs come later. */
    Draft bare(String operator, Node node) {
        return bare(operator, node.name(), node);
    }

    /** A node of the file by a name of its own that puts out what a node of the graph does. */
    Draft bare(String operator, String name, Node node) {
        return new Draft(operator, name, names.node(node.name()));
    }

    /** Whether a node's input depends on the example. */
    boolean perExample(Node node, int index) {
        return graph.batched(node.inputs().get(index));
    }

    /** The target of a Reshape: a batch of any size of examples of a shape. */
    static List<Integer> batchOf(Shape shape) {
        List<Integer> target = new ArrayList<>(List.of(-1));
        for (int extent : shape.toArray()) {
            target.add(extent);
        }
        return target;
    }

    /** A node of the file that stands for a node of the graph and takes what that takes. */
    Draft draft(String operator, Node node) {
        Draft draft = bare(operator, node);
        for (int i = 0; i < node.inputs().size(); i++) {
            draft.input(input(node, i));
        }
        return draft;
    }

    void add(Draft draft) {
        proto.addNode(draft.build());
    }

    /** Adds a node that only the file has and gives the name of its output. */
    String helper(String operator, String... inputs) {
        String name = fresh(operator);
        Draft draft = new Draft(operator, name, name);
        for (String input : inputs) {
            draft.input(input);
        }
        add(draft);
        return name;
    }

    /** Adds whole numbers that an operator takes as a tensor. */
    String wholes(List<Integer> values) {
        String name = fresh("integers");
        add(new Draft("Constant", name, name).tensor("value", TensorWriter.wholes("", values)));
        return name;
    }

    /** Adds real numbers that an operator takes as a vector of single precision. */
    String singles(List<Double> values) {
        String name = fresh("numbers");
        add(new Draft("Constant", name, name).tensor("value", TensorWriter.singles("", values)));
        return name;
    }

    /** Adds an integer of eight bits, with or without sign. */
    String integer(int value, boolean signed) {
        String name = fresh("integer");
        TensorProto tensor = TensorWriter.integer("", value, signed);
        add(new Draft("Constant", name, name).tensor("value", tensor));
        return name;
    }

    /** ONNX's number for the type of the file's real numbers. */
    int type() {
        return tensors.type();
    }

    /** Whether the file's real numbers have single precision. */
    boolean single() {
        return tensors.type() == TensorProto.DataType.FLOAT.getNumber();
    }

    /** Adds a fixed tensor all of whose entries are equal. */
    String filled(Shape shape, double value) {
        double[] values =
                Collections.nCopies(shape.size(), value).stream().mapToDouble(v -> v).toArray();
        String name = fresh("numbers");
        add(constant(new Draft("Constant", name, name), Tensor.of(shape, values)));
        return name;
    }

    /** Gives a Constant its value. */
    Draft constant(Draft draft, Tensor value) {
        return draft.tensor("value", tensors.reals("", value.shape(), value, 0));
    }

    /**
     * A node's input with axes of extent 1 inserted behind the batch until it has a number of axes:
     * the internal form broadcasts examples, ONNX broadcasts whole batches.
     */
    String aligned(Node node, int index, int rank) {
        String name = node.inputs().get(index);
        int missing = rank - graph.shape(name).rank();
        if (missing <= 0 || !graph.batched(name)) {
            return input(node, index);
        }
        List<Integer> axes = java.util.stream.IntStream.rangeClosed(1, missing).boxed().toList();
        return helper("Unsqueeze", input(node, index), wholes(axes));
    }

    /** A name that no tensor of the graph has. */
    String fresh(String hint) {
        String name;
        do {
            helpers++;
            name = "theoria/" + hint + helpers;
        } while (names.taken(name));
        return name;
    }
}
