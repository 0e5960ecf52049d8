package theoria.registry.internal;

import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import theoria.core.model.registry.RegistryException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Makes sure that a workspace has an index that can be opened: one that cannot is put aside, and
 * what can still be read of it goes into a new one.
 */
public final class Salvage {
    private static final List<String> TABLES =
            List.of(
                    "version",
                    "metric",
                    "alias",
                    "tag",
                    "trajectory",
                    "checkpoint",
                    "checkpoint_metric",
                    "run",
                    "spent");

    private Salvage() {}

    /**
     * Prepares an index.
     *
     * @param restored gets a sentence for what was made again
     * @param lost gets a sentence for what cannot be read
     * @return whether it is a new one
     * @throws RegistryException if there is no workspace, or the index can be read but not used
     */
    public static boolean prepare(Path workspace, List<String> restored, List<String> lost)
            throws RegistryException {
        Path file = workspace.resolve(Index.FILE_NAME);
        if (!Files.isRegularFile(file)) {
            if (!Files.isDirectory(workspace.resolve("blobs"))) {
                throw new RegistryException("there is no registry in " + workspace);
            }
            restored.add("made a new index: there was none");
            return true;
        }
        if (sound(workspace)) {
            return false;
        }
        List<Rows> rows = readable(file, lost);
        Path aside = putAside(workspace);
        insert(workspace, rows);
        restored.add(
                "made a new index from what could be read of the damaged one, which is "
                        + aside.getFileName()
                        + " now");
        return true;
    }

    /** Whether an index can be opened and read; a newer one is an exception, not damage. */
    private static boolean sound(Path workspace) throws RegistryException {
        try (Index index = Index.open(workspace)) {
            List<String> tables =
                    index.rows("SELECT name FROM sqlite_master", row -> row.getString(1));
            return tables.containsAll(TABLES)
                    && index.rows("PRAGMA integrity_check", row -> row.getString(1))
                            .equals(List.of("ok"));
        } catch (RegistryException e) {
            if (e.getCause() instanceof SQLException sql && damage(sql)) {
                return false;
            }
            throw e;
        } catch (SQLException e) {
            if (damage(e)) {
                return false;
            }
            throw new RegistryException("the registry's index failed: " + e.getMessage(), e);
        }
    }

    /** Whether an error tells of the file's content, not of a lock or a disk. */
    private static boolean damage(SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return false;
        }
        int code = sqlite.getResultCode().code & 0xff; // without the finer kinds
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code
                || code == SQLiteErrorCode.SQLITE_NOTADB.code
                || code == SQLiteErrorCode.SQLITE_ERROR.code; // a table is gone
    }

    private static List<Rows> readable(Path file, List<String> lost) throws RegistryException {
        List<Rows> rows = new ArrayList<>();
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                rows.add(readable(statement, table, lost));
            }
        } catch (SQLException e) {
            throw new RegistryException("the damaged index " + file + " cannot be closed", e);
        }
        return rows;
    }

    private static Connection connect(Path file) throws SQLException {
        // not by DriverManager, which does not look into other bundles
        return JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
    }

    /** The rows of a table up to the first that cannot be read. */
    private static Rows readable(Statement statement, String table, List<String> lost) {
        List<String> columns = new ArrayList<>();
        List<List<@Nullable Object>> values = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            while (row.next()) {
                values.add(Rows.values(row, columns));
            }
        } catch (SQLException e) {
            lost.add(
                    "of table "
                            + table
                            + " of the damaged index "
                            + values.size()
                            + " rows could be read: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return new Rows(table, columns, values);
    }

    private static Path putAside(Path workspace) throws RegistryException {
        String ending = ".damaged-" + Instant.now().toString().replace(':', '-');
        Path aside = workspace.resolve(Index.FILE_NAME + ending);
        Map<Path, Path> moves = new HashMap<>();
        for (String part : List.of("", "-wal", "-shm", "-journal")) {
            moves.put(
                    workspace.resolve(Index.FILE_NAME + part),
                    workspace.resolve(Index.FILE_NAME + ending + part));
        }
        try {
            for (Map.Entry<Path, Path> move : moves.entrySet()) {
                if (Files.exists(move.getKey())) {
                    Files.move(move.getKey(), move.getValue());
                }
            }
        } catch (IOException e) {
            throw new RegistryException(
                    "the damaged index cannot be put aside: " + e.getMessage(), e);
        }
        return aside;
    }

    private static void insert(Path workspace, List<Rows> all) throws RegistryException {
        try (Index index = Index.open(workspace)) {
            index.write(
                    () -> {
                        for (Rows rows : all) {
                            rows.insert(index);
                        }
                        return all;
                    });
        }
    }
}
