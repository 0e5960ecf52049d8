package theoria.registry.internal;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.GraphCodec;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.VectorCodec;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.Checkpoint;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelHistory;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.RunRecord;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes the whole history of a model out of an index, and puts one into it. */
public final class Histories {
    /** A graph of a million nodes has fewer. */
    private static final long LONGEST_GRAPH = 1L << 30;

    private final Index index;
    private final VersionTable table;
    private final LabelTables labels;
    private final Trajectories trajectories;
    private final Runs runs;
    private final Commits commits;
    private final Cards cards;

    /** The histories of an index. */
    public Histories(
            Index index,
            VersionTable table,
            LabelTables labels,
            Trajectories trajectories,
            Runs runs) {
        this.index = index;
        this.table = table;
        this.labels = labels;
        this.trajectories = trajectories;
        this.runs = runs;
        this.commits = runs.commits();
        this.cards = runs.cards();
    }

    /**
     * All of a model, of one moment.
     *
     * @throws RegistryException if there is none
     */
    public ModelHistory of(String name) throws RegistryException {
        ModelHistory history = index.read(() -> read(name));
        if (history.versions().isEmpty()) {
            throw new RegistryException("there is no model '" + name + "' in the registry");
        }
        return history;
    }

    private ModelHistory read(String name) throws SQLException, RegistryException {
        List<ModelHistory.Version> versions = new ArrayList<>();
        Set<String> paths = new LinkedHashSet<>();
        Set<String> hashes = new HashSet<>();
        for (ModelVersion facts : table.of(name)) {
            VersionTable.Content content = table.content(facts).orElseThrow();
            versions.add(
                    new ModelHistory.Version(
                            facts,
                            content.graph(),
                            content.weights(),
                            content.names(),
                            table.removedAt(facts),
                            parent(facts)));
            facts.trajectory().ifPresent(paths::add);
            hashes.add(facts.hash());
        }
        List<ModelHistory.Trajectory> training = new ArrayList<>();
        for (String path : paths) {
            training.addAll(trajectory(path));
        }
        List<ModelHistory.Run> used = new ArrayList<>();
        for (RunRecord run : runs.all()) {
            if (!run.models().isEmpty() && hashes.containsAll(run.models())) {
                used.add(new ModelHistory.Run(run, runs.blob(run)));
            }
        }
        return new ModelHistory(name, versions, training, used);
    }

    private Optional<String> parent(ModelVersion facts) throws SQLException {
        if (facts.lineage().kind() != Lineage.Kind.DERIVED) {
            return Optional.empty();
        }
        Reference parent = Reference.parse(facts.lineage().source());
        return parent.number().isEmpty()
                ? Optional.empty()
                : table.version(parent.name(), parent.number().get()).map(ModelVersion::hash);
    }

    private List<ModelHistory.Trajectory> trajectory(String id)
            throws SQLException, RegistryException {
        Map<Long, Map<String, Double>> metrics = new HashMap<>();
        for (Checkpoint checkpoint : trajectories.list(id)) {
            metrics.put(checkpoint.step(), checkpoint.metrics());
        }
        List<ModelHistory.Step> steps =
                index.rows(
                        "SELECT step, weights, optimiser FROM checkpoint WHERE trajectory = ? ORDER"
                                + " BY step",
                        row ->
                                new ModelHistory.Step(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        metrics.getOrDefault(row.getLong(1), Map.of())),
                        id);
        return index.rows(
                "SELECT key, description, created FROM trajectory WHERE id = ?",
                row ->
                        new ModelHistory.Trajectory(
                                id,
                                row.getString(1),
                                row.getString(2),
                                Instant.parse(row.getString(3)),
                                steps),
                id);
    }

    /**
     * Puts a model in, all or nothing.
     *
     * @throws RegistryException if the name is taken, or something is damaged
     */
    public void add(ModelHistory history, ModelHistory.Blobs source) throws RegistryException {
        index.read(
                () -> {
                    table.requireFree(history.name()); // before hours of reading
                    return history;
                });
        verify(history, source);
        List<BlobStore.Content> contents = new ArrayList<>();
        for (String hash : history.blobs()) {
            contents.add(
                    out -> {
                        try (InputStream in = source.open(hash)) {
                            in.transferTo(out);
                        }
                    });
        }
        List<String> expected = List.copyOf(history.blobs());
        commits.commit(
                contents,
                hashes -> {
                    if (!hashes.equals(expected)) {
                        throw new RegistryException("the blobs changed while they were read");
                    }
                    table.requireFree(history.name());
                    insert(history);
                    return history;
                });
    }

    private static void verify(ModelHistory history, ModelHistory.Blobs source)
            throws RegistryException {
        requireWords(history);
        for (String hash : history.blobs()) {
            try (InputStream in = source.open(hash)) {
                if (!BlobStore.hash(in).equals(hash)) {
                    throw new RegistryException(
                            "blob " + hash + " is damaged: its content has another hash");
                }
            } catch (IOException e) {
                throw new RegistryException(
                        "blob " + hash + " cannot be read: " + e.getMessage(), e);
            }
        }
        for (ModelHistory.Version version : history.versions()) {
            verify(version, source);
        }
    }

