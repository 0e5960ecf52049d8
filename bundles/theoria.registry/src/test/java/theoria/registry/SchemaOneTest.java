package theoria.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.graph.GraphCodec;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.VectorCodec;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.registry.internal.BlobStore;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workspace as the first schema made it is migrated, and everything in it is found. */
class SchemaOneTest {
    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE version (name TEXT NOT NULL, number INTEGER NOT NULL, hash TEXT"
                        + " NOT NULL, graph TEXT NOT NULL, weights TEXT NOT NULL, created TEXT NOT"
                        + " NULL, parameters INTEGER NOT NULL, contract TEXT NOT NULL, class_names"
                        + " TEXT NOT NULL, lineage TEXT NOT NULL, source TEXT NOT NULL, trajectory"
                        + " TEXT, PRIMARY KEY (name, number), UNIQUE (name, hash))",
                    "CREATE TABLE metric (name TEXT NOT NULL, number INTEGER NOT NULL, key TEXT NOT"
                            + " NULL, value REAL, PRIMARY KEY (name, number, key))",
                    "CREATE TABLE alias (name TEXT NOT NULL, alias TEXT NOT NULL, number INTEGER"
                            + " NOT NULL, PRIMARY KEY (name, alias))",
                    "CREATE TABLE tag (name TEXT NOT NULL, number INTEGER NOT NULL, tag TEXT NOT"
                            + " NULL, PRIMARY KEY (name, number, tag))",
                    "CREATE TABLE trajectory (id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE,"
                            + " description TEXT NOT NULL, created TEXT NOT NULL)",
                    "CREATE TABLE checkpoint (trajectory TEXT NOT NULL, step INTEGER NOT NULL,"
                            + " weights TEXT NOT NULL, optimiser TEXT NOT NULL, PRIMARY KEY"
                            + " (trajectory, step))",
                    "CREATE TABLE checkpoint_metric (trajectory TEXT NOT NULL, step INTEGER NOT"
                            + " NULL, key TEXT NOT NULL, value REAL, PRIMARY KEY (trajectory, step,"
                            + " key))",
                    "CREATE TABLE run (id TEXT PRIMARY KEY, study TEXT NOT NULL, models TEXT NOT"
                        + " NULL, key TEXT NOT NULL, started TEXT NOT NULL, complete INTEGER NOT"
                        + " NULL, result TEXT NOT NULL)",
                    "CREATE INDEX run_key ON run (key, started)");

    @TempDir Path workspace;

    @Test
    void everythingOfAnOldWorkspaceIsFound() throws Exception {
        NewVersion version = Writer.version("digits", 0, 3);
        String hash = ModelHash.of(version.graph(), version.weights());
        BlobStore blobs = new BlobStore(workspace.resolve("blobs"));
        String graph = blobs.put(GraphCodec.write(version.graph()));
        String weights = blobs.put(VectorCodec.write(version.weights()));
        String empty = blobs.put(new byte[0]);
        String result = blobs.put(new byte[] {7});
        write(
                "INSERT INTO version VALUES ('digits', 1, '"
                        + String.join("', '", hash, graph, weights)
                        + "', '2025-01-02T03:04:05Z', 6, 'scale=1/255', 'no\nyes', 'TRAINED',"
                        + " 'mlp:3-2', 't')",
                "INSERT INTO metric VALUES ('digits', 1, 'accuracy', 0.5)",
                "INSERT INTO metric VALUES ('digits', 1, 'loss', NULL)",
                "INSERT INTO alias VALUES ('digits', 'best', 1)",
                "INSERT INTO tag VALUES ('digits', 1, 'demo')",
                "INSERT INTO trajectory VALUES ('t', 'key', 'words', '2025-01-02T03:04:05Z')",
                "INSERT INTO checkpoint VALUES ('t', 10, '" + weights + "', '" + empty + "')",
                "INSERT INTO checkpoint_metric VALUES ('t', 10, 'loss', 2)",
                "INSERT INTO run VALUES ('r', 'study', '"
                        + hash
                        + "', 'k', '2025-01-02T03:04:05Z', 1, '"
                        + result
                        + "')");
        try (SqliteRegistry registry = SqliteRegistry.open(workspace)) {
            ModelVersion expected =
                    new ModelVersion(
                            "digits",
                            1,
                            hash,
                            Instant.parse("2025-01-02T03:04:05Z"),
                            6,
                            "scale=1/255",
                            new Lineage(Lineage.Kind.TRAINED, "mlp:3-2"),
                            Map.of("accuracy", 0.5, "loss", Double.NaN),
                            List.of("best"),
                            List.of("demo"),
                            "",
                            Optional.of("t"));
            assertThat(registry.versions()).containsExactly(expected);
            assertThat(registry.removed()).isEmpty();
            assertThat(registry.open(expected).weights()).isEqualTo(version.weights());
            assertThat(registry.openTrajectory("key", "")).isEqualTo("t");
            assertThat(registry.checkpoints("t").get(0).metrics()).containsEntry("loss", 2.0);
            assertThat(registry.result(registry.runs().get(0))).containsExactly(7);
            assertThat(registry.check()).isEmpty();
            registry.setNote(expected, "kept");
            registry.remove(expected);
        }
        try (SqliteRegistry registry = SqliteRegistry.open(workspace)) {
            assertThat(registry.removed()).extracting(ModelVersion::note).containsExactly("kept");
        }
    }

    private void write(String... rows) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + workspace.resolve("registry.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : TABLES) {
                statement.execute(sql);
            }
            for (String sql : rows) {
                statement.execute(sql);
            }
            statement.execute("PRAGMA user_version = 1");
        }
    }
}
