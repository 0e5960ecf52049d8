package theoria.runtime.archive;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import theoria.core.model.load.FormatException;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelHistory;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RunRecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The JSON of an archive. */
final class Manifest {
    private static final String FORMAT = "theoria-model";
    private static final int VERSION = 1;
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private Manifest() {}

    /** The text of a history. */
    static String write(ModelHistory history) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("version", VERSION);
        root.put("name", history.name());
        root.put("versions", history.versions().stream().map(Manifest::version).toList());
        root.put("trajectories", history.trajectories().stream().map(Manifest::training).toList());
        root.put("runs", history.runs().stream().map(Manifest::run).toList());
        return GSON.toJson(root) + "\n";
    }

    private static Map<String, Object> version(ModelHistory.Version version) {
        ModelVersion facts = version.facts();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("number", facts.number());
        tree.put("hash", facts.hash());
        tree.put("graph", version.graph());
        tree.put("weights", version.weights());
        tree.put("created", facts.created().toString());
        version.removed().ifPresent(removed -> tree.put("removed", removed.toString()));
        tree.put("parameters", facts.parameters());
        tree.put("contract", facts.contract());
        tree.put("class_names", version.classNames());
        Map<String, Object> lineage = new LinkedHashMap<>();
        lineage.put("kind", facts.lineage().kind().word());
        lineage.put("source", facts.lineage().source());
        lineage.put("architecture", facts.lineage().architecture());
        lineage.put("format", facts.lineage().format());
        version.parent().ifPresent(parent -> lineage.put("parent", parent));
        tree.put("lineage", lineage);
        tree.put("metrics", metrics(facts.metrics()));
        tree.put("aliases", facts.aliases());
        tree.put("tags", facts.tags());
        tree.put("note", facts.note());
        facts.trajectory().ifPresent(id -> tree.put("trajectory", id));
        return tree;
    }

    private static Map<String, Object> training(ModelHistory.Trajectory trajectory) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (ModelHistory.Step step : trajectory.steps()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("step", step.step());
            tree.put("weights", step.weights());
            tree.put("optimiser", step.optimiser());
            tree.put("metrics", metrics(step.metrics()));
            steps.add(tree);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", trajectory.id());
        tree.put("key", trajectory.key());
        tree.put("description", trajectory.description());
        tree.put("created", trajectory.created().toString());
        tree.put("checkpoints", steps);
        return tree;
    }

    private static Map<String, Object> run(ModelHistory.Run run) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", run.record().id());
        tree.put("study", run.record().study());
        tree.put("models", run.record().models());
        tree.put("key", run.record().key());
        tree.put("started", run.record().started().toString());
        tree.put("complete", run.record().complete());
        tree.put("result", run.result());
        return tree;
    }

    /** NaN and infinities, which JSON does not know, are words. */
    private static Map<String, Object> metrics(Map<String, Double> metrics) {
        Map<String, Object> tree = new LinkedHashMap<>();
        metrics.forEach(
                (key, value) ->
                        tree.put(key, Double.isFinite(value) ? value : Double.toString(value)));
        return tree;
    }

    /**
     * Reads a text.
     *
     * @throws FormatException if it is none of ours, in one sentence
     */
    static ModelHistory read(String text) throws FormatException {
        Fields root = Fields.parse(text, "the manifest");
        if (!root.text("format").equals(FORMAT) || root.whole("version") != VERSION) {
            throw new FormatException(
                    "the manifest is not of format '"
                            + FORMAT
                            + "', version "
                            + VERSION
                            + "; expected one that this Theoria knows");
        }
        String name = root.text("name");
        List<ModelHistory.Version> versions = new ArrayList<>();
        for (Fields version : root.list("versions")) {
            versions.add(version(name, version));
        }
        List<ModelHistory.Trajectory> trajectories = new ArrayList<>();
        for (Fields trajectory : root.list("trajectories")) {
            trajectories.add(training(trajectory));
        }
        List<ModelHistory.Run> runs = new ArrayList<>();
        for (Fields run : root.list("runs")) {
            runs.add(run(run));
        }
        if (versions.isEmpty()) {
            throw new FormatException("the manifest has no versions; expected at least one");
        }
        return new ModelHistory(name, versions, trajectories, runs);
    }

    private static ModelHistory.Version version(String name, Fields tree) throws FormatException {
        Fields lineage = tree.object("lineage");
        ModelVersion facts =
                new ModelVersion(
                        name,
                        (int) Math.min(tree.whole("number"), Integer.MAX_VALUE),
                        tree.hash("hash"),
                        tree.moment("created"),
                        tree.whole("parameters"),
                        tree.text("contract"),
                        new Lineage(
                                kind(lineage),
                                lineage.text("source"),
                                lineage.text("architecture"),
                                lineage.text("format")),
                        tree.numbers("metrics"),
                        tree.texts("aliases"),
                        tree.texts("tags"),
                        tree.text("note"),
                        tree.has("trajectory")
                                ? Optional.of(tree.text("trajectory"))
                                : Optional.empty());
        Optional<Instant> removed =
                tree.has("removed") ? Optional.of(tree.moment("removed")) : Optional.empty();
        Optional<String> parent =
                lineage.has("parent") ? Optional.of(lineage.hash("parent")) : Optional.empty();
        return new ModelHistory.Version(
                facts,
                tree.hash("graph"),
                tree.hash("weights"),
                tree.texts("class_names"),
                removed,
                parent);
    }

    private static Lineage.Kind kind(Fields lineage) throws FormatException {
        String word = lineage.text("kind");
        for (Lineage.Kind kind : Lineage.Kind.values()) {
            if (kind.word().equals(word.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new FormatException(
                "the kind of a lineage is '" + word + "'; expected imported, trained or derived");
    }

    private static ModelHistory.Trajectory training(Fields tree) throws FormatException {
        List<ModelHistory.Step> steps = new ArrayList<>();
        for (Fields step : tree.list("checkpoints")) {
            steps.add(
                    new ModelHistory.Step(
                            step.whole("step"),
                            step.hash("weights"),
                            step.hash("optimiser"),
                            step.numbers("metrics")));
        }
        return new ModelHistory.Trajectory(
                tree.text("id"),
                tree.text("key"),
                tree.text("description"),
                tree.moment("created"),
                steps);
    }

    private static ModelHistory.Run run(Fields tree) throws FormatException {
        List<String> models = new ArrayList<>();
        for (String model : tree.texts("models")) {
            models.add(Fields.requireHash(model, "a model of a run"));
        }
        return new ModelHistory.Run(
                new RunRecord(
                        tree.text("id"),
                        tree.text("study"),
                        models,
                        tree.text("key"),
                        tree.moment("started"),
                        tree.truth("complete")),
                tree.hash("result"));
    }
}
