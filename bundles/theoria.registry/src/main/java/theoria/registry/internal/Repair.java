package theoria.registry.internal;

import theoria.core.model.registry.RegistryException;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts back into an index what its cards tell, as far as the blobs are there. Where an index had to
 * be made anew, weights that no card tells of become versions if one graph alone fits them.
 */
public final class Repair {
    private static final String NAME = "[0-9a-f]{64}";

    private final Index index;
    private final BlobStore blobs;
    private final Cards cards;
    private final VersionTable table;
    private final Map<String, Boolean> intact = new TreeMap<>();

    /** A repair of an index that can be opened. */
    public Repair(Index index, BlobStore blobs, Cards cards, VersionTable table) {
        this.index = index;
        this.blobs = blobs;
        this.cards = cards;
        this.table = table;
    }

    /**
     * Repairs.
     *
     * @param anew whether the index had to be made anew
     * @param restored gets a sentence for each thing that is there again
     * @param lost gets a sentence for each thing that cannot be had
     */
    public void run(boolean anew, List<String> restored, List<String> lost)
            throws RegistryException {
        List<Cards.Card> all = cards.read(lost);
        index.write(
                () -> {
                    for (Cards.Card card : all) {
                        restore(card, restored, lost);
                    }
                    return all;
                });
        if (anew) {
            new Matching(index, blobs, table, this::intact)
                    .run(new Garbage(index, blobs, cards, table), restored, lost);
        }
        index.write(
                () -> {
                    cards.all();
                    return all;
                });
    }

    private void restore(Cards.Card card, List<String> restored, List<String> lost)
            throws SQLException {
        String what = told(card);
        if (known(card)) {
            return;
        }
        for (String column : named(card.kind())) {
            String hash = card.word(column);
            if (!intact(hash)) {
                String how = blobs.has(hash) ? "damaged" : "missing";
                lost.add(
                        what + " cannot be had: blob " + hash + " of its " + column + " is " + how);
                return;
            }
        }
        for (Rows rows : card.rows()) {
            rows.insert(index);
        }
        restored.add("restored " + what);
    }

    private static String told(Cards.Card card) {
        switch (card.kind()) {
            case VERSION:
                return "version " + card.word("name") + ":" + card.word("number");
            case CHECKPOINT:
                return "checkpoint " + card.word("step") + " of " + card.word("trajectory");
            default:
                return "run " + card.word("id") + " of " + card.word("study");
        }
    }

    private boolean known(Cards.Card card) throws SQLException {
        switch (card.kind()) {
            case VERSION:
                return there(
                        "SELECT 1 FROM version WHERE name = ? AND (number = ? OR hash = ?)",
                        card.word("name"),
                        Integer.parseInt(card.word("number")),
                        card.word("hash"));
            case CHECKPOINT:
                return there(
                        "SELECT 1 FROM checkpoint WHERE trajectory = ? AND step = ?",
                        card.word("trajectory"),
                        Long.parseLong(card.word("step")));
            default:
                return there("SELECT 1 FROM run WHERE id = ?", card.word("id"));
        }
    }

    private boolean there(String sql, Object... values) throws SQLException {
        return !index.rows(sql, row -> 1, values).isEmpty();
    }

    /** Columns that name blobs. */
    private static List<String> named(Cards.Kind kind) {
        switch (kind) {
            case VERSION:
                return List.of("graph", "weights");
            case CHECKPOINT:
                return List.of("weights", "optimiser");
            default:
                return List.of("result");
        }
    }

    private boolean intact(String hash) {
        return intact.computeIfAbsent(hash, this::readIntact);
    }

    private boolean readIntact(String hash) {
        try {
            return hash.matches(NAME)
                    && blobs.has(hash)
                    && BlobStore.intact(blobs.file(hash), hash);
        } catch (IOException e) {
            return false; // an unreadable blob is told as a damaged one
        }
    }
}
