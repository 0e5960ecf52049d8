package theoria.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.testkit.SharedFiles;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class OnnxReaderTest {
    private final OnnxReader reader = new OnnxReader();

    @ParameterizedTest
    @CsvSource({
        "golden/models/lenet-mnist.onnx, 61706, 1x28x28, 10",
        "golden/models/mlp-digits.onnx, 2410, 64, 10",
        "golden/models/mlp-relu-digits.onnx, 6570, 64, 10",
        "golden/models/resnet-tiny-cifar.onnx, 77946, 3x32x32, 10",
        "data/onnx/mnist-cntk/model.onnx, 5994, 1x28x28, 10",
        "data/onnx/tribuo/cnn_mnist.onnx, 21840, 1x28x28, 10",
        "data/onnx/mnist-burn/mnist-opset16.onnx, 376870, 1x28x28, 10"
    })
    void readsRealNetworks(String file, int parameters, String input, int classes)
            throws Exception {
        NetworkGraph graph = load(file).graph();
        assertThat(graph.parameterCount()).isEqualTo(parameters);
        assertThat(graph.inputShape().toString()).isEqualTo(input);
        assertThat(graph.classes()).isEqualTo(classes);
    }

    @Test
    void blocksOfTheLenetAreInTheOrderOfItsStateDict() throws Exception {
        assertThat(load("golden/models/lenet-mnist.onnx").graph().trainableBlocks())
                .extracting(block -> block.name())
                .containsExactly(
                        "conv1.weight",
                        "conv1.bias",
                        "conv2.weight",
                        "conv2.bias",
                        "fc1.weight",
                        "fc1.bias",
                        "fc2.weight",
                        "fc2.bias",
                        "fc3.weight",
                        "fc3.bias");
    }

    @Test
    void doubleTensorsStayDouble() throws Exception {
        assertThat(load("golden/models/mlp-digits-f64.onnx").weights().precision())
                .isEqualTo(Precision.DOUBLE);
    }

    @Test
    void storedMatricesBecomeOutByIn() throws Exception {
        NetworkGraph graph = load("data/onnx/mnist-cntk/model.onnx").graph();
        assertThat(graph.block("Parameter193").shape()).isEqualTo(Shape.of(10, 256));
    }

    @Test
    void aFinalSoftmaxNodeStaysAndTheLossIsTakenBeforeIt() throws Exception {
        NetworkGraph graph = load("data/onnx/tribuo/cnn_mnist.onnx").graph();
        assertThat(LossHead.of(graph, false).kind()).isEqualTo(LossHead.Kind.SOFTMAX_INPUT);
        assertThat(LossHead.of(graph, false).lossNode()).isEqualTo("20");
    }

    @Test
    void anUnsupportedOperatorIsRefusedByNameAndNode() {
        Path file = SharedFiles.require("data/onnx/tribuo/lr_mnist.onnx");
        assertThatThrownBy(() -> reader.load(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("LinearClassifier")
                .hasMessageContaining("of node");
    }

    /** Every broken file behaves as FILES.txt says. */
    @TestFactory
    List<DynamicTest> brokenFiles() throws Exception {
        Path folder = SharedFiles.require("data/broken/onnx");
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("FILES.txt"))) {
            String name = line.substring(0, line.indexOf(':'));
            String says = line.substring(line.indexOf(':') + 1);
            tests.add(DynamicTest.dynamicTest(name, () -> check(folder.resolve(name), says)));
        }
        return tests;
    }

    private void check(Path file, String says) throws FormatException {
        boolean legal = says.contains("legal") || says.contains("control");
        boolean flipped = says.contains("bits flipped");
        try {
            if (!reader.recognises(FileProbe.of(file))) {
                assertThat(legal).as("a legal file is recognised").isFalse();
                return;
            }
            ImportedModel model = reader.load(file);
            assertThat(legal || flipped).as("loaded although: %s", says).isTrue();
            if (file.toString().contains("nan-inf")) {
                assertThat(model.remarks()).anyMatch(remark -> remark.contains("NaN or infinite"));
            }
        } catch (FormatException e) {
            assertThat(legal).as("refused: %s", e.getMessage()).isFalse();
            assertThat(e.getMessage()).contains(file.getFileName().toString());
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }

    @Test
    void aSmallFileIsReadWithItsShapes() throws Exception {
        Path file = Files.createTempFile("small", ".onnx");
        Files.write(file, SmallFile.bytes());
        ImportedModel model = reader.load(file);
        assertThat(model.graph().parameterCount()).isEqualTo(18 + 24 + 3);
        assertThat(model.graph().shape("pool")).isEqualTo(Shape.of(2, 2, 2));
        Files.delete(file);
    }

    @Property(tries = 2000)
    void mutatedFilesAreReadOrRefused(
            @ForAll @IntRange(min = 0, max = 9000) int position, @ForAll byte value)
            throws Exception {
        byte[] bytes = SmallFile.bytes();
        bytes[position % bytes.length] = value;
        Path mutant = Files.createTempFile("mutant", ".onnx");
        try {
            Files.write(mutant, bytes);
            assertThat(reader.load(mutant).graph().nodes()).isNotEmpty();
        } catch (FormatException e) {
            assertThat(e.getMessage()).startsWith("'mutant");
        } finally {
            Files.delete(mutant);
        }
    }

    @Test
    void textIsNotRecognised() throws Exception {
        Path text = Files.createTempFile("note", ".onnx");
        Files.write(text, "version https://example.org".getBytes(StandardCharsets.UTF_8));
        assertThat(reader.recognises(FileProbe.of(text))).isFalse();
        Files.delete(text);
    }

    private ImportedModel load(String file) throws FormatException {
        Path path = SharedFiles.require(file);
        assertThat(reader.recognises(FileProbe.of(path))).isTrue();
        return reader.load(path);
    }
}
