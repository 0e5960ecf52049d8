package theoria.core.model.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

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

    /** Words for other ways in which a file may be looked at; none if there is only one. */
    default List<String> ways() {
        return List.of();
    }

    /**
     * Reads a network in another way than it is written; what that changes is said in the remarks.
     *
     * @param ways some of {@link #ways()}
     * @throws FormatException as {@link #load(Path)}, or if one of the ways is unknown
     */
    default ImportedModel load(Path file, Set<String> ways) throws FormatException {
        requireKnown(this, ways);
        return load(file);
    }

    /**
     * Checks that a loader knows all of these ways.
     *
     * @throws FormatException naming the one it does not know
     */
    static void requireKnown(ModelLoader loader, Set<String> ways) throws FormatException {
        for (String way : ways) {
            if (!loader.ways().contains(way)) {
                throw new FormatException(
                        loader.format()
                                + " files cannot be read in the way '"
                                + way
                                + "'; expected "
                                + (loader.ways().isEmpty()
                                        ? "none"
                                        : String.join(" or ", loader.ways())));
            }
        }
    }
}
