package theoria.format.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InMemoryExamples;
import theoria.core.model.data.Split;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.format.data.internal.Labels;
import theoria.format.data.internal.Splits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Comma-separated numbers, one example per line, the label last or in the column that the option
 * {@code label} names. A first line that holds a word where the second holds a number is a header.
 * Labels that are whole numbers count as they are, others become classes in alphabetical order. A
 * folder with a {@code .tra} (or train) and a {@code .tes} (or test) file is one set.
 */
public final class CsvLoader implements DatasetLoader {
    private static final List<String> ENDINGS = List.of(".csv", ".tra", ".tes", ".data");

    @Override
    public String format() {
        return "CSV";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        if (probe.folder()) {
            try {
                return !files(probe.path()).isEmpty();
            } catch (FormatException e) {
                return false; // a folder that cannot be listed is nothing we know
            }
        }
        String head = new String(probe.head(), StandardCharsets.UTF_8);
        int end = head.indexOf('\n');
        String first = end < 0 ? head : head.substring(0, end);
        boolean text = head.chars().noneMatch(c -> c < 9 || c == 0xFFFD);
        return text && first.contains(",") && head.chars().anyMatch(Character::isDigit);
    }

    private static Map<Split, List<Path>> files(Path path) throws FormatException {
        return Splits.find(
                path,
                file -> {
                    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
                    return ENDINGS.stream().anyMatch(name::endsWith);
                });
    }

    @Override
    public Dataset load(Path path, Map<String, String> options) throws FormatException {
        Map<Split, Rows> read = new EnumMap<>(Split.class);
        for (Map.Entry<Split, List<Path>> entry : files(path).entrySet()) {
            Path file = entry.getValue().get(0);
            read.put(entry.getKey(), Rows.read(file, options.getOrDefault("label", "")));
        }
        TreeSet<String> words = new TreeSet<>();
        read.values().forEach(rows -> words.addAll(rows.labels));
        boolean whole = words.stream().allMatch(word -> word.matches("\\d{1,6}(\\.0+)?"));
        List<String> sorted = List.copyOf(words);
        String name = Splits.name(path);
        List<String> remarks = new ArrayList<>();
        Map<Split, int[]> labels = new EnumMap<>(Split.class);
        int classes = 1;
        for (Map.Entry<Split, Rows> entry : read.entrySet()) {
            int[] own =
                    entry.getValue().labels.stream()
                            .mapToInt(
                                    word ->
                                            whole
                                                    ? (int) Double.parseDouble(word)
                                                    : sorted.indexOf(word))
                            .toArray();
            classes = Math.max(classes, Labels.classes(own, "'" + name + "'"));
            labels.put(entry.getKey(), own);
        }
        List<String> names = whole ? InMemoryExamples.numbered(classes) : sorted;
        Map<Split, Examples> splits = new EnumMap<>(Split.class);
        for (Map.Entry<Split, Rows> entry : read.entrySet()) {
            String title = name + " " + entry.getKey().word();
            Rows rows = entry.getValue();
            float[] values = rows.values();
            remarks.addAll(nonFinite(title, values));
            splits.put(
                    entry.getKey(),
                    InMemoryExamples.ofFloats(
                            title,
                            Shape.of(rows.width),
                            values,
                            labels.getOrDefault(entry.getKey(), new int[0]),
                            names));
        }
        return new Dataset(name, splits, path.toAbsolutePath().normalize().toString(), remarks);
    }

    /** A remark if some numbers are NaN or infinite. */
    static List<String> nonFinite(String title, float[] values) {
        int count = 0;
        for (float value : values) {
            count += Float.isFinite(value) ? 0 : 1;
        }
        return count == 0
                ? List.of()
                : List.of(
                        title
                                + " holds "
                                + count
                                + (count == 1 ? " number that is" : " numbers that are")
                                + " NaN or infinite.");
    }

    /** The lines of one file. */
    private static final class Rows {
        private final List<float[]> features = new ArrayList<>();
        private final List<String> labels = new ArrayList<>();
        private int width;

        /** Lines of another length come through; {@link #add} names them. */
        private static CsvReader<CsvRecord> reader(Path file) throws IOException {
            return CsvReader.builder()
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .ofCsvRecord(file);
        }

        static Rows read(Path file, String labelColumn) throws FormatException {
            String where = "'" + file.getFileName() + "'";
            Rows rows = new Rows();
            try (CsvReader<CsvRecord> reader = reader(file)) {
                int label = -1;
                for (CsvRecord line : reader) {
                    if (label < 0) {
                        label = labelIndex(line, labelColumn, where);
                        rows.width = line.getFieldCount() - 1;
                        if (isHeader(line, label)) {
                            continue;
                        }
                    }
                    rows.add(line, label, where);
                }
            } catch (CsvParseException | UncheckedIOException | IOException e) {
                throw new FormatException(
                        where
                                + " cannot be read as CSV ("
                                + e.getMessage()
                                + "); expected lines of comma-separated numbers",
                        e);
            }
            if (rows.features.isEmpty()) {
                throw new FormatException(where + " holds no examples; expected at least one line");
            }
            return rows;
        }

        private static boolean isHeader(CsvRecord line, int label) {
            for (int i = 0; i < line.getFieldCount(); i++) {
                if (i != label && !isNumber(line.getField(i))) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isNumber(String text) {
            try {
                Float.parseFloat(text.strip());
                return true;
            } catch (NumberFormatException e) {
                return false; // a word
            }
        }

        private static int labelIndex(CsvRecord first, String column, String where)
                throws FormatException {
            int fields = first.getFieldCount();
            if (fields < 2) {
                throw new FormatException(where + " has one column; expected features and a label");
            }
            int named = first.getFields().indexOf(column);
            if (column.isEmpty() || named >= 0) {
                return named >= 0 ? named : fields - 1;
            }
            if (column.matches("\\d{1,6}") && Integer.parseInt(column) < fields) {
                return Integer.parseInt(column);
            }
            throw new FormatException(
                    where
                            + " has no column '"
                            + column
                            + "'; expected one of "
                            + String.join(", ", first.getFields())
                            + ", or its number from 0");
        }

        private void add(CsvRecord line, int label, String where) throws FormatException {
            if (line.getFieldCount() != width + 1) {
                throw new FormatException(
                        where
                                + " has "
                                + line.getFieldCount()
                                + " fields in line "
                                + line.getStartingLineNumber()
                                + "; expected "
                                + (width + 1));
            }
            float[] row = new float[width];
            int at = 0;
            for (int i = 0; i <= width; i++) {
                String field = line.getField(i).strip();
                if (i == label) {
                    labels.add(field);
                } else if (isNumber(field)) {
                    row[at++] = Float.parseFloat(field);
                } else {
                    throw new FormatException(
                            where
                                    + " has '"
                                    + field
                                    + "' in line "
                                    + line.getStartingLineNumber()
                                    + ", column "
                                    + (i + 1)
                                    + "; expected a number");
                }
            }
            features.add(row);
        }

        private float[] values() {
            float[] values = new float[features.size() * width];
            for (int i = 0; i < features.size(); i++) {
                System.arraycopy(features.get(i), 0, values, i * width, width);
            }
            return values;
        }
    }
}
