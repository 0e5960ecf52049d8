package theoria.engine.reference.internal;

import org.jspecify.annotations.Nullable;

import theoria.core.math.linear.Gemm;
import theoria.core.model.data.Batch;
import theoria.core.model.engine.BackwardRule;
import theoria.core.model.engine.CrossEntropy;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.engine.reference.internal.op.Call;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * A program with weights. Batches run in chunks whose size the graph fixes; sums over examples are
 * taken in their order. In single precision the weights and what the network gives away are
 * binary32; the arithmetic between them is double all the same, so there is one code path and no
 * rounding of its own.
 */
public final class ReferenceNetwork implements Network {
    private final Program program;
    private final Need need;
    private final LossHead head;
    private final CrossEntropy loss;
    private final Workspace workspace;
    private final double[] parameters;
    private final double[] buffers;

    /** Compiles a graph and takes over its weights. */
    public ReferenceNetwork(NetworkGraph graph, Gemm gemm, Weights weights, Need need) {
        this(new Program(graph, gemm), need);
        assign("parameters", weights.parameters(), parameters);
        assign("buffers", weights.buffers(), buffers);
    }

    /** A network whose weights are zero. */
    private ReferenceNetwork(Program program, Need need) {
        this.program = program;
        this.need = need;
        this.head = LossHead.of(program.graph(), need.rawOutputs());
        this.loss = new CrossEntropy(program.graph().classes());
        this.parameters = new double[program.graph().parameterCount()]; // first, as the largest
        this.buffers = new double[program.graph().bufferCount()];
        this.workspace = new Workspace(program);
    }

    @Override
    public NetworkGraph graph() {
        return program.graph();
    }

    @Override
    public Precision precision() {
        return need.precision();
    }

    @Override
    public LossHead lossHead() {
        return head;
    }

    @Override
    public Tensor scores(Tensor inputs) {
        int classes = graph().classes();
        int total = inputs.shape().extent(0);
        double[] scores = new double[total * classes];
        int node = program.position(head.scoresNode());
        forEachChunk(
                inputs, node, BackwardRule.PLAIN, null, from -> copyOut(node, from, total, scores));
        return tensor(Shape.of(total, classes), scores);
    }

