package theoria.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.engine.TrainingState;
import theoria.core.model.graph.Weights;
import theoria.core.model.registry.GarbageReport;
import theoria.core.model.registry.GarbageRules;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RunRecord;
import theoria.registry.internal.BlobStore;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

class GarbageTest {
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

    private static GarbageRules all(boolean dryRun) {
        return new GarbageRules(dryRun, Duration.ZERO, Optional.empty());
    }

    private static GarbageRules forgetting() {
        return new GarbageRules(false, Duration.ZERO, Optional.of(Duration.ZERO));
    }

    private List<Path> blobs() throws Exception {
        try (Stream<Path> files = Files.walk(workspace.resolve("blobs"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private String orphan(int bytes) throws Exception {
        return new BlobStore(workspace.resolve("blobs")).put(new byte[bytes]);
    }

    @Test
    void onlyWhatNothingRefersToGoes() throws Exception {
        ModelVersion kept = registry.register(Writer.version("a", 0, 3));
        ModelVersion removed = registry.register(Writer.version("a", 1, 3));
        registry.remove(removed);
        String trajectory = registry.openTrajectory("key", "");
        Weights weights = Weights.of(new double[] {1}, new double[0]);
        registry.addCheckpoint(
                trajectory, new TrainingState(1, weights, new double[] {7}), Map.of());
        RunRecord run = new RunRecord("r", "s", List.of(), "k", Instant.EPOCH, true);
        registry.record(run, new byte[] {1, 2, 3});
        int before = blobs().size();
        String orphan = orphan(1000);
        GarbageReport told = registry.collectGarbage(all(true));
        assertThat(told.blobs()).containsExactly(new GarbageReport.File(orphan, 1000));
        assertThat(told.bytes()).isEqualTo(1000);
        assertThat(blobs()).hasSize(before + 1);
        assertThat(registry.collectGarbage(all(false))).isEqualTo(told);
        assertThat(blobs()).hasSize(before);
        assertThat(registry.collectGarbage(all(false)).bytes()).isZero();
        assertThat(registry.restore("a", 2)).isEqualTo(removed);
        assertThat(registry.find("a:1")).contains(kept);
        assertThat(registry.check()).isEmpty();
    }

    @Test
    void youngFilesAreLeftAlone() throws Exception {
        orphan(10);
        GarbageRules usual = new GarbageRules(false, GarbageRules.USUAL_AGE, Optional.empty());
        assertThat(registry.collectGarbage(usual).blobs()).isEmpty();
    }

    @Test
    void theResultOfAReplacedRunGoes() throws Exception {
        RunRecord run = new RunRecord("r", "s", List.of(), "k", Instant.EPOCH, false);
        registry.record(run, new byte[] {1});
        registry.record(run, new byte[] {2});
        assertThat(registry.collectGarbage(all(false)).blobs()).hasSize(1);
        assertThat(registry.result(run)).containsExactly(2);
    }

    @Test
    void filesOfDeadWritersGoAndThoseOfLivingStay() throws Exception {
        registry.register(Writer.version("a", 0, 3));
        Path dead = temporary("new-1.tmp");
        Path living = temporary("new-2.tmp");
        Path young = Files.writeString(workspace.resolve("blobs").resolve("new-3.tmp"), "x");
        Path other = temporary("notes.txt");
        try (FileChannel channel = FileChannel.open(living, StandardOpenOption.WRITE)) {
            channel.lock();
            GarbageReport report = registry.collectGarbage(all(false));
            assertThat(report.temporary()).containsExactly(new GarbageReport.File("new-1.tmp", 5));
        }
        assertThat(dead).doesNotExist();
        assertThat(living).exists();
        assertThat(young).exists();
        assertThat(other).exists();
    }

    private Path temporary(String name) throws Exception {
        Path file = Files.writeString(workspace.resolve("blobs").resolve(name), "12345");
        Instant old = Instant.now().minus(Duration.ofDays(2));
        return Files.setLastModifiedTime(file, FileTime.from(old));
    }

    @Test
    void whatIsForgottenIsGoneAndItsNumberIsNotGivenAgain() throws Exception {
        String trajectory = registry.openTrajectory("key", "");
        Weights weights = Weights.of(new double[] {1}, new double[0]);
        registry.addCheckpoint(
                trajectory, new TrainingState(1, weights, new double[] {7}), Map.of());
        registry.register(Writer.version("a", 0, 3));
        NewVersion plain = Writer.version("a", 1, 3);
        ModelVersion trained =
                registry.register(
                        new NewVersion(
                                "a",
                                plain.graph(),
                                plain.weights(),
                                plain.contract(),
                                plain.lineage(),
                                plain.metrics(),
                                Optional.of(trajectory)));
        registry.addTag(trained, "t");
        registry.remove(trained);
        GarbageRules later =
                new GarbageRules(false, Duration.ZERO, Optional.of(Duration.ofDays(1)));
        assertThat(registry.collectGarbage(later).versions()).isEmpty();
        GarbageReport told =
                registry.collectGarbage(
                        new GarbageRules(true, Duration.ZERO, Optional.of(Duration.ZERO)));
        assertThat(told.versions()).containsExactly("a:2");
        assertThat(told.blobs()).hasSize(3);
        assertThat(registry.removed()).hasSize(1);
        assertThat(registry.collectGarbage(forgetting())).isEqualTo(told);
        assertThat(registry.removed()).isEmpty();
        assertThat(registry.checkpoints(trajectory)).isEmpty();
        assertThatThrownBy(() -> registry.restore("a", 2))
                .hasMessage("there is no version a:2 in the registry");
        assertThat(registry.register(Writer.version("a", 1, 3)).reference()).isEqualTo("a:3");
        assertThat(registry.find("a:3").orElseThrow().tags()).isEmpty();
        assertThat(registry.check()).isEmpty();
    }

    @Test
    void aNameWhoseNumbersAreSpentIsNotGivenToAnother() throws Exception {
        registry.remove(registry.register(Writer.version("a", 0, 3)));
        registry.register(Writer.version("b", 1, 3));
        registry.collectGarbage(forgetting());
        assertThatThrownBy(() -> registry.rename("b", "a"))
                .hasMessage("there was a model 'a', whose versions were destroyed");
        registry.register(Writer.version("a", 2, 3));
        registry.rename("a", "c");
        registry.remove(registry.find("c:2").orElseThrow());
        registry.collectGarbage(forgetting());
        assertThat(registry.register(Writer.version("c", 2, 3)).number()).isEqualTo(3);
    }

    /** Writers, each of its own connection, and a collector that spares nothing. */
    @Test
    void whatIsWrittenAtTheSameTimeIsSafe() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        Future<Integer> collector = threads.submit(() -> collect(writing));
        Future<?> one = threads.submit(() -> write("one"));
        Future<?> two = threads.submit(() -> write("two"));
        one.get();
        two.get();
        writing.set(false);
        assertThat(collector.get()).isPositive();
        threads.shutdown();
        assertThat(registry.check()).isEmpty();
        assertThat(registry.versions()).hasSize(80);
        registry.collectGarbage(all(false));
        assertThat(registry.check()).isEmpty();
    }

    private int collect(AtomicBoolean writing) throws Exception {
        int gone = 0;
        try (SqliteRegistry own = SqliteRegistry.open(workspace)) {
            while (writing.get()) {
                gone += own.collectGarbage(forgetting()).blobs().size();
            }
        }
        return gone;
    }

    /** The same weights under several names, removed and registered again. */
    private Void write(String name) throws Exception {
        try (SqliteRegistry own = SqliteRegistry.open(workspace)) {
            for (int i = 0; i < 40; i++) {
                own.remove(own.register(Writer.version(name, i, 3)));
                own.register(Writer.version(name, i, 3));
                RunRecord run = new RunRecord(name, "s", List.of(), "k", Instant.EPOCH, false);
                own.record(run, new byte[] {(byte) i});
            }
        }
        return null;
    }
}
