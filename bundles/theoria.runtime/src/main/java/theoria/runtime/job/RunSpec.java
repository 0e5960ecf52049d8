package theoria.runtime.job;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.load.Model;
import theoria.core.study.Provenance;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.parameter.Parameter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as a person writes it down: everything by name. It becomes a request when models and data
 * are read, and a line of the command line when it is copied.
 *
 * @param study identifier
 * @param models references in order
 * @param data references; none if the study needs no data
 * @param split {@code train}, {@code test}, {@code both}, or empty for the study's own choice
 * @param samples as in {@link SampleSelection#parse}, or empty for the study's own choice
 * @param seed of everything random
 * @param parameters given, by key; what is not given has its default
 */
public record RunSpec(
        String study,
        List<String> models,
        List<String> data,
        String split,
        String samples,
        long seed,
        Map<String, String> parameters) {
    private static final String PARAMETER = "parameter.";
    private static final String PLAIN = "[A-Za-z0-9_@%+=:,./-]+";

    /** Takes immutable copies that keep the order. */
    public RunSpec {
        models = List.copyOf(models);
        data = List.copyOf(data);
        parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * The run that a provenance tells of, its defaults left out.
     *
     * @param descriptor of the study
     */
    public static RunSpec of(Provenance recorded, StudyDescriptor descriptor) {
        List<String> models = new ArrayList<>();
        for (int i = 1; recorded.get(i == 1 ? "model" : "model" + i).isPresent(); i++) {
            models.add(recorded.text(i == 1 ? "model" : "model" + i));
        }
        Map<String, String> usual = defaults(descriptor);
        Map<String, String> parameters = new LinkedHashMap<>();
        recorded.entries()
                .forEach(
                        (key, value) -> {
                            String own =
                                    key.startsWith(PARAMETER)
                                            ? key.substring(PARAMETER.length())
                                            : "";
                            if (!own.isEmpty() && !value.equals(usual.get(own))) {
                                parameters.put(own, value);
                            }
                        });
        String samples = recorded.get("samples").orElse("");
        boolean usualSamples = samples.equals(SampleSelection.most(descriptor.samples()).text());
        return new RunSpec(
                recorded.text("study"),
                models,
                recorded.get("data_origin").map(o -> List.of(o.split(" \\+ "))).orElse(List.of()),
                split(recorded.text("splits"), descriptor),
                usualSamples ? "" : samples,
                Long.parseLong(recorded.get("seed").orElse("1")),
                parameters);
    }

    private static String split(String recorded, StudyDescriptor descriptor) {
        String own = String.join(" ", descriptor.data().stream().map(s -> s.word()).toList());
        if (recorded.equals(own)) {
            return "";
        }
        return recorded.contains(" ") ? "both" : recorded;
    }

    /** The canonical texts of every parameter's default, the reserved ones among them. */
    public static Map<String, String> defaults(StudyDescriptor descriptor) {
        Map<String, String> texts = new LinkedHashMap<>();
        descriptor.parameters().forEach(parameter -> addDefault(texts, parameter));
        Reserved.PARAMETERS.forEach(parameter -> addDefault(texts, parameter));
        return texts;
    }

    private static <T> void addDefault(Map<String, String> texts, Parameter<T> parameter) {
        texts.put(parameter.key(), parameter.text(parameter.otherwise()));
    }

    /**
     * The request of this run.
     *
     * @param readModels the models of the references, in order
     * @param readData the data set of the references, if there are any
     * @throws IllegalArgumentException if samples or split cannot be read, with one sentence
     */
    public StudyRequest request(List<Model> readModels, Optional<Dataset> readData) {
        return new StudyRequest(
                readModels,
                readData,
                samples.isEmpty() ? SampleSelection.USUAL : SampleSelection.parse(samples),
                StudyRunner.splits(split),
                parameters,
                seed);
    }

    /** The same run on other models. */
    public RunSpec on(List<String> otherModels) {
        return new RunSpec(study, otherModels, data, split, samples, seed, parameters);
    }

    /** The line that does the same in a terminal, quoted for a POSIX shell. */
    public String commandLine() {
        StringBuilder line = new StringBuilder("theoria run ").append(study);
        models.forEach(model -> option(line, "--model", model));
        data.forEach(reference -> option(line, "--data", reference));
        if (!split.isEmpty()) {
            option(line, "--split", split);
        }
        if (!samples.isEmpty()) {
            option(line, "--samples", samples);
        }
        if (seed != 1) {
            option(line, "--seed", Long.toString(seed));
        }
        parameters.forEach((key, value) -> option(line, "-p", key + "=" + value));
        return line.toString();
    }

    private static void option(StringBuilder line, String name, String value) {
        line.append(' ').append(name).append(' ').append(quoted(value));
    }

    private static String quoted(String value) {
        return value.matches(PLAIN) ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
