package theoria.runtime.job;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.file.Sha256;
import theoria.core.model.load.Model;
import theoria.core.study.Provenance;
import theoria.core.study.StudyDescriptor;
import theoria.runtime.cells.CellSession;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes down where a result comes from; keys and order are those of {@link Provenance}. */
final class ProvenanceRecorder {
    /** Version of the product, part of every provenance. */
    static final String VERSION = "1.0.0";

    /** Before the key of a parameter: the hash of the file that it names. */
    static final String FILE_HASH = "file_hash.";

    private static final String FILE = "file:";

    private final StudyDescriptor descriptor;
    private final StudyRequest request;

    ProvenanceRecorder(StudyDescriptor descriptor, StudyRequest request) {
        this.descriptor = descriptor;
        this.request = request;
    }

    /** Everything that determines the numbers; equal entries, equal numbers on one machine. */
    Map<String, String> determining(RequestInput input) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("study", descriptor.id());
        entries.put("study_version", descriptor.version());
        for (int i = 0; i < request.models().size(); i++) {
            Model model = request.models().get(i);
            String key = i == 0 ? "model" : "model" + (i + 1);
            entries.put(key, model.name());
            entries.put(key + "_hash", model.hash());
            entries.put(key + "_origin", model.origin());
            entries.put(i == 0 ? "contract" : "contract" + (i + 1), model.contract().text());
        }
        request.data().ifPresent(data -> addData(entries, data, input));
        input.values().texts().forEach((key, text) -> entries.put("parameter." + key, text));
        input.values().texts().forEach((key, text) -> addFile(entries, key, text));
        entries.put("seed", Long.toString(request.seed()));
        input.reserved().texts().forEach((key, text) -> entries.put("parameter." + key, text));
        return entries;
    }

    /** The hash of a file that a parameter names as {@code file:PATH}: its name says too little. */
    private static void addFile(Map<String, String> entries, String key, String text) {
        if (text.startsWith(FILE)) {
            entries.put(FILE_HASH + key, fileHash(text));
        }
    }

    /** The hash of the file in a parameter's value; words if it cannot be read. */
    static String fileHash(String value) {
        try {
            return Sha256.of(Path.of(value.replaceFirst("^" + FILE, "")));
        } catch (IOException | InvalidPathException e) {
            return "not read"; // the study will say why
        }
    }

    private void addData(Map<String, String> entries, Dataset data, RequestInput input) {
        entries.put("data", data.name());
        entries.put("data_origin", data.origin());
        for (Split split : List.of(Split.TRAIN, Split.TEST)) {
            Optional<Examples> examples = data.split(split);
            examples.ifPresent(e -> entries.put("data_hash_" + split.word(), e.hash()));
        }
        entries.put("samples", input.samples().text());
        entries.put("splits", String.join(" ", input.splits().stream().map(Split::word).toList()));
    }

    /** The whole provenance of a finished run. */
    Provenance finished(RequestInput input, Instant started, Duration taken) {
        Map<String, String> entries = determining(input);
        Map<String, String> engines = input.engines();
        entries.put("engine", String.join(" ", engines.keySet()));
        engines.forEach((id, versions) -> entries.put("engine." + id, versions));
        entries.put("theoria", VERSION);
        entries.put("machine", Machine.words());
        entries.put("java", System.getProperty("java.runtime.version", "unknown"));
        entries.put("started", started.toString());
        entries.put("seconds", String.format(Locale.ROOT, "%.3f", taken.toNanos() / 1e9));
        input.cells()
                .filter(cells -> cells.found() > 0)
                .ifPresent(cells -> entries.put("cells", words(cells)));
        return new Provenance(entries);
    }

    private static String words(CellSession cells) {
        return String.format(
                Locale.ROOT, "%,d of %,d from earlier runs", cells.found(), cells.asked());
    }
}
