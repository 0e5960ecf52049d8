package theoria.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.engine.TrainingState;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.registry.Checkpoint;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.RunRecord;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class SqliteRegistryTest {
    @TempDir Path workspace;

    private SqliteRegistry registry;

    @BeforeEach
    void open() throws Exception {
        registry = SqliteRegistry.open(workspace);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private ModelVersion register(String name, int i) throws RegistryException {
        return registry.register(Writer.version(name, i, 3));
    }

    @Test
    void versionsAreNumberedAndReadBackAsTheyWere() throws Exception {
        register("digits", 0);
        ModelVersion second = register("digits", 1);
        assertThat(second.reference()).isEqualTo("digits:2");
        NewVersion expected = Writer.version("digits", 1, 3);
        Model model = registry.open(second);
        assertThat(model.weights()).isEqualTo(expected.weights());
        assertThat(model.graph().nodes()).containsExactlyElementsOf(expected.graph().nodes());
        assertThat(model.contract()).isEqualTo(expected.contract());
        assertThat(second.metrics()).containsExactly(Map.entry("accuracy", 1.5));
    }

    @Test
    void theSameWeightsAreTheSameVersion() throws Exception {
        assertThat(register("digits", 0).number()).isEqualTo(1);
        assertThat(register("digits", 0).number()).isEqualTo(1);
        assertThat(registry.versions()).hasSize(1);
    }

    @Test
    void referencesNameNewestNumberedAndAliased() throws Exception {
        ModelVersion first = register("digits", 0);
        register("digits", 1);
        registry.setAlias(first, "best");
        assertThat(registry.find("digits").orElseThrow().number()).isEqualTo(2);
        assertThat(registry.find("digits:1").orElseThrow().number()).isEqualTo(1);
        assertThat(registry.find("digits@best").orElseThrow().number()).isEqualTo(1);
        assertThat(registry.find("digits:7")).isEmpty();
        assertThat(registry.find("other")).isEmpty();
    }

    @Test
    void metricsAndTagsAreAdded() throws Exception {
        ModelVersion version = register("digits", 0);
        registry.addMetrics(version, Map.of("loss", 0.25, "nan", Double.NaN));
        registry.addTag(version, "demo");
        ModelVersion again = registry.find("digits").orElseThrow();
        assertThat(again.metrics()).containsEntry("loss", 0.25).containsEntry("nan", Double.NaN);
        assertThat(again.tags()).containsExactly("demo");
    }

    @Test
    void checkpointsReadBackInOrder() throws Exception {
        String trajectory = registry.openTrajectory("key", "a training");
        assertThat(registry.openTrajectory("key", "again")).isEqualTo(trajectory);
        Weights weights = Weights.of(new double[] {1, 2}, new double[] {3});
        registry.addCheckpoint(
                trajectory, new TrainingState(20, weights, new double[] {7}), Map.of("loss", 2.0));
        registry.addCheckpoint(trajectory, new TrainingState(10, weights, new double[0]), Map.of());
        List<Checkpoint> checkpoints = registry.checkpoints(trajectory);
        assertThat(checkpoints).extracting(Checkpoint::step).containsExactly(10L, 20L);
        TrainingState state = registry.read(checkpoints.get(1));
        assertThat(state.weights()).isEqualTo(weights);
        assertThat(state.optimiser()).containsExactly(7);
        assertThat(checkpoints.get(1).metrics()).containsEntry("loss", 2.0);
    }

    @Test
    void runsAreFoundByTheirKey() throws Exception {
        RunRecord run =
                new RunRecord("r1", "landscape.line", List.of("h"), "k", Instant.EPOCH, false);
        registry.record(run, new byte[] {1, 2});
        assertThat(registry.findRun("k")).contains(run);
        assertThat(registry.result(run)).containsExactly(1, 2);
        assertThat(registry.findRun("other")).isEmpty();
    }

    @Test
    void aDamagedBlobIsNamedAndNeverReturned() throws Exception {
        ModelVersion version = register("digits", 0);
        Path largest;
        try (Stream<Path> files = Files.walk(workspace.resolve("blobs"))) {
            largest = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(largest);
        bytes[bytes.length - 1] ^= 1;
        Files.write(largest, bytes);
        assertThatThrownBy(() -> registry.open(version))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(largest.getFileName().toString())
                .hasMessageContaining("digits:1");
        assertThat(registry.check()).hasSize(1);
    }

    @Test
    void aNewerSchemaIsRefusedInWords() throws Exception {
        registry.close();
        try (java.sql.Connection connection =
                        java.sql.DriverManager.getConnection(
                                "jdbc:sqlite:" + workspace.resolve("registry.db"));
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        assertThatThrownBy(() -> SqliteRegistry.open(workspace))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("schema 99");
        registry = SqliteRegistry.open(workspace.resolve("fresh"));
    }

    @Test
    void aFileThatIsNoIndexIsRefusedInWords() throws Exception {
        Path other = Files.createDirectory(workspace.resolve("other"));
        Files.writeString(other.resolve("registry.db"), "no database, only words ".repeat(50));
        assertThatThrownBy(() -> SqliteRegistry.open(other))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(other.toString());
    }

    @Test
    void lettersOfAnyAlphabetNameAModel() throws Exception {
        register("Größe-数", 0);
        assertThat(registry.find("Größe-数:1")).isPresent();
    }

    @Test
    void namesThatNoReferenceCouldMeanAreRefused() {
        assertThatThrownBy(() -> register("a:b", 0))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("'a:b' cannot name a model");
    }
}
