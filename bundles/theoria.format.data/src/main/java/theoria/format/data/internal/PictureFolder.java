package theoria.format.data.internal;

import theoria.core.model.data.Split;
import theoria.core.model.load.FormatException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The pictures below a folder, in order of class and name, and their classes. */
public final class PictureFolder {
    private static final int NO_LABEL = -1;

    private final Map<Split, List<Entry>> splits = new EnumMap<>(Split.class);
    private final List<String> classNames;
    private final List<String> remarks = new ArrayList<>();

    /**
     * A picture.
     *
     * @param file where it lies
     * @param label its class, -1 if there are none
     */
    public record Entry(Path file, int label) {}

    private PictureFolder(List<String> classNames) {
        this.classNames = List.copyOf(classNames);
    }

    /**
     * Looks through a folder; a file is a set of one picture.
     *
     * @throws FormatException if it cannot be listed or holds no picture
     */
    public static PictureFolder of(Path path) throws FormatException {
        if (!Files.isDirectory(path)) {
            PictureFolder one = new PictureFolder(List.of());
            one.splits.put(Splits.of(path), List.of(new Entry(path, NO_LABEL)));
            return one;
        }
        Map<Split, Path> roots = roots(path);
        TreeSet<String> classes = new TreeSet<>();
        for (Path root : roots.values()) {
            for (Path folder : children(root, true)) {
                if (!pictures(folder).isEmpty()) {
                    classes.add(String.valueOf(folder.getFileName()));
                }
            }
        }
        PictureFolder found = new PictureFolder(List.copyOf(classes));
        for (Map.Entry<Split, Path> root : roots.entrySet()) {
            List<Entry> entries = found.entries(root.getValue());
            if (!entries.isEmpty()) {
                found.splits.put(root.getKey(), entries);
            }
        }
        if (found.splits.isEmpty()) {
            throw new FormatException(
                    "'" + path + "' holds no pictures; expected PNG or JPEG files");
        }
        return found;
    }

    private List<Entry> entries(Path root) throws FormatException {
        List<Entry> entries = new ArrayList<>();
        for (int label = 0; label < classNames.size(); label++) {
            Path folder = root.resolve(classNames.get(label));
            if (Files.isDirectory(folder)) {
                for (Path file : pictures(folder)) {
                    entries.add(new Entry(file, label));
                }
            }
        }
        List<Path> loose = pictures(root);
        if (classNames.isEmpty()) {
            loose.forEach(file -> entries.add(new Entry(file, NO_LABEL)));
        } else if (!loose.isEmpty()) {
            remarks.add(loose.size() + " pictures beside the folders of classes are left out.");
        }
        return entries;
    }

    /** Whether a folder, or a folder in it, or one in those, holds a picture. */
    public static boolean holdsPictures(Path path) throws FormatException {
        for (Path root : roots(path).values()) {
            if (holdsPicture(root)) {
                return true;
            }
            for (Path folder : children(root, true)) {
                if (holdsPicture(folder)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean holdsPicture(Path folder) throws FormatException {
        for (Path file : children(folder, false)) {
            if (PictureFile.format(file).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** The folders of the splits; the folder itself if there are none. */
    private static Map<Split, Path> roots(Path path) throws FormatException {
        Map<Split, Path> roots = new EnumMap<>(Split.class);
        for (Path folder : children(path, true)) {
            split(folder).ifPresent(split -> roots.putIfAbsent(split, folder));
        }
        return roots.isEmpty() ? Map.of(Splits.of(path), path) : roots;
    }

    private static Optional<Split> split(Path folder) {
        switch (String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT)) {
            case "train":
            case "training":
                return Optional.of(Split.TRAIN);
            case "test":
            case "testing":
            case "val":
            case "valid":
            case "validation":
                return Optional.of(Split.TEST);
            default:
                return Optional.empty();
        }
    }

    private static List<Path> pictures(Path folder) throws FormatException {
        List<Path> pictures = new ArrayList<>();
        for (Path file : children(folder, false)) {
            if (PictureFile.format(file).isPresent()) {
                pictures.add(file);
            }
        }
        return pictures;
    }

    /** Folders or files in a folder, in order of name, without hidden ones. */
    private static List<Path> children(Path folder, boolean folders) throws FormatException {
        try (Stream<Path> listing = Files.list(folder)) {
            return listing.filter(p -> folders ? Files.isDirectory(p) : Files.isRegularFile(p))
                    .filter(p -> !String.valueOf(p.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new FormatException(
                    "folder '" + folder + "' cannot be listed; expected a readable folder", e);
        }
    }

    /** The pictures of each split. */
    public Map<Split, List<Entry>> splits() {
        return splits;
    }

    /** Names of the classes, in order of label; none if there are no classes. */
    public List<String> classNames() {
        return classNames;
    }

    /** What is left out, in sentences. */
    public List<String> remarks() {
        return remarks;
    }

    /** The first picture, by which the others go. */
    public Path first() {
        return splits.values().iterator().next().get(0).file();
    }
}
