package theoria.engine.onnxruntime.internal;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.tensor.Precision;
import theoria.format.onnx.OnnxNames;
import theoria.format.onnx.OnnxWriter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A model without weights, ready for a session.
 *
 * @param bytes of the model
 * @param weights its inputs that take weights
 * @param outputs nodes of the graph whose outputs it puts out
 * @param optimised whether ONNX Runtime's optimiser has been over it already
 * @param names of its tensors
 * @param norms batch norms that were combined with convolutions before
 */
record CompiledModel(
        byte[] bytes,
        List<WeightInput> weights,
        List<String> outputs,
        boolean optimised,
        OnnxNames names,
        Optional<FoldedNorms> norms) {

    /** The graph as it is: each block and buffer is an input of its own. */
    static CompiledModel plain(NetworkGraph graph, Precision precision, List<String> outputs) {
        List<WeightInput> weights =
                inputs(graph, graph.blocks().stream().map(Block::name).toList());
        byte[] bytes =
                new OnnxWriter()
                        .withPrecision(precision)
                        .withOutputs(outputs)
                        .writeWithoutWeights(graph);
        return new CompiledModel(
                bytes,
                List.copyOf(weights),
                List.copyOf(outputs),
                false,
                OnnxNames.of(graph),
                Optional.empty());
    }

    /** The same, of a graph whose norms were combined. */
    CompiledModel with(Optional<FoldedNorms> combined) {
        return new CompiledModel(bytes, weights, outputs, optimised, names, combined);
    }

    /**
     * The weights of the graph that was compiled.
     *
     * @param flat those of the network, the parameter vector followed by the buffers
     */
    double[] weights(double[] flat) {
        return norms.isPresent() ? norms.get().weights(flat) : flat;
    }

    /** Inputs that take blocks as they are. */
    static List<WeightInput> inputs(NetworkGraph graph, Collection<String> blocks) {
        OnnxNames names = OnnxNames.of(graph);
        List<WeightInput> inputs = new ArrayList<>();
        for (String name : blocks) {
            Block block = graph.block(name);
            inputs.add(
                    new WeightInput(names.block(name), block.shape(), place(graph, block), null));
        }
        return inputs;
    }

    /** Where a block begins in the flat parameter vector followed by the buffers. */
    static int place(NetworkGraph graph, Block block) {
        return block.role().trainable() ? block.offset() : graph.parameterCount() + block.offset();
    }
}
