package theoria.engine.onnxruntime.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One session: runs batches chunk by chunk and gathers the outputs of its nodes. */
final class Executor implements AutoCloseable {
    /** Whole and last chunks of a batch. */
    private static final int MOST_KEPT = 2;

    private final Program program;
    private final OrtEnvironment environment;
    private final CompiledModel model;
    private final OrtSession session;
    private final List<NativeTensor> weights = new ArrayList<>();
    private final Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
    private final Map<Integer, NativeTensor> inputs = new HashMap<>();

    /**
     * Opens a session of a model; its weights are zero.
     *
     * @throws OrtException if ONNX Runtime refuses the model
     */
    Executor(Program program, OrtEnvironment environment, CompiledModel model) throws OrtException {
        this.program = program;
        this.environment = environment;
        this.model = model;
        boolean fuse = program.precision() == Precision.FLOAT && !model.optimised();
        try (OrtSession.SessionOptions options = NativeRuntime.options(fuse)) {
            this.session = environment.createSession(model.bytes(), options);
        }
        for (WeightInput input : model.weights()) {
            NativeTensor tensor = new NativeTensor(environment, input.shape(), program.precision());
            weights.add(tensor);
            feeds.put(input.name(), tensor.tensor());
        }
    }

    /**
     * Replaces the weights.
     *
     * @param flat the parameter vector followed by the buffers
     */
    void load(double[] flat) {
        double[] own = model.weights(flat);
        for (int i = 0; i < weights.size(); i++) {
            weights.get(i).put(model.weights().get(i), own);
        }
    }

    /** Memory for the inputs of so many examples, kept for the next batch of the same size. */
    private NativeTensor input(int examples) throws OrtException {
        NativeTensor kept = inputs.get(examples);
        if (kept != null) {
            return kept;
        }
        if (inputs.size() >= MOST_KEPT) {
            inputs.values().forEach(NativeTensor::close);
            inputs.clear();
        }
        Shape shape = program.graph().inputShape().prepend(examples);
        NativeTensor made = new NativeTensor(environment, shape, program.precision());
        inputs.put(examples, made);
        return made;
    }

    List<String> outputs() {
        return model.outputs();
    }

    /**
     * Outputs of nodes for a batch, each of shape (N, node shape).
     *
     * @param wanted some of the session's nodes
     */
    Map<String, Tensor> run(Tensor batch, List<String> wanted) throws OrtException {
        NetworkGraph graph = program.graph();
        int total = batch.shape().rank() == 0 ? 0 : batch.shape().extent(0);
        if (batch.size() != (long) total * graph.inputShape().size()) {
            throw new ShapeException(
                    "inputs of shape "
                            + batch.shape()
                            + " for a network that takes "
                            + graph.inputShape());
        }
        Map<String, Collected> collected = new LinkedHashMap<>();
        for (String node : wanted) {
            Shape shape = graph.shape(node).prepend(total);
            collected.put(node, new Collected(shape, program.precision()));
        }
        int chunks = (total + program.chunk() - 1) / program.chunk();
        int even = chunks == 0 ? 0 : (total + chunks - 1) / chunks;
        for (int from = 0; from < total; from += even) {
            runChunk(input(Math.min(even, total - from)), batch, from, collected);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        collected.forEach((node, values) -> tensors.put(node, values.tensor()));
        return tensors;
    }

    private void runChunk(
            NativeTensor examples, Tensor batch, int from, Map<String, Collected> collected)
            throws OrtException {
        String inputNode = program.graph().inputs().get(0).name();
        examples.put(batch, from * program.graph().inputShape().size());
        feeds.put(model.names().node(inputNode), examples.tensor());
        Map<String, Collected> byTensor = new LinkedHashMap<>();
        collected.forEach((node, values) -> byTensor.put(model.names().node(node), values));
        try (OrtSession.Result result = session.run(feeds, byTensor.keySet())) {
            int count = examples.shape().extent(0);
            for (Map.Entry<String, Collected> entry : byTensor.entrySet()) {
                OnnxTensor values = (OnnxTensor) result.get(entry.getKey()).orElseThrow();
                entry.getValue().add(values, count);
            }
        }
    }

    @Override
    public void close() throws OrtException {
        inputs.values().forEach(NativeTensor::close);
        weights.forEach(NativeTensor::close);
        session.close();
    }
}
