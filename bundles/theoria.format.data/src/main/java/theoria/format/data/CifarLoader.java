package theoria.format.data;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InMemoryExamples;
import theoria.core.model.data.Split;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.format.data.internal.Splits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * CIFAR-10's binary format: records of a label byte and 3 x 32 x 32 bytes, red, green, blue. A
 * file, or a folder whose files are joined by split in order of name.
 */
public final class CifarLoader implements DatasetLoader {
    private static final int PIXELS = 3 * 32 * 32;
    private static final int RECORD = PIXELS + 1;
    private static final int CLASSES = 10;

    @Override
    public String format() {
        return "CIFAR-10 binary";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        if (!probe.folder()) {
            return probe.size() > 0
                    && probe.size() % RECORD == 0
                    && labelled(probe.head(), (int) Math.min(probe.size(), Integer.MAX_VALUE));
        }
        try {
            return !files(probe.path()).isEmpty();
        } catch (FormatException e) {
            return false; // a folder that cannot be listed is nothing we know
        }
    }

    /** Whether the first records begin with labels. */
    private static boolean labelled(byte[] head, int size) {
        for (int at = 0; at < Math.min(head.length, size); at += RECORD) {
            if (head[at] < 0 || head[at] >= CLASSES) {
                return false;
            }
        }
        return head.length > 0;
    }

    private static Map<Split, List<Path>> files(Path path) throws FormatException {
        return Splits.find(path, CifarLoader::readable);
    }

    private static boolean readable(Path file) {
        try {
            long size = Files.size(file);
            String name = String.valueOf(file.getFileName());
            return name.endsWith(".bin") && size > 0 && size % RECORD == 0;
        } catch (IOException e) {
            return false; // a file that cannot be looked at is not part of the set
        }
    }

    @Override
    public Dataset load(Path path, Map<String, String> options) throws FormatException {
        String name = Splits.name(path);
        List<String> classNames =
                Splits.classNames(path, "batches.meta.txt")
                        .filter(names -> names.size() == CLASSES)
                        .orElse(InMemoryExamples.numbered(CLASSES));
        Map<Split, Examples> splits = new EnumMap<>(Split.class);
        for (Map.Entry<Split, List<Path>> entry : files(path).entrySet()) {
            String title = name + " " + entry.getKey().word();
            splits.put(entry.getKey(), examples(title, entry.getValue(), classNames));
        }
        return new Dataset(name, splits, path.toAbsolutePath().normalize().toString(), List.of());
    }

    private static Examples examples(String title, List<Path> files, List<String> classNames)
            throws FormatException {
        long total = 0;
        for (Path file : files) {
            total += FileProbe.of(file).size() / RECORD;
        }
        if (total * PIXELS > Integer.MAX_VALUE - 8) {
            throw new FormatException(
                    title
                            + " holds "
                            + total
                            + " images; expected at most "
                            + Integer.MAX_VALUE / PIXELS);
        }
        byte[] values = new byte[(int) total * PIXELS];
        int[] labels = new int[(int) total];
        int at = 0;
        for (Path file : files) {
            byte[] bytes = bytes(file);
            for (int record = 0; record < bytes.length / RECORD; record++, at++) {
                labels[at] = bytes[record * RECORD] & 0xff;
                if (labels[at] >= CLASSES) {
                    throw new FormatException(
                            "'"
                                    + file.getFileName()
                                    + "' has the label "
                                    + labels[at]
                                    + " at byte "
                                    + record * RECORD
                                    + "; expected 0 to 9");
                }
                System.arraycopy(bytes, record * RECORD + 1, values, at * PIXELS, PIXELS);
            }
        }
        return InMemoryExamples.ofBytes(title, Shape.of(3, 32, 32), values, labels, classNames);
    }

    private static byte[] bytes(Path file) throws FormatException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new FormatException(
                    "'"
                            + file
                            + "' cannot be read: "
                            + e.getMessage()
                            + "; expected a readable file",
                    e);
        }
    }
}
