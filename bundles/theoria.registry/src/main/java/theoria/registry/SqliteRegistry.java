package theoria.registry;

import theoria.core.model.data.InputContract;
import theoria.core.model.engine.TrainingState;
import theoria.core.model.graph.GraphCodec;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.VectorCodec;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.registry.Checkpoint;
import theoria.core.model.registry.GarbageReport;
import theoria.core.model.registry.GarbageRules;
import theoria.core.model.registry.ModelHistory;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.RepairReport;
import theoria.core.model.registry.RunRecord;
import theoria.registry.internal.BlobStore;
import theoria.registry.internal.Cards;
import theoria.registry.internal.Commits;
import theoria.registry.internal.Garbage;
import theoria.registry.internal.Histories;
import theoria.registry.internal.Index;
import theoria.registry.internal.LabelTables;
import theoria.registry.internal.Reference;
import theoria.registry.internal.Repair;
import theoria.registry.internal.Runs;
import theoria.registry.internal.Salvage;
import theoria.registry.internal.Trajectories;
import theoria.registry.internal.VersionTable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The registry of a workspace: {@code registry.db}, {@code blobs/} and {@code cards/}. A blob is
 * complete on the disk before the row that names it is committed, and every blob is verified when
 * it is read. Cards tell once more what the index says.
 */
public final class SqliteRegistry implements ModelRegistry {
    private static final String CARDS = "cards";

    private final Index index;
    private final BlobStore blobs;
    private final Cards cards;
    private final Commits commits;
    private final LabelTables labels;
    private final VersionTable table;
    private final Trajectories trajectories;
    private final Runs runs;
    private final Histories histories;

    private SqliteRegistry(Index index, BlobStore blobs) {
        this.index = index;
        this.blobs = blobs;
        this.cards = new Cards(index, blobs.beside(CARDS));
        this.commits = new Commits(index, blobs);
        this.labels = new LabelTables(index);
        this.table = new VersionTable(index, labels);
        this.trajectories = new Trajectories(index, blobs, commits, cards);
        this.runs = new Runs(index, blobs, commits, cards);
        this.histories = new Histories(index, table, labels, trajectories, runs);
    }

    /** Whether a folder holds a registry already, be it one that has lost its index. */
    public static boolean existsIn(Path workspace) {
        return Files.isRegularFile(workspace.resolve(Index.FILE_NAME)) || lost(workspace);
    }

    private static boolean lost(Path workspace) {
        return !Files.isRegularFile(workspace.resolve(Index.FILE_NAME))
                && Files.isDirectory(workspace.resolve(CARDS));
    }

    /**
     * Opens a workspace, making it if it is not there.
     *
     * @throws RegistryException if it cannot be used, lost its index, or was made by a newer
     *     Theoria
     */
    public static SqliteRegistry open(Path workspace) throws RegistryException {
        if (lost(workspace)) {
            throw new RegistryException(
                    "the workspace "
                            + workspace
                            + " has lost its index "
                            + Index.FILE_NAME
                            + "; 'theoria registry check --repair' makes it again");
        }
        return opened(workspace);
    }

    private static SqliteRegistry opened(Path workspace) throws RegistryException {
        return new SqliteRegistry(Index.open(workspace), new BlobStore(workspace.resolve("blobs")));
    }

    /**
     * Makes the index of a workspace again from its cards and blobs, as far as it is lost or
     * damaged; a damaged index is kept beside the new one. Nobody else may use the workspace.
     *
     * @throws RegistryException if there is nothing in the folder, or a newer Theoria made it
     */
    public static RepairReport repair(Path workspace) throws RegistryException {
        List<String> restored = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        boolean anew = Salvage.prepare(workspace, restored, lost);
        try (SqliteRegistry registry = opened(workspace)) {
            new Repair(registry.index, registry.blobs, registry.cards, registry.table)
                    .run(anew, restored, lost);
            lost.addAll(registry.check());
        }
        return new RepairReport(restored, lost);
    }

    /** What was odd on opening, one sentence each. */
    public List<String> remarks() {
        return index.remarks();
    }

    @Override
    public List<ModelVersion> versions() throws RegistryException {
        return index.read(table::present);
    }

