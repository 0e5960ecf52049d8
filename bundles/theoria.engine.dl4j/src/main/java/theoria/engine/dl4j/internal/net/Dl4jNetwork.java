package theoria.engine.dl4j.internal.net;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

import theoria.core.model.data.Batch;
import theoria.core.model.engine.BackwardRule;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.engine.Loss;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * A network in inference mode on DL4J's layers. The flat vectors are kept here and copied to DL4J
 * when a pass needs them. Batches run in chunks whose size the graph fixes; losses, and sums over
 * chunks, are taken in double and in order.
 */
public final class Dl4jNetwork implements Network {
    private final CompiledGraph compiled;
    private final Passes passes;
    private final Need need;
    private final LossHead head;
    private final Loss loss;
    private final int chunk;
    private final Map<Integer, KernelGradient> ends;
    private final double[] parameters;
    private final double[] buffers;
    private boolean stale = true;

    /** Compiles a graph that {@link LayerSupport} has passed, and takes over the vectors. */
    public Dl4jNetwork(NetworkGraph graph, double[] parameters, double[] buffers, Need need) {
        this.compiled = new CompiledGraph(graph, need.precision(), false);
        this.passes = new Passes(compiled);
        this.need = need;
        this.head = need.loss().head(graph, need.rawOutputs());
        this.loss = need.loss();
        this.chunk = ChunkSize.of(graph, need.precision());
        this.parameters = new double[graph.parameterCount()];
        this.buffers = new double[graph.bufferCount()];
        setParameters(parameters);
        setBuffers(buffers);
        if (need.has(Capability.PARAMETER_GRADIENT) || need.has(Capability.INPUT_GRADIENT)) {
            compiled.prepareGradients();
        }
        this.ends = need.has(Capability.PARAMETER_GRADIENT) ? compiled.ends() : Map.of();
    }

    @Override
    public NetworkGraph graph() {
        return compiled.graph();
    }

    @Override
    public Precision precision() {
        return need.precision();
    }

    @Override
    public LossHead lossHead() {
        return head;
    }

    /** Whether the convolutions of this network run on oneDNN. */
    public boolean usesOneDnn() {
        return compiled.usesOneDnn();
    }

    @Override
    public Tensor scores(Tensor inputs) {
        int total = inputs.shape().extent(0);
        double[] scores = new double[total * graph().classes()];
        int node = compiled.position(head.scoresNode());
        forEachChunk(inputs, node, from -> copyOut(node, from, scores));
        return tensor(Shape.of(total, graph().classes()), scores);
    }

    @Override
    public Evaluation evaluate(Batch batch) {
        int classes = graph().classes();
        double[] scores = new double[batch.size() * classes];
        double[] losses = new double[batch.size()];
        int scoresNode = compiled.position(head.scoresNode());
        int lossNode = compiled.position(head.lossNode());
        forEachChunk(
                batch.inputs(),
                Math.max(scoresNode, lossNode),
                from -> {
                    copyOut(scoresNode, from, scores);
                    double[] z = NativeArrays.doubles(passes.output(lossNode));
                    for (int n = 0; n < z.length / classes; n++) {
                        losses[from + n] = loss.of(z, n, classes, batch.labels()[from + n]);
                    }
                });
        return new Evaluation(tensor(Shape.of(batch.size(), classes), scores), losses);
    }

    @Override
    public Map<String, Tensor> activations(Tensor inputs, Collection<String> nodes) {
        int total = inputs.shape().extent(0);
        Map<String, double[]> copies = new LinkedHashMap<>();
        int last = 0;
        for (String node : nodes) {
            last = Math.max(last, compiled.position(node));
            copies.put(node, new double[total * graph().shape(node).size()]);
        }
        forEachChunk(
                inputs,
                last,
                from -> {
                    copies.forEach((node, copy) -> copyOut(compiled.position(node), from, copy));
                });
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        copies.forEach(
                (node, copy) ->
                        tensors.put(node, tensor(graph().shape(node).prepend(total), copy)));
        return tensors;
    }

