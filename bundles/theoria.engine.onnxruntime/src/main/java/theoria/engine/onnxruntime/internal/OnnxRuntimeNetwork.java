package theoria.engine.onnxruntime.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

import org.jspecify.annotations.Nullable;

import theoria.core.model.data.Batch;
import theoria.core.model.engine.BackwardRule;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.engine.Loss;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A program with weights in native memory that ONNX Runtime reads at every pass. Activations of
 * nodes other than the heads come from a second session, opened for the nodes last asked for.
 */
public final class OnnxRuntimeNetwork implements Network {
    private final Program program;
    private final OrtEnvironment environment;

    /** The parameter vector followed by the buffers. */
    private final double[] flat;

    private @Nullable Executor heads;
    private @Nullable Executor inner;

    /**
     * Opens a program with flat vectors of weights, which are copied.
     *
     * @throws EngineException if the native library cannot be loaded or refuses the model
     */
    public OnnxRuntimeNetwork(Program program, double[] parameters, double[] buffers)
            throws EngineException {
        this.program = program;
        this.environment = NativeRuntime.environment();
        this.flat = new double[program.graph().parameterCount() + program.graph().bufferCount()];
        try {
            heads = new Executor(program, environment, program.model());
        } catch (OrtException e) {
            throw new EngineException(
                    "engine onnxruntime cannot open '"
                            + program.graph().name()
                            + "': "
                            + e.getMessage(),
                    e);
        }
        setParameters(parameters);
        setBuffers(buffers);
    }

    @Override
    public NetworkGraph graph() {
        return program.graph();
    }

    @Override
    public Precision precision() {
        return program.precision();
    }

    @Override
    public LossHead lossHead() {
        return program.head();
    }

    @Override
    public Tensor scores(Tensor inputs) {
        String node = program.head().scoresNode();
        return scores(run(open(), inputs, List.of(node)), node);
    }

    private Tensor scores(Map<String, Tensor> outputs, String node) {
        Tensor scores = Objects.requireNonNull(outputs.get(node));
        return scores.reshape(Shape.of(scores.shape().extent(0), graph().classes()));
    }

    @Override
    public Evaluation evaluate(Batch batch) {
        Map<String, Tensor> outputs = run(open(), batch.inputs(), program.heads());
        double[] z = scores(outputs, program.head().lossNode()).toDoubles();
        Loss loss = program.need().loss();
        double[] losses = new double[batch.size()];
        for (int n = 0; n < losses.length; n++) {
            losses[n] = loss.of(z, n, graph().classes(), batch.labels()[n]);
        }
        return new Evaluation(scores(outputs, program.head().scoresNode()), losses);
    }

    @Override
    public Map<String, Tensor> activations(Tensor inputs, Collection<String> nodes) {
        List<String> computed = new ArrayList<>();
        for (String node : new LinkedHashSet<>(nodes)) {
            if (!(graph().node(node).operator() instanceof Operator.Input)) {
                computed.add(node);
            }
        }
        Map<String, Tensor> outputs =
                computed.isEmpty() ? Map.of() : run(inner(computed), inputs, computed);
        Map<String, Tensor> ordered = new LinkedHashMap<>();
        for (String node : nodes) {
            Tensor output = outputs.get(node);
            ordered.put(node, output == null ? inPrecision(inputs) : output);
        }
        return ordered;
    }

    private Tensor inPrecision(Tensor inputs) {
        return precision() == Precision.FLOAT
                ? Tensor.of(inputs.shape(), inputs.toFloats())
                : Tensor.of(inputs.shape(), inputs.toDoubles());
    }

    private Executor inner(List<String> nodes) {
        open();
        try {
            if (inner == null || !inner.outputs().equals(nodes)) {
                if (inner != null) {
                    inner.close();
                    inner = null;
                }
                inner = new Executor(program, environment, program.model(nodes));
                inner.load(flat);
            }
            return inner;
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    private Executor open() {
        if (heads == null) {
            throw new IllegalStateException("network '" + graph().name() + "' is closed");
        }
        return heads;
    }

    private Map<String, Tensor> run(Executor executor, Tensor inputs, List<String> nodes) {
        try {
            return executor.run(inputs, nodes);
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    private IllegalStateException failure(OrtException e) {
        return new IllegalStateException(
                "ONNX Runtime failed in '" + graph().name() + "': " + e.getMessage(), e);
    }

    @Override
    public double parameterGradient(Batch batch, double[] gradient) {
        throw new UnsupportedOperationException("engine onnxruntime computes no gradients");
    }

    @Override
    public Tensor inputGradient(Tensor inputs, String node, Tensor cotangent, BackwardRule rule) {
        throw new UnsupportedOperationException("engine onnxruntime computes no gradients");
    }

    @Override
    public double[] parameters() {
        return Arrays.copyOf(flat, graph().parameterCount());
    }

    @Override
    public void setParameters(double[] values) {
        assign("parameters", values, 0, graph().parameterCount());
    }

    @Override
    public double[] buffers() {
        return Arrays.copyOfRange(flat, graph().parameterCount(), flat.length);
    }

    @Override
    public void setBuffers(double[] values) {
        assign("buffers", values, graph().parameterCount(), graph().bufferCount());
    }

    private void assign(String what, double[] values, int at, int count) {
        Executor executor = open();
        if (values.length != count) {
            throw new IllegalArgumentException(
                    values.length + " " + what + " for a network with " + count);
        }
        boolean single = precision() == Precision.FLOAT;
        for (int i = 0; i < count; i++) {
            flat[at + i] = single ? (float) values[i] : values[i];
        }
        executor.load(flat);
        if (inner != null) {
            inner.load(flat);
        }
    }

    @Override
    public Network copy() throws EngineException {
        open();
        return new OnnxRuntimeNetwork(program, parameters(), buffers());
    }

    /** Gives back sessions and native memory; a second call does nothing. */
    @Override
    public void close() {
        try {
            if (inner != null) {
                inner.close();
            }
            if (heads != null) {
                heads.close();
            }
        } catch (OrtException e) {
            throw failure(e);
        } finally {
            inner = null;
            heads = null;
        }
    }
}
