package theoria.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.testkit.SharedFiles;
import theoria.tests.support.Theoria;

import java.nio.file.Files;
import java.nio.file.Path;

/** What does not fit or cannot be is refused in one sentence, with the exit code of its kind. */
class RefusalsTest {
    private static final int USAGE = 2;
    private static final int BAD_INPUT = 3;
    private static final int OBSTACLE = 4;
    private static final String DATA = "synthdigits?train=60&test=40";

    @TempDir Path folder;

    private Theoria.Outcome theoria(String... arguments) {
        return new Theoria(folder.resolve("ws")).run(arguments);
    }

    private void train() {
        Theoria.Outcome outcome =
                theoria("train", "mlp:1024-8-10", "--data", DATA, "--epochs", "1", "--name", "m");
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    @Test
    void aTrainingOnOtherShapesNamesBoth() {
        Theoria.Outcome outcome = theoria("train", "mlp:5-8-10", "--data", DATA);
        assertThat(outcome.code()).isEqualTo(OBSTACLE);
        assertThat(outcome.err()).contains("1x32x32").contains("takes 5");
    }

    @Test
    void moreClassesThanOutputsAreNamed() {
        Theoria.Outcome outcome = theoria("train", "mlp:1024-8-3", "--data", DATA);
        assertThat(outcome.code()).isEqualTo(OBSTACLE);
        assertThat(outcome.err()).contains("labels up to 9").contains("only 3 outputs");
    }

    @Test
    void anOutputThatIsNotThereIsAMatterOfUsage() {
        train();
        Theoria.Outcome outcome =
                theoria("run", "inspection.layers", "--model", "m", "-p", "output=nowhere");
        assertThat(outcome.code()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains("parameter output is 'nowhere': no layer 'nowhere'");
    }

    @Test
    void aFileOfDirectionsThatCannotBeReadIsBadInput() {
        train();
        Theoria.Outcome outcome =
                theoria(
                        "run",
                        "landscape.surface",
                        "--model",
                        "m",
                        "--data",
                        DATA,
                        "-p",
                        "grid=3",
                        "-p",
                        "directions=file:" + folder.resolve("none.npz"));
        assertThat(outcome.code()).isEqualTo(BAD_INPUT);
    }

    @Test
    void aNumbersOnlyStudyFillsAFolderButNoPicture() {
        train();
        Path out = folder.resolve("out");
        Theoria.Outcome outcome =
                theoria(
                        "run",
                        "inspection.evaluation",
                        "--model",
                        "m",
                        "--data",
                        DATA,
                        "-o",
                        out.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(Files.exists(out.resolve("result.npz"))).isTrue();
    }

    @Test
    void aNetworkIsNotImportedAgainWithAnotherContract() {
        String file = SharedFiles.require("golden/models/lenet-mnist.onnx").toString();
        String[] first = {"import", file, "--name", "n", "--preprocess", "scale=1/255"};
        assertThat(theoria(first).code()).isZero();
        assertThat(theoria(first).code()).isZero();
        Theoria.Outcome other = theoria("import", file, "--name", "n");
        assertThat(other.code()).isEqualTo(USAGE);
        assertThat(other.err()).contains("n:1 is this network already").contains("scale=1/255");
    }

    @Test
    void moreSamplesThanThereAreAreAMatterOfUsage() {
        train();
        String[] words = {
            "run", "inspection.evaluation", "--model", "m", "--data", DATA, "--samples", "0:50"
        };
        Theoria.Outcome outcome = theoria(words);
        assertThat(outcome.code()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains("samples are 0:50").contains("only 40 examples");
    }

    @Test
    void aMeanOfOtherChannelsThanTheDataIsAnObstacle() {
        train();
        String[] words = {
            "run",
            "inspection.evaluation",
            "--model",
            "m",
            "--data",
            DATA,
            "--preprocess",
            "mean=1:2:3"
        };
        Theoria.Outcome outcome = theoria(words);
        assertThat(outcome.code()).isEqualTo(OBSTACLE);
        assertThat(outcome.err()).contains("mean has 3 numbers, but the data has 1 channel");
    }

    @Test
    void aNameThatIsNoneIsRefusedBeforeTheTraining() {
        Theoria.Outcome outcome =
                theoria("train", "mlp:1024-8-10", "--data", DATA, "--name", "a b");
        assertThat(outcome.code()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains("'a b' cannot name a model");
        assertThat(Files.exists(folder.resolve("ws"))).isFalse();
    }

    @Test
    void rangesAreToldInWords() {
        Theoria.Outcome outcome =
                theoria("train", "mlp:1024-8-10", "--data", DATA, "--epochs", "0");
        assertThat(outcome.code()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains("the number of epochs is 0, not at least 1");
    }

    @Test
    void aContractOfMoreChannelsThanTheNetworkHasIsRefused() {
        String file = SharedFiles.require("golden/models/lenet-mnist.onnx").toString();
        Theoria.Outcome outcome = theoria("import", file, "--preprocess", "mean=1:2:3");
        assertThat(outcome.code()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains("has 3 numbers, but the network takes 1x28x28");
        assertThat(theoria("models").out()).isEmpty();
    }
}
