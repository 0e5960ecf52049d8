package theoria.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.tests.support.Theoria;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code theoria run --dry-run} tells what a run would cost, and does not run. */
class DryRunTest {
    private static final String DATA = "synthdigits?train=60&test=40";

    @TempDir Path folder;

    private Theoria.Outcome run(String study, String... more) {
        Theoria theoria = new Theoria(folder.resolve("ws"));
        String[] words = {"run", study, "--model", "m", "--data", DATA, "--dry-run"};
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        if (!theoria.workspace().toFile().exists()) {
            theoria.run("train", "mlp:1024-8-10", "--data", DATA, "--epochs", "1", "--name", "m");
        }
        return theoria.run(all);
    }

    @Test
    void itTellsTheTimeAndWritesNothing() {
        Path out = folder.resolve("a.npz");
        Theoria.Outcome outcome = run("landscape.surface", "-p", "grid=9", "-o", out.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("landscape.surface would take about")
                .contains("4,860 forward passes")
                .contains("timed here");
        assertThat(Files.exists(out)).isFalse();
    }

    @Test
    void anObstacleIsToldAsIfItRan() {
        Theoria.Outcome outcome = run("landscape.trajectory", "-p", "normalize=filter");
        assertThat(outcome.code()).isNotZero();
        Theoria.Outcome obstacle = run("landscape.line", "-p", "directions=between");
        assertThat(obstacle.code()).isEqualTo(4);
    }
}