    @Override
    public Evaluation evaluate(Batch batch) {
        int classes = graph().classes();
        double[] scores = new double[batch.size() * classes];
        double[] losses = new double[batch.size()];
        int scoresNode = program.position(head.scoresNode());
        int lossNode = program.position(head.lossNode());
        forEachChunk(
                batch.inputs(),
                Math.max(scoresNode, lossNode),
                BackwardRule.PLAIN,
                null,
                from -> {
                    copyOut(scoresNode, from, batch.size(), scores);
                    double[] z = workspace.output(lossNode);
                    int count = Math.min(program.chunk(), batch.size() - from);
                    for (int n = 0; n < count; n++) {
                        losses[from + n] = loss.loss(z, n, batch.labels()[from + n]);
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
            int position = program.position(node);
            last = Math.max(last, position);
            copies.put(node, new double[total * program.steps().get(position).size()]);
        }
        forEachChunk(
                inputs,
                last,
                BackwardRule.PLAIN,
                null,
                from ->
                        copies.forEach(
                                (node, copy) ->
                                        copyOut(program.position(node), from, total, copy)));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        copies.forEach(
                (node, copy) ->
                        tensors.put(node, tensor(graph().shape(node).prepend(total), copy)));
        return tensors;
    }

    @Override
    public double parameterGradient(Batch batch, double[] gradient) {
        Arrays.fill(gradient, 0);
        int node = program.position(head.lossNode());
        int classes = graph().classes();
        double[] sum = new double[1];
        Call.State state = state(BackwardRule.PLAIN, gradient);
        forEachChunk(
                batch.inputs(),
                node,
                BackwardRule.PLAIN,
                gradient,
                from -> {
                    int count = Math.min(program.chunk(), batch.size() - from);
                    workspace.clearGradients();
                    double[] seed = workspace.seed(node);
                    double[] z = Arrays.copyOf(workspace.output(node), count * classes);
                    sum[0] += loss.sum(z, batch.labels(), from, 1.0 / batch.size(), seed);
                    workspace.backward(state, count, node);
                });
        return sum[0] / batch.size();
    }

    @Override
    public Tensor inputGradient(Tensor inputs, String node, Tensor cotangent, BackwardRule rule) {
        int position = program.position(node);
        int size = program.steps().get(position).size();
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
        int inputSize = graph().inputShape().size();
        int inputNode = program.position(graph().inputs().get(0).name());
        double[] result = new double[total * inputSize];
        Call.State state = state(rule, null);
        forEachChunk(
                inputs,
                position,
                rule,
                null,
                from -> {
                    int count = Math.min(program.chunk(), total - from);
                    workspace.clearGradients();
                    double[] seed = workspace.seed(position);
                    for (int i = 0; i < count * size; i++) {
                        seed[i] = cotangent.get(from * size + i);
                    }
                    workspace.backward(state, count, position);
                    double[] gradient = workspace.gradient(inputNode);
                    System.arraycopy(gradient, 0, result, from * inputSize, count * inputSize);
                });
        return tensor(graph().inputShape().prepend(total), result);
    }

    private Call.State state(BackwardRule rule, double @Nullable [] gradient) {
        return new Call.State(parameters, buffers, gradient, rule);
    }

    /** Runs the network up to a node, chunk by chunk, and hands over where each chunk begins. */
    private void forEachChunk(
            Tensor inputs,
            int last,
            BackwardRule rule,
            double @Nullable [] gradient,
            IntConsumer afterForward) {
        int inputSize = graph().inputShape().size();
        int total = inputs.shape().extent(0);
        if (inputs.size() != total * inputSize) {
            throw new theoria.core.model.graph.ShapeException(
                    "inputs of shape "
                            + inputs.shape()
                            + " for a network that takes "
                            + graph().inputShape());
        }
        int inputNode = program.position(graph().inputs().get(0).name());
        Call.State state = state(rule, gradient);
        for (int from = 0; from < total; from += program.chunk()) {
            int count = Math.min(program.chunk(), total - from);
            double[] x = workspace.output(inputNode);
            for (int i = 0; i < count * inputSize; i++) {
                x[i] = inputs.get(from * inputSize + i);
            }
            workspace.forward(state, count, last);
            afterForward.accept(from);
        }
    }

    private void copyOut(int node, int from, int total, double[] target) {
        Program.Step step = program.steps().get(node);
        int count = Math.min(program.chunk(), total - from);
        for (int n = 0; n < count; n++) {
            int source = step.batched() ? n * step.size() : 0;
            System.arraycopy(
                    workspace.output(node), source, target, (from + n) * step.size(), step.size());
        }
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
        assign("parameters", vector(values), parameters);
    }

    @Override
    public double[] buffers() {
        return buffers.clone();
    }

    @Override
    public void setBuffers(double[] values) {
        assign("buffers", vector(values), buffers);
    }

    private static Tensor vector(double[] values) {
        return Tensor.of(Shape.of(values.length), values);
    }

    /** Copies number by number: large networks have no room for another copy. */
    private void assign(String what, Tensor values, double[] target) {
        if (values.size() != target.length) {
            throw new IllegalArgumentException(
                    values.size() + " " + what + " for a network with " + target.length);
        }
        boolean single = need.precision() == Precision.FLOAT;
        for (int i = 0; i < target.length; i++) {
            double value = values.get(i);
            target[i] = single ? (float) value : value;
        }
    }

    @Override
    public Network copy() {
        ReferenceNetwork copy = new ReferenceNetwork(program, need);
        copy.setParameters(parameters);
        copy.setBuffers(buffers);
        return copy;
    }

    @Override
    public void close() {
        // plain arrays: nothing to give back
    }
}
