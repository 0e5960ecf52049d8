package theoria.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.engine.TrainingState;
import theoria.core.model.graph.Weights;
import theoria.core.model.registry.Checkpoint;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.RepairReport;
import theoria.core.model.registry.RunRecord;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class RepairTest {
    private static final RunRecord RUN =
            new RunRecord("r", "landscape.line", List.of("h"), "k", Instant.EPOCH, true);

    @TempDir Path workspace;

    private List<ModelVersion> versions;
    private List<ModelVersion> removed;
    private List<Checkpoint> checkpoints;
    private String trajectory = "";

    @BeforeEach
    void aWorkspace() throws Exception {
        try (SqliteRegistry registry = SqliteRegistry.open(workspace)) {
            registry.register(Writer.version("old", 0, 3));
            ModelVersion second = registry.register(Writer.version("old", 1, 3));
            registry.rename("old", "digits");
            second = registry.find("digits:2").orElseThrow();
            registry.setAlias(registry.find("digits:1").orElseThrow(), "best");
            registry.setAlias(second, "best");
            registry.addTag(second, "good");
            registry.setNote(second, "a note");
            registry.addMetrics(second, Map.of("nan", Double.NaN));
            registry.register(Writer.version("other", 2, 4));
            registry.remove(registry.register(Writer.version("other", 3, 4)));
            trajectory = registry.openTrajectory("key", "words");
            Weights weights = Weights.of(new double[] {1, 2}, new double[] {3});
            registry.addCheckpoint(
                    trajectory,
                    new TrainingState(5, weights, new double[] {7}),
                    Map.of("loss", 2.0));
            registry.record(RUN, new byte[] {1, 2});
            versions = registry.versions();
            removed = registry.removed();
            checkpoints = registry.checkpoints(trajectory);
        }
    }

    private void requireAll() throws Exception {
        try (SqliteRegistry registry = SqliteRegistry.open(workspace)) {
            assertThat(registry.versions()).isEqualTo(versions);
            assertThat(registry.removed()).isEqualTo(removed);
            assertThat(registry.checkpoints(trajectory)).isEqualTo(checkpoints);
            assertThat(registry.openTrajectory("key", "")).isEqualTo(trajectory);
            assertThat(registry.read(checkpoints.get(0)).optimiser()).containsExactly(7);
            assertThat(registry.runs()).containsExactly(RUN);
            assertThat(registry.result(RUN)).containsExactly(1, 2);
            assertThat(registry.check()).isEmpty();
        }
    }

    private void delete(String folder) throws Exception {
        try (Stream<Path> files = Files.walk(workspace.resolve(folder))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The blob of weights of a version of two outputs and three inputs, all of one number. */
    private Path weightsOf(float number) throws Exception {
        try (Stream<Path> files = Files.walk(workspace.resolve("blobs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                java.nio.ByteBuffer buffer =
                        java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
                if (bytes.length == 40 && buffer.getInt(0) == 1 && buffer.getFloat(16) == number) {
                    return file;
                }
            }
        }
        throw new IllegalStateException("no such weights");
    }

    private static void damage(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void aSoundWorkspaceIsLeftAsItIs() throws Exception {
        RepairReport report = SqliteRegistry.repair(workspace);
        assertThat(report.restored()).isEmpty();
        assertThat(report.lost()).isEmpty();
        requireAll();
    }

    @Test
    void aLostIndexIsMadeAgainWithEverything() throws Exception {
        Files.delete(workspace.resolve("registry.db"));
        RepairReport report = SqliteRegistry.repair(workspace);
        assertThat(report.lost()).isEmpty();
        assertThat(report.restored())
                .contains(
                        "made a new index: there was none",
                        "restored version digits:2",
                        "restored version other:2",
                        "restored checkpoint 5 of " + trajectory,
                        "restored run r of landscape.line")
                .hasSize(7);
        requireAll();
    }

    @Test
    void aWorkspaceWithoutItsIndexIsNotTakenForANewOne() throws Exception {
        Files.delete(workspace.resolve("registry.db"));
        assertThat(SqliteRegistry.existsIn(workspace)).isTrue();
        assertThatThrownBy(() -> SqliteRegistry.open(workspace))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("has lost its index registry.db")
                .hasMessageContaining("check --repair");
        assertThat(workspace.resolve("registry.db")).doesNotExist();
    }

    @Test
    void whatCannotBeHadIsNamed() throws Exception {
        Path blob = weightsOf(1);
        damage(blob);
        Files.delete(workspace.resolve("registry.db"));
        RepairReport report = SqliteRegistry.repair(workspace);
        assertThat(report.lost())
                .first()
                .asString()
                .isEqualTo(
                        "version digits:1 cannot be had: blob "
                                + blob.getFileName()
                                + " of its weights is damaged");
        try (SqliteRegistry registry = SqliteRegistry.open(workspace)) {
            assertThat(registry.versions()).isEqualTo(versions.subList(1, versions.size()));
            assertThat(registry.check()).isEmpty();
            assertThat(registry.register(Writer.version("digits", 0, 3)).number()).isEqualTo(3);
        }
        assertThat(blob).isRegularFile();
    }

    @Test
    void aDamagedBlobOfASoundIndexIsNamedAndHealsWhenItIsRegisteredAgain() throws Exception {
        damage(weightsOf(1));
        assertThat(SqliteRegistry.repair(workspace).lost())
                .singleElement()
                .asString()
                .contains("digits:1");
        try (SqliteRegistry registry = SqliteRegistry.open(workspace)) {
            assertThat(registry.register(Writer.version("digits", 0, 3)).number()).isEqualTo(1);
        }
        requireAll();
    }

    @Test
    void aFileThatIsNoIndexIsPutAside() throws Exception {
        Files.writeString(workspace.resolve("registry.db"), "no database, only words ".repeat(50));
        assertThatThrownBy(() -> SqliteRegistry.open(workspace))
                .isInstanceOf(RegistryException.class);
        RepairReport report = SqliteRegistry.repair(workspace);
        assertThat(report.restored()).first().asString().contains("damaged");
        requireAll();
        try (Stream<Path> files = Files.list(workspace)) {
            assertThat(files.filter(f -> f.toString().contains("registry.db.damaged-"))).hasSize(1);
        }
    }

    @Test
    void pagesOfTheIndexThatAreDamagedAreMadeAgain() throws Exception {
        Path index = workspace.resolve("registry.db");
        try (RandomAccessFile file = new RandomAccessFile(index.toFile(), "rw")) {
            for (long page = 4096; page < file.length(); page += 4096) {
                file.seek(page);
                file.write(new byte[100]);
            }
        }
        SqliteRegistry.repair(workspace);
        requireAll();
    }

    @Test
    void rowsAndTablesThatAreLostComeBack() throws Exception {
        sql("DELETE FROM version WHERE number = 2", "DELETE FROM run");
        assertThat(SqliteRegistry.repair(workspace).restored())
                .contains("restored version digits:2", "restored run r of landscape.line");
        sql("DROP TABLE checkpoint", "DROP TABLE tag");
        assertThat(SqliteRegistry.repair(workspace).lost())
                .anyMatch(line -> line.contains("table checkpoint of the damaged index 0 rows"));
        sql("SELECT 1");
        try (SqliteRegistry registry = SqliteRegistry.open(workspace)) {
            assertThat(registry.checkpoints(trajectory)).isEqualTo(checkpoints);
            assertThat(registry.check()).isEmpty();
        }
    }

    @Test
    void blobsAloneMakeVersionsWhereOneGraphFits() throws Exception {
        Files.delete(workspace.resolve("registry.db"));
        delete("cards");
        RepairReport report = SqliteRegistry.repair(workspace);
        assertThat(report.restored())
                .filteredOn(line -> line.endsWith("from its blobs alone"))
                .hasSize(4);
        assertThat(report.lost())
                .anyMatch(line -> line.contains("of 2 parameters cannot be had: 0 graphs fit"))
                .anyMatch(line -> line.startsWith("2 blobs that no card tells of"));
        try (SqliteRegistry registry = SqliteRegistry.open(workspace)) {
            assertThat(registry.versions())
                    .extracting(ModelVersion::hash)
                    .containsAll(versions.stream().map(ModelVersion::hash).toList());
            assertThat(registry.versions()).allMatch(v -> v.name().equals("net"));
            assertThat(registry.check()).isEmpty();
        }
    }

    @Test
    void workspacesBeforeCardsGetThem() throws Exception {
        delete("cards");
        assertThat(SqliteRegistry.repair(workspace).restored()).isEmpty();
        Files.delete(workspace.resolve("registry.db"));
        SqliteRegistry.repair(workspace);
        requireAll();
    }

    @Test
    void whatIsNoWorkspaceOrTooNewIsRefused() throws Exception {
        Path empty = workspace.resolve("empty");
        assertThatThrownBy(() -> SqliteRegistry.repair(empty))
                .hasMessage("there is no registry in " + empty);
        assertThat(empty).doesNotExist();
        sql("PRAGMA user_version = 99");
        assertThatThrownBy(() -> SqliteRegistry.repair(workspace))
                .hasMessageContaining("schema 99");
    }

    private void sql(String... statements) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + workspace.resolve("registry.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
