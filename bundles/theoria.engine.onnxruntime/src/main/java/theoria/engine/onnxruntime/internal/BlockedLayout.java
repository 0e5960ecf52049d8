package theoria.engine.onnxruntime.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.jspecify.annotations.Nullable;

import theoria.core.model.engine.EngineException;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Tensor;
import theoria.format.onnx.OnnxModel;
import theoria.format.onnx.OnnxNames;
import theoria.format.onnx.OnnxWriter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * ONNX Runtime's fast convolutions work on channels in blocks of the processor's vector length, but
 * it arranges kernels so only where they are initialisers. Here its optimiser is shown kernels that
 * hold their own places in the flat vector instead of weights; from what it makes of them we read
 * where it puts each weight, make its initialisers inputs again, and fill them in that order ever
 * after: the speed of fixed weights at arbitrary weights (a third of the time of a LeNet).
 *
 * <p>Every number is shown twice, as place + 1 and as place + 1 + SHIFT. An entry that differs by
 * exactly SHIFT is a weight moved, one that stays is a constant, and anything else - a product with
 * the scale of a batch norm, say - means that the optimiser computed with weights: then there is no
 * such layout and the graph runs as it is.
 */
final class BlockedLayout {
    /** Both showings are whole numbers that single precision holds exactly. */
    private static final int SHIFT = 1 << 22;

    /** The narrowest block, of processors with vectors of 256 bits. */
    private static final int FEWEST_FILTERS = 8;

    private BlockedLayout() {}

    /**
     * The optimised model, if the graph has convolutions and the optimiser only moves its weights.
     *
     * @throws EngineException if no temporary file can be written
     */
    static Optional<CompiledModel> find(NetworkGraph graph, List<String> outputs)
            throws EngineException {
        boolean convolves =
                graph.nodes().stream()
                        .anyMatch(node -> node.operator() instanceof Operator.Convolution);
        long numbers = (long) graph.parameterCount() + graph.bufferCount();
        if (!convolves || numbers > SHIFT || computesWithWeights(graph)) {
            return Optional.empty();
        }
        List<WeightInput> thin = thinKernels(graph);
        try {
            OnnxModel low = OnnxModel.parse(optimised(graph, outputs, thin, 1));
            OnnxModel high = OnnxModel.parse(optimised(graph, outputs, thin, 1 + SHIFT));
            return compare(low, high, outputs, thin, OnnxNames.of(graph));
        } catch (OrtException | FormatException e) {
            return Optional.empty(); // then the graph runs as it is, or says why it cannot
        } catch (IOException e) {
            throw new EngineException(
                    "engine onnxruntime cannot write a temporary file: " + e.getMessage(), e);
        }
    }

    /**
     * Whether some node computes with weights alone. The optimiser would do that once for all, and
     * our two showings might not tell: a ReLU, say, leaves places as they are but not weights.
     */
    private static boolean computesWithWeights(NetworkGraph graph) {
        return graph.nodes().stream()
                .anyMatch(node -> !node.inputs().isEmpty() && !graph.batched(node.name()));
    }

    /**
     * Kernels of too few filters to fill a block: they stay inputs, and so the optimiser leaves
     * their convolutions as they are.
     */
    private static List<WeightInput> thinKernels(NetworkGraph graph) {
        Set<String> thin = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            if (node.operator() instanceof Operator.Convolution convolution
                    && convolution.filters() < FEWEST_FILTERS) {
                node.block(Role.KERNEL).ifPresent(thin::add);
            }
        }
        return CompiledModel.inputs(graph, thin);
    }

    /** What the optimiser makes of a model whose weights are their places plus a number. */
    private static byte[] optimised(
            NetworkGraph graph, List<String> outputs, List<WeightInput> inputs, int plus)
            throws FormatException, OrtException, IOException, EngineException {
        float[] parameters = new float[graph.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = i + plus;
        }
        float[] buffers = new float[graph.bufferCount()];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = parameters.length + i + plus;
        }
        byte[] written =
                new OnnxWriter().withOutputs(outputs).write(graph, Weights.of(parameters, buffers));
        List<String> free = inputs.stream().map(WeightInput::name).toList();
        byte[] model = OnnxModel.parse(written).withInputs(free);
        Path file = Files.createTempFile("theoria-layout", ".onnx");
        OrtEnvironment environment = NativeRuntime.environment();
        try (OrtSession.SessionOptions options = NativeRuntime.options(true)) {
            options.setOptimizedModelFilePath(file.toString());
            environment.createSession(model, options).close();
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Optional<CompiledModel> compare(
            OnnxModel low,
            OnnxModel high,
            List<String> outputs,
            List<WeightInput> inputs,
            OnnxNames tensors)
            throws FormatException {
        Optional<Map<String, String>> match = low.match(high);
        if (match.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Tensor> shifted = high.initialisers();
        List<WeightInput> weights = new ArrayList<>(inputs);
        for (Map.Entry<String, Tensor> entry : low.initialisers().entrySet()) {
            Tensor places = entry.getValue();
            Tensor other = shifted.get(match.get().get(entry.getKey()));
            if (other == null || places.size() != other.size()) {
                return Optional.empty();
            }
            if (places.equals(other)) {
                continue; // a constant of the graph: it stays
            }
            int[] source = source(places, other);
            if (source == null) {
                return Optional.empty();
            }
            weights.add(new WeightInput(entry.getKey(), places.shape(), 0, source));
        }
        List<String> names = weights.stream().map(WeightInput::name).toList();
        return Optional.of(
                new CompiledModel(
                        low.withInputs(names),
                        List.copyOf(weights),
                        List.copyOf(outputs),
                        true,
                        tensors,
                        Optional.empty()));
    }

    /** The place of each weight, -1 for zeros that fill up blocks; null if it is not that. */
    private static int @Nullable [] source(Tensor places, Tensor shifted) {
        int[] source = new int[places.size()];
        for (int i = 0; i < source.length; i++) {
            double low = places.get(i);
            double high = shifted.get(i);
            boolean filling = low == 0 && high == 0;
            if (!filling && (high - low != SHIFT || low < 1 || low != Math.rint(low))) {
                return null;
            }
            source[i] = (int) low - 1;
        }
        return source;
    }
}
