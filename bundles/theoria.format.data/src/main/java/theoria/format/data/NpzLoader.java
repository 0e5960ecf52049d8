package theoria.format.data;

import org.jspecify.annotations.Nullable;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InMemoryExamples;
import theoria.core.model.data.Split;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Shape;
import theoria.format.data.internal.Labels;
import theoria.format.data.internal.Splits;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A numpy archive with {@code x} (N, ...) and {@code y} (N), the split its name tells; and, if
 * present, {@code x_test} and {@code y_test}.
 */
public final class NpzLoader implements DatasetLoader {
    @Override
    public String format() {
        return "npz with x and y";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        if (probe.folder() || !probe.startsWith('P', 'K', 3, 4)) {
            return false;
        }
        try {
            return NpzFile.read(probe.path()).containsKey("x");
        } catch (FormatException e) {
            return false; // some other zip
        }
    }

    @Override
    public Dataset load(Path path, Map<String, String> options) throws FormatException {
        Map<String, NpyArray> arrays = NpzFile.read(path);
        String name = Splits.name(path);
        List<String> remarks = new ArrayList<>();
        int classes = 1;
        for (String key : List.of("y", "y_test")) {
            NpyArray labels = arrays.get(key);
            if (labels != null) {
                classes = Math.max(classes, Labels.classes(ints(labels, key), "'" + name + "'"));
            }
        }
        List<String> names = InMemoryExamples.numbered(classes);
        Map<Split, Examples> splits = new EnumMap<>(Split.class);
        Split first = arrays.containsKey("x_test") ? Split.TRAIN : Splits.of(path);
        NpyArray x = arrays.get("x");
        NpyArray test = arrays.get("x_test");
        if (x == null && test == null) {
            throw new FormatException(
                    "'"
                            + path.getFileName()
                            + "' holds the arrays "
                            + arrays.keySet()
                            + "; expected x, y, x_test or y_test");
        }
        if (x != null) {
            splits.put(
                    first, examples(name + " " + first.word(), x, arrays.get("y"), names, remarks));
        }
        if (test != null) {
            String title = name + " test";
            splits.put(Split.TEST, examples(title, test, arrays.get("y_test"), names, remarks));
        }
        return new Dataset(name, splits, path.toAbsolutePath().normalize().toString(), remarks);
    }

    private static int[] ints(NpyArray labels, String key) throws FormatException {
        int[] ints = new int[labels.size()];
        for (int i = 0; i < ints.length; i++) {
            double value = labels.get(i);
            ints[i] = (int) value;
            if (ints[i] != value) {
                throw new FormatException(
                        "array '"
                                + key
                                + "' has the label "
                                + value
                                + " at position "
                                + i
                                + "; expected whole numbers");
            }
        }
        return ints;
    }

    private static Examples examples(
            String title,
            NpyArray x,
            @Nullable NpyArray y,
            List<String> names,
            List<String> remarks)
            throws FormatException {
        Shape whole = x.shape();
        int count = whole.rank() == 0 ? 0 : whole.extent(0);
        if (x.size() == 0 || count == 0) {
            throw new FormatException(
                    title + " has x of shape " + whole + "; expected at least one example");
        }
        int[] labels = new int[count];
        Arrays.fill(labels, -1);
        if (y == null) {
            remarks.add(title + " has no labels.");
        } else if (y.size() != count) {
            throw new FormatException(
                    title
                            + " has "
                            + y.size()
                            + " labels; expected one for each of "
                            + count
                            + " examples");
        } else {
            labels = ints(y, "y");
        }
        float[] values = x.toFloats();
        remarks.addAll(CsvLoader.nonFinite(title, values));
        Shape plain = whole.tail(1);
        Shape shape = plain.rank() == 2 ? plain.prepend(1) : plain;
        return InMemoryExamples.ofFloats(title, shape, values, labels, names);
    }
}
