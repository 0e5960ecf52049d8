package theoria.runtime.job;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.Provenance;
import theoria.runtime.source.DataSources;
import theoria.runtime.source.ModelSources;
import theoria.runtime.source.Workspace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a recorded provenance back into the request it came from: the model by hash from the
 * registry, else by path, its hash checked; the data by its origin, its hashes checked.
 */
public final class Recomputation {
    private final ModelSources models;
    private final DataSources data;
    private final Workspace workspace;

    /** Looks in these places. */
    public Recomputation(ModelSources models, DataSources data, Workspace workspace) {
        this.models = models;
        this.data = data;
        this.workspace = workspace;
    }

    /**
     * The request of a recorded run.
     *
     * @param given models used instead of the recorded places, in order; their hashes must agree
     * @param dataset used instead of the recorded place, if given; its hashes must agree
     * @throws FormatException if a source is not found or has changed, naming it
     */
    public StudyRequest request(Provenance recorded, List<String> given, Optional<String> dataset)
            throws FormatException, RegistryException {
        List<Model> resolved = new ArrayList<>();
        for (int i = 1;
                recorded.get(i == 1 ? "model_hash" : "model" + i + "_hash").isPresent();
                i++) {
            Optional<String> place = given.stream().skip(i - 1).findFirst();
            resolved.add(model(recorded, i == 1 ? "" : Integer.toString(i), place));
        }
        Optional<Dataset> found =
                recorded.get("data_origin").isPresent()
                        ? Optional.of(dataset(recorded, dataset))
                        : Optional.empty();
        Map<String, String> parameters = new LinkedHashMap<>();
        recorded.entries()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith("parameter.")) {
                                parameters.put(key.substring("parameter.".length()), value);
                            }
                        });
        requireSameFiles(recorded);
        String engine = recorded.text("engine");
        if (!engine.isEmpty() && !engine.contains(" ")) {
            parameters.put("engine", engine);
        }
        List<Split> splits = new ArrayList<>();
        for (String word : recorded.text("splits").split(" ")) {
            splits.addAll(StudyRunner.splits(word));
        }
        return new StudyRequest(
                resolved,
                found,
                SampleSelection.parse(recorded.get("samples").orElse("all")),
                splits,
                parameters,
                Long.parseLong(recorded.get("seed").orElse("1")));
    }

    /** Files that parameters name must be there and hold what they held. */
    private static void requireSameFiles(Provenance recorded) throws FormatException {
        for (Map.Entry<String, String> entry : recorded.entries().entrySet()) {
            if (entry.getKey().startsWith(ProvenanceRecorder.FILE_HASH)) {
                String key = entry.getKey().substring(ProvenanceRecorder.FILE_HASH.length());
                String value = recorded.text("parameter." + key);
                if (!ProvenanceRecorder.fileHash(value).equals(entry.getValue())) {
                    throw new FormatException(
                            "'"
                                    + value
                                    + "' is not there or has changed since the report was made");
                }
            }
        }
    }

    private Model model(Provenance recorded, String number, Optional<String> given)
            throws FormatException, RegistryException {
        String hash = recorded.text("model" + number + "_hash");
        String name = recorded.text("model" + number);
        Optional<InputContract> contract =
                Optional.of(InputContract.parse(recorded.text("contract" + number)));
        String reference = given.orElseGet(() -> recorded.text("model" + number + "_origin"));
        if (given.isEmpty()) {
            Optional<ModelVersion> registered = registered(hash);
            if (registered.isPresent()) {
                reference = registered.get().reference();
            } else if (!ModelSources.isFile(reference)) {
                throw new FormatException(
                        "model '"
                                + name
                                + "' ("
                                + hash
                                + ") is neither registered in "
                                + workspace.folder()
                                + " nor at "
                                + reference
                                + "; give it by --model");
            }
        }
        Model found = models.resolve(reference, contract);
        if (!found.hash().equals(hash)) {
            throw new FormatException(
                    "model '"
                            + reference
                            + "' has changed: its hash is "
                            + found.hash()
                            + ", the report was made of "
                            + hash);
        }
        return new Model(
                name,
                hash,
                found.graph(),
                found.weights(),
                found.contract(),
                recorded.text("model" + number + "_origin"),
                found.trajectory());
    }

    private Optional<ModelVersion> registered(String hash) throws RegistryException {
        if (!workspace.exists()) {
            return Optional.empty();
        }
        return workspace.registry().versions().stream()
                .filter(version -> version.hash().equals(hash))
                .findFirst();
    }

    private Dataset dataset(Provenance recorded, Optional<String> given) throws FormatException {
        Dataset found = data.resolve(given.orElseGet(() -> recorded.text("data_origin")));
        for (Split split : Split.values()) {
            Optional<String> expected = recorded.get("data_hash_" + split.word());
            Optional<Examples> examples = found.split(split);
            if (expected.isPresent() && !expected.equals(examples.map(Examples::hash))) {
                throw new FormatException(
                        "data '"
                                + found.origin()
                                + "' has changed: its "
                                + split.word()
                                + " split is not the one the report was made of");
            }
        }
        return found;
    }
}
