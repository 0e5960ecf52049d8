package theoria.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.testkit.SharedFiles;
import theoria.tests.support.Theoria;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Published networks on published data, through the command line, to the last example. */
class RealNetworksTest {
    private final StringBuilder said = new StringBuilder();

    @TempDir Path folder;

    private int theoria(String... arguments) {
        Theoria.Outcome outcome = new Theoria(folder.resolve("ws")).run(arguments);
        said.append(outcome.out()).append(outcome.err());
        return outcome.code();
    }

    private static String shared(String name) {
        return SharedFiles.require(name).toString();
    }

    /**
     * Correct answers and mean loss of data/README.md, "expected results"; those of the frozen
     * LeNet, which has a ReLU at its end and errs half of the time, of frozen_lenet.py beside this
     * file.
     */
    @ParameterizedTest
    @CsvSource({
        "data/onnx/mnist-cntk/model.onnx, data/mnist, '', 9891, 7.578456",
        "data/onnx/tribuo/cnn_mnist.onnx, data/mnist, '', 9904, 1.836587",
        "data/onnx/mnist-burn/mnist-opset16.onnx, data/mnist, "
                + "'scale=1/255,mean=0.1307,std=0.3081', 9916, 0.026486",
        "data/onnx/vnncomp/mnist-net_256x2.onnx, data/mnist, scale=1/255, 9808, 1.481906",
        "data/onnx/vnncomp/Convnet_maxpool.onnx, data/mnist, scale=1/255, 9792, 0.072579",
        "data/onnx/vnncomp/resnet_2b.onnx, data/cifar10-subset, "
                + "'scale=1/255,mean=.4914:.4822:.4465,std=.2470:.2435:.2616', 702, 0.891017",
        "data/tf/lenet_frozen.pb, data/mnist, scale=1/255, 4982, 2.062743",
        "data/keras/v3/mnist-mlp.keras, data/mnist, scale=1/255, 9588, 0.230642",
        "data/onnx/vnncomp/cifar_base_kw.onnx, data/cifar10-subset, "
                + "'scale=1/255,mean=.485:.456:.406,std=.225', 611, 1.153676"
    })
    void countsAreReproducedToTheLastExample(
            String network, String data, String contract, int correct, double loss)
            throws Exception {
        Path npz = folder.resolve("e.npz");
        int code =
                theoria(
                        "run",
                        "inspection.evaluation",
                        "--model",
                        shared(network),
                        "--data",
                        shared(data),
                        "--preprocess",
                        contract,
                        "-p",
                        "outputs=raw",
                        "-o",
                        npz.toString());
        assertThat(code).as(said.toString()).isZero();
        Map<String, NpyArray> arrays = NpzFile.read(npz);
        assertThat(arrays.get("correct").get(0)).isEqualTo(correct);
        assertThat(arrays.get("loss").get(0)).isCloseTo(loss, within(1e-4 * loss));
    }

    /** Weights without a graph in an architecture of the zoo or of a text. */
    @ParameterizedTest
    @CsvSource({
        "pytorch/resnet20-12fca82f.th, cifar-resnet20-a, cifar10-subset, "
                + "'scale=1/255,mean=.485:.456:.406,std=.229:.224:.225', 915, 0.384205",
        "pytorch/resnet56_model_300.t7, cifar-resnet56-b, cifar10-subset, "
                + "'mean=125.3:123.0:113.9,std=63.0:62.1:66.7', 937, 0.264835",
        "pytorch/resnet56_noshort_model_300.t7, cifar-resnet56-noshort, cifar10-subset, "
                + "'mean=125.3:123.0:113.9,std=63.0:62.1:66.7', 871, 0.388415",
        "safetensors/dfdx-mnist-mlp.safetensors, mlp:784-512-128-32-10, mnist, scale=1/255, "
                + "9849, 0.390552",
        "keras/kotlindl-lenet/mnist_weights_only.h5, KOTLIN, fashion-mnist, scale=1/255, "
                + "8553, 0.405694",
        "landscape/mnist-dense-crossentropy/model_20230414_171505_10, mlp:784-64-64-64-10, mnist, "
                + "'scale=1/255,mean=.5,std=.5', 9333, 0.223986"
    })
    void weightsInAnArchitectureGiveTheirCounts(
            String weights,
            String architecture,
            String data,
            String contract,
            int correct,
            double loss)
            throws Exception {
        Path npz = folder.resolve("e.npz");
        int code =
                theoria(
                        "run",
                        "inspection.evaluation",
                        "--model",
                        shared("data/" + weights)
                                + "?architecture="
                                + architecture.replace(
                                        "KOTLIN",
                                        shared("data/keras/kotlindl-lenet/modelConfig.json")),
                        "--data",
                        shared("data/" + data),
                        "--split",
                        "test",
                        "--preprocess",
                        contract,
                        "-o",
                        npz.toString());
        assertThat(code).as(said.toString()).isZero();
        Map<String, NpyArray> arrays = NpzFile.read(npz);
        assertThat(arrays.get("correct").get(0)).isEqualTo(correct);
        assertThat(arrays.get("loss").get(0)).isCloseTo(loss, within(1e-4 * loss));
    }

