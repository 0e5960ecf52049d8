package theoria.format.onnx.internal;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What was read of a file, without the file's bytes: these can be given up before the flat vectors
 * are filled.
 */
public final class Reading {
    private final NetworkGraph graph;
    private final Map<String, Tensor> blocks;
    private final String format;
    private final List<String> remarks;

    Reading(NetworkGraph graph, Map<String, Tensor> blocks, String format, List<String> remarks) {
        this.graph = graph;
        this.blocks = blocks;
        this.format = format;
        this.remarks = new ArrayList<>(remarks);
    }

    /** Moves the blocks into the flat vectors; afterwards this holds no numbers any more. */
    public ImportedModel finish() {
        boolean wide =
                blocks.values().stream().anyMatch(block -> block.precision() == Precision.DOUBLE);
        Weights.Builder weights = Weights.builder(graph, wide ? Precision.DOUBLE : Precision.FLOAT);
        long nonFinite = 0;
        Iterator<Map.Entry<String, Tensor>> rest = blocks.entrySet().iterator();
        while (rest.hasNext()) {
            Map.Entry<String, Tensor> block = rest.next();
            weights.set(block.getKey(), block.getValue());
            nonFinite += nonFinite(block.getValue());
            rest.remove();
        }
        if (nonFinite > 0) {
            remarks.add(nonFinite + " weights are NaN or infinite.");
        }
        return new ImportedModel(graph, weights.build(), InputContract.IDENTITY, format, remarks);
    }

    private static long nonFinite(Tensor tensor) {
        long count = 0;
        for (int i = 0; i < tensor.size(); i++) {
            count += Double.isFinite(tensor.get(i)) ? 0 : 1;
        }
        return count;
    }
}
