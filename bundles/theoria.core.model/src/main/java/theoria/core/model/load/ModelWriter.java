package theoria.core.model.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes networks in one file format, which a {@link ModelLoader} reads back with the same outputs.
 * Registered at the extension point {@code theoria.core.model.loaders}. Input contract and class
 * names are not part of a file unless the format has a place for them.
 */
public interface ModelWriter {
    /** Name of the format as a person reads it, for example {@code ONNX}. */
    String format();

    /** Endings of its files in lower case without the dot, the usual one first. */
    List<String> extensions();

    /**
     * Why a model cannot be written, naming node and operator; empty if it can. Reads metadata
     * only.
     */
    Optional<String> obstacle(Model model);

    /**
     * Writes a model whole or not at all, replacing an existing file.
     *
     * @throws IllegalArgumentException if there is an obstacle
     * @throws IOException if the file cannot be written: one sentence naming it
     * @see theoria.core.model.file.AtomicOutput
     */
    void write(Model model, Path file) throws IOException;
}
