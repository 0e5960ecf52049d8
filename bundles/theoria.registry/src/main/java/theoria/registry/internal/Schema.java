package theoria.registry.internal;

import theoria.core.model.registry.RegistryException;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of the index. Each step lifts the schema by one version, kept in {@code PRAGMA
 * user_version}; steps are appended, never changed.
 */
public final class Schema {
    private static final List<List<String>> STEPS =
            List.of(
                    List.of(
                            "CREATE TABLE version (name TEXT NOT NULL, number INTEGER NOT NULL,"
                                    + " hash TEXT NOT NULL, graph TEXT NOT NULL, weights TEXT NOT"
                                    + " NULL, created TEXT NOT NULL, parameters INTEGER NOT NULL,"
                                    + " contract TEXT NOT NULL, class_names TEXT NOT NULL, lineage"
                                    + " TEXT NOT NULL, source TEXT NOT NULL, trajectory TEXT,"
                                    + " PRIMARY KEY (name, number), UNIQUE (name, hash))",
                            "CREATE TABLE metric (name TEXT NOT NULL, number INTEGER NOT NULL, key"
                                + " TEXT NOT NULL, value REAL, PRIMARY KEY (name, number, key))",
                            "CREATE TABLE alias (name TEXT NOT NULL, alias TEXT NOT NULL, number"
                                    + " INTEGER NOT NULL, PRIMARY KEY (name, alias))",
                            "CREATE TABLE tag (name TEXT NOT NULL, number INTEGER NOT NULL, tag"
                                    + " TEXT NOT NULL, PRIMARY KEY (name, number, tag))",
                            "CREATE TABLE trajectory (id TEXT PRIMARY KEY, key TEXT NOT NULL"
                                    + " UNIQUE, description TEXT NOT NULL, created TEXT NOT NULL)",
                            "CREATE TABLE checkpoint (trajectory TEXT NOT NULL, step INTEGER NOT"
                                    + " NULL, weights TEXT NOT NULL, optimiser TEXT NOT NULL,"
                                    + " PRIMARY KEY (trajectory, step))",
                            "CREATE TABLE checkpoint_metric (trajectory TEXT NOT NULL, step INTEGER"
                                    + " NOT NULL, key TEXT NOT NULL, value REAL, PRIMARY KEY"
                                    + " (trajectory, step, key))",
                            "CREATE TABLE run (id TEXT PRIMARY KEY, study TEXT NOT NULL, models"
                                    + " TEXT NOT NULL, key TEXT NOT NULL, started TEXT NOT NULL,"
                                    + " complete INTEGER NOT NULL, result TEXT NOT NULL)",
                            "CREATE INDEX run_key ON run (key, started)"),
                    List.of(
                            "ALTER TABLE version ADD COLUMN note TEXT NOT NULL DEFAULT ''",
                            // when it was removed; NULL while it is there
                            "ALTER TABLE version ADD COLUMN removed TEXT"),
                    List.of(
                            "ALTER TABLE version ADD COLUMN architecture TEXT NOT NULL DEFAULT ''",
                            "ALTER TABLE version ADD COLUMN format TEXT NOT NULL DEFAULT ''",
                            // what Lineage reads out of a source
                            "UPDATE version SET architecture = CASE WHEN instr(source, ' on ') > 0"
                                    + " THEN substr(source, 1, instr(source, ' on ') - 1) ELSE"
                                    + " source END WHERE lineage = 'TRAINED'",
                            "UPDATE version SET architecture = substr(source, instr(source,"
                                    + " '?architecture=') + 14) WHERE lineage = 'IMPORTED' AND"
                                    + " instr(source, '?architecture=') > 0",
                            // the largest number of a model whose versions were destroyed
                            "CREATE TABLE spent (name TEXT PRIMARY KEY, number INTEGER NOT NULL)"));

    /** The newest schema. */
    static final int NEWEST = STEPS.size();

    private Schema() {}

    /**
     * Brings an index to the newest schema, inside one transaction.
     *
     * @throws RegistryException if it was made by a newer Theoria
     */
    public static void migrate(Connection connection) throws SQLException, RegistryException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            int version;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                row.next();
                version = row.getInt(1);
            }
            if (version > STEPS.size()) {
                statement.execute("ROLLBACK");
                throw new RegistryException(
                        "the workspace has schema "
                                + version
                                + "; this Theoria knows up to "
                                + STEPS.size()
                                + ", a newer one is needed");
            }
            for (int step = version; step < STEPS.size(); step++) {
                for (String sql : STEPS.get(step)) {
                    statement.execute(sql);
                }
            }
            statement.execute("PRAGMA user_version = " + STEPS.size());
            statement.execute("COMMIT");
        }
    }
}
