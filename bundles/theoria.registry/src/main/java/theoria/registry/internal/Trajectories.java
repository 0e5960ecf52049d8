package theoria.registry.internal;

import theoria.core.model.engine.TrainingState;
import theoria.core.model.graph.VectorCodec;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.Checkpoint;
import theoria.core.model.registry.ModelHistory;
import theoria.core.model.registry.RegistryException;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
    private final Commits commits;
    private final Cards cards;

    /** The trajectories of an index and its blobs. */
    public Trajectories(Index index, BlobStore blobs, Commits commits, Cards cards) {
        this.index = index;
        this.blobs = blobs;
        this.commits = commits;
        this.cards = cards;
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
        commits.commit(
                List.of(
                        out -> VectorCodec.write(state.weights(), out),
                        out -> write(state.optimiser(), out)),
                hashes -> {
                    index.execute(
                            "INSERT OR REPLACE INTO checkpoint VALUES (?, ?, ?, ?)",
                            trajectory,
                            state.step(),
                            hashes.get(0),
                            hashes.get(1));
                    putMetrics(trajectory, state.step(), metrics);
                    cards.checkpoint(trajectory, state.step());
                    return trajectory;
                });
    }

    private static void write(double[] values, OutputStream to) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to));
        for (double value : values) {
            out.writeDouble(value);
        }
        out.flush();
    }

    private static double[] read(InputStream from, long length) throws IOException {
        DataInputStream in = new DataInputStream(from);
        double[] values = new double[Math.toIntExact(length / Double.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
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
        return index.read(() -> list(trajectory));
    }

    /** The same inside a transaction. */
    List<Checkpoint> list(String trajectory) throws SQLException {
        Map<Long, Map<String, Double>> metrics = metrics(trajectory);
        return index.rows(
                "SELECT step FROM checkpoint WHERE trajectory = ? ORDER BY step",
                row ->
                        new Checkpoint(
                                trajectory,
                                row.getLong(1),
                                metrics.getOrDefault(row.getLong(1), Map.of())),
                trajectory);
    }

    /** Adds a checkpoint whose blobs are there. */
    void insert(String trajectory, ModelHistory.Step step) throws SQLException, RegistryException {
        index.execute(
                "INSERT INTO checkpoint (trajectory, step, weights, optimiser) VALUES (?, ?, ?, ?)",
                trajectory,
                step.step(),
                step.weights(),
                step.optimiser());
        putMetrics(trajectory, step.step(), step.metrics());
        cards.checkpoint(trajectory, step.step());
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
            Weights weights =
                    blobs.read(
                            rows.get(0)[0],
                            of,
                            (in, length) -> VectorCodec.read(in, length, "weights of " + of));
            double[] optimiser = blobs.read(rows.get(0)[1], of, Trajectories::read);
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
