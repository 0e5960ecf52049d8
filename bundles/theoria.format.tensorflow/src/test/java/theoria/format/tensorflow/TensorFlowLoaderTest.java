package theoria.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.graph.Operator;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.testkit.GraphDraft;
import theoria.testkit.SharedFiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class TensorFlowLoaderTest {
    private static final int[] SCALAR = {};

    @TempDir Path folder;

    private final TensorFlowLoader loader = new TensorFlowLoader();

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("graph.pb"), bytes);
    }

    private ImportedModel load(GraphDraft graph) throws IOException, FormatException {
        Path file = write(graph.bytes());
        assertThat(loader.recognises(FileProbe.of(file))).isTrue();
        return loader.load(file);
    }

    private void refuses(GraphDraft graph, String... words) throws IOException {
        Path file = write(graph.bytes());
        assertThatThrownBy(() -> loader.load(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContainingAll(words)
                .hasMessageStartingWith("'graph.pb': ");
    }

    private static GraphDraft vectors() {
        return new GraphDraft().placeholder("x", -1, 2);
    }

    @Test
    void layersTakeTheirBiasAndTurnTheirKernels() throws Exception {
        ImportedModel model = load(SmallGraph.begun());
        List<String> names = new ArrayList<>();
        model.graph().nodes().forEach(node -> names.add(node.name()));
        assertThat(names)
                .containsExactly(
                        "image",
                        "conv",
                        "norm",
                        "active",
                        "pool",
                        "pool channels last",
                        "flat",
                        "product");
        assertThat(model.graph().inputShape()).isEqualTo(Shape.of(1, 4, 4));
        assertThat(model.graph().block("kernel").shape()).isEqualTo(Shape.of(2, 1, 2, 2));
        assertThat(model.weights().values(model.graph().block("kernel")))
                .containsExactly(1, 3, 5, 7, 2, 4, 6, 8);
        assertThat(model.graph().bufferCount()).isEqualTo(4);
        assertThat(model.weights().precision()).isEqualTo(Precision.FLOAT);
    }

    @Test
    void aFinalSoftmaxStays() throws Exception {
        Path file = write(SmallGraph.bytes());
        ImportedModel model = loader.load(file);
        assertThat(model.graph().output()).isEqualTo("probabilities");
        assertThat(model.graph().node("probabilities").operator())
                .isEqualTo(new Operator.Softmax(0, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RandomUniform", "Enter", "PyFunc", "ReadFile", "StatefulPartitionedCall"})
    void whatIsOutsideIsNamed(String operator) throws Exception {
        refuses(vectors().node("odd", operator, List.of("x")), operator, "'odd'", "not supported");
    }

    @Test
    void blocksWithoutAConvolutionAreNamed() throws Exception {
        GraphDraft graph = new GraphDraft().placeholder("x", -1, 4, 4, 1);
        graph.wholes("b", new int[] {2}, 2, 2).wholes("p", new int[] {2, 2}, 0, 0, 0, 0);
        graph.node("a", "SpaceToBatchND", List.of("x", "b", "p")).node("y", "Relu", List.of("a"));
        refuses(graph, "SpaceToBatchND 'a'");
        GraphDraft alone = new GraphDraft().placeholder("x", -1, 4, 4, 1);
        alone.wholes("b", new int[] {2}, 2, 2).wholes("p", new int[] {2, 2}, 0, 0, 0, 0);
        refuses(alone.node("y", "BatchToSpaceND", List.of("x", "b", "p")), "BatchToSpaceND 'y'");
    }

    @Test
    void nodesInAnyOrderAreSorted() throws Exception {
        GraphDraft graph = new GraphDraft();
        graph.node("y", "Relu", List.of("z")).node("z", "Neg", List.of("x", "^x"));
        graph.placeholder("x", -1, 2);
        assertThat(load(graph).graph().output()).isEqualTo("y");
    }

    @Test
    void circlesAndGapsAreRefused() throws Exception {
        refuses(
                vectors()
                        .node("a", "Add", List.of("x", "b"))
                        .node("b", "Neg", List.of("a"))
                        .node("c", "Neg", List.of("a")),
                "depends on itself");
        refuses(vectors().node("a", "Add", List.of("x", "gone")), "'gone'", "no node");
        refuses(vectors().node("a", "Neg", List.of("x:1")), "not read");
        refuses(vectors().node("x", "Neg", List.of("x")), "two nodes");
        refuses(new GraphDraft().constant("c", SCALAR, 1), "Placeholder");
    }

    @Test
    void theBatchIsKept() throws Exception {
        GraphDraft axis = vectors().wholes("a", SCALAR, 0);
        refuses(axis.node("m", "Mean", List.of("x", "a")), "Mean 'm'", "axis 0");
        GraphDraft order = vectors().wholes("o", new int[] {2}, 1, 0);
        refuses(order.node("t", "Transpose", List.of("x", "o")), "Transpose 't'");
        GraphDraft across = vectors().wholes("s", new int[] {2}, -1, 4);
        refuses(across.node("r", "Reshape", List.of("x", "s")), "across examples");
        GraphDraft one = vectors().wholes("s", new int[] {2}, 1, -1);
        refuses(one.node("r", "Reshape", List.of("x", "s")), "across examples");
        GraphDraft fixed = new GraphDraft().placeholder("x", 7, 2, 3);
        fixed.wholes("s", new int[] {2}, 7, 6).node("r", "Reshape", List.of("x", "s"));
        assertThat(load(fixed).graph().classes()).isEqualTo(6);
    }

    @Test
    void smallFilesDoNotFillTheMemory() throws Exception {
        byte[] one = GraphDraft.field(5, new byte[] {0, 0, 0, 0});
        refuses(
                vectors()
                        .repeated("c", 1, new int[] {2_000_000_000}, one)
                        .node("y", "Mul", List.of("x", "c")),
                "Const 'c'",
                "numbers");
        refuses(
                vectors()
                        .wholes("s", new int[] {2}, 40_000, 40_000)
                        .constant("v", SCALAR, 1)
                        .node("f", "Fill", List.of("s", "v"))
                        .node("y", "Mul", List.of("x", "f")),
                "Fill 'f'",
                "numbers");
        refuses(
                vectors()
                        .repeated("c", 1, new int[] {100_000, 100_000}, one)
                        .node("y", "Mul", List.of("x", "c")),
                "Const 'c'",
                "too many");
    }

    /**
     * Two hundred layers share one matrix of a million numbers; of a huge split two parts count.
     */
    @Test
    @Timeout(10)
    void sharedAndSplitTensorsAreGoneThroughOnce() throws Exception {
        byte[] numbers = GraphDraft.field(5, new byte[] {0, 0, 0, 0});
        GraphDraft graph = new GraphDraft().placeholder("y0", -1, 1000);
        graph.repeated("w", 1, new int[] {1000, 1000}, numbers);
        for (int i = 0; i < 200; i++) {
            graph.node("y" + (i + 1), "MatMul", List.of("y" + i, "w"));
        }
        assertThat(load(graph).graph().parameterCount()).isEqualTo(1_000_000);
        GraphDraft split = new GraphDraft().placeholder("x", -1, 2_000_000_000);
        split.wholes("a", SCALAR, 1);
        split.node("s", "Split", List.of("a", "x"), GraphDraft.whole("num_split", 2_000_000_000));
        split.node("y", "Add", List.of("s", "s:1999999999"));
        assertThat(load(split).graph().nodes()).hasSize(4);
    }

    @Test
    void numbersMustBeAsManyAsAnnounced() throws Exception {
        byte[] eight = GraphDraft.field(4, new byte[8]);
        refuses(
                vectors()
                        .repeated("c", 1, new int[] {3}, eight)
                        .node("y", "Mul", List.of("x", "c")),
                "Const 'c'",
                "8 bytes",
                "12 bytes");
        refuses(
                vectors().repeated("c", 7, SCALAR, new byte[0]).node("y", "Mul", List.of("x", "c")),
                "Const 'c'",
                "element type 7");
    }

    @Test
    void weightsInTwoArrangementsAreTwoBlocks() throws Exception {
        GraphDraft graph = vectors().constant("w", new int[] {2, 2}, 1, 2, 3, 4);
        graph.node("a", "MatMul", List.of("x", "w"));
        graph.node("b", "MatMul", List.of("a", "w"), GraphDraft.flag("transpose_b", true));
        ImportedModel model = load(graph);
        assertThat(model.graph().parameterCount()).isEqualTo(8);
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("several arrangements"));
        GraphDraft shared = vectors().constant("w", new int[] {2, 2}, 1, 2, 3, 4);
        shared.node("a", "MatMul", List.of("x", "w")).node("b", "MatMul", List.of("a", "w"));
        assertThat(load(shared).graph().parameterCount()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data/onnx/mnist-cntk/model.onnx",
                "data/onnx/mnist-cntk/test_data_set_0/input_0.pb",
                "data/tfjs/teachablemachine-image-model.zip"
            })
    void otherFilesAreNotRecognised(String name) throws Exception {
        assertThat(loader.recognises(FileProbe.of(SharedFiles.require(name)))).isFalse();
    }

    @Test
    void textIsNotRecognised() throws Exception {
        Path text = write("\n\nnode {\n name: \"x\"".getBytes(StandardCharsets.UTF_8));
        assertThat(loader.recognises(FileProbe.of(text))).isFalse();
    }

    /** A file of a name that the graph gives is neither read nor written. */
    @Test
    void nothingIsExecuted() throws Exception {
        Path canary = folder.resolve("canary");
        GraphDraft graph =
                vectors()
                        .node("w", "WriteFile", List.of("x"), GraphDraft.word("f", canary + ""))
                        .node("y", "PyFunc", List.of("w"), GraphDraft.word("token", "os.system"));
        refuses(graph, "not supported");
        assertThat(canary).doesNotExist();
    }
}
