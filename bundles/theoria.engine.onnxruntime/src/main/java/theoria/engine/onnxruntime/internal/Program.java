package theoria.engine.onnxruntime.internal;

import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.tensor.Precision;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A graph as an ONNX model whose weights are inputs. Holds no weights and no native memory, so
 * copies of a network share it.
 */
public final class Program {
    /**
     * How many numbers all activations of one chunk may hold: two megabytes in single precision,
     * which stay in the processor's cache. The size follows from the graph alone, so the same batch
     * always runs in the same chunks.
     */
    private static final int CHUNK_NUMBERS = 1 << 19;

    private static final int LARGEST_CHUNK = 4096;

    private final NetworkGraph graph;
    private final Need need;
    private final LossHead head;
    private final int chunk;
    private final CompiledModel model;

    /**
     * Translates a graph that has no obstacle.
     *
     * @throws EngineException if the native library cannot be loaded
     */
    public Program(NetworkGraph graph, Need need) throws EngineException {
        this.graph = graph;
        this.need = need;
        this.head = need.loss().head(graph, need.rawOutputs());
        long perExample = 1;
        for (Node node : graph.nodes()) {
            perExample += graph.batched(node.name()) ? graph.shape(node.name()).size() : 0;
        }
        this.chunk = (int) Math.min(LARGEST_CHUNK, Math.max(1, CHUNK_NUMBERS / perExample));
        Optional<CompiledModel> blocked =
                need.precision() == Precision.FLOAT ? blocked() : Optional.empty();
        this.model = blocked.orElseGet(() -> model(heads()));
    }

    /** In blocks of channels, batch norms combined with convolutions first. */
    private Optional<CompiledModel> blocked() throws EngineException {
        Optional<FoldedNorms> norms = FoldedNorms.of(graph, heads());
        NetworkGraph combined = norms.map(FoldedNorms::graph).orElse(graph);
        return BlockedLayout.find(combined, heads()).map(model -> model.with(norms));
    }

    NetworkGraph graph() {
        return graph;
    }

    Need need() {
        return need;
    }

    Precision precision() {
        return need.precision();
    }

    LossHead head() {
        return head;
    }

    /** Examples that go through the network together. */
    int chunk() {
        return chunk;
    }

    /** Nodes that scores and losses are taken from. */
    List<String> heads() {
        return List.copyOf(new LinkedHashSet<>(List.of(head.scoresNode(), head.lossNode())));
    }

    /** The model that puts out the heads. */
    CompiledModel model() {
        return model;
    }

    /** A model that puts out the given nodes. */
    CompiledModel model(List<String> outputs) {
        return CompiledModel.plain(graph, need.precision(), outputs);
    }
}
