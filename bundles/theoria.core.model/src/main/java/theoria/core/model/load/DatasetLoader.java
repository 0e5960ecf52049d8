package theoria.core.model.load;

import theoria.core.model.data.Dataset;

import java.nio.file.Path;
import java.util.Map;

/**
 * Reads data sets of one file format. Registered at the extension point {@code
 * theoria.core.model.loaders}.
 */
public interface DatasetLoader {
    /** Name of the format as a person reads it, for example {@code IDX}. */
    String format();

    /** Whether the file or folder looks like this format; must not throw on any content. */
    boolean recognises(FileProbe probe);

    /**
     * Reads a data set.
     *
     * @param options after the {@code ?} of {@code FILE?key=value}, for example {@code label}
     * @throws FormatException if the file is damaged, labels are out of range, or there are no
     *     examples
     */
    Dataset load(Path file, Map<String, String> options) throws FormatException;
}
