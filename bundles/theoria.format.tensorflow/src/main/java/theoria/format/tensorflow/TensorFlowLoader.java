package theoria.format.tensorflow;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.ModelLoader;
import theoria.format.tensorflow.internal.GraphReader;
import theoria.format.tensorflow.internal.WireProbe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads frozen graphs of TensorFlow 1 and 2 (a GraphDef whose variables are constants) for the
 * operators of feed-forward networks.
 *
 * <ul>
 *   <li>The first axis of every placeholder is the batch and is freed.
 *   <li>Images lie channels last in most files; the internal form has channels first. Values are
 *       turned where an operator needs the other order, kernels once at load: {@code (h,w,in,out)}
 *       becomes {@code [out,in,h,w]}, and {@code (in,out)} of a product {@code [out,in]}.
 *   <li>A constant that is read through an Identity was a variable and is trainable, as is, in
 *       files without such reads, every constant of several real numbers. What depends on shapes
 *       and constants only is worked out at load.
 *   <li>A final softmax node stays. A final ArgMax, which has no gradient, is taken off.
 * </ul>
 */
public final class TensorFlowLoader implements ModelLoader {
    @Override
    public String format() {
        return "TensorFlow frozen graph";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        return !probe.folder() && new WireProbe(probe.head()).looksLikeGraph();
    }

    @Override
    public ImportedModel load(Path file) throws FormatException {
        String name = String.valueOf(file.getFileName());
        try {
            return read(bytes(file), name);
        } catch (FormatException e) {
            String sentence = "'" + name + "': " + e.getMessage();
            throw new FormatException(sentence.replaceAll("\\p{Cntrl}", " "), e);
        }
    }

    private static byte[] bytes(Path file) throws FormatException {
        try {
            if (Files.size(file) > Integer.MAX_VALUE - Long.BYTES) {
                throw new FormatException("the file is larger than 2 GiB; expected a smaller one");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new FormatException("the file cannot be read; expected a readable file", e);
        }
    }

    private static ImportedModel read(byte[] bytes, String name) throws FormatException {
        try {
            return new GraphReader(bytes).read(name);
        } catch (IOException e) {
            throw new FormatException(
                    "it is no intact frozen graph (a length or tag in it is wrong, or it is cut"
                            + " short); expected a protobuf GraphDef",
                    e);
        }
    }
}
