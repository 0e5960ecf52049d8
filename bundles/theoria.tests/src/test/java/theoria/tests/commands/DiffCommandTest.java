package theoria.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.testkit.SharedFiles;
import theoria.tests.support.Theoria;

import java.nio.file.Path;
import java.util.Map;

/** {@code theoria diff} on real networks. */
class DiffCommandTest {
    private static final String BURN = "data/pytorch/mnist-burn.pt";
    private static final String BURN_LATER = "data/safetensors/mnist-burn.safetensors";
    private static final String BURN_GRAPH = "data/onnx/mnist-burn/mnist-opset16.onnx";
    private static final String LENET = "golden/models/lenet-mnist.onnx";

    @TempDir Path folder;

    private Theoria.Outcome theoria(String... arguments) {
        return new Theoria(folder.resolve("workspace")).run(arguments);
    }

    private static String shared(String name) {
        return SharedFiles.require(name).toString();
    }

    /** The counts are those of data/README.md, "expected results". */
    @Test
    void twoTrainingsOfOneArchitectureDifferAsPublished() throws Exception {
        Path out = folder.resolve("diff.npz");
        Theoria.Outcome outcome =
                theoria(
                        "diff",
                        shared(BURN),
                        shared(BURN_LATER),
                        "--architecture",
                        shared(BURN_GRAPH),
                        "--data",
                        shared("data/mnist"),
                        "--preprocess",
                        "scale=1/255,mean=0.1307,std=0.3081",
                        "--fail-on",
                        "churn>0.01",
                        "-o",
                        out.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("identical architecture, 18 of 18 tensors")
                .containsPattern("fc1\\.weight +32x11616 +371712 +0\\.6258992")
                .contains("46 predictions differ");
        Map<String, NpyArray> numbers = NpzFile.read(out);
        assertThat(number(numbers, "behaviour.correct")).isEqualTo(9915);
        assertThat(number(numbers, "behaviour.correct_2")).isEqualTo(9917);
        assertThat(number(numbers, "behaviour.loss")).isCloseTo(0.030435, within(1e-6));
        assertThat(number(numbers, "behaviour.loss_2")).isCloseTo(0.028088, within(1e-6));
        assertThat(number(numbers, "behaviour.churned")).isEqualTo(46);
        assertThat(number(numbers, "behaviour.churn")).isEqualTo(0.0046);
        NpyArray cka = numbers.get("inspection.behaviour.cka");
        for (int i = 0; i < cka.size(); i++) {
            assertThat(cka.get(i)).isBetween(0.0, 1.0);
        }
    }

    private static double number(Map<String, NpyArray> numbers, String key) {
        return numbers.get("inspection." + key).get(0);
    }

    @Test
    void theSameWeightsInAnotherFormatAreIdentical() {
        Theoria.Outcome outcome =
                theoria(
                        "diff",
                        shared(LENET),
                        shared("golden/models/lenet-mnist.safetensors"),
                        "--architecture",
                        shared(LENET),
                        "--fail-on",
                        "tensors_changed>0");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("identical function, identical weights");
    }

    @Test
    void whatChangedEndsWithOneIfAskedFor() {
        String[] command = {
            "diff",
            shared(LENET),
            shared("golden/models/lenet-mnist-b.onnx"),
            "--data",
            shared("data/mnist"),
            "--samples",
            "0:500",
            "--preprocess",
            "scale=1/255",
            "--fail-on",
            "churn>0.0001"
        };
        Theoria.Outcome outcome = theoria(command);
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).contains("--fail-on churn>0.0001 is met");
        command[command.length - 1] = "chrun>0.0001";
        assertThat(theoria(command).code()).isEqualTo(2);
    }

    @Test
    void threeModelsMakeATable() {
        Theoria.Outcome outcome =
                theoria(
                        "diff",
                        shared("golden/models/mlp-relu-digits.onnx"),
                        shared("golden/models/mlp-digits.onnx"),
                        shared("golden/models/mlp-relu-digits.safetensors"),
                        "--architecture",
                        shared("golden/models/mlp-relu-digits.onnx"),
                        "--data",
                        shared("data/uci-digits"),
                        "--preprocess",
                        "scale=1/16");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("Models against mlp-relu-digits.onnx")
                .contains("identical function, identical weights")
                .containsPattern("churned_3 +0\\b");
    }

    @Test
    void oneModelIsTooFewAndAWrongParameterNamed() {
        assertThat(theoria("diff", shared(LENET)).code()).isEqualTo(2);
        Theoria.Outcome outcome = theoria("diff", shared(LENET), shared(LENET), "-p", "cake=1");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("'cake'");
    }
}
