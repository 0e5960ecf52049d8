package theoria.registry.internal;

import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.RunRecord;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The runs in the index, their results as blobs. */
public final class Runs {
    private final Index index;
    private final BlobStore blobs;
    private final Commits commits;
    private final Cards cards;

    /** The runs of an index and its blobs. */
    public Runs(Index index, BlobStore blobs, Commits commits, Cards cards) {
        this.index = index;
        this.blobs = blobs;
        this.commits = commits;
        this.cards = cards;
    }

    /** Records a run with its result; a run of the same id is replaced. */
    public void record(RunRecord run, byte[] result) throws RegistryException {
        commits.commit(
                List.of(out -> out.write(result)),
                blob -> {
                    index.execute(
                            "INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?)",
                            run.id(),
                            run.study(),
                            String.join(" ", run.models()),
                            run.key(),
                            run.started().toString(),
                            run.complete() ? 1 : 0,
                            blob.get(0));
                    cards.run(run.id());
                    return blob;
                });
    }

    Commits commits() {
        return commits;
    }

    Cards cards() {
        return cards;
    }

    /** Runs, newest first. */
    public List<RunRecord> all() throws RegistryException {
        return select("ORDER BY started DESC, id");
    }

    /** The newest run of a key. */
    public Optional<RunRecord> newest(String key) throws RegistryException {
        return select("WHERE key = ? ORDER BY started DESC, id LIMIT 1", key).stream().findFirst();
    }

    private List<RunRecord> select(String rest, Object... values) throws RegistryException {
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

    /**
     * The result of a run, verified.
     *
     * @throws RegistryException if the blob is missing or damaged, naming it
     */
    public byte[] result(RunRecord run) throws RegistryException {
        return blobs.get(blob(run), "run " + run.id());
    }

    /** The hash of the blob of a result. */
    String blob(RunRecord run) throws RegistryException {
        List<String> blob =
                index.query(
                        "SELECT result FROM run WHERE id = ?", row -> row.getString(1), run.id());
        if (blob.isEmpty()) {
            throw new RegistryException("there is no run " + run.id());
        }
        return blob.get(0);
    }
}
