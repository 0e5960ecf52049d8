package theoria.runtime.source;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file as a reference names it: {@code FILE}, or {@code FILE?architecture=ARCH} for weights that
 * become a network by an architecture.
 *
 * @param file an existing file or folder
 * @param architecture for a file of weights only
 */
public record FileReference(Path file, Optional<String> architecture) {
    private static final String ARCHITECTURE = "?architecture=";

    /** What a reference names, if that exists. */
    public static Optional<FileReference> of(String reference) {
        Optional<Path> whole = existing(reference);
        if (whole.isPresent()) {
            return Optional.of(new FileReference(whole.get(), Optional.empty()));
        }
        int mark = reference.lastIndexOf(ARCHITECTURE);
        if (mark < 0) {
            return Optional.empty();
        }
        Optional<String> architecture =
                Optional.of(reference.substring(mark + ARCHITECTURE.length()));
        return existing(reference.substring(0, mark))
                .map(file -> new FileReference(file, architecture));
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
        return architecture
                .map(text -> existing(text).map(FileReference::text).orElse(text))
                .map(text -> path + ARCHITECTURE + text)
                .orElse(path);
    }

    private static String text(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }
}
