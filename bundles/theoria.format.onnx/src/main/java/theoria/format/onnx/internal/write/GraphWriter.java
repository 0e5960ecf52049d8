package theoria.format.onnx.internal.write;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;

import org.jspecify.annotations.Nullable;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Tensor;
import theoria.format.onnx.OnnxNames;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Translates a graph: inputs, blocks, nodes in order, outputs. */
public final class GraphWriter {
    /** The first operator set whose average pooling has dilations, and its IR version. */
    private static final int OPERATOR_SET = 19;

    private static final int IR_VERSION = 9;

    /** The first operator set with Gelu; IR version as before. */
    private static final int OPERATOR_SET_OF_GELU = 20;

    /** The first operator set whose group norm has a scale per channel, and its IR version. */
    private static final int OPERATOR_SET_OF_GROUP_NORM = 21;

    private static final int IR_VERSION_OF_GROUP_NORM = 10;

    private static final Map<Class<? extends Operator>, NodeEmitter> EMITTERS = new HashMap<>();

    static {
        EMITTERS.put(Operator.Parameter.class, LayerEmitters::parameter);
        EMITTERS.put(Operator.Constant.class, LayerEmitters::constant);
        EMITTERS.put(Operator.Dense.class, LayerEmitters::dense);
        EMITTERS.put(Operator.MatMul.class, LayerEmitters::matMul);
        EMITTERS.put(Operator.Convolution.class, LayerEmitters::convolution);
        EMITTERS.put(Operator.TransposedConvolution.class, LayerEmitters::transposedConvolution);
        EMITTERS.put(Operator.BatchNorm.class, LayerEmitters::batchNorm);
        EMITTERS.put(Operator.GroupNorm.class, LayerEmitters::groupNorm);
        EMITTERS.put(Operator.LayerNorm.class, LayerEmitters::layerNorm);
        EMITTERS.put(Operator.Pooling.class, LayerEmitters::pooling);
        EMITTERS.put(Operator.Activation.class, ActivationEmitters::activation);
        EMITTERS.put(Operator.ParametricRelu.class, ActivationEmitters::parametricRelu);
        EMITTERS.put(Operator.Quantize.class, ActivationEmitters::quantize);
        EMITTERS.put(Operator.Softmax.class, ElementEmitters::softmax);
        EMITTERS.put(Operator.Arithmetic.class, ElementEmitters::arithmetic);
        EMITTERS.put(Operator.Mean.class, ElementEmitters::mean);
        EMITTERS.put(Operator.Reduction.class, ElementEmitters::reduction);
        EMITTERS.put(Operator.Identity.class, ElementEmitters::identity);
        EMITTERS.put(Operator.Dropout.class, ElementEmitters::dropout);
        EMITTERS.put(Operator.LocalResponseNorm.class, ElementEmitters::localResponseNorm);
        EMITTERS.put(Operator.Concat.class, MoveEmitters::concat);
        EMITTERS.put(Operator.Flatten.class, MoveEmitters::flatten);
        EMITTERS.put(Operator.Reshape.class, MoveEmitters::reshape);
        EMITTERS.put(Operator.Pad.class, MoveEmitters::pad);
        EMITTERS.put(Operator.Transpose.class, MoveEmitters::transpose);
        EMITTERS.put(Operator.Slice.class, MoveEmitters::slice);
        EMITTERS.put(Operator.Gather.class, MoveEmitters::gather);
        EMITTERS.put(Operator.Expand.class, MoveEmitters::expand);
        EMITTERS.put(Operator.Resize.class, MoveEmitters::resize);
    }

    private final NetworkGraph graph;
    private final OnnxNames names;
    private final TensorWriter tensors;
    private final GraphProto.Builder proto = GraphProto.newBuilder();

    /** A writer of one graph in one precision. */
    public GraphWriter(NetworkGraph graph, Precision precision) {
        this.graph = graph;
        this.names = OnnxNames.of(graph);
        this.tensors = new TensorWriter(precision);
    }