    @Override
    public double parameterGradient(Batch batch, double[] gradient) {
        require(Capability.PARAMETER_GRADIENT);
        Arrays.fill(gradient, 0);
        int node = compiled.position(head.lossNode());
        double[] sum = new double[1];
        forEachChunk(
                batch.inputs(),
                node,
                from -> {
                    double[] z = NativeArrays.doubles(passes.output(node));
                    double[] seed = new double[z.length];
                    sum[0] +=
                            loss.sum(
                                    z,
                                    graph().classes(),
                                    batch.labels(),
                                    from,
                                    1.0 / batch.size(),
                                    seed);
                    passes.backward(node, compiled.like(seed, node), ends);
                    compiled.layout().addGradient(compiled.gradients(), buffers, gradient);
                });
        return sum[0] / batch.size();
    }

    @Override
    public Tensor inputGradient(Tensor inputs, String node, Tensor cotangent, BackwardRule rule) {
        require(rule == BackwardRule.PLAIN ? Capability.INPUT_GRADIENT : Capability.BACKWARD_RULES);
        int position = compiled.position(node);
        int size = graph().shape(node).size();
        int total = inputs.shape().extent(0);
        if (cotangent.size() != total * size) {
            throw new IllegalArgumentException(
                    "cotangent of shape "
                            + cotangent.shape()
                            + " for "
                            + total
                            + " examples of '"
                            + node
                            + "' with shape "
                            + graph().shape(node));
        }
        Shape shape = graph().inputShape();
        double[] values = cotangent.toDoubles();
        double[] result = new double[total * shape.size()];
        forEachChunk(
                inputs,
                position,
                from -> {
                    int count = Math.min(chunk, total - from);
                    double[] seed = Arrays.copyOfRange(values, from * size, (from + count) * size);
                    INDArray gradient =
                            passes.backward(position, compiled.like(seed, position), rule);
                    if (gradient != null) {
                        NativeArrays.copy(gradient, result, from * shape.size());
                    }
                });
        return tensor(shape.prepend(total), result);
    }

    private void require(Capability capability) {
        if (!need.has(capability)) {
            throw new UnsupportedOperationException(
                    "network " + graph().name() + " was not opened for " + capability);
        }
    }

    /** Runs the nodes up to {@code last} chunk by chunk and hands over where each begins. */
    private void forEachChunk(Tensor inputs, int last, IntConsumer afterForward) {
        int total = inputs.shape().extent(0);
        Shape shape = graph().inputShape();
        if (inputs.size() != total * shape.size()) {
            throw new ShapeException(
                    "inputs of shape " + inputs.shape() + " for a network that takes " + shape);
        }
        Tensor shaped = inputs.reshape(shape.prepend(total));
        if (stale) {
            compiled.set(parameters, buffers);
            stale = false;
        }
        for (int from = 0; from < total; from += chunk) {
            int count = Math.min(chunk, total - from);
            try (MemoryWorkspace opened = passes.open()) {
                INDArray input = NativeArrays.rows(shaped, from, count, compiled.type());
                passes.forward(input, Map.of(), last);
                afterForward.accept(from);
            }
        }
    }

    private void copyOut(int node, int from, double[] target) {
        int size = graph().shape(compiled.steps().get(node).node().name()).size();
        NativeArrays.copy(passes.output(node), target, from * size);
    }

    private Tensor tensor(Shape shape, double[] values) {
        Tensor tensor = Tensor.of(shape, values);
        return need.precision() == Precision.FLOAT ? Tensor.of(shape, tensor.toFloats()) : tensor;
    }

    @Override
    public double[] parameters() {
        return parameters.clone();
    }

    @Override
    public void setParameters(double[] values) {
        assign("parameters", values, parameters);
    }

    @Override
    public double[] buffers() {
        return buffers.clone();
    }

    @Override
    public void setBuffers(double[] values) {
        assign("buffers", values, buffers);
    }

    private void assign(String what, double[] values, double[] target) {
        if (values.length != target.length) {
            throw new IllegalArgumentException(
                    values.length + " " + what + " for a network with " + target.length);
        }
        boolean single = need.precision() == Precision.FLOAT;
        for (int i = 0; i < values.length; i++) {
            target[i] = single ? (float) values[i] : values[i];
        }
        stale = true;
    }

    @Override
    public Network copy() {
        return new Dl4jNetwork(graph(), parameters, buffers, need);
    }

    @Override
    public void close() {
        passes.close();
        compiled.close();
    }
}
