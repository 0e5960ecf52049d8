package theoria.runtime.source;

import theoria.core.model.load.ImportedModel;
import theoria.core.model.registry.Lineage;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A file as a reference names it: {@code FILE}; {@code FILE?architecture=ARCH} for weights that
 * become a network by an architecture; {@code FILE?read=WAY,WAY} for a network that is read in
 * another way than it is written.
 *
 * @param file an existing file or folder
 * @param architecture for a file of weights only
 * @param ways in which the file is read, in order
 */
public record FileReference(Path file, Optional<String> architecture, SortedSet<String> ways) {
    private static final String ARCHITECTURE = "?architecture=";
    private static final String READ = "?read=";

    /** Takes an immutable copy. */
    public FileReference {
        ways = Collections.unmodifiableSortedSet(new TreeSet<>(ways));
    }

    /** A file that is read as it is written. */
    public FileReference(Path file, Optional<String> architecture) {
        this(file, architecture, new TreeSet<>());
    }

    /** What a reference names, if that exists. */
    public static Optional<FileReference> of(String reference) {
        Optional<Path> whole = existing(reference);
        if (whole.isPresent()) {
            return Optional.of(new FileReference(whole.get(), Optional.empty()));
        }
        int mark = reference.lastIndexOf(ARCHITECTURE);
        if (mark >= 0) {
            Optional<String> architecture =
                    Optional.of(reference.substring(mark + ARCHITECTURE.length()));
            return existing(reference.substring(0, mark))
                    .map(file -> new FileReference(file, architecture));
        }
        int read = reference.lastIndexOf(READ);
        if (read < 0) {
            return Optional.empty();
        }
        List<String> ways = List.of(reference.substring(read + READ.length()).split(","));
        return existing(reference.substring(0, read))
                .map(file -> new FileReference(file, Optional.empty(), new TreeSet<>(ways)));
    }

    private static Optional<Path> existing(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty(); // name:version is no path on Windows
        }
    }

    /**
     * The same for any folder: paths made absolute, also that of a file that is the architecture.
     */
    String absolute() {
        String path = file.toAbsolutePath().normalize().toString();
        if (!ways.isEmpty()) {
            return path + READ + String.join(",", ways);
        }
        return architecture
                .map(text -> existing(text).map(FileReference::text).orElse(text))
                .map(text -> path + ARCHITECTURE + text)
                .orElse(path);
    }

    private static String text(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }

    /** What a registered version of this file comes from. */
    public Lineage lineage(ImportedModel imported) {
        String graph = imported.graph().weightsOnly() ? "" : imported.graph().name();
        return new Lineage(
                Lineage.Kind.IMPORTED, absolute(), architecture.orElse(graph), imported.format());
    }
}
