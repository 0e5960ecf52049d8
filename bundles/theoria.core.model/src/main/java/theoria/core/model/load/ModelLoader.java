package theoria.core.model.load;

import java.nio.file.Path;

/**
 * Reads networks of one file format. Registered at the extension point {@code
 * theoria.core.model.loaders}.
 */
public interface ModelLoader {
    /** Name of the format as a person reads it, for example {@code ONNX}. */
    String format();

    /** Whether the file looks like this format; must not throw on any content. */
    boolean recognises(FileProbe probe);

    /**
     * Reads a network.
     *
     * @throws FormatException if the file is damaged, or has an operator that is not supported: the
     *     sentence names operator and node
     */
    ImportedModel load(Path file) throws FormatException;
}
