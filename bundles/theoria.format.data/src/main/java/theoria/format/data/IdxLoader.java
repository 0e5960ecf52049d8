package theoria.format.data;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InMemoryExamples;
import theoria.core.model.data.Split;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.format.data.internal.IdxFile;
import theoria.format.data.internal.Labels;
import theoria.format.data.internal.Splits;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * MNIST's format: an images file and, under the same name with {@code labels-idx1}, its labels; or
 * a folder of such pairs. Images become 1 x height x width with numbers 0 to 255.
 */
public final class IdxLoader implements DatasetLoader {
    @Override
    public String format() {
        return "IDX";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        if (!probe.folder()) {
            return IdxFile.recognises(probe);
        }
        try {
            return !images(probe.path()).isEmpty();
        } catch (FormatException e) {
            return false; // a folder that cannot be listed is nothing we know
        }
    }

    private static Map<Split, List<Path>> images(Path path) throws FormatException {
        return Splits.find(path, file -> String.valueOf(file.getFileName()).contains("images-idx"));
    }

    @Override
    public Dataset load(Path path, Map<String, String> options) throws FormatException {
        Map<Split, Examples> splits = new EnumMap<>(Split.class);
        List<String> remarks = new ArrayList<>();
        String name = Splits.name(path);
        int classes = 0;
        Map<Split, IdxFile> images = new EnumMap<>(Split.class);
        Map<Split, int[]> labels = new EnumMap<>(Split.class);
        for (Map.Entry<Split, List<Path>> entry : images(path).entrySet()) {
            Path file = entry.getValue().get(0);
            IdxFile read = IdxFile.read(file);
            int[] own = labels(file, read.count(), remarks);
            classes = Math.max(classes, Labels.classes(known(own), "'" + name + "'"));
            if (read.count() == 0) {
                remarks.add("'" + file.getFileName() + "' holds no images.");
            }
            images.put(entry.getKey(), read);
            labels.put(entry.getKey(), own);
        }
        List<String> names = names(path, classes);
        for (Map.Entry<Split, IdxFile> entry : images.entrySet()) {
            Split split = entry.getKey();
            String title = name + " " + split.word();
            splits.put(
                    split,
                    examples(
                            title,
                            entry.getValue(),
                            Objects.requireNonNull(labels.get(split)),
                            names));
        }
        return new Dataset(name, splits, path.toAbsolutePath().normalize().toString(), remarks);
    }

    private static int[] known(int[] labels) {
        return Arrays.stream(labels).filter(label -> label >= 0).toArray();
    }

    private static List<String> names(Path path, int classes) throws FormatException {
        List<String> names =
                Splits.classNames(path, "labels.txt")
                        .orElseGet(() -> InMemoryExamples.numbered(classes));
        return names.size() >= classes ? names : InMemoryExamples.numbered(classes);
    }

    /** The labels beside an images file; -1 for all if there are none. */
    private static int[] labels(Path images, int count, List<String> remarks)
            throws FormatException {
        String name = String.valueOf(images.getFileName());
        String base = name.replace("images-idx3", "labels-idx1").replaceFirst("\\.gz$", "");
        for (String candidate : List.of(base, base + ".gz")) {
            Path file = images.resolveSibling(candidate);
            if (!candidate.equals(name) && Files.isRegularFile(file)) {
                return labels(IdxFile.read(file), file, count);
            }
        }
        remarks.add("'" + name + "' has no labels file beside it: the examples have no labels.");
        int[] none = new int[count];
        Arrays.fill(none, -1);
        return none;
    }

    private static int[] labels(IdxFile file, Path path, int count) throws FormatException {
        if (file.type() != IdxFile.UNSIGNED_BYTE || file.extents().length != 1) {
            throw new FormatException(
                    "'"
                            + path.getFileName()
                            + "' holds an array of "
                            + Arrays.toString(file.extents())
                            + "; expected one byte per label");
        }
        if (file.count() != count) {
            throw new FormatException(
                    "'"
                            + path.getFileName()
                            + "' holds "
                            + file.count()
                            + " labels; expected one for each of "
                            + count
                            + " images");
        }
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = file.data()[i] & 0xff;
        }
        return labels;
    }

    private static Examples examples(String title, IdxFile images, int[] labels, List<String> names)
            throws FormatException {
        int[] extents = images.extents();
        if (extents.length < 2) {
            throw new FormatException(
                    title + " holds one number per item, as labels do; expected images");
        }
        Shape plain = Shape.of(Arrays.copyOfRange(extents, 1, extents.length));
        Shape shape = plain.rank() == 2 ? plain.prepend(1) : plain;
        if (images.type() == IdxFile.UNSIGNED_BYTE) {
            return InMemoryExamples.ofBytes(title, shape, images.data(), labels, names);
        }
        if (images.type() != IdxFile.FLOAT) {
            throw new FormatException(
                    title
                            + " has elements of type "
                            + images.type()
                            + "; expected unsigned bytes (8) or floats (13)");
        }
        float[] values = new float[images.data().length / 4];
        ByteBuffer.wrap(images.data()).asFloatBuffer().get(values);
        return InMemoryExamples.ofFloats(title, shape, values, labels, names);
    }
}