    @Override
    public List<ModelVersion> removed() throws RegistryException {
        return index.read(table::removed);
    }

    @Override
    public Optional<ModelVersion> find(String reference) throws RegistryException {
        Reference parsed = Reference.parse(reference);
        return index.read(() -> table.find(parsed));
    }

    @Override
    public ModelVersion register(NewVersion version) throws RegistryException {
        requireName(version.name(), "name a model");
        String hash = ModelHash.of(version.graph(), version.weights());
        byte[] graph = GraphCodec.write(version.graph());
        int number =
                commits.commit(
                        List.of(
                                out -> out.write(graph),
                                out -> VectorCodec.write(version.weights(), out)),
                        hashes -> {
                            int own = table.insert(version, hash, hashes.get(0), hashes.get(1));
                            labels.putMetrics(version.name(), own, version.metrics());
                            cards.version(version.name(), own);
                            return own;
                        });
        return present(version.name(), number);
    }

    private ModelVersion present(String name, int number) throws RegistryException {
        return find(name + ":" + number).orElseThrow(() -> VersionTable.unknown(name, number));
    }

    /** Checks a word that a reference or a label is made of. */
    private static String requireName(String word, String use) throws RegistryException {
        try {
            return NewVersion.requireName(word, use);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Model open(ModelVersion version) throws RegistryException {
        String of = version.reference();
        VersionTable.Content content =
                index.read(() -> table.content(version))
                        .orElseThrow(() -> VersionTable.unknown(version.name(), version.number()));
        try {
            NetworkGraph graph =
                    GraphCodec.read(blobs.get(content.graph(), of), "the graph of " + of);
            Weights weights =
                    blobs.read(
                            content.weights(),
                            of,
                            (in, length) -> VectorCodec.read(in, length, "the weights of " + of));
            return new Model(
                    of,
                    version.hash(),
                    graph,
                    weights,
                    InputContract.parse(version.contract()).withClassNames(content.names()),
                    version.lineage().source(),
                    waypoints(version));
        } catch (FormatException e) {
            throw new RegistryException(String.valueOf(e.getMessage()), e);
        }
    }

    private List<Model.Waypoint> waypoints(ModelVersion version) throws RegistryException {
        List<Model.Waypoint> waypoints = new ArrayList<>();
        if (version.trajectory().isPresent()) {
            for (Checkpoint checkpoint : checkpoints(version.trajectory().get())) {
                waypoints.add(
                        new Model.Waypoint(
                                checkpoint.step(),
                                new StoredState(checkpoint),
                                checkpoint.metrics()));
            }
        }
        return waypoints;
    }

    /** A checkpoint whose blobs are read when asked for. */
    private final class StoredState implements Model.WeightsSource {
        private final Checkpoint checkpoint;

        StoredState(Checkpoint checkpoint) {
            this.checkpoint = checkpoint;
        }

        @Override
        public Weights read() throws FormatException {
            return state().weights();
        }

        @Override
        public double[] optimiser() throws FormatException {
            return state().optimiser();
        }

        private TrainingState state() throws FormatException {
            try {
                return SqliteRegistry.this.read(checkpoint);
            } catch (RegistryException e) {
                throw new FormatException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** A change of one version. */
    @FunctionalInterface
    private interface Change {
        void make() throws SQLException, RegistryException;
    }

    /** Changes a version, if it is still there, in one transaction. */
    private void change(ModelVersion version, Change change) throws RegistryException {
        index.write(
                () -> {
                    table.require(version);
                    change.make();
                    cards.version(version.name(), version.number());
                    return version;
                });
    }

    @Override
    public void addMetrics(ModelVersion version, Map<String, Double> metrics)
            throws RegistryException {
        change(version, () -> labels.putMetrics(version.name(), version.number(), metrics));
    }

    @Override
    public void setAlias(ModelVersion version, String alias) throws RegistryException {
        requireName(alias, "be an alias");
        change(
                version,
                () -> {
                    for (int before : labels.putAlias(version.name(), version.number(), alias)) {
                        cards.version(version.name(), before);
                    }
                });
    }

    @Override
    public void removeAlias(ModelVersion version, String alias) throws RegistryException {
        change(version, () -> labels.removeAlias(version.name(), version.number(), alias));
    }

    @Override
    public void addTag(ModelVersion version, String tag) throws RegistryException {
        requireName(tag, "be a tag");
        change(version, () -> labels.putTag(version.name(), version.number(), tag));
    }

    @Override
    public void removeTag(ModelVersion version, String tag) throws RegistryException {
        change(version, () -> labels.removeTag(version.name(), version.number(), tag));
    }

    @Override
    public void setNote(ModelVersion version, String note) throws RegistryException {
        change(version, () -> table.note(version, note));
    }

    @Override
    public void rename(String name, String newName) throws RegistryException {
        requireName(newName, "name a model");
        index.write(
                () -> {
                    table.rename(name, newName);
                    cards.versions(newName);
                    for (String child : table.derivedFrom(newName)) {
                        cards.versions(child);
                    }
                    cards.dropVersions(name, newName);
                    return newName;
                });
    }

    @Override
    public void remove(ModelVersion version) throws RegistryException {
        change(version, () -> table.remove(version));
    }

    @Override
    public ModelVersion restore(String name, int number) throws RegistryException {
        index.write(
                () -> {
                    table.restore(name, number);
                    cards.version(name, number);
                    return name;
                });
        return present(name, number);
    }

    @Override
    public String openTrajectory(String key, String description) throws RegistryException {
        return trajectories.open(key, description);
    }

    @Override
    public void addCheckpoint(String trajectory, TrainingState state, Map<String, Double> metrics)
            throws RegistryException {
        trajectories.add(trajectory, state, metrics);
    }

    @Override
    public List<Checkpoint> checkpoints(String trajectory) throws RegistryException {
        return trajectories.checkpoints(trajectory);
    }

    @Override
    public TrainingState read(Checkpoint checkpoint) throws RegistryException {
        return trajectories.read(checkpoint);
    }

    @Override
    public void record(RunRecord run, byte[] result) throws RegistryException {
        runs.record(run, result);
    }

    @Override
    public List<RunRecord> runs() throws RegistryException {
        return runs.all();
    }

    @Override
    public Optional<RunRecord> findRun(String key) throws RegistryException {
        return runs.newest(key);
    }

    @Override
    public byte[] result(RunRecord run) throws RegistryException {
        return runs.result(run);
    }

    @Override
    public List<String> check() throws RegistryException {
        Set<String> faults = new LinkedHashSet<>();
        for (String fault : index.query("PRAGMA integrity_check", row -> row.getString(1))) {
            if (!fault.equals("ok")) {
                faults.add("the index is damaged: " + fault);
            }
        }
        for (ModelVersion version : versions()) {
            verify(faults, version);
        }
        for (ModelVersion version : removed()) {
            verify(faults, version);
        }
        for (String trajectory : trajectories.all()) {
            for (Checkpoint checkpoint : checkpoints(trajectory)) {
                try {
                    read(checkpoint);
                } catch (RegistryException e) {
                    faults.add(String.valueOf(e.getMessage()));
                }
            }
        }
        for (RunRecord run : runs()) {
            try {
                result(run);
            } catch (RegistryException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(faults);
    }

    private void verify(Set<String> faults, ModelVersion version) {
        try {
            Model model = open(version);
            if (!ModelHash.of(model.graph(), model.weights()).equals(version.hash())) {
                faults.add("version " + version.reference() + " does not have its hash");
            }
        } catch (RegistryException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void removeCheckpoints(String trajectory, List<Long> steps) throws RegistryException {
        new Garbage(index, blobs, cards, table).dropCheckpoints(trajectory, steps);
    }

    @Override
    public GarbageReport collectGarbage(GarbageRules rules) throws RegistryException {
        return new Garbage(index, blobs, cards, table).collect(rules);
    }

    @Override
    public ModelHistory history(String name) throws RegistryException {
        return histories.of(name);
    }

    @Override
    public long copyBlob(String hash, OutputStream to) throws RegistryException, IOException {
        return blobs.copy(hash, to);
    }

    @Override
    public void add(ModelHistory history, ModelHistory.Blobs source) throws RegistryException {
        histories.add(history, source);
    }

    @Override
    public void close() {
        index.close();
    }
}