    /** Why the graph has no ONNX form, naming node and operator; empty if it has one. */
    public static Optional<String> obstacle(NetworkGraph graph) {
        for (Node node : graph.nodes()) {
            Optional<String> reason = obstacle(graph, node);
            if (reason.isPresent()) {
                return Optional.of(
                        node.operator().title() + " '" + node.name() + "' " + reason.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> obstacle(NetworkGraph graph, Node node) {
        if (node.operator() instanceof Operator.Input) {
            return Optional.empty();
        }
        if (!EMITTERS.containsKey(node.operator().getClass())) {
            return Optional.of("has no equivalent in ONNX");
        }
        boolean fixed = node.inputs().stream().anyMatch(input -> !graph.batched(input));
        if (fixed && needsBatch(node.operator())) {
            return Optional.of("works on a tensor that does not depend on the example");
        }
        if (node.operator() instanceof Operator.Resize resize) {
            return MoveEmitters.obstacle(resize, graph.shape(node.inputs().get(0)));
        }
        if (node.operator() instanceof Operator.GroupNorm norm
                && norm.groups() == 0
                && graph.shape(node.name()).rank() < 2) {
            return Optional.of("normalises channels of one number");
        }
        if (node.operator() instanceof Operator.MatMul
                && !graph.batched(node.inputs().get(0))
                && graph.batched(node.inputs().get(1))
                && graph.shape(node.inputs().get(0)).rank() > 2
                && graph.shape(node.inputs().get(1)).rank() == 2) {
            return Optional.of("multiplies a fixed stack by one matrix of each example");
        }
        return Optional.empty();
    }

    /** Whether ONNX's form of the operator takes the first axis for the batch. */
    private static boolean needsBatch(Operator operator) {
        return !(operator instanceof Operator.Arithmetic
                || operator instanceof Operator.MatMul
                || operator instanceof Operator.Activation
                || operator instanceof Operator.ParametricRelu
                || operator instanceof Operator.Quantize
                || operator instanceof Operator.Identity
                || operator instanceof Operator.Dropout);
    }

    /**
     * The model.
     *
     * @param weights values of the blocks; null to make each block an input
     * @param outputs nodes that the model puts out, in this order
     */
    public ModelProto write(@Nullable Weights weights, List<String> outputs) {
        proto.setName(graph.name());
        for (Node input : graph.inputs()) {
            proto.addInput(tensors.info(names.node(input.name()), graph.shape(input.name()), true));
        }
        for (Block block : graph.blocks()) {
            addBlock(block, weights);
        }
        Emission emission = new Emission(graph, names, tensors, proto);
        for (Node node : graph.nodes()) {
            if (!(node.operator() instanceof Operator.Input)) {
                Objects.requireNonNull(EMITTERS.get(node.operator().getClass()))
                        .emit(node, emission);
            }
        }
        for (String output : outputs) {
            proto.addOutput(
                    tensors.info(names.node(output), graph.shape(output), graph.batched(output)));
        }
        int set = operatorSet();
        boolean later = set >= OPERATOR_SET_OF_GROUP_NORM;
        return ModelProto.newBuilder()
                .setIrVersion(later ? IR_VERSION_OF_GROUP_NORM : IR_VERSION)
                .setProducerName("theoria")
                .setProducerVersion("1.0.0")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(set))
                .setGraph(proto)
                .build();
    }

    /** The first operator set that has all operators of the graph, but no older one than ours. */
    private int operatorSet() {
        int set = OPERATOR_SET;
        for (Node node : graph.nodes()) {
            if (node.operator() instanceof Operator.GroupNorm norm && norm.groups() != 0) {
                set = OPERATOR_SET_OF_GROUP_NORM;
            } else if (node.operator() instanceof Operator.Activation activation
                    && (activation.function() == ActivationFunction.GELU
                            || activation.function() == ActivationFunction.GELU_TANH)) {
                set = Math.max(set, OPERATOR_SET_OF_GELU);
            }
        }
        return set;
    }

    private void addBlock(Block block, @Nullable Weights weights) {
        String name = names.block(block.name());
        if (weights == null) {
            proto.addInput(tensors.info(name, block.shape(), false));
            return;
        }
        Tensor flat = block.role().trainable() ? weights.parameters() : weights.buffers();
        proto.addInitializer(tensors.reals(name, block.shape(), flat, block.offset()));
    }
}
