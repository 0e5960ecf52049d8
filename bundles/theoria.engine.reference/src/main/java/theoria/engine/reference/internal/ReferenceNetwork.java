package theoria.engine.reference.internal;

import org.jspecify.annotations.Nullable;

import theoria.core.math.linear.Gemm;
import theoria.core.model.data.Batch;
import theoria.core.model.engine.BackwardRule;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.engine.KeptPass;
import theoria.core.model.engine.Loss;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.engine.reference.internal.op.Call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * A program with weights. Batches run in chunks whose size the graph fixes; sums over examples are
 * taken in their order. In single precision the weights and what the network gives away are
 * binary32; the arithmetic between them is double all the same, so there is one code path and no
 * rounding of its own.
 */
public final class ReferenceNetwork implements Network {
    private enum Matrix {
        HESSIAN,
        GAUSS_NEWTON,
        FISHER
    }

    private final Program program;
    private final Need need;
    private final LossHead head;
    private final Loss loss;
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
        this.head = need.loss().head(program.graph(), need.rawOutputs());
        this.loss = need.loss();
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
        forEachChunk(inputs, node, program.chunk(), from -> copyOut(node, from, total, scores));
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
                program.chunk(),
                from -> {
                    copyOut(scoresNode, from, batch.size(), scores);
                    double[] z = workspace.output(lossNode);
                    int count = Math.min(program.chunk(), batch.size() - from);
                    for (int n = 0; n < count; n++) {
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
            int position = program.position(node);
            last = Math.max(last, position);
            copies.put(node, new double[total * program.steps().get(position).size()]);
        }
        forEachChunk(
                inputs,
                last,
                program.chunk(),
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
        double[] sum = new double[1];
        Call.State state = state(BackwardRule.PLAIN, gradient);
        forEachChunk(
                batch.inputs(),
                node,
                program.chunk(),
                from -> {
                    int count = Math.min(program.chunk(), batch.size() - from);
                    workspace.clearGradients();
                    sum[0] += seedGradient(batch, from, count);
                    workspace.backward(state, count, node);
                });
        return sum[0] / batch.size();
    }

    @Override
    public void hessianProduct(Batch batch, double[] vector, double[] product) {
        product(batch, null, vector, product, Matrix.HESSIAN);
    }

    @Override
    public void gaussNewtonProduct(Batch batch, double[] vector, double[] product) {
        product(batch, null, vector, product, Matrix.GAUSS_NEWTON);
    }

    @Override
    public void empiricalFisherProduct(Batch batch, double[] vector, double[] product) {
        product(batch, null, vector, product, Matrix.FISHER);
    }

    @Override
    public void hessianProduct(KeptPass pass, double[] vector, double[] product) {
        product(pass.batch(), kept(pass), vector, product, Matrix.HESSIAN);
    }

    @Override
    public void gaussNewtonProduct(KeptPass pass, double[] vector, double[] product) {
        product(pass.batch(), kept(pass), vector, product, Matrix.GAUSS_NEWTON);
    }

    @Override
    public void empiricalFisherProduct(KeptPass pass, double[] vector, double[] product) {
        product(pass.batch(), kept(pass), vector, product, Matrix.FISHER);
    }

    /** What is kept in a pass; null if that is nothing. */
    private @Nullable ReferencePass kept(KeptPass pass) {
        if (pass instanceof KeptPass.Nothing) {
            return null;
        }
        if (pass instanceof ReferencePass own
                && own.program().graph().equals(graph())
                && own.loss() == loss) {
            return own;
        }
        throw new IllegalArgumentException("a kept pass of another engine, network or loss");
    }

    @Override
    public long keptBytes(int examples) {
        return PassNumbers.bytes(program, examples, program.position(head.lossNode()));
    }

    @Override
    public KeptPass keep(Batch batch) {
        int node = program.position(head.lossNode());
        Call.State state = state(BackwardRule.PLAIN, new double[parameters.length]);
        List<PassNumbers> chunks = new ArrayList<>();
        try {
            for (int from = 0; from < batch.size(); from += program.chunk()) {
                int count = Math.min(program.chunk(), batch.size() - from);
                PassNumbers numbers = new PassNumbers(program, count);
                workspace.use(numbers);
                forward(batch.inputs(), node, from, count);
                workspace.clearGradients();
                seedGradient(batch, from, count);
                workspace.backward(state, count, node);
                chunks.add(numbers);
            }
        } finally {
            workspace.useOwn();
        }
        return new ReferencePass(program, loss, batch, chunks);
    }

    /** Seeds the gradient of the mean loss in the outputs; gives the sum of the losses. */
    private double seedGradient(Batch batch, int from, int count) {
        int node = program.position(head.lossNode());
        int classes = graph().classes();
        double[] z = Arrays.copyOf(workspace.output(node), count * classes);
        double factor = 1.0 / batch.size();
        return loss.sum(z, classes, batch.labels(), from, factor, workspace.seed(node));
    }

    /**
     * A product: of the Hessian by forward tangents and backward tangents, of J' A J, A a matrix of
     * each example's outputs, by forward tangents and a backward pass.
     */
    private void product(
            Batch batch,
            @Nullable ReferencePass pass,
            double[] vector,
            double[] product,
            Matrix matrix) {
        if (!startProduct(vector, product)) {
            return;
        }
        boolean hessian = matrix == Matrix.HESSIAN;
        Call.State tangents =
                new Call.State(vector, buffers, hessian ? product : null, BackwardRule.PLAIN, null);
        Call.State forward =
                new Call.State(parameters, buffers, null, BackwardRule.PLAIN, tangents);
        Call.State back = hessian ? forward : state(BackwardRule.PLAIN, product);
        try {
            for (int from = 0; from < batch.size(); from += program.chunk()) {
                PassNumbers kept = pass == null ? null : pass.chunks().get(from / program.chunk());
                chunkProduct(batch, from, kept, forward, back, matrix);
            }
        } finally {
            workspace.useOwn();
        }
    }

    private void chunkProduct(
            Batch batch,
            int from,
            @Nullable PassNumbers kept,
            Call.State forward,
            Call.State back,
            Matrix matrix) {
        int node = program.position(head.lossNode());
        int count = Math.min(program.chunk(), batch.size() - from);
        boolean hessian = matrix == Matrix.HESSIAN;
        if (kept == null) {
            forward(batch.inputs(), node, from, count);
        } else if (hessian) {
            workspace.use(kept);
        } else {
            workspace.useForwardOf(kept);
        }
        workspace.forwardTangents(forward, count, node);
        workspace.clearGradients();
        seed(matrix, batch, from, count, kept != null);
        if (kept != null && hessian) {
            workspace.backwardTangents(back, count, node);
        } else {
            workspace.backward(back, count, node);
        }
    }

    /**
     * What goes back from the outputs z with tangents R{z}: for the Hessian the gradient g of the
     * loss, unless it is kept, and its tangent H_l R{z}; for the Gauss-Newton matrix H_l R{z} as
     * the gradient; for the empirical Fisher matrix g g' R{z}.
     */
    private void seed(Matrix matrix, Batch batch, int from, int count, boolean kept) {
        int node = program.position(head.lossNode());
        int classes = graph().classes();
        double factor = 1.0 / batch.size();
        int[] labels = batch.labels();
        double[] z = Arrays.copyOf(workspace.output(node), count * classes);
        double[] rz = workspace.outputTangent(node);
        if (matrix == Matrix.GAUSS_NEWTON) {
            loss.hessianProducts(z, classes, labels, from, rz, factor, workspace.seed(node));
        } else if (matrix == Matrix.FISHER) {
            loss.gradientProducts(z, classes, labels, from, rz, factor, workspace.seed(node));
        } else {
            if (!kept) {
                seedGradient(batch, from, count);
            }
            double[] tangent = workspace.seedTangent(node);
            loss.hessianProducts(z, classes, labels, from, rz, factor, tangent);
        }
    }

    /** Empties the product and says whether there is anything to multiply. */
    private boolean startProduct(double[] vector, double[] product) {
        if (!need.has(Capability.HESSIAN_PRODUCT)) {
            throw new UnsupportedOperationException(
                    "network " + graph().name() + " was not opened for HESSIAN_PRODUCT");
        }
        if (vector.length != parameters.length || product.length != parameters.length) {
            throw new IllegalArgumentException(
                    "vectors of "
                            + vector.length
                            + " and "
                            + product.length
                            + " numbers for "
                            + parameters.length
                            + " parameters");
        }
        Arrays.fill(product, 0);
        return program.steps().get(program.position(head.lossNode())).learns();
    }

    @Override
    public void gaussNewtonDiagonal(Batch batch, double[] diagonal) {
        double[] gradient = new double[diagonal.length];
        if (!startProduct(gradient, diagonal)) {
            return;
        }
        int node = program.position(head.lossNode());
        int classes = graph().classes();
        Call.State state = state(BackwardRule.PLAIN, gradient);
        forEachChunk(
                batch.inputs(),
                node,
                1,
                from -> {
                    double[] z = Arrays.copyOf(workspace.output(node), classes);
                    for (int k = 0; k < classes; k++) {
                        Arrays.fill(gradient, 0);
                        workspace.clearGradients();
                        loss.hessianRoot(z, classes, k, workspace.seed(node));
                        workspace.backward(state, 1, node);
                        for (int i = 0; i < gradient.length; i++) {
                            diagonal[i] += gradient[i] * gradient[i];
                        }
                    }
                });
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] /= batch.size();
        }
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
                program.chunk(),
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
        return new Call.State(parameters, buffers, gradient, rule, null);
    }

    /** Runs the network up to a node, chunk by chunk, and hands over where each chunk begins. */
    private void forEachChunk(Tensor inputs, int last, int chunk, IntConsumer afterForward) {
        int total = inputs.shape().extent(0);
        for (int from = 0; from < total; from += chunk) {
            forward(inputs, last, from, Math.min(chunk, total - from));
            afterForward.accept(from);
        }
    }

    /** Runs some examples up to a node. */
    private void forward(Tensor inputs, int last, int from, int count) {
        int inputSize = graph().inputShape().size();
        if (inputs.size() != inputs.shape().extent(0) * inputSize) {
            throw new ShapeException(
                    "inputs of shape "
                            + inputs.shape()
                            + " for a network that takes "
                            + graph().inputShape());
        }
        double[] x = workspace.output(program.position(graph().inputs().get(0).name()));
        for (int i = 0; i < count * inputSize; i++) {
            x[i] = inputs.get(from * inputSize + i);
        }
        workspace.forward(state(BackwardRule.PLAIN, null), count, last);
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
