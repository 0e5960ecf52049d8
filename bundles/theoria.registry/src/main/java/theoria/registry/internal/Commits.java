package theoria.registry.internal;

import theoria.core.model.registry.RegistryException;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts blobs and commits rows that name them. A garbage collection holds the write lock while it
 * destroys; so what is there inside the transaction stays, and what it took before is put again.
 */
public final class Commits {
    private static final int MOST_TRIES = 20;

    private final Index index;
    private final BlobStore blobs;

    /** Commits into an index what lies in these blobs. */
    public Commits(Index index, BlobStore blobs) {
        this.index = index;
        this.blobs = blobs;
    }

    /** Writes rows that name blobs. */
    @FunctionalInterface
    public interface Writing<T> {
        /** Writes them, given the hashes in the order of the contents. */
        T write(List<String> hashes) throws SQLException, RegistryException;
    }

    /** Puts the contents, then writes the rows in one transaction. */
    public <T> T commit(List<BlobStore.Content> contents, Writing<T> rows)
            throws RegistryException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            List<String> hashes = new ArrayList<>();
            for (BlobStore.Content content : contents) {
                hashes.add(blobs.put(content));
            }
            Optional<T> done =
                    index.write(
                            () ->
                                    hashes.stream().allMatch(blobs::has)
                                            ? Optional.of(rows.write(hashes))
                                            : Optional.empty());
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw new RegistryException(
                "a garbage collection took the blobs " + MOST_TRIES + " times; try it again later");
    }
}
