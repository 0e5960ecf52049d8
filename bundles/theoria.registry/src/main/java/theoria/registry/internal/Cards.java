package theoria.registry.internal;

import theoria.core.model.file.Sha256;
import theoria.core.model.registry.RegistryException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the index says of each version, checkpoint and run, once more in a small file beside the
 * blobs, so that an index that is lost can be made again. A card is written inside the transaction
 * that changes the rows. It ends with the SHA-256 of all before.
 */
public final class Cards {
    private static final int MAGIC = 0x54484344; // "THCD"
    private static final int HASH = 32;
    private static final String ENDING = ".card";

    private final Index index;
    private final Path folder;

    /** The cards of an index in a folder, which need not exist yet. */
    public Cards(Index index, Path folder) {
        this.index = index;
        this.folder = folder;
    }

    /** What a card is about. */
    enum Kind {
        VERSION,
        CHECKPOINT,
        RUN
    }

    /**
     * A card.
     *
     * @param kind what it is about
     * @param rows the row of that first, then those that belong to it
     */
    record Card(Kind kind, List<Rows> rows) {
        /** A word of the row it is about. */
        String word(String column) {
            return rows.get(0).word(column);
        }
    }

    /** Where the cards are. */
    Path folder() {
        return folder;
    }

    /** Writes the card of a version; to be called inside a transaction. */
    public void version(String name, int number) throws SQLException, RegistryException {
        String one = "name = ? AND number = ?";
        List<Rows> rows = new ArrayList<>();
        for (String table : List.of("version", "metric", "alias", "tag")) {
            rows.add(Rows.of(index, table, one, name, number));
        }
        write(identity(name, number), new Card(Kind.VERSION, rows));
    }

    /** Writes the cards of all versions of a model. */
    public void versions(String name) throws SQLException, RegistryException {
        for (int number : numbers(name)) {
            version(name, number);
        }
    }

    private List<Integer> numbers(String name) throws SQLException {
        return index.rows("SELECT number FROM version WHERE name = ?", row -> row.getInt(1), name);
    }

    /** Destroys the cards that versions of a model had under the name they no longer have. */
    public void dropVersions(String oldName, String name) throws SQLException, RegistryException {
        for (int number : numbers(name)) {
            drop(identity(oldName, number));
        }
    }

    /** Destroys the card of a version. */
    void dropVersion(String name, int number) throws RegistryException {
        drop(identity(name, number));
    }

    private static String identity(String name, int number) {
        return "version " + name + ":" + number;
    }

    /** Writes the card of a checkpoint; to be called inside a transaction. */
    void checkpoint(String trajectory, long step) throws SQLException, RegistryException {
        String one = "trajectory = ? AND step = ?";
        write(
                identity(trajectory, step),
                new Card(
                        Kind.CHECKPOINT,
                        List.of(
                                Rows.of(index, "checkpoint", one, trajectory, step),
                                Rows.of(index, "checkpoint_metric", one, trajectory, step),
                                Rows.of(index, "trajectory", "id = ?", trajectory))));
    }

    /** Destroys the card of a checkpoint. */
    void dropCheckpoint(String trajectory, long step) throws RegistryException {
        drop(identity(trajectory, step));
    }

    private static String identity(String trajectory, long step) {
        return "checkpoint " + trajectory + " " + step;
    }

    /** Writes the card of a run; to be called inside a transaction. */
    void run(String id) throws SQLException, RegistryException {
        write("run " + id, new Card(Kind.RUN, List.of(Rows.of(index, "run", "id = ?", id))));
    }

    /** Writes all cards anew; to be called inside a transaction. */
    void all() throws SQLException, RegistryException {
        for (String name : words("SELECT DISTINCT name FROM version")) {
            versions(name);
        }
        for (String trajectory : words("SELECT id FROM trajectory")) {
            for (String step :
                    words("SELECT step FROM checkpoint WHERE trajectory = ?", trajectory)) {
                checkpoint(trajectory, Long.parseLong(step));
            }
        }
        for (String run : words("SELECT id FROM run")) {
            run(run);
        }
    }

    private List<String> words(String sql, Object... values) throws SQLException {
        return index.rows(sql, row -> row.getString(1), values);
    }

    private Path file(String identity) {
        byte[] hash = Sha256.digest().digest(identity.getBytes(StandardCharsets.UTF_8));
        String name = HexFormat.of().formatHex(hash);
        return folder.resolve(name.substring(0, 2)).resolve(name + ENDING);
    }

    private void drop(String identity) throws RegistryException {
        try {
            Files.deleteIfExists(file(identity));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private RegistryException failed(IOException e) {
        return new RegistryException(
                "the cards in " + folder + " cannot be written: " + e.getMessage(), e);
    }

    private void write(String identity, Card card) throws RegistryException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeByte(card.kind().ordinal());
            out.writeInt(card.rows().size());
            for (Rows rows : card.rows()) {
                rows.write(out);
            }
            out.write(Sha256.digest().digest(bytes.toByteArray()));
            Path file = file(identity);
            Path parent = Objects.requireNonNull(file.getParent());
            Files.createDirectories(parent);
            Path temporary =
                    Files.createTempFile(folder, BlobStore.TEMPORARY, BlobStore.TEMPORARY_END);
            try {
                Files.write(temporary, bytes.toByteArray());
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Reads all intact cards, and tells of the others in a sentence each. */
    List<Card> read(List<String> faults) throws RegistryException {
        List<Card> cards = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return cards;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
                try {
                    cards.add(read(Files.readAllBytes(file)));
                } catch (IOException e) {
                    faults.add("card " + file.getFileName() + " is damaged: " + e.getMessage());
                }
            }
        } catch (IOException e) {
            throw new RegistryException("the cards in " + folder + " cannot be read", e);
        }
        return cards;
    }

    private static Card read(byte[] bytes) throws IOException {
        int body = bytes.length - HASH;
        boolean intact =
                body > 0
                        && Arrays.equals(
                                Sha256.digest().digest(Arrays.copyOf(bytes, body)),
                                Arrays.copyOfRange(bytes, body, bytes.length));
        if (!intact) {
            throw new IOException("its content has another hash");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, body));
        if (in.readInt() != MAGIC) {
            throw new IOException("it does not begin like a card");
        }
        int kind = in.readByte();
        List<Rows> rows = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            rows.add(Rows.read(in));
        }
        boolean known = kind >= 0 && kind < Kind.values().length;
        if (!known || rows.isEmpty() || rows.get(0).values().isEmpty()) {
            throw new IOException("it is about nothing that is known");
        }
        return new Card(Kind.values()[kind], rows);
    }
}
