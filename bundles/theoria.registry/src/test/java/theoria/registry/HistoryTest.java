package theoria.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.engine.TrainingState;
import theoria.core.model.graph.Weights;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelHistory;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.RunRecord;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class HistoryTest {
    @TempDir Path folder;

    private SqliteRegistry from;
    private SqliteRegistry to;

    @BeforeEach
    void aModelWithAPast() throws Exception {
        from = SqliteRegistry.open(folder.resolve("from"));
        to = SqliteRegistry.open(folder.resolve("to"));
        String trajectory = from.openTrajectory("key", "words");
        Weights weights = Weights.of(new double[] {1, 2}, new double[] {3});
        from.addCheckpoint(
                trajectory, new TrainingState(1, weights, new double[] {7}), Map.of("loss", 2.0));
        from.addCheckpoint(trajectory, new TrainingState(2, weights, new double[0]), Map.of());
        ModelVersion base = from.register(Writer.version("base", 9, 3));
        ModelVersion first =
                register("m", 0, new Lineage(Lineage.Kind.TRAINED, "mlp on x"), trajectory);
        from.setAlias(first, "best");
        from.addTag(first, "good");
        from.setNote(first, "words\n\"more\"");
        from.addMetrics(first, Map.of("nan", Double.NaN));
        register("m", 1, new Lineage(Lineage.Kind.DERIVED, "m:1"), "");
        from.remove(register("m", 2, new Lineage(Lineage.Kind.DERIVED, "m:2"), ""));
        register("m", 3, new Lineage(Lineage.Kind.DERIVED, base.reference()), "");
        from.record(run("own", first.hash()), new byte[] {1, 2});
        from.record(run("shared", first.hash(), base.hash()), new byte[] {3});
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    private ModelVersion register(String name, int i, Lineage lineage, String trajectory)
            throws Exception {
        NewVersion plain = Writer.version(name, i, 3);
        return from.register(
                new NewVersion(
                        name,
                        plain.graph(),
                        plain.weights(),
                        plain.contract(),
                        lineage,
                        plain.metrics(),
                        Optional.of(trajectory).filter(id -> !id.isEmpty())));
    }

    private static RunRecord run(String id, String... models) {
        return new RunRecord(id, "s", List.of(models), "k" + id, Instant.EPOCH, true);
    }

    /** The blobs of a history in memory; tests spoil them. */
    private static final class Memory implements ModelHistory.Blobs {
        private final Map<String, byte[]> bytes = new HashMap<>();

        Memory(SqliteRegistry registry, ModelHistory history) throws Exception {
            for (String hash : history.blobs()) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                assertThat(registry.copyBlob(hash, out)).isEqualTo(out.size());
                bytes.put(hash, out.toByteArray());
            }
        }

        @Override
        public InputStream open(String hash) throws RegistryException {
            return new ByteArrayInputStream(get(hash));
        }

        @Override
        public long length(String hash) throws RegistryException {
            return get(hash).length;
        }

        private byte[] get(String hash) throws RegistryException {
            byte[] found = bytes.get(hash);
            if (found == null) {
                throw new RegistryException("blob " + hash + " is missing");
            }
            return found;
        }
    }

    @Test
    void aHistoryInAnEmptyRegistryIsEqual() throws Exception {
        ModelHistory history = from.history("m");
        assertThat(history.versions()).hasSize(4);
        assertThat(history.runs()).hasSize(1);
        assertThat(history.versions().get(3).parent()).isPresent();
        to.add(history, new Memory(from, history));
        ModelHistory there = to.history("m");
        assertThat(there.versions().subList(0, 3)).isEqualTo(history.versions().subList(0, 3));
        assertThat(there.versions().get(3).facts()).isEqualTo(history.versions().get(3).facts());
        assertThat(there.trajectories()).isEqualTo(history.trajectories());
        assertThat(there.runs()).isEqualTo(history.runs());
        assertThat(to.open(to.find("m@best").orElseThrow()).weights())
                .isEqualTo(Writer.version("m", 0, 3).weights());
        assertThat(to.restore("m", 3).number()).isEqualTo(3);
        assertThat(to.check()).isEmpty();
    }

    @Test
    void anotherNameIsFollowedByItsOwnLineage() throws Exception {
        from.history("m");
        ModelHistory history = from.history("m").named("n");
        from.add(history, new Memory(from, history));
        assertThat(from.find("n:2").orElseThrow().lineage().source()).isEqualTo("n:1");
        assertThat(from.find("n:4").orElseThrow().lineage().source()).isEqualTo("base:1");
        assertThat(from.find("n@best").orElseThrow().trajectory())
                .isEqualTo(from.find("m:1").orElseThrow().trajectory());
        assertThat(from.check()).isEmpty();
    }

    @Test
    void aParentOfAnotherRegistryIsNotMixedUp() throws Exception {
        to.register(Writer.version("base", 5, 3));
        ModelHistory history = from.history("m");
        to.add(history, new Memory(from, history));
        assertThat(to.find("m:4").orElseThrow().lineage().source())
                .isEqualTo("base:1 of another registry");
    }

    @Test
    void theSameTrainingIsNotThereTwice() throws Exception {
        String here = to.openTrajectory("key", "of this registry");
        ModelHistory history = from.history("m");
        to.add(history, new Memory(from, history));
        assertThat(to.find("m:1").orElseThrow().trajectory()).contains(here);
        assertThat(to.checkpoints(here)).hasSize(2);
    }

    @Test
    void aNameThatIsTakenIsRefused() throws Exception {
        ModelHistory history = from.history("m");
        Memory blobs = new Memory(from, history);
        assertThatThrownBy(() -> from.add(history, blobs))
                .isInstanceOf(RegistryException.class)
                .hasMessage("there is a model 'm' already");
    }

    @Test
    void aDamagedOrMissingBlobLeavesNothing() throws Exception {
        ModelHistory history = from.history("m");
        for (String hash : history.blobs()) {
            Memory blobs = new Memory(from, history);
            blobs.bytes.put(hash, new byte[] {1, 2, 3, 4, 5});
            assertThatThrownBy(() -> to.add(history, blobs))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining(hash);
            blobs.bytes.remove(hash);
            assertThatThrownBy(() -> to.add(history, blobs)).hasMessageContaining(hash);
        }
        assertThat(to.versions()).isEmpty();
        assertThat(folder.resolve("to").resolve("blobs")).doesNotExist();
        assertThat(Files.exists(folder.resolve("to").resolve("cards"))).isFalse();
    }

    @Test
    void aVersionThatIsNotWhatItSaysIsRefused() throws Exception {
        ModelHistory history = from.history("m");
        ModelHistory.Version first = history.versions().get(0);
        ModelHistory.Version second = history.versions().get(1);
        ModelHistory.Version wrong =
                new ModelHistory.Version(
                        first.facts(),
                        first.graph(),
                        second.weights(),
                        first.classNames(),
                        Optional.empty(),
                        Optional.empty());
        ModelHistory forged =
                new ModelHistory("m", List.of(wrong), history.trajectories(), List.of());
        Memory blobs = new Memory(from, history);
        assertThatThrownBy(() -> to.add(forged, blobs))
                .isInstanceOf(RegistryException.class)
                .hasMessage("version m:1 does not have its hash");
        ModelHistory other = new ModelHistory("x", List.of(first), List.of(), List.of());
        assertThatThrownBy(() -> to.add(other, blobs)).hasMessageContaining("is none of model 'x'");
        assertThatThrownBy(() -> to.add(history.named("a b"), blobs))
                .hasMessageContaining("'a b' cannot name a model");
        assertThat(to.versions()).isEmpty();
        assertThatThrownBy(() -> from.history("nobody"))
                .hasMessage("there is no model 'nobody' in the registry");
    }
}
