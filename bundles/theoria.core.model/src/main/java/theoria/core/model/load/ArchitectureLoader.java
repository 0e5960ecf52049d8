package theoria.core.model.load;

import theoria.core.model.graph.NetworkGraph;

import java.nio.file.Path;

/**
 * Reads files that hold a graph and no weights. Registered at the extension point {@code
 * theoria.core.model.loaders}.
 */
public interface ArchitectureLoader {
    /** Name of the format as a person reads it, for example {@code Keras JSON}. */
    String format();

    /** Whether the file looks like this format; must not throw on any content. */
    boolean recognises(FileProbe probe);

    /**
     * Reads a graph. Names of its blocks are those that a file of its weights would use.
     *
     * @throws FormatException if the file is damaged, or has a layer that is not supported: the
     *     sentence names it
     */
    NetworkGraph load(Path file) throws FormatException;
}
