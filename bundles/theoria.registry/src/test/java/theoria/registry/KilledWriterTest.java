package theoria.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.registry.Checkpoint;
import theoria.core.model.registry.GarbageRules;
import theoria.core.model.registry.ModelVersion;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A writing process is killed at random moments, 20 of them (100 with {@code theoria.slow}): every
 * version and checkpoint it had told as committed is there and intact.
 */
class KilledWriterTest {
    private static final int KILLS = Boolean.getBoolean("theoria.slow") ? 100 : 20;

    @TempDir Path workspace;

    @Test
    void everythingCommittedSurvivesKillsAtRandomMoments() throws Exception {
        SeededRandom random = new SeededRandom(20);
        for (int kill = 0; kill < KILLS; kill++) {
            String name = "model" + kill;
            Process writer = start(name, 1000);
            verify(killAfter(writer, name, random.nextInt(12), random.nextInt(15)));
        }
    }

    private Process start(String name, int versions) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "theoria.registry.Writer",
                        workspace.toString(),
                        name,
                        Integer.toString(versions))
                .redirectOutput(told(name).toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Where a writer tells what it committed. */
    private Path told(String name) {
        return workspace.resolve(name + ".txt");
    }

    /** Waits for some lines, lets the writer go on for a moment of its own, and kills it. */
    private List<String> killAfter(Process writer, String name, int lines, int millis)
            throws Exception {
        while (writer.isAlive() && Files.readAllLines(told(name)).size() < lines) {
            writer.waitFor(2, TimeUnit.MILLISECONDS);
        }
        writer.waitFor(millis, TimeUnit.MILLISECONDS);
        writer.destroyForcibly();
        writer.waitFor();
        String text = Files.readString(told(name));
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private void verify(List<String> told) throws Exception {
        try (SqliteRegistry registry = SqliteRegistry.open(workspace)) {
            for (String line : told) {
                String[] words = line.split(" ");
                if (words[0].equals("version")) {
                    ModelVersion version = registry.find(words[1]).orElseThrow();
                    assertThat(registry.open(version).weights().parameters().get(0))
                            .isEqualTo(version.number());
                } else if (words.length == 3) {
                    Checkpoint checkpoint =
                            registry.checkpoints(words[1]).stream()
                                    .filter(c -> c.step() == Long.parseLong(words[2]))
                                    .findFirst()
                                    .orElseThrow();
                    assertThat(registry.read(checkpoint).weights().parameters().get(0))
                            .isEqualTo(checkpoint.step() + 1);
                }
            }
            assertThat(registry.check()).isEmpty();
        }
    }

    @Test
    void twoProcessesWritingAtOnceLoseNothing() throws Exception {
        Process one = start("shared", 15);
        Process two = start("shared2", 15);
        Process three = start("shared3", 15);
        for (Process process : List.of(one, two, three)) {
            assertThat(process.waitFor()).isZero();
        }
        try (SqliteRegistry registry = SqliteRegistry.open(workspace)) {
            assertThat(registry.versions()).hasSize(45);
            assertThat(registry.check()).isEmpty();
        }
    }

    /** A collection that spares nothing runs while others write, one of whom is killed. */
    @Test
    void garbageIsCollectedWhileProcessesWrite() throws Exception {
        GarbageRules all = new GarbageRules(false, Duration.ZERO, Optional.empty());
        Process one = start("shared", 15);
        Process two = start("shared2", 15);
        Process killed = start("killed", 1000);
        try (SqliteRegistry registry = SqliteRegistry.open(workspace)) {
            while (one.isAlive() || two.isAlive()) {
                registry.collectGarbage(all);
            }
            List<String> told = killAfter(killed, "killed", 6, 5);
            registry.collectGarbage(all);
            assertThat(one.exitValue()).isZero();
            assertThat(two.exitValue()).isZero();
            assertThat(registry.versions().stream().filter(v -> v.name().startsWith("shared")))
                    .hasSize(30);
            verify(told);
            registry.collectGarbage(all);
            assertThat(registry.check()).isEmpty();
        }
    }
}
