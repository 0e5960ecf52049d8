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
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.RunRecord;
import theoria.registry.internal.BlobStore;
import theoria.registry.internal.Index;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The registry of a workspace: {@code registry.db} and {@code blobs/}. A blob is complete on the
 * disk before the row that names it is committed, and every blob is verified when it is read.
 */
public final class SqliteRegistry implements ModelRegistry {
    private final Index index;
    private final BlobStore blobs;

    private SqliteRegistry(Index index, BlobStore blobs) {
        this.index = index;
        this.blobs = blobs;
    }

    /** Whether a folder holds a registry already. */
    public static boolean existsIn(Path workspace) {
        return Files.isRegularFile(workspace.resolve(Index.FILE_NAME));
    }

    /**
     * Opens a workspace, making it if it is not there.
     *
     * @throws RegistryException if it cannot be used, or was made by a newer Theoria
     */
    public static SqliteRegistry open(Path workspace) throws RegistryException {
        return new SqliteRegistry(Index.open(workspace), new BlobStore(workspace.resolve("blobs")));
    }

    /** What was odd on opening, one sentence each. */
    public List<String> remarks() {
        return index.remarks();
    }

    @Override
    public List<ModelVersion> versions() throws RegistryException {
        Map<String, Map<String, Double>> metrics = new HashMap<>();
        index.query(
                "SELECT name, number, key, value FROM metric",
                row ->
                        metrics.computeIfAbsent(
                                        row.getString(1) + ":" + row.getInt(2),
                                        k -> new TreeMap<>())
                                .put(row.getString(3), number(row.getObject(4))));
        Map<String, List<String>> aliases =
                words("SELECT name, number, alias FROM alias ORDER BY 3");
        Map<String, List<String>> tags = words("SELECT name, number, tag FROM tag ORDER BY 3");
        return index.query(
                "SELECT name, number, hash, created, parameters, contract, lineage, source,"
                        + " trajectory FROM version ORDER BY name, number",
                row -> {
                    String reference = row.getString(1) + ":" + row.getInt(2);
                    return new ModelVersion(
                            row.getString(1),
                            row.getInt(2),
                            row.getString(3),
                            Instant.parse(row.getString(4)),
                            row.getLong(5),
                            row.getString(6),
                            new Lineage(Lineage.Kind.valueOf(row.getString(7)), row.getString(8)),
                            metrics.getOrDefault(reference, Map.of()),
                            aliases.getOrDefault(reference, List.of()),
                            tags.getOrDefault(reference, List.of()),
                            Optional.ofNullable(row.getString(9)));
                });
    }

    /** SQLite keeps NaN as NULL. */
    private static double number(Object stored) {
        return stored instanceof Number ? ((Number) stored).doubleValue() : Double.NaN;
    }

    private Map<String, List<String>> words(String sql) throws RegistryException {
        Map<String, List<String>> words = new HashMap<>();
        index.query(
                sql,
                row ->
                        words.computeIfAbsent(
                                        row.getString(1) + ":" + row.getInt(2),
                                        k -> new ArrayList<>())
                                .add(row.getString(3)));
        return words;
    }

    @Override
    public Optional<ModelVersion> find(String reference) throws RegistryException {
        int at = reference.indexOf('@');
        int colon = reference.indexOf(':');
        String name =
                reference.substring(0, at >= 0 ? at : colon >= 0 ? colon : reference.length());
        String rest = reference.substring(Math.min(name.length() + 1, reference.length()));
        ModelVersion newest = null;
        for (ModelVersion version : versions()) {
            if (version.name().equals(name)) {
                boolean named =
                        at >= 0
                                ? version.aliases().contains(rest)
                                : colon < 0 || Integer.toString(version.number()).equals(rest);
                newest = named ? version : newest;
            }
        }
        return Optional.ofNullable(newest);
    }

    @Override
    public ModelVersion register(NewVersion version) throws RegistryException {
        try {
            NewVersion.requireName(version.name());
        } catch (IllegalArgumentException e) {
            throw new RegistryException(String.valueOf(e.getMessage()), e);
        }
        String hash = ModelHash.of(version.graph(), version.weights());
        String graph = blobs.put(GraphCodec.write(version.graph()));
        String weights = blobs.put(VectorCodec.write(version.weights()));
        int number =
                index.write(
                        () -> {
                            int own = insert(version, hash, graph, weights);
                            putMetrics(version.name(), own, version.metrics());
                            return own;
                        });
        return find(version.name() + ":" + number)
                .orElseThrow(() -> new RegistryException("version " + number + " is gone"));
    }

