package theoria.tests.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.format.onnx.OnnxModel;
import theoria.format.onnx.OnnxOptions;
import theoria.format.onnx.OnnxReader;
import theoria.testkit.SharedFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The operator cases of ONNX and PyTorch: what the reference engine makes of the imported graph is
 * the golden output to 1e-4 of its largest value; what is outside feed-forward networks is refused,
 * naming the operator. All inputs but one are stored in the model first, as networks have them;
 * quantised cases, whose outputs are codes, are read with rounding.
 */
public class OnnxGoldenTest {
    private static final double TOLERANCE = 1e-4;

    /** Case (or the beginning of cases' names) to what the refusal must name. */
    private static final Map<String, String> REFUSED = new LinkedHashMap<>();

    static {
        REFUSED.put("test_constant", "no input");
        REFUSED.put("test_constantofshape_float_ones", "ConstantOfShape");
        REFUSED.put("test_constantofshape_int_zeros", "ConstantOfShape");
        REFUSED.put("test_convinteger_with_padding", "ConvInteger");
        REFUSED.put("test_convinteger_without_padding", "ConvInteger");
        REFUSED.put("test_cumsum_1d", "CumSum");
        REFUSED.put("test_dft", "DFT");
        REFUSED.put("test_gru_defaults", "GRU");
        REFUSED.put("test_if", "If");
        REFUSED.put("test_lstm_batchwise", "LSTM");
        REFUSED.put("test_lstm_defaults", "LSTM");
        REFUSED.put("test_lstm_with_initial_bias", "LSTM");
        REFUSED.put("test_reshape_allowzero_reordered", "Reshape");
        REFUSED.put("test_simple_rnn_batchwise", "RNN");
        REFUSED.put("test_simple_rnn_defaults", "RNN");
        REFUSED.put("test_stft", "STFT");
        REFUSED.put("test_Embedding", "Gather");
        REFUSED.put("test_Embedding_sparse", "Gather");
    }

    /** The input that stays free where it is not the first: a condition must be known. */
    private static final Map<String, Integer> FREE = Map.of("test_where_example", 1);

    /**
     * Golden codes that left the range of their type and came back at its other end, where ONNX's
     * text has them stay at the border: case to position and what stands there.
     */
    private static final Map<String, Map<Integer, Float>> WRAPPED =
            Map.of("test_qlinearmatmul_2D_int8_float32", Map.of(5, -128f));

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> operators() throws IOException {
        return Stream.of("node", "pytorch-converted", "pytorch-operator", "mnist-cntk")
                .flatMap(OnnxGoldenTest::cases)
                .map(path -> DynamicTest.dynamicTest(name(path), () -> check(path)));
    }

    /** Why the cases of a group are refused, an empty text for each that is read. */
    public static List<String> refusals(String group, Path folder) throws Exception {
        List<String> refusals = new ArrayList<>();
        for (Path path : cases(group).toList()) {
            Path fixed = folder.resolve(name(path) + ".onnx");
            fix(path, fixed);
            try {
                new OnnxReader().load(fixed);
                refusals.add("");
            } catch (FormatException e) {
                refusals.add(String.valueOf(e.getMessage()));
            }
        }
        return refusals;
    }

