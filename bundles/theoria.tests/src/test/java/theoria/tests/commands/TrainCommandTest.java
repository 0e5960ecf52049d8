package theoria.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.testkit.SharedFiles;
import theoria.tests.support.Theoria;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** {@code theoria train}: what a training may be asked beside epochs and rates. */
class TrainCommandTest {
    private static final String DATA = "synthdigits?train=200&test=60";

    @TempDir Path folder;

    private Theoria.Outcome theoria(String... arguments) {
        return new Theoria(folder.resolve("workspace")).run(arguments);
    }

    private Theoria.Outcome train(String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--data", DATA));
        words.addAll(Arrays.asList(more));
        return theoria(words.toArray(new String[0]));
    }

    private void first() {
        Theoria.Outcome outcome = train("lenet", "--epochs", "2", "--name", "first");
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    @Test
    void aFrozenLayerOfATunedNetworkIsUnchanged() {
        first();
        String[] words = {"--from", "first:1", "--freeze", "conv*", "--epochs", "1"};
        Theoria.Outcome tuned = train(words);
        assertThat(tuned.code()).as(tuned.err()).isZero();
        assertThat(tuned.out()).contains("first-1-tuned:1");
        Theoria.Outcome diff = theoria("diff", "first:1", "first-1-tuned:1");
        assertThat(diff.out())
                .containsPattern("conv1\\.weight +\\S+ +0 +0 +1 +0")
                .containsPattern("fc1\\.weight +\\S+ +[1-9]")
                .containsPattern("tensors_changed +6\\b");
    }

    @Test
    void aNewHeadTakesOtherClasses() {
        first();
        Theoria.Outcome refused = train("--from", "first:1", "--new-head", "lenet");
        assertThat(refused.code()).isEqualTo(2);
        Theoria.Outcome tuned =
                train("--from", "first:1", "--new-head", "--freeze", "conv1", "--epochs", "1");
        assertThat(tuned.code()).as(tuned.err()).isZero();
    }

    @Test
    void itStopsEarlyAndTakesTheBest() {
        String[] words = {
            "mlp:1024-16-10",
            "--epochs",
            "40",
            "--rate",
            "0.02",
            "--checkpoint-every",
            "4",
            "--hold-out",
            "0.2",
            "--patience",
            "3",
            "--name",
            "m"
        };
        Theoria.Outcome outcome = train(words);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("stopped early at step");
        assertThat(outcome.out()).contains("validation_loss").contains("accuracy");
        Theoria.Outcome again = train(words);
        assertThat(again.out().replaceAll("m:\\d", "m"))
                .as("the same command again trains nothing")
                .isEqualTo(outcome.out().replaceAll("m:\\d", "m"));
    }

    @Test
    void aLongTrainingKeepsFewCheckpointsAndStillGoesOn() throws Exception {
        String[] words = {
            "mlp:1024-16-10",
            "--epochs",
            "10",
            "--checkpoint-every",
            "1",
            "--keep",
            "8",
            "--name",
            "k"
        };
        Theoria.Outcome outcome = train(words);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        Theoria.Outcome path = theoria("models", "trajectory", "k", "--json");
        long kept = path.out().lines().filter(line -> line.contains("\"step\"")).count();
        assertThat(kept).as(path.out()).isBetween(4L, 8L);
        assertThat(path.out()).contains("\"step\": 0,").contains("\"step\": 40,");
        try (Stream<Path> blobs = Files.walk(folder.resolve("workspace/blobs"))) {
            long files = blobs.filter(Files::isRegularFile).count();
            assertThat(files).as("weights and states of those kept, the graph").isLessThan(20);
        }
        assertThat(theoria("registry", "check").code()).isZero();
        assertThat(train(words).out()).contains("k:1");
        assertThat(train("lenet", "--keep", "2").err()).contains("not 0 or at least 4");
    }

    @Test
    void curvesOfTheMonitorAreKept() {
        first();
        Theoria.Outcome curves = theoria("run", "inspection.training", "--model", "first");
        assertThat(curves.code()).as(curves.err()).isZero();
        assertThat(curves.out()).contains("2 checkpoints up to step 8").contains("best_step");
        Theoria.Outcome shown = theoria("models", "--json");
        assertThat(shown.out())
                .contains("gradient_norm")
                .contains("update_ratio")
                .contains("dead_relu");
    }

    @Test
    void weightsWithoutAnArchitectureAreNoNetworkToGoOnFrom() {
        String weights = SharedFiles.require("golden/models/lenet-mnist.safetensors").toString();
        Theoria.Outcome outcome = train("--from", weights);
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).contains("holds weights only");
    }

    @Test
    void whatIsNotThereIsNamed() {
        Theoria.Outcome outcome = train("lenet", "--freeze", "conv9");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("no layer with weights is called 'conv9'");
        assertThat(train("lenet", "--freeze", "*").err()).contains("nothing is left to train");
        assertThat(train("lenet", "--augment", "rotate").code()).isEqualTo(2);
        assertThat(train("lenet", "--corrupt", "labels=3").code()).isEqualTo(2);
        assertThat(train("mlp:1024-8-10", "--augment", "flip").code()).isNotZero();
        assertThat(train().err()).contains("either an ARCHITECTURE or --from");
    }

    /** Labels that say nothing can be learned by heart, not understood. */
    @Test
    void randomLabelsAreFittedButTeachNothing() {
        Theoria.Outcome outcome =
                train(
                        "mlp:1024-64-10",
                        "--corrupt",
                        "labels=random",
                        "--epochs",
                        "60",
                        "--batch",
                        "20",
                        "--rate",
                        "0.004",
                        "--name",
                        "noise");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        double accuracy = number(outcome.out(), "accuracy");
        double loss = number(outcome.out(), "train_loss");
        assertThat(loss).isLessThan(0.1);
        assertThat(accuracy).isLessThan(0.35);
    }

    private static double number(String out, String key) {
        return out.lines()
                .filter(line -> line.startsWith(key + " "))
                .mapToDouble(line -> Double.parseDouble(line.replaceFirst("\\S+\\s+", "")))
                .findFirst()
                .orElseThrow();
    }
}
