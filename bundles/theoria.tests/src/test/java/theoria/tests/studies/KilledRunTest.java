package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.RegistryException;
import theoria.registry.SqliteRegistry;
import theoria.tests.support.CommandProcess;
import theoria.tests.support.Theoria;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A surface whose process is killed at moments that a seed chooses goes on at the next try, and its
 * file is the one of a run in another workspace that nobody disturbed.
 */
class KilledRunTest {
    private static final String DATA = "synthdigits?train=200&test=50";

    /**
     * Milliseconds that each evaluation of a run to be killed takes at least. The 841 places of a
     * surface then take 16 seconds on two threads, whatever the machine.
     */
    private static final int PAUSE = 40;

    /** Milliseconds after the first trace of a run when it is killed at the latest. */
    private static final int LATEST = 1000;

    @TempDir Path folder;

    private final List<String> models = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"1, true", "1, false", "2, true", "2, false"})
    void aKilledSurfaceEndsWithTheBytesOfAnUndisturbedOne(int count, boolean cells)
            throws Exception {
        for (int k = 0; k < count; k++) {
            models.add("m" + k);
            train("killed", "m" + k, k + 1);
            train("whole", "m" + k, k + 1);
        }
        if (!cells) { // then only partial results are there to go on from
            Files.writeString(folder.resolve("killed").resolve("cells"), "no folder");
        }
        assertThat(run("whole").err()).doesNotContain("continues").doesNotContain("earlier runs");
        SeededRandom random = new SeededRandom(count);
        for (int kill = 0; kill < 2; kill++) {
            kill(cells, random.nextInt(LATEST));
        }
        Theoria.Outcome last = run("killed");
        assertThat(last.code()).as(last.err()).isZero();
        assertThat(last.err()).contains(cells ? "from earlier runs" : "continues the run");
        assertThat(file("killed")).hasBinaryContent(Files.readAllBytes(file("whole")));
        try (ModelRegistry registry = SqliteRegistry.open(folder.resolve("killed"))) {
            assertThat(registry.check()).isEmpty();
        }
    }

    private void train(String workspace, String name, int seed) {
        Theoria.Outcome outcome =
                new Theoria(folder.resolve(workspace))
                        .run(
                                "train",
                                "mlp:1024-64-10",
                                "--data",
                                DATA,
                                "--epochs",
                                "1",
                                "--seed",
                                Integer.toString(seed),
                                "--name",
                                name);
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    /** Kills the run a moment after it has left something to go on from. */
    private void kill(boolean cells, int millis) throws Exception {
        long before = kept();
        Process process = CommandProcess.start(folder.resolve("killed"), PAUSE, words("killed"));
        try (ModelRegistry registry = SqliteRegistry.open(folder.resolve("killed"))) {
            boolean begun = false;
            while (!begun && !process.waitFor(5, TimeUnit.MILLISECONDS)) {
                begun = cells ? kept() > before : partial(registry);
            }
        }
        assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
        process.destroyForcibly().waitFor();
    }

    /** Bytes of the cells that are kept. */
    private long kept() throws IOException {
        Path cells = folder.resolve("killed").resolve("cells");
        if (!Files.isDirectory(cells)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(cells)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static boolean partial(ModelRegistry registry) throws RegistryException {
        return registry.runs().stream().anyMatch(run -> !run.complete());
    }

    private Theoria.Outcome run(String workspace) {
        String[] words = words(workspace).toArray(new String[0]);
        return new Theoria(folder.resolve(workspace)).run(words);
    }

    private Path file(String workspace) {
        return folder.resolve(workspace + ".npz");
    }

    private List<String> words(String workspace) {
        List<String> words = new ArrayList<>(List.of("run", "landscape.surface", "--data", DATA));
        models.forEach(model -> words.addAll(List.of("--model", model)));
        for (String parameter : List.of("grid=29", "engine=reference", "precision=double")) {
            words.addAll(List.of("-p", parameter));
        }
        words.addAll(List.of("--threads", "2", "-o", file(workspace).toString()));
        return words;
    }
}