    private static void requireWords(ModelHistory history) throws RegistryException {
        Set<String> paths = new HashSet<>();
        history.trajectories().forEach(trajectory -> paths.add(trajectory.id()));
        try {
            NewVersion.requireName(history.name());
            for (ModelHistory.Version version : history.versions()) {
                ModelVersion facts = version.facts();
                facts.aliases().forEach(alias -> NewVersion.requireName(alias, "be an alias"));
                facts.tags().forEach(tag -> NewVersion.requireName(tag, "be a tag"));
                requireContract(version);
                boolean known =
                        facts.trajectory().isEmpty() || paths.contains(facts.trajectory().get());
                if (!facts.name().equals(history.name()) || facts.number() < 1 || !known) {
                    throw new RegistryException(
                            "version "
                                    + facts.reference()
                                    + " is none of model '"
                                    + history.name()
                                    + "' or its training is missing");
                }
            }
        } catch (IllegalArgumentException e) {
            throw new RegistryException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Names of classes are kept one a line. */
    private static void requireContract(ModelHistory.Version version) {
        InputContract contract =
                InputContract.parse(version.facts().contract())
                        .withClassNames(version.classNames());
        if (contract.classNames().stream().anyMatch(name -> name.indexOf('\n') >= 0)) {
            throw new IllegalArgumentException(
                    "version "
                            + version.facts().reference()
                            + " has a class whose name is several lines");
        }
    }

    /** A version must have the hash that it is known by. */
    private static void verify(ModelHistory.Version version, ModelHistory.Blobs source)
            throws RegistryException {
        String of = version.facts().reference();
        try (InputStream graphBytes = source.open(version.graph());
                InputStream weightBytes = new BufferedInputStream(source.open(version.weights()))) {
            long length = source.length(version.graph());
            if (length > LONGEST_GRAPH) {
                throw new RegistryException(
                        "the graph of "
                                + of
                                + " has "
                                + length
                                + " bytes; expected at most "
                                + LONGEST_GRAPH);
            }
            NetworkGraph graph = GraphCodec.read(graphBytes.readAllBytes(), "the graph of " + of);
            Weights weights =
                    VectorCodec.read(
                            weightBytes, source.length(version.weights()), "the weights of " + of);
            boolean fit =
                    graph.parameterCount() == weights.parameters().size()
                            && graph.bufferCount() == weights.buffers().size()
                            && graph.parameterCount() == version.facts().parameters();
            if (!fit || !ModelHash.of(graph, weights).equals(version.facts().hash())) {
                throw new RegistryException("version " + of + " does not have its hash");
            }
        } catch (FormatException e) {
            throw new RegistryException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new RegistryException(of + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void insert(ModelHistory history) throws SQLException, RegistryException {
        Map<String, String> identifiers = new HashMap<>();
        for (ModelHistory.Trajectory trajectory : history.trajectories()) {
            identifiers.put(trajectory.id(), insert(trajectory));
        }
        for (ModelHistory.Version version : history.versions()) {
            insert(version, version.facts().trajectory().map(identifiers::get));
        }
        for (ModelHistory.Run run : history.runs()) {
            index.execute(
                    "INSERT OR IGNORE INTO run (id, study, models, key, started, complete, result)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    run.record().id(),
                    run.record().study(),
                    String.join(" ", run.record().models()),
                    run.record().key(),
                    run.record().started().toString(),
                    run.record().complete() ? 1 : 0,
                    run.result());
            cards.run(run.record().id());
        }
    }

    /** Adds a training and gives its identifier here: the same training may be known already. */
    private String insert(ModelHistory.Trajectory trajectory)
            throws SQLException, RegistryException {
        index.execute(
                "INSERT OR IGNORE INTO trajectory (id, key, description, created) VALUES (?, ?, ?,"
                        + " ?)",
                trajectory.id(),
                trajectory.key(),
                trajectory.description(),
                trajectory.created().toString());
        List<String> here =
                index.rows(
                        "SELECT id FROM trajectory WHERE key = ?",
                        row -> row.getString(1),
                        trajectory.key());
        if (here.isEmpty()) {
            throw new RegistryException(
                    "there is another training " + trajectory.id() + " in the registry");
        }
        String id = here.get(0);
        for (ModelHistory.Step step : trajectory.steps()) {
            boolean known =
                    !index.rows(
                                    "SELECT 1 FROM checkpoint WHERE trajectory = ? AND step = ?",
                                    row -> 1,
                                    id,
                                    step.step())
                            .isEmpty();
            if (!known) {
                trajectories.insert(id, step);
            }
        }
        return id;
    }

    private void insert(ModelHistory.Version version, Optional<String> trajectory)
            throws SQLException, RegistryException {
        ModelVersion facts = version.facts();
        table.insert(version, trajectory, source(version));
        labels.putMetrics(facts.name(), facts.number(), facts.metrics());
        for (String alias : facts.aliases()) {
            labels.putAlias(facts.name(), facts.number(), alias);
        }
        for (String tag : facts.tags()) {
            labels.putTag(facts.name(), facts.number(), tag);
        }
        cards.version(facts.name(), facts.number());
    }

    /** A parent of another registry must not be taken for the version that is called so here. */
    private String source(ModelHistory.Version version) throws SQLException {
        Lineage lineage = version.facts().lineage();
        Reference parent = Reference.parse(lineage.source());
        boolean outside =
                lineage.kind() == Lineage.Kind.DERIVED
                        && !parent.name().equals(version.facts().name())
                        && parent.number().isPresent();
        if (!outside) {
            return lineage.source();
        }
        Optional<ModelVersion> here = table.version(parent.name(), parent.number().get());
        boolean another =
                here.isPresent() && !version.parent().equals(here.map(ModelVersion::hash));
        return another ? lineage.source() + " of another registry" : lineage.source();
    }
}
