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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One session: runs batches chunk by chunk and gathers the outputs of its nodes. */
final class Executor implements AutoCloseable {
    private final Program program;
    private final OrtEnvironment environment;
    private final CompiledModel model;
    private final OrtSession session;
    private final List<NativeTensor> weights = new ArrayList<>();
    private final Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
    private final NativeTensor fullChunk;

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
        this.fullChunk = input(program.chunk());
    }

    /**
     * Replaces the weights.
     *
     * @param flat the parameter vector followed by the buffers
     */
    void load(double[] flat) {
        for (int i = 0; i < weights.size(); i++) {
            weights.get(i).put(model.weights().get(i), flat);
        }
    }

    private NativeTensor input(int examples) throws OrtException {
        Shape shape = program.graph().inputShape().prepend(examples);
        return new NativeTensor(environment, shape, program.precision());
    }

    List<String> outputs() {
        return model.outputs();
    }

    /**
     * Outputs of nodes for a batch, each of shape (N, node shape).
     *
     * @param wanted some of the session's nodes
     */
    Map<String, Tensor> run(Tensor inputs, List<String> wanted) throws OrtException {
        NetworkGraph graph = program.graph();
        int total = inputs.shape().rank() == 0 ? 0 : inputs.shape().extent(0);
        if (inputs.size() != (long) total * graph.inputShape().size()) {
            throw new ShapeException(
                    "inputs of shape "
                            + inputs.shape()
                            + " for a network that takes "
                            + graph.inputShape());
        }
        Map<String, Collected> collected = new LinkedHashMap<>();
        for (String node : wanted) {
            Shape shape = graph.shape(node).prepend(total);
            collected.put(node, new Collected(shape, program.precision()));
        }
        for (int from = 0; from < total; from += program.chunk()) {
            int count = Math.min(program.chunk(), total - from);
            if (count == program.chunk()) {
                runChunk(fullChunk, inputs, from, collected);
            } else {
                try (NativeTensor rest = input(count)) {
                    runChunk(rest, inputs, from, collected);
                }
            }
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        collected.forEach((node, values) -> tensors.put(node, values.tensor()));
        return tensors;
    }

    private void runChunk(
            NativeTensor chunk, Tensor inputs, int from, Map<String, Collected> collected)
            throws OrtException {
        String inputNode = program.graph().inputs().get(0).name();
        chunk.put(inputs, from * program.graph().inputShape().size());
        feeds.put(program.names().node(inputNode), chunk.tensor());
        Map<String, Collected> byTensor = new LinkedHashMap<>();
        collected.forEach((node, values) -> byTensor.put(program.names().node(node), values));
        try (OrtSession.Result result = session.run(feeds, byTensor.keySet())) {
            int count = Math.toIntExact(chunk.tensor().getInfo().getShape()[0]);
            for (Map.Entry<String, Collected> entry : byTensor.entrySet()) {
                OnnxTensor values = (OnnxTensor) result.get(entry.getKey()).orElseThrow();
                entry.getValue().add(values, count);
            }
        }
    }

    @Override
    public void close() throws OrtException {
        fullChunk.close();
        weights.forEach(NativeTensor::close);
        session.close();
    }
}
