package theoria.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.PreparedExamples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.BackwardRule;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.Block;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.engine.reference.ReferenceEngine;
import theoria.format.data.CifarLoader;
import theoria.format.data.CsvLoader;
import theoria.format.data.IdxLoader;
import theoria.format.onnx.OnnxReader;
import theoria.testkit.SharedFiles;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Outputs, loss and gradients of the golden networks on the reference engine against the numbers of
 * golden/models and golden/attribution, at the tolerances of their README: relative to the largest
 * value of the array, 1e-10 in double, 1e-5 (logits) and 1e-4 (gradients) in float.
 */
class GoldenNetworksTest {
    private static final int SAMPLES = 1000;

    private final ReferenceEngine engine = new ReferenceEngine();

    @ParameterizedTest
    @CsvSource({
        "lenet-mnist, mnist, scale=1/255",
        "lenet-mnist-b, mnist, scale=1/255",
        "mlp-digits-f64, uci-digits, scale=1/16",
        "mlp-relu-digits, uci-digits, scale=1/16",
        "resnet-tiny-cifar, cifar10-subset, "
                + "'scale=1/255,mean=.4914:.4822:.4465,std=.2470:.2435:.2616'"
    })
    void logitsLossAndGradientAreThoseOfTorch(String name, String data, String contract)
            throws Exception {
        ImportedModel model = load(name);
        Map<String, NpyArray> golden =
                NpzFile.read(
                        SharedFiles.require("golden/models/" + name.replace("-f64", "") + ".npz"));
        Batch test = prepared(model, data, Split.TEST, contract).read(0, 32);
        Batch train = prepared(model, data, Split.TRAIN, contract).read(0, SAMPLES);
        try (Network network = open(model, Precision.DOUBLE)) {
            double[] logits = network.scores(test.inputs()).toDoubles();
            assertThat(difference(logits, golden.get("logits64").toDoubles())).isLessThan(1e-10);
            double[] gradient = new double[model.graph().parameterCount()];
            double loss = network.parameterGradient(train, gradient);
            double stored = golden.get("loss64").get(0);
            assertThat(Math.abs(loss - stored) / stored).isLessThan(1e-10);
            checkGradient(model, gradient, golden, 1e-10);
        }
        try (Network network = open(model, Precision.FLOAT)) {
            double[] logits = network.scores(test.inputs()).toDoubles();
            assertThat(difference(logits, golden.get("logits32").toDoubles())).isLessThan(1e-5);
            double[] gradient = new double[model.graph().parameterCount()];
            network.parameterGradient(train, gradient);
            checkGradient(model, gradient, golden, 1e-4);
        }
    }

    /** Gradient by tensor; a tensor that ONNX shares is the sum of torch's two (golden README). */
    private static void checkGradient(
            ImportedModel model,
            double[] gradient,
            Map<String, NpyArray> golden,
            double tolerance) {
        for (Block block : model.graph().trainableBlocks()) {
            NpyArray stored = golden.get("grad:" + block.name());
            double[] expected = stored.toDoubles();
            NpyArray merged = golden.get("grad:" + block.name().replace("bn2.bias", "bns.bias"));
            boolean shared =
                    merged != null
                            && merged != stored
                            && !hasBlock(model, block.name().replace("bn2.bias", "bns.bias"));
            for (int i = 0; shared && i < expected.length; i++) {
                expected[i] += merged.get(i);
            }
            double[] own =
                    Arrays.copyOfRange(gradient, block.offset(), block.offset() + block.size());
            assertThat(difference(own, expected)).as(block.name()).isLessThan(tolerance);
        }
    }

    private static boolean hasBlock(ImportedModel model, String name) {
        return model.graph().blocks().stream().anyMatch(block -> block.name().equals(name));
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, saliency_signed",
        "GUIDED, guided_backprop",
        "DECONVOLUTION, deconvolution"
    })
    void inputGradientsAreThoseOfCaptum(BackwardRule rule, String key) throws Exception {
        ImportedModel model = load("lenet-mnist");
        Map<String, NpyArray> golden =
                NpzFile.read(SharedFiles.require("golden/attribution/lenet.npz"));
        float[] pixels = golden.get("images").toFloats();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] /= 255;
        }
        Tensor inputs = Tensor.of(Shape.of(8, 1, 28, 28), pixels);
        double[] cotangent = new double[8 * 10];
        for (int n = 0; n < 8; n++) {
            cotangent[n * 10 + (int) golden.get("target").get(n)] = 1;
        }
        try (Network network = open(model, Precision.DOUBLE)) {
            Tensor direction = Tensor.of(Shape.of(8, 10), cotangent);
            double[] gradient =
                    network.inputGradient(inputs, model.graph().output(), direction, rule)
                            .toDoubles();
            assertThat(difference(gradient, golden.get(key).toDoubles())).isLessThan(1e-8);
        }
    }

    private Network open(ImportedModel model, Precision precision) throws Exception {
        Need need =
                Need.of(
                        precision,
                        Capability.PARAMETER_GRADIENT,
                        Capability.INPUT_GRADIENT,
                        Capability.BACKWARD_RULES);
        return engine.open(model.graph(), model.weights(), need);
    }

    private static ImportedModel load(String name) throws Exception {
        Path file = SharedFiles.require("golden/models/" + name + ".onnx");
        return new OnnxReader().load(file);
    }

    private static Examples prepared(ImportedModel model, String data, Split split, String contract)
            throws Exception {
        Path folder = SharedFiles.require("data/" + data);
        DatasetLoader loader =
                data.equals("mnist")
                        ? new IdxLoader()
                        : data.startsWith("cifar") ? new CifarLoader() : new CsvLoader();
        Dataset dataset = loader.load(folder, Map.of());
        return PreparedExamples.of(
                dataset.split(split).orElseThrow(),
                InputContract.parse(contract),
                model.graph().inputShape());
    }

    /** Largest difference relative to the largest expected value. */
    private static double difference(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
        }
        return difference / largest;
    }
}
