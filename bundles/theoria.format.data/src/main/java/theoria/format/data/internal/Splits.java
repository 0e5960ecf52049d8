package theoria.format.data.internal;

import theoria.core.model.data.Split;
import theoria.core.model.load.FormatException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the files of a data set: a folder with train and test files is one set with two splits. */
public final class Splits {
    private Splits() {}

    /** The split that a file's name tells; train, if it tells none. */
    public static Split of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        boolean test =
                name.startsWith("t10k")
                        || name.contains("test")
                        || name.endsWith(".tes")
                        || name.contains("valid");
        return test ? Split.TEST : Split.TRAIN;
    }

    /**
     * The files of a folder that a loader reads, by split, in order of name; or the one file.
     *
     * @throws FormatException if the folder cannot be listed
     */
    public static Map<Split, List<Path>> find(Path path, Predicate<Path> readable)
            throws FormatException {
        Map<Split, List<Path>> files = new EnumMap<>(Split.class);
        if (!Files.isDirectory(path)) {
            files.put(of(path), List.of(path));
            return files;
        }
        try (Stream<Path> listing = Files.list(path)) {
            List<Path> sorted = listing.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                if (readable.test(file)) {
                    files.merge(
                            of(file),
                            List.of(file),
                            (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
                }
            }
        } catch (IOException e) {
            throw new FormatException(
                    "folder '" + path + "' cannot be listed; expected a readable folder", e);
        }
        return files;
    }

    /** The class names in a text file beside the data, one per line, if there is one. */
    public static Optional<List<String>> classNames(Path beside, String... fileNames)
            throws FormatException {
        Path folder = Files.isDirectory(beside) ? beside : beside.toAbsolutePath().getParent();
        for (String name : fileNames) {
            Path file = folder == null ? Path.of(name) : folder.resolve(name);
            if (Files.isRegularFile(file)) {
                try {
                    return Optional.of(
                            Files.readAllLines(file).stream()
                                    .map(String::strip)
                                    .filter(line -> !line.isEmpty())
                                    .toList());
                } catch (IOException e) {
                    throw new FormatException(
                            "class names '" + file + "' cannot be read; expected a text file", e);
                }
            }
        }
        return Optional.empty();
    }

    /** Name of a data set: the folder's, or the file's without its ending. */
    public static String name(Path path) {
        String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        int dot = name.indexOf('.');
        return Files.isDirectory(path) || dot <= 0 ? name : name.substring(0, dot);
    }
}
