package theoria.core.model.load;

import java.nio.file.Path;

/**
 * Reads files that hold weights and no graph. Registered at the extension point {@code
 * theoria.core.model.loaders}.
 */
public interface TensorLoader {
    /** Name of the format as a person reads it, for example {@code safetensors}. */
    String format();

    /** Whether the file looks like this format; must not throw on any content. */
    boolean recognises(FileProbe probe);

    /**
     * Reads all tensors.
     *
     * @throws FormatException if the file is damaged or holds no tensors of numbers
     */
    NamedTensors load(Path file) throws FormatException;
}
