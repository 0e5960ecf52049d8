package theoria.tests.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Tensor;
import theoria.format.onnx.OnnxModel;
import theoria.format.onnx.OnnxReader;
import theoria.testkit.SharedFiles;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Image classifiers of ImageNet against the outputs that were published with them. */
class OnnxClassifiersTest {
    private static final int TAR_RECORD = 512;
    private static final int TAR_SIZE_AT = 124;

    @TempDir Path folder;

    /**
     * Weights are constant, so that all classes have the same logit, and the input is arange(n)/n
     * (data/README.md). Logits reach 1e21: their softmax tells what rounding did, in double as in
     * single precision, unless they are rounded to single precision first.
     */
    @ParameterizedTest
    @ValueSource(strings = {"bvlc_alexnet", "inception_v1", "resnet50", "squeezenet", "vgg19"})
    void architecturesWithConstantWeights(String name) throws Exception {
        String stem = "data/onnx/light/light_" + name;
        ImportedModel model = new OnnxReader().load(SharedFiles.require(stem + ".onnx"));
        boolean fits = Runtime.getRuntime().maxMemory() / 48 >= model.graph().parameterCount();
        assumeTrue(fits, () -> "skipped: " + name + " needs more memory in double precision");
        float[] ramp = new float[model.graph().inputShape().size()];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (float) i / ramp.length;
        }
        Tensor input = Tensor.of(model.graph().inputShape(), ramp);
        Tensor expected = tensor(SharedFiles.require(stem + "_output_0.pb"));
        Node softmax = model.graph().node(model.graph().output());
        assertThat(softmax.operator()).isInstanceOf(Operator.Softmax.class);
        Tensor logits = Golden.scores(model, softmax.inputs().get(0), input, expected);
        Golden.assertClose(softmax(logits), expected, 1e-4);
    }

    private static Tensor softmax(Tensor logits) {
        double[] scores = logits.toDoubles().clone();
        double largest = Arrays.stream(scores).max().orElse(0);
        double sum = Arrays.stream(scores).map(score -> Math.exp(score - largest)).sum();
        Arrays.setAll(scores, i -> Math.exp(scores[i] - largest) / sum);
        return Tensor.of(logits.shape(), scores);
    }

    /** Half-precision weights against the net in single precision. */
    @Test
    void squeezeNetOfHalfPrecision() throws Exception {
        Path file = SharedFiles.require("data/onnx/imagenet/SqueezeNet_fp16.onnx");
        Path golden = SharedFiles.require("data/onnx/imagenet/squeezenet-golden");
        ImportedModel model = new OnnxReader().load(file);
        Tensor expected = tensor(golden.resolve("output_0.pb"));
        Tensor input = tensor(golden.resolve("input_0.pb"));
        Tensor actual = Golden.scores(model, model.graph().output(), input, expected);
        Golden.assertClose(actual, expected, 2e-3);
        assertThat(Golden.top(actual, 5)).isEqualTo(Golden.top(expected, 5));
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("half precision"));
    }

    /** 8-bit codes: clipped, not rounded, so that only the best class is the same. */
    @Test
    void shuffleNetOfIntegers() throws Exception {
        Path packed = SharedFiles.require("data/onnx/imagenet/shufflenet-v2-12-int8.tar.gz");
        unpack(packed);
        ImportedModel model = new OnnxReader().load(folder.resolve("shufflenet-v2-12-int8.onnx"));
        Tensor expected = tensor(folder.resolve("output_0.pb"));
        Tensor input = tensor(folder.resolve("input_0.pb"));
        Tensor actual = Golden.scores(model, model.graph().output(), input, expected);
        assertThat(Golden.top(actual, 1)).isEqualTo(Golden.top(expected, 1));
    }

    private static Tensor tensor(Path file) throws Exception {
        return OnnxModel.tensor(Files.readAllBytes(file));
    }

    /** The files of a tar archive, without its folders. */
    private void unpack(Path archive) throws IOException {
        try (DataInputStream in =
                new DataInputStream(
                        new BufferedInputStream(
                                new GZIPInputStream(Files.newInputStream(archive))))) {
            byte[] header = new byte[TAR_RECORD];
            while (in.readNBytes(header, 0, TAR_RECORD) == TAR_RECORD && header[0] != 0) {
                String name = text(header, 0, 100);
                String octal = text(header, TAR_SIZE_AT, 12);
                int size = octal.isEmpty() ? 0 : Integer.parseInt(octal, 8);
                byte[] bytes = in.readNBytes(size);
                in.skipNBytes((TAR_RECORD - size % TAR_RECORD) % TAR_RECORD);
                if (!name.endsWith("/")) {
                    Files.write(folder.resolve(name.substring(name.lastIndexOf('/') + 1)), bytes);
                }
            }
        }
    }

    private static String text(byte[] header, int at, int length) {
        String text = new String(header, at, length, StandardCharsets.US_ASCII);
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }
}
