package theoria.format.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;

import org.jspecify.annotations.Nullable;

import theoria.core.model.file.AtomicOutput;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.load.ModelWriter;
import theoria.core.model.tensor.Precision;
import theoria.format.onnx.internal.write.GraphWriter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Writes networks as ONNX models (operator set 19; 20 with GELU, 21 with group norm): the batch is
 * a free first dimension {@code N}, weights are initialisers, layers keep their names as those of
 * nodes and of the tensors they put out. Equal networks give equal bytes. What {@link OnnxReader}
 * makes of the bytes is the same network: the same blocks, flat vectors and numbers; numbers that
 * ONNX rounds to single precision, trainable tensors and constants are marked in the nodes'
 * metadata, which other programs pass over. In another dress, but with the same numbers, come back:
 * a reshape to one axis (a flatten), arithmetic on examples of different numbers of axes and a
 * product of a stack with one matrix (with reshapes before and behind), Swish (a product with a
 * sigmoid), an expansion to more axes, a reduction of no axis, and rounding to other integers than
 * the whole range of a byte (in arithmetic). Immutable; each {@code with} method gives a changed
 * copy.
 */
public final class OnnxWriter implements ModelWriter {
    /** Protobuf messages end at 2 GiB; this much is left for all but the weights. */
    private static final long MOST_WEIGHT_BYTES = (1L << 31) - (1L << 24);

    private final @Nullable Precision precision;
    private final List<String> outputs;

    /** Writes in the weights' precision, with the graph's outputs. */
    public OnnxWriter() {
        this(null, List.of());
    }

    private OnnxWriter(@Nullable Precision precision, List<String> outputs) {
        this.precision = precision;
        this.outputs = List.copyOf(outputs);
    }

    /** The same writer with all real numbers in the given precision. */
    public OnnxWriter withPrecision(Precision other) {
        return new OnnxWriter(other, outputs);
    }

    /** The same writer with the outputs of these nodes as the model's; none: the graph's own. */
    public OnnxWriter withOutputs(List<String> nodes) {
        return new OnnxWriter(precision, nodes);
    }

    @Override
    public String format() {
        return "ONNX";
    }

    @Override
    public List<String> extensions() {
        return List.of("onnx");
    }

    @Override
    public Optional<String> obstacle(Model model) {
        Precision chosen = precision == null ? model.weights().precision() : precision;
        return obstacle(model.graph()).or(() -> tooLarge(model.graph(), chosen));
    }

    @Override
    public void write(Model model, Path file) throws IOException {
        write(model.graph(), model.weights(), file);
    }

    /** Why a graph cannot be written, naming node and operator; empty if it can. */
    public static Optional<String> obstacle(NetworkGraph graph) {
        return GraphWriter.obstacle(graph);
    }

    /**
     * The bytes of a network.
     *
     * @throws IllegalArgumentException if there is an obstacle, an output is no node, or the
     *     weights do not fit into one file (2 GiB)
     */
    public byte[] write(NetworkGraph graph, Weights weights) {
        Precision chosen = precision == null ? weights.precision() : precision;
        Optional<String> large = tooLarge(graph, chosen);
        if (large.isPresent()) {
            throw new IllegalArgumentException(graph.name() + " " + large.get());
        }
        return model(graph, weights, chosen).toByteArray();
    }

    private static Optional<String> tooLarge(NetworkGraph graph, Precision precision) {
        long numbers = (long) graph.parameterCount() + graph.bufferCount();
        return numbers * precision.bytes() > MOST_WEIGHT_BYTES
                ? Optional.of("has " + numbers + " weights, more than one ONNX file holds")
                : Optional.empty();
    }

    /**
     * The bytes of a network without weights: each block and buffer is an input of the model, under
     * the name {@link OnnxNames} gives it, behind the network's own inputs.
     *
     * @throws IllegalArgumentException if there is an obstacle or an output is no node
     */
    public byte[] writeWithoutWeights(NetworkGraph graph) {
        Precision chosen = precision == null ? Precision.FLOAT : precision;
        return model(graph, null, chosen).toByteArray();
    }

    /**
     * Writes a network to a file, whole or not at all; an existing one is replaced.
     *
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException as {@link #write(NetworkGraph, Weights)}
     */
    public void write(NetworkGraph graph, Weights weights, Path file) throws IOException {
        byte[] bytes = write(graph, weights);
        AtomicOutput.write(file, out -> out.write(bytes));
    }

    private ModelProto model(NetworkGraph graph, @Nullable Weights weights, Precision chosen) {
        Optional<String> obstacle = obstacle(graph);
        if (obstacle.isPresent()) {
            throw new IllegalArgumentException(
                    graph.name() + " cannot be written as ONNX: " + obstacle.get());
        }
        List<String> wanted = outputs.isEmpty() ? graph.outputs() : outputs;
        return new GraphWriter(graph, chosen)
                .write(weights, new ArrayList<>(new LinkedHashSet<>(wanted)));
    }
}
