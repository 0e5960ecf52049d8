package theoria.core.model.load;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;

import java.util.List;

/**
 * What a loader read from a file.
 *
 * @param graph internal form
 * @param weights in the file's precision
 * @param contract what the file says of its input, else the identity
 * @param format a phrase, for example {@code ONNX, opset 17, by pytorch 2.9}
 * @param remarks what was decided or skipped while reading, one sentence each
 */
public record ImportedModel(
        NetworkGraph graph,
        Weights weights,
        InputContract contract,
        String format,
        List<String> remarks) {
    /** Takes an immutable copy of the remarks. */
    public ImportedModel {
        remarks = List.copyOf(remarks);
    }
}