    private int insert(NewVersion version, String hash, String graph, String weights)
            throws SQLException {
        List<Integer> known =
                index.rows(
                        "SELECT number FROM version WHERE name = ? AND hash = ?",
                        row -> row.getInt(1),
                        version.name(),
                        hash);
        if (!known.isEmpty()) {
            return known.get(0);
        }
        int number =
                index.rows(
                                "SELECT coalesce(max(number), 0) + 1 FROM version WHERE name = ?",
                                row -> row.getInt(1),
                                version.name())
                        .get(0);
        index.execute(
                "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                version.name(),
                number,
                hash,
                graph,
                weights,
                Instant.now().toString(),
                version.graph().parameterCount(),
                version.contract().text(),
                String.join("\n", version.contract().classNames()),
                version.lineage().kind().name(),
                version.lineage().source(),
                version.trajectory().orElse(null));
        return number;
    }

    private void putMetrics(String name, int number, Map<String, Double> metrics)
            throws SQLException {
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            index.execute(
                    "INSERT OR REPLACE INTO metric VALUES (?, ?, ?, ?)",
                    name,
                    number,
                    metric.getKey(),
                    metric.getValue());
        }
    }

    @Override
    public Model open(ModelVersion version) throws RegistryException {
        String of = version.reference();
        List<String[]> rows =
                index.query(
                        "SELECT graph, weights, class_names FROM version WHERE name = ? AND number"
                                + " = ?",
                        row -> new String[] {row.getString(1), row.getString(2), row.getString(3)},
                        version.name(),
                        version.number());
        if (rows.isEmpty()) {
            throw new RegistryException("there is no version " + of);
        }
        String[] row = rows.get(0);
        try {
            NetworkGraph graph = GraphCodec.read(blobs.get(row[0], of), "the graph of " + of);
            Weights weights = VectorCodec.read(blobs.get(row[1], of), "the weights of " + of);
            List<String> names = row[2].isEmpty() ? List.of() : List.of(row[2].split("\n"));
            return new Model(
                    of,
                    version.hash(),
                    graph,
                    weights,
                    InputContract.parse(version.contract()).withClassNames(names),
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
                waypoints.add(new Model.Waypoint(checkpoint.step(), () -> weights(checkpoint)));
            }
        }
        return waypoints;
    }

    private Weights weights(Checkpoint checkpoint) throws FormatException {
        try {
            return read(checkpoint).weights();
        } catch (RegistryException e) {
            throw new FormatException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void addMetrics(ModelVersion version, Map<String, Double> metrics)
            throws RegistryException {
        index.write(
                () -> {
                    putMetrics(version.name(), version.number(), metrics);
                    return version;
                });
    }

    @Override
    public void setAlias(ModelVersion version, String alias) throws RegistryException {
        index.write(
                () -> {
                    index.execute(
                            "INSERT OR REPLACE INTO alias VALUES (?, ?, ?)",
                            version.name(),
                            requireName(alias),
                            version.number());
                    return alias;
                });
    }

    @Override
    public void addTag(ModelVersion version, String tag) throws RegistryException {
        index.write(
                () -> {
                    index.execute(
                            "INSERT OR REPLACE INTO tag VALUES (?, ?, ?)",
                            version.name(),
                            version.number(),
                            requireName(tag));
                    return tag;
                });
    }

    private static String requireName(String word) throws RegistryException {
        try {
            return NewVersion.requireName(word);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(
                    String.valueOf(e.getMessage()).replace("name a model", "be an alias or tag"),
                    e);
        }
    }

    @Override
    public String openTrajectory(String key, String description) throws RegistryException {
        return index.write(
                () -> {
                    List<String> known =
                            index.rows(
                                    "SELECT id FROM trajectory WHERE key = ?",
                                    row -> row.getString(1),
                                    key);
                    if (!known.isEmpty()) {
                        return known.get(0);
                    }
                    String id = UUID.randomUUID().toString();
                    index.execute(
                            "INSERT INTO trajectory VALUES (?, ?, ?, ?)",
                            id,
                            key,
                            description,
                            Instant.now().toString());
                    return id;
                });
    }

    @Override
    public void addCheckpoint(String trajectory, TrainingState state, Map<String, Double> metrics)
            throws RegistryException {
        String weights = blobs.put(VectorCodec.write(state.weights()));
        ByteBuffer bytes = ByteBuffer.allocate(8 * state.optimiser().length);
        bytes.asDoubleBuffer().put(state.optimiser());
        String optimiser = blobs.put(bytes.array());
        index.write(
                () -> {
                    index.execute(
                            "INSERT OR REPLACE INTO checkpoint VALUES (?, ?, ?, ?)",
                            trajectory,
                            state.step(),
                            weights,
                            optimiser);
                    for (Map.Entry<String, Double> metric : metrics.entrySet()) {
                        index.execute(
                                "INSERT OR REPLACE INTO checkpoint_metric VALUES (?, ?, ?, ?)",
                                trajectory,
                                state.step(),
                                metric.getKey(),
                                metric.getValue());
                    }
                    return trajectory;
                });
    }

    @Override
    public List<Checkpoint> checkpoints(String trajectory) throws RegistryException {
        Map<Long, Map<String, Double>> metrics = new HashMap<>();
        index.query(
                "SELECT step, key, value FROM checkpoint_metric WHERE trajectory = ?",
                row ->
                        metrics.computeIfAbsent(row.getLong(1), k -> new TreeMap<>())
                                .put(row.getString(2), number(row.getObject(3))),
                trajectory);
        return index.query(
                "SELECT step FROM checkpoint WHERE trajectory = ? ORDER BY step",
                row ->
                        new Checkpoint(
                                trajectory,
                                row.getLong(1),
                                metrics.getOrDefault(row.getLong(1), Map.of())),
                trajectory);
    }

    @Override
    public TrainingState read(Checkpoint checkpoint) throws RegistryException {
        String of = "step " + checkpoint.step() + " of trajectory " + checkpoint.trajectory();
        List<String[]> rows =
                index.query(
                        "SELECT weights, optimiser FROM checkpoint WHERE trajectory = ? AND step ="
                                + " ?",
                        row -> new String[] {row.getString(1), row.getString(2)},
                        checkpoint.trajectory(),
                        checkpoint.step());
        if (rows.isEmpty()) {
            throw new RegistryException("there is no " + of);
        }
        try {
            Weights weights = VectorCodec.read(blobs.get(rows.get(0)[0], of), "weights of " + of);
            byte[] bytes = blobs.get(rows.get(0)[1], of);
            double[] optimiser = new double[bytes.length / 8];
            ByteBuffer.wrap(bytes).asDoubleBuffer().get(optimiser);
            return new TrainingState(checkpoint.step(), weights, optimiser);
        } catch (FormatException e) {
            throw new RegistryException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void record(RunRecord run, byte[] result) throws RegistryException {
        String blob = blobs.put(result);
        index.write(
                () -> {
                    index.execute(
                            "INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?)",
                            run.id(),
                            run.study(),
                            String.join(" ", run.models()),
                            run.key(),
                            run.started().toString(),
                            run.complete() ? 1 : 0,
                            blob);
                    return blob;
                });
    }

    @Override
    public List<RunRecord> runs() throws RegistryException {
        return runs("ORDER BY started DESC, id");
    }

    private List<RunRecord> runs(String rest, Object... values) throws RegistryException {
        return index.query(
                "SELECT id, study, models, key, started, complete FROM run " + rest,
                row ->
                        new RunRecord(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3).isEmpty()
                                        ? List.of()
                                        : List.of(row.getString(3).split(" ")),
                                row.getString(4),
                                Instant.parse(row.getString(5)),
                                row.getInt(6) == 1),
                values);
    }

    @Override
    public Optional<RunRecord> findRun(String key) throws RegistryException {
        return runs("WHERE key = ? ORDER BY started DESC, id LIMIT 1", key).stream().findFirst();
    }

    @Override
    public byte[] result(RunRecord run) throws RegistryException {
        List<String> blob =
                index.query(
                        "SELECT result FROM run WHERE id = ?", row -> row.getString(1), run.id());
        if (blob.isEmpty()) {
            throw new RegistryException("there is no run " + run.id());
        }
        return blobs.get(blob.get(0), "run " + run.id());
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
        for (String trajectory :
                index.query("SELECT id FROM trajectory ORDER BY id", row -> row.getString(1))) {
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
    public void close() {
        index.close();
    }
}