    private static Stream<Path> cases(String group) {
        Path parent = SharedFiles.require("data/onnx/" + group);
        if (Files.exists(parent.resolve("model.onnx"))) {
            return Stream.of(parent);
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.sorted().toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private void check(Path path) throws Exception {
        Path fixed = folder.resolve(name(path) + ".onnx");
        Tensor input = fix(path, fixed);
        boolean codes = name(path).startsWith("test_q") || name(path).startsWith("test_dequantize");
        OnnxReader reader = new OnnxReader(new OnnxOptions(codes, false));
        String refused = REFUSED.get(name(path));
        if (refused != null) {
            assertThatThrownBy(() -> reader.load(fixed))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining(refused)
                    .hasMessageNotContaining("\n");
            return;
        }
        ImportedModel model = reader.load(fixed);
        List<String> outputs = model.graph().outputs();
        for (int i = 0; i < outputs.size(); i++) {
            Path golden = path.resolve("test_data_set_0").resolve("output_" + i + ".pb");
            Tensor expected = unwrapped(path, OnnxModel.tensor(Files.readAllBytes(golden)));
            Tensor actual = Golden.scores(model, outputs.get(i), input, expected);
            Golden.assertClose(actual, expected, TOLERANCE);
        }
    }

    private static Tensor unwrapped(Path path, Tensor golden) {
        Map<Integer, Float> wrapped = WRAPPED.getOrDefault(name(path), Map.of());
        if (wrapped.isEmpty()) {
            return golden;
        }
        float[] values = golden.toFloats().clone();
        wrapped.forEach((position, value) -> values[position] = value);
        return Tensor.of(golden.shape(), values);
    }

    /** Stores all inputs but one in a copy of the model, and gives that one's numbers. */
    private static Tensor fix(Path path, Path target) throws Exception {
        OnnxModel model = OnnxModel.parse(Files.readAllBytes(path.resolve("model.onnx")));
        List<String> names = model.inputs();
        int free = FREE.getOrDefault(name(path), 0);
        Map<String, byte[]> stored = new LinkedHashMap<>();
        Tensor input = Tensor.of(Shape.of(0), new float[0]);
        for (int i = 0; i < names.size(); i++) {
            Path file = path.resolve("test_data_set_0").resolve("input_" + i + ".pb");
            byte[] bytes = Files.readAllBytes(file);
            if (i == free) {
                input = OnnxModel.tensor(bytes);
            } else {
                stored.put(names.get(i), bytes);
            }
        }
        Files.write(target, model.withFixed(stored));
        return input;
    }

    @Test
    void veryOldAndForeignFilesAreRefusedByOperator() {
        assertThatThrownBy(() -> load("data/onnx/old/embedding_only.onnx"))
                .hasMessageContaining("Gather")
                .hasMessageContaining("computed indices");
        assertThatThrownBy(() -> load("data/onnx/tribuo/lr_mnist.onnx"))
                .hasMessageContaining("LinearClassifier");
    }

    @Test
    void aNetFromImageToImageKeepsItsShape() throws Exception {
        ImportedModel model = load("data/onnx/old/super_resolution.onnx");
        assertThat(model.graph().shape(model.graph().output()).toString()).isEqualTo("1x672x672");
    }

    @Test
    void weightsInAnotherFileAreDequantisedBlocks() throws Exception {
        ImportedModel model = load("data/onnx/external-data/conv_qdq_external_ini.onnx");
        assertThat(model.graph().block("conv1.weight_quantized").size()).isEqualTo(32 * 27);
        assertThat(model.graph().trainableBlocks()).hasSize(2);
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("clipped"));
    }

    /** One net of TensorFlow as two operator sets have it; the batch of its input is symbolic. */
    @ParameterizedTest
    @ValueSource(strings = {"8", "11"})
    void aConvertedNetGivesTheOutputsOfItsSource(String opset) throws Exception {
        String name = "data/onnx/tf-converted/mnist_softmax/frozen_model_opset" + opset + ".onnx";
        ImportedModel model = load(name);
        Path source = SharedFiles.require("data/tf/mnist_softmax");
        Tensor expected = column(source.resolve("output.prediction.csv"));
        Tensor input = column(source.resolve("input.placeholder.csv"));
        Tensor actual = Golden.scores(model, model.graph().output(), input, expected);
        Golden.assertClose(actual, expected, TOLERANCE);
    }

    /** Numbers, one per line. */
    private static Tensor column(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        float[] values = new float[lines.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(lines.get(i));
        }
        return Tensor.of(Shape.of(values.length), values);
    }

    private static ImportedModel load(String name) throws FormatException {
        return new OnnxReader().load(SharedFiles.require(name));
    }
}
