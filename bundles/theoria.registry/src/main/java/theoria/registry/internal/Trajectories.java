package theoria.registry.internal;

import theoria.core.model.engine.TrainingState;
import theoria.core.model.graph.VectorCodec;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.Checkpoint;
import theoria.core.model.registry.RegistryException;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Training trajectories: their checkpoints in the index, weights and optimiser states as blobs. */
public final class Trajectories {
    private final Index index;
    private final BlobStore blobs;

    /** The trajectories of an index and its blobs. */
    public Trajectories(Index index, BlobStore blobs) {
        this.index = index;
        this.blobs = blobs;
    }

    /** Begins a trajectory, or finds the one of the same key, and gives its identifier. */
    public String open(String key, String description) throws RegistryException {
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

    /** Appends a checkpoint; one of the same step is replaced. */
    public void add(String trajectory, TrainingState state, Map<String, Double> metrics)
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
                    putMetrics(trajectory, state.step(), metrics);
                    return trajectory;
                });
    }

    private void putMetrics(String trajectory, long step, Map<String, Double> metrics)
            throws SQLException {
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            index.execute(
                    "INSERT OR REPLACE INTO checkpoint_metric VALUES (?, ?, ?, ?)",
                    trajectory,
                    step,
                    metric.getKey(),
                    metric.getValue());
        }
    }

    /** Checkpoints of a trajectory by step. */
    public List<Checkpoint> checkpoints(String trajectory) throws RegistryException {
        return index.read(
                () -> {
                    Map<Long, Map<String, Double>> metrics = metrics(trajectory);
                    return index.rows(
                            "SELECT step FROM checkpoint WHERE trajectory = ? ORDER BY step",
                            row ->
                                    new Checkpoint(
                                            trajectory,
                                            row.getLong(1),
                                            metrics.getOrDefault(row.getLong(1), Map.of())),
                            trajectory);
                });
    }

    private Map<Long, Map<String, Double>> metrics(String trajectory) throws SQLException {
        Map<Long, Map<String, Double>> metrics = new HashMap<>();
        index.rows(
                "SELECT step, key, value FROM checkpoint_metric WHERE trajectory = ?",
                row ->
                        metrics.computeIfAbsent(row.getLong(1), k -> new TreeMap<>())
                                .put(row.getString(2), LabelTables.number(row.getObject(3))),
                trajectory);
        return metrics;
    }

    /**
     * Reads a checkpoint and verifies its hash.
     *
     * @throws RegistryException if a blob is missing or damaged, naming it
     */
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

    /** All trajectories, by identifier. */
    public List<String> all() throws RegistryException {
        return index.query("SELECT id FROM trajectory ORDER BY id", row -> row.getString(1));
    }
}