    @Test
    void weightsAloneCanBeLookedAtAndNothingElse() {
        String weights = shared("data/pytorch/resnet20-12fca82f.th");
        assertThat(theoria("import", weights, "--name", "loose")).as(said.toString()).isZero();
        assertThat(said.toString()).contains("Weights only");
        for (String study :
                new String[] {"inspection.weights", "inspection.layers", "visualization.filters"}) {
            assertThat(theoria("run", study, "--model", "loose")).as(said.toString()).isZero();
        }
        String data = shared("data/cifar10-subset");
        assertThat(theoria("run", "inspection.evaluation", "--model", "loose", "--data", data))
                .isEqualTo(4);
        assertThat(said.toString()).contains("holds weights only");
    }

    @Test
    void theMappingIsPrintedAndAMisfitNamed() {
        String weights = shared("data/pytorch/resnet20-12fca82f.th");
        String name = "--architecture=cifar-resnet20";
        assertThat(theoria("import", weights, name)).as(said.toString()).isZero();
        assertThat(said.toString())
                .contains("conv1.weight 16x3x3x3 <- module.conv1.weight (by name)");
        String other = "--architecture=cifar-resnet56-b";
        assertThat(theoria("import", weights, other)).isEqualTo(3);
        assertThat(said.toString()).contains("no tensor of the file fits");
    }

    @Test
    void aReportVerifiesAndATamperedNumberIsFound() throws Exception {
        Path workbook = folder.resolve("r.xlsx");
        int code =
                theoria(
                        "report",
                        "--model",
                        shared("golden/models/mlp-relu-digits.onnx"),
                        "--data",
                        shared("data/uci-digits"),
                        "--preprocess",
                        "scale=1/16",
                        "--samples",
                        "0:100",
                        "-p",
                        "grid=5",
                        "-o",
                        workbook.toString());
        assertThat(code).as(said.toString()).isZero();
        assertThat(theoria("verify-report", workbook.toString())).isZero();
        assertThat(said.toString()).contains("every number holds");
        XSSFWorkbook book;
        try (InputStream in = Files.newInputStream(workbook)) {
            book = new XSSFWorkbook(in);
        }
        book.getSheet("1 Evaluation").getRow(4).getCell(1).setCellValue(0.123);
        try (OutputStream file = Files.newOutputStream(workbook)) {
            book.write(file);
        }
        book.close();
        assertThat(theoria("verify-report", workbook.toString())).isEqualTo(1);
        assertThat(said.toString()).contains("'1 Evaluation'!B5");
    }

    @Test
    void aTrainingIsRegisteredWithItsPathAndFoundAgain() throws Exception {
        String data = "synthdigits?train=100&test=50";
        String[] training = {
            "train", "mlp:1024-8-10", "--data", data, "--epochs", "2", "--name", "digits"
        };
        assertThat(theoria(training)).as(said.toString()).isZero();
        assertThat(theoria("show", "digits:1")).isZero();
        assertThat(theoria("run", "inspection.evaluation", "--model", "digits", "--data", data))
                .isZero();
        assertThat(theoria("registry", "check")).isZero();
        assertThat(said.toString()).contains("all well");
    }

    @Test
    void networkAndDataOfOtherShapesAreToldWithBothShapes() {
        int code =
                theoria(
                        "run",
                        "inspection.evaluation",
                        "--model",
                        shared("golden/models/lenet-mnist.onnx"),
                        "--data",
                        shared("data/cifar10-subset"));
        assertThat(code).isEqualTo(4);
        assertThat(said.toString()).contains("3x32x32").contains("1x28x28");
    }
}
