package theoria.engine.onnxruntime.internal;

import theoria.core.model.engine.Need;
import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.tensor.Precision;
import theoria.format.onnx.OnnxNames;
import theoria.format.onnx.OnnxWriter;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * A graph as an ONNX model whose weights are inputs. Holds no weights and no native memory, so
 * copies of a network share it.
 */
public final class Program {
    /**
     * How many numbers all activations of one chunk may hold: four megabytes in single precision,
     * which stay in the processor's cache. The size follows from the graph alone, so the same batch
     * always runs in the same chunks.
     */
    private static final int CHUNK_NUMBERS = 1 << 20;

    private static final int LARGEST_CHUNK = 4096;

    private final NetworkGraph graph;
    private final Need need;
    private final LossHead head;
    private final OnnxNames names;
    private final int chunk;
    private final byte[] model;

    /** Translates a graph that has no obstacle. */
    public Program(NetworkGraph graph, Need need) {
        this.graph = graph;
        this.need = need;
        this.head = LossHead.of(graph, need.rawOutputs());
        this.names = OnnxNames.of(graph);
        long perExample = 1;
        for (Node node : graph.nodes()) {
            perExample += graph.batched(node.name()) ? graph.shape(node.name()).size() : 0;
        }
        this.chunk = (int) Math.min(LARGEST_CHUNK, Math.max(1, CHUNK_NUMBERS / perExample));
        this.model = model(heads());
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

    OnnxNames names() {
        return names;
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
    byte[] model() {
        return model;
    }

    /** A model that puts out the given nodes. */
    byte[] model(List<String> outputs) {
        return new OnnxWriter()
                .withPrecision(need.precision())
                .withOutputs(outputs)
                .writeWithoutWeights(graph);
    }
}
