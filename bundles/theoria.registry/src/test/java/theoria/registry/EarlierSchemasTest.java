package theoria.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.registry.Checkpoint;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RunRecord;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Workspaces as earlier schemas left them: {@code schema-N.sql} is the dump of an index that the
 * code of that time wrote, {@code blobs} are the blobs of all of them.
 */
class EarlierSchemasTest {
    private static final Path FIXTURES = Path.of("src", "test", "resources", "workspaces");

    @TempDir Path workspace;

    private void unpack(int schema) throws Exception {
        try (Stream<Path> blobs = Files.list(FIXTURES.resolve("blobs"))) {
            for (Path blob : blobs.toList()) {
                String name = blob.getFileName().toString();
                Path folder = workspace.resolve("blobs").resolve(name.substring(0, 2));
                Files.createDirectories(folder);
                Files.copy(blob, folder.resolve(name));
            }
        }
        String script = Files.readString(FIXTURES.resolve("schema-" + schema + ".sql"));
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : script.split(";\n")) {
                statement.execute(sql);
            }
        }
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + workspace.resolve("registry.db"));
    }

    private int schema() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everythingIsFoundAndCanBeChanged(int schema) throws Exception {
        unpack(schema);
        assertThat(schema()).isEqualTo(schema);
        try (SqliteRegistry registry = SqliteRegistry.open(workspace)) {
            requireTrained(registry);
            ModelVersion file = registry.find("file").orElseThrow();
            assertThat(file.note()).isEqualTo(schema == 1 ? "" : "kept");
            assertThat(file.lineage()).isEqualTo(new Lineage(Lineage.Kind.IMPORTED, "test"));
            if (schema > 1) {
                assertThat(registry.removed())
                        .extracting(ModelVersion::reference)
                        .containsExactly("digits:2");
                registry.restore("digits", 2);
            }
            assertThat(registry.find("digits:2").orElseThrow().lineage().source())
                    .isEqualTo("digits:1");
            assertThat(registry.check()).isEmpty();
            registry.remove(file);
            registry.rename("digits", "numbers");
            assertThat(registry.register(Writer.version("numbers", 7, 3)).number()).isEqualTo(3);
        }
        assertThat(SqliteRegistry.repair(workspace).lost()).isEmpty();
        Files.delete(workspace.resolve("registry.db"));
        assertThat(SqliteRegistry.repair(workspace).lost()).isEmpty();
        try (SqliteRegistry registry = SqliteRegistry.open(workspace)) {
            assertThat(registry.versions()).hasSize(3);
            assertThat(registry.removed()).hasSize(1);
        }
    }

    private static void requireTrained(SqliteRegistry registry) throws Exception {
        ModelVersion trained = registry.find("digits@best").orElseThrow();
        assertThat(trained.number()).isEqualTo(1);
        assertThat(trained.metrics()).isEqualTo(Map.of("accuracy", 0.5, "loss", Double.NaN));
        assertThat(trained.tags()).containsExactly("demo");
        assertThat(trained.contract()).isEqualTo("scale=1/255");
        assertThat(trained.lineage())
                .isEqualTo(new Lineage(Lineage.Kind.TRAINED, "mlp:3-2 on iris.csv", "mlp:3-2", ""));
        NewVersion expected = Writer.version("digits", 0, 3);
        assertThat(registry.open(trained).weights()).isEqualTo(expected.weights());
        assertThat(registry.open(trained).contract()).isEqualTo(expected.contract());
        List<Checkpoint> checkpoints = registry.trajectory(trained);
        assertThat(checkpoints)
                .containsExactly(
                        new Checkpoint(
                                trained.trajectory().orElseThrow(), 10, Map.of("loss", 2.0)));
        assertThat(registry.read(checkpoints.get(0)).optimiser()).containsExactly(7);
        assertThat(registry.runs())
                .containsExactly(
                        new RunRecord(
                                "r",
                                "landscape.line",
                                List.of(trained.hash()),
                                "k",
                                Instant.parse("2025-01-02T03:04:05Z"),
                                true));
        assertThat(registry.result(registry.runs().get(0))).containsExactly(7);
    }

    @Test
    void thereIsAFixtureOfEveryEarlierSchema() throws Exception {
        SqliteRegistry.open(workspace).close();
        for (int schema = 1; schema < schema(); schema++) {
            assertThat(FIXTURES.resolve("schema-" + schema + ".sql")).isRegularFile();
        }
    }
}
