package theoria.registry.internal;

import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

import theoria.core.model.registry.RegistryException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The SQLite file: one connection, used by one thread at a time. Write-ahead log, every commit
 * flushed; where the log cannot be had (network drives) the plain journal, which is said once.
 */
public final class Index implements AutoCloseable {
    /** Its file in the workspace. */
    public static final String FILE_NAME = "registry.db";

    private static final int BUSY_MILLIS = 10_000;

    private final Connection connection;
    private final List<String> remarks = new ArrayList<>();

    private Index(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        /** The value of the current row. */
        T read(ResultSet row) throws SQLException;
    }

    /** Work inside one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does the work. */
        T run() throws SQLException, RegistryException;
    }

    /**
     * Opens the index of a workspace.
     *
     * @throws RegistryException if the file is no index of ours or cannot be used
     */
    public static Index open(Path workspace) throws RegistryException {
        Path file = workspace.resolve(FILE_NAME);
        try {
            Files.createDirectories(workspace);
            // not by DriverManager, which does not look into other bundles
            Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
            Index index = new Index(connection);
            try {
                index.configure();
                Schema.migrate(connection);
            } catch (SQLException | RegistryException e) {
                connection.close();
                throw e;
            }
            return index;
        } catch (IOException | SQLException e) {
            throw new RegistryException(
                    "the workspace " + workspace + " cannot be used: " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason");
    }

    private void configure() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
            try (ResultSet row = statement.executeQuery("PRAGMA journal_mode = WAL")) {
                if (!row.next() || !row.getString(1).equalsIgnoreCase("wal")) {
                    remarks.add("the workspace's drive has no write-ahead log; commits are slower");
                }
            }
            statement.execute("PRAGMA synchronous = FULL");
        }
    }

    /** What was odd on opening. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Does work in one transaction that holds the write lock from its beginning. */
    public <T> T write(Work<T> work) throws RegistryException {
        return transaction("BEGIN IMMEDIATE", work);
    }

    /** Reads in one transaction: what several queries see is of one moment. */
    public <T> T read(Work<T> work) throws RegistryException {
        return transaction("BEGIN DEFERRED", work);
    }

    private synchronized <T> T transaction(String begin, Work<T> work) throws RegistryException {
        try {
            execute(begin);
            boolean committed = false;
            try {
                T result = work.run();
                execute("COMMIT");
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    execute("ROLLBACK");
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static RegistryException failed(SQLException e) {
        return new RegistryException("the registry's index failed: " + firstLine(e), e);
    }

    /** Executes a statement with values for its question marks. */
    public synchronized void execute(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    /** All rows of a query inside a transaction. */
    public synchronized <T> List<T> rows(String sql, Row<T> row, Object... values)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    rows.add(row.read(results));
                }
            }
        }
        return rows;
    }

    /** All rows of a query. */
    public <T> List<T> query(String sql, Row<T> row, Object... values) throws RegistryException {
        try {
            return rows(sql, row, values);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the registry's index cannot be closed", e);
        }
    }
}
