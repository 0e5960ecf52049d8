package theoria.engine.onnxruntime.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One session: runs batches chunk by chunk and gathers the outputs of its nodes. */
final class Executor implements AutoCloseable {
    private final Program program;
    private final OrtEnvironment environment;
    private final List<String> outputs;
    private final OrtSession session;
    private final NativeTensor fullChunk;

    /**
     * Opens a session of a model that puts out the given nodes.
     *
     * @throws OrtException if ONNX Runtime refuses the model
     */
    Executor(Program program, OrtEnvironment environment, byte[] model, List<String> outputs)
            throws OrtException {
        this.program = program;
        this.environment = environment;
        this.outputs = List.copyOf(outputs);
        try (OrtSession.SessionOptions options = NativeRuntime.options(program.precision())) {
            this.session = environment.createSession(model, options);
        }
        this.fullChunk = input(program.chunk());
    }

    private NativeTensor input(int examples) throws OrtException {
        Shape shape = program.graph().inputShape().prepend(examples);
        return new NativeTensor(environment, shape, program.precision());
    }

    List<String> outputs() {
        return outputs;
    }

    /**
     * Outputs of nodes for a batch, each of shape (N, node shape).
     *
     * @param weights the model's weight inputs by name
     * @param wanted some of the session's nodes
     */
    Map<String, Tensor> run(Tensor inputs, Map<String, OnnxTensor> weights, List<String> wanted)
            throws OrtException {
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
                runChunk(fullChunk, inputs, from, weights, collected);
            } else {
                try (NativeTensor rest = input(count)) {
                    runChunk(rest, inputs, from, weights, collected);
                }
            }
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        collected.forEach((node, values) -> tensors.put(node, values.tensor()));
        return tensors;
    }

    private void runChunk(
            NativeTensor chunk,
            Tensor inputs,
            int from,
            Map<String, OnnxTensor> weights,
            Map<String, Collected> collected)
            throws OrtException {
        String inputNode = program.graph().inputs().get(0).name();
        chunk.put(inputs, from * program.graph().inputShape().size());
        Map<String, OnnxTensor> feeds = new LinkedHashMap<>(weights);
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
        session.close();
    }
}
