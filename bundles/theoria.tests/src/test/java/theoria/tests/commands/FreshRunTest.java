package theoria.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.tests.support.Theoria;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs take cells of earlier ones unless they are to be fresh, and say how many. */
class FreshRunTest {
    private static final String DATA = "synthdigits?train=60&test=40";

    @TempDir Path folder;

    private Path workspace() {
        return folder.resolve("ws");
    }

    private Theoria.Outcome theoria(String... arguments) {
        Theoria.Outcome outcome = new Theoria(workspace()).run(arguments);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome;
    }

    private Theoria.Outcome surface(String out, String... more) {
        String[] words = {
            "run", "landscape.surface", "--model", "m", "--data", DATA, "-p", "grid=5", "-o", out
        };
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return theoria(all);
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    private void train() {
        theoria("train", "mlp:1024-8-10", "--data", DATA, "--epochs", "1", "--name", "m");
    }

    @Test
    void theSecondRunSaysWhatItTookAndTheFreshOneTakesNothing() throws Exception {
        train();
        assertThat(surface(out("a.npz")).err()).doesNotContain("cells");
        assertThat(surface(out("b.npz")).err()).contains("cells: 25 of 25 from earlier runs");
        assertThat(surface(out("c.npz"), "--fresh").err()).doesNotContain("cells");
        byte[] first = Files.readAllBytes(folder.resolve("a.npz"));
        assertThat(folder.resolve("b.npz")).hasBinaryContent(first);
        assertThat(folder.resolve("c.npz")).hasBinaryContent(first);
    }

    @Test
    void reportsAreVerifiedWithoutThem() throws Exception {
        train();
        Files.writeString(workspace().resolve("cells"), "no folder");
        assertThat(surface(out("a.xlsx")).err()).contains("cannot be kept");
        assertThat(surface(out("b.xlsx"), "--fresh").err()).doesNotContain("cannot be kept");
        assertThat(theoria("verify-report", out("a.xlsx")).err()).doesNotContain("cannot be kept");
    }

    @Test
    void commandsOnFilesMakeNoWorkspace() {
        train();
        theoria("export", "m", "-o", out("m.onnx"));
        Theoria elsewhere = new Theoria(folder.resolve("none"));
        Theoria.Outcome outcome =
                elsewhere.run(
                        "run",
                        "landscape.surface",
                        "--model",
                        out("m.onnx"),
                        "--data",
                        DATA,
                        "-p",
                        "grid=3");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(elsewhere.workspace()).doesNotExist();
    }
}
