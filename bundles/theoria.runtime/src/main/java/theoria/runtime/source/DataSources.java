package theoria.runtime.source;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.data.SynthDigits;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the data set a reference names: {@code FILE}, {@code FOLDER}, either with options as in
 * {@code iris.csv?label=species}, or the built-in {@code synthdigits}, with options {@code train},
 * {@code test} and {@code seed}.
 */
public final class DataSources {
    /** The name of the built-in data set. */
    public static final String SYNTH_DIGITS = "synthdigits";

    private static final int DEFAULT_TRAIN = 3000;
    private static final int DEFAULT_TEST = 1000;
    private static final int LARGEST_GENERATED = 100_000;

    private final List<DatasetLoader> loaders;

    /** Looks with these loaders. */
    public DataSources(List<DatasetLoader> loaders) {
        this.loaders = List.copyOf(loaders);
    }

    /**
     * The data set of a reference.
     *
     * @throws FormatException if it is damaged, of no known format, or not there
     */
    public Dataset resolve(String reference) throws FormatException {
        if (ModelSources.isFile(reference)) {
            return read(Path.of(reference), Map.of());
        }
        int question = reference.indexOf('?');
        String path = question < 0 ? reference : reference.substring(0, question);
        Map<String, String> options =
                question < 0 ? Map.of() : options(reference.substring(question + 1));
        if (path.toLowerCase(Locale.ROOT).equals(SYNTH_DIGITS)) {
            return synthDigits(options);
        }
        if (!ModelSources.isFile(path)) {
            throw new FormatException(
                    "there is no data file or folder '"
                            + path
                            + "'; expected a path or "
                            + SYNTH_DIGITS);
        }
        return read(Path.of(path), options);
    }

    /**
     * The data set of several references: later ones add the splits that are missing.
     *
     * @return nothing if there is no reference
     * @throws FormatException if one is damaged, of no known format, or not there
     * @throws IllegalArgumentException if two give the same split, with one sentence
     */
    public Optional<Dataset> resolve(List<String> references) throws FormatException {
        Dataset joined = null;
        for (String reference : references) {
            Dataset next = resolve(reference);
            joined = joined == null ? next : join(joined, next);
        }
        return Optional.ofNullable(joined);
    }

    private static Dataset join(Dataset first, Dataset second) {
        Map<Split, Examples> splits = new TreeMap<>(first.splits());
        for (Map.Entry<Split, Examples> entry : second.splits().entrySet()) {
            if (splits.put(entry.getKey(), entry.getValue()) != null) {
                throw new IllegalArgumentException(
                        "'"
                                + first.name()
                                + "' and '"
                                + second.name()
                                + "' both give "
                                + entry.getKey().word()
                                + " examples; give one of each split");
            }
        }
        return new Dataset(
                first.name() + " + " + second.name(),
                splits,
                first.origin() + " + " + second.origin(),
                Stream.concat(first.remarks().stream(), second.remarks().stream()).toList());
    }

    /** The loader of a file or folder, if its content is a data set of a known format. */
    public Optional<DatasetLoader> loader(Path file) throws FormatException {
        FileProbe probe = FileProbe.of(file);
        return loaders.stream().filter(loader -> loader.recognises(probe)).findFirst();
    }

    private Dataset read(Path path, Map<String, String> options) throws FormatException {
        Optional<DatasetLoader> loader = loader(path);
        if (loader.isEmpty()) {
            String formats =
                    String.join(", ", loaders.stream().map(DatasetLoader::format).toList());
            throw new FormatException(
                    "'"
                            + path
                            + "' "
                            + FileProbe.of(path).unknown("a data set, one of " + formats));
        }
        return loader.get().load(path, options);
    }

    private static Map<String, String> options(String text) throws FormatException {
        Map<String, String> options = new LinkedHashMap<>();
        for (String part : text.split("&")) {
            int equals = part.indexOf('=');
            if (equals <= 0) {
                throw new FormatException(
                        "data option '" + part + "' is not of the form key=value");
            }
            options.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return options;
    }

    private static Dataset synthDigits(Map<String, String> options) throws FormatException {
        for (String key : options.keySet()) {
            if (!List.of("train", "test", "seed").contains(key)) {
                throw new FormatException(
                        SYNTH_DIGITS
                                + " has no option '"
                                + key
                                + "'; expected train, test or seed");
            }
        }
        int train = count(options, "train", DEFAULT_TRAIN);
        int test = count(options, "test", DEFAULT_TEST);
        return SynthDigits.dataset(count(options, "seed", 1), train, test);
    }

    private static int count(Map<String, String> options, String key, int otherwise)
            throws FormatException {
        String text = options.get(key);
        if (text == null) {
            return otherwise;
        }
        int count;
        try {
            count = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            count = 0;
        }
        if (count < 1 || count > LARGEST_GENERATED) {
            throw new FormatException(
                    SYNTH_DIGITS
                            + " option "
                            + key
                            + " is '"
                            + text
                            + "', not a whole number from 1 to "
                            + LARGEST_GENERATED);
        }
        return count;
    }
}
