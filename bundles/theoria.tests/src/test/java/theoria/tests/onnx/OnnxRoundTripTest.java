package theoria.tests.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.engine.reference.ReferenceEngine;
import theoria.format.onnx.OnnxReader;
import theoria.format.onnx.OnnxWriter;
import theoria.testkit.SharedFiles;
import theoria.tests.support.OperatorGraphs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A network that is written and read again is the same network, to the last bit. */
class OnnxRoundTripTest {
    /** Read back in another dress, but with the same weights and numbers (see OnnxWriter). */
    private static final Set<String> REDRESSED =
            Set.of(
                    "reshape to one axis",
                    "vector and matrix",
                    "product with one matrix",
                    "Swish",
                    "sharp Swish",
                    "four bits",
                    "sixteen bits",
                    "length of each number",
                    "expand to more axes");

    @TempDir Path folder;

    @TestFactory
    List<DynamicTest> everyOperator() {
        List<DynamicTest> tests = new ArrayList<>();
        OperatorGraphs.all()
                .forEach(
                        (phrase, graph) ->
                                tests.add(
                                        DynamicTest.dynamicTest(
                                                phrase,
                                                () ->
                                                        check(
                                                                graph,
                                                                OperatorGraphs.weights(graph, 7),
                                                                !REDRESSED.contains(phrase)))));
        return tests;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lenet",
                "mlp:784-20-10:tanh",
                "seq:1x28x28,conv3x3x3,bn,relu,maxpool3,conv3x3x5s2p1,relu,gap,dense10",
                "seq:1x28x28,conv3x3x3,tanh,maxpool2,flatten,dense10"
            })
    void theZoo(String architecture) throws Exception {
        NetworkGraph graph = Architecture.parse(architecture, Shape.of(1, 28, 28), 10);
        check(graph, Initialisation.HE.draw(graph, 3), true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "golden/models/lenet-mnist.onnx",
                "golden/models/lenet-mnist-b.onnx",
                "golden/models/mlp-digits.onnx",
                "golden/models/mlp-digits-f64.onnx",
                "golden/models/mlp-relu-digits.onnx",
                "golden/models/resnet-tiny-cifar.onnx",
                "data/onnx/mnist-cntk/model.onnx",
                "data/onnx/tribuo/cnn_mnist.onnx",
                "data/onnx/mnist-burn/mnist-opset16.onnx"
            })
    void networksFromFiles(String name) throws Exception {
        ImportedModel model = new OnnxReader().load(SharedFiles.require(name));
        check(model.graph(), model.weights(), true);
    }

    private void check(NetworkGraph graph, Weights weights, boolean sameDress) throws Exception {
        Path file = folder.resolve("written.onnx");
        new OnnxWriter().write(graph, weights, file);
        ImportedModel read = new OnnxReader().load(file);
        assertThat(read.weights()).isEqualTo(weights);
        assertThat(read.graph().blocks()).containsExactlyElementsOf(graph.blocks());
        if (sameDress) {
            assertThat(read.graph().nodes()).containsExactlyElementsOf(graph.nodes());
            assertThat(read.graph().outputs()).isEqualTo(graph.outputs());
            assertThat(read.graph().name()).isEqualTo(graph.name());
            byte[] again = new OnnxWriter().write(read.graph(), read.weights());
            assertThat(again).isEqualTo(new OnnxWriter().write(graph, weights));
        }
        Tensor inputs = OperatorGraphs.inputs(graph, 3, 11);
        for (Precision precision : Precision.values()) {
            Tensor expected = scores(graph, weights, precision, inputs);
            Tensor actual = scores(read.graph(), read.weights(), precision, inputs);
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static Tensor scores(
            NetworkGraph graph, Weights weights, Precision precision, Tensor inputs)
            throws Exception {
        try (Network network =
                new ReferenceEngine().open(graph, weights, Need.forward(precision))) {
            return network.scores(inputs);
        }
    }
}
