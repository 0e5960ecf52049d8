package theoria.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class OnnxWriterTest {
    @TempDir Path folder;

    private static NetworkGraph lenet() {
        return Architecture.parse("lenet", Shape.of(1, 28, 28), 10);
    }

    private ImportedModel read(byte[] bytes) throws Exception {
        Path file = folder.resolve("m.onnx");
        Files.write(file, bytes);
        return new OnnxReader().load(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet", "mlp:784-9-10", "seq:1x28x28,conv3x3x2,bn,relu,gap,dense10"})
    void whatIsWrittenIsReadBackAsItWas(String architecture) throws Exception {
        NetworkGraph graph = Architecture.parse(architecture, Shape.of(1, 28, 28), 10);
        Weights weights = Initialisation.HE.draw(graph, 1);
        ImportedModel model = read(new OnnxWriter().write(graph, weights));
        assertThat(model.graph().nodes()).containsExactlyElementsOf(graph.nodes());
        assertThat(model.graph().blocks()).containsExactlyElementsOf(graph.blocks());
        assertThat(model.weights()).isEqualTo(weights);
        assertThat(model.format()).isEqualTo("ONNX, operator set 19, by theoria 1.0.0");
        assertThat(model.remarks()).isEmpty();
    }

    @Test
    void equalNetworksGiveEqualBytes() {
        byte[] one = new OnnxWriter().write(lenet(), Initialisation.HE.draw(lenet(), 1));
        byte[] other = new OnnxWriter().write(lenet(), Initialisation.HE.draw(lenet(), 1));
        assertThat(one).isEqualTo(other);
    }

    @Test
    void thePrecisionIsThatOfTheWeightsUnlessAskedOtherwise() throws Exception {
        Weights wide = Initialisation.HE.draw(lenet(), 1).to(Precision.DOUBLE);
        assertThat(read(new OnnxWriter().write(lenet(), wide)).weights()).isEqualTo(wide);
        OnnxWriter single = new OnnxWriter().withPrecision(Precision.FLOAT);
        assertThat(read(single.write(lenet(), wide)).weights().precision())
                .isEqualTo(Precision.FLOAT);
    }

    @Test
    void theBatchIsFree() throws Exception {
        GraphProto graph =
                ModelProto.parseFrom(new OnnxWriter().writeWithoutWeights(lenet())).getGraph();
        assertThat(graph.getInput(0).getType().getTensorType().getShape().getDim(0).getDimParam())
                .isEqualTo("N");
        assertThat(graph.getOutput(0).getType().getTensorType().getShape().getDim(0).getDimParam())
                .isEqualTo("N");
    }

    @Test
    void withoutWeightsEachBlockIsAnInput() throws Exception {
        byte[] bytes = new OnnxWriter().writeWithoutWeights(lenet());
        GraphProto graph = ModelProto.parseFrom(bytes).getGraph();
        assertThat(graph.getInitializerList()).isEmpty();
        assertThat(graph.getInputList())
                .extracting(ValueInfoProto::getName)
                .startsWith("input", "conv1.weight", "conv1.bias")
                .hasSize(11);
    }

    @Test
    void chosenNodesAreTheOutputs() throws Exception {
        OnnxWriter writer = new OnnxWriter().withOutputs(List.of("fc1", "conv1", "fc1"));
        GraphProto graph = ModelProto.parseFrom(writer.writeWithoutWeights(lenet())).getGraph();
        assertThat(graph.getOutputList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("fc1", "conv1");
    }

    @Test
    void anInputKeepsItsNameAndABlockOfThatNameGetsANumber() {
        NetworkGraph graph =
                NetworkGraph.builder("clash")
                        .input("x", Shape.of(2))
                        .add(
                                new Node(
                                        "fc",
                                        new Operator.Dense(2),
                                        List.of("x"),
                                        Map.of(Role.KERNEL, "x", Role.BIAS, "fc")))
                        .build("fc");
        OnnxNames names = OnnxNames.of(graph);
        assertThat(names.node("x")).isEqualTo("x");
        assertThat(names.block("x")).isEqualTo("x #2");
        assertThat(names.block("fc")).isEqualTo("fc");
        assertThat(names.node("fc")).isEqualTo("fc #2");
        assertThatThrownBy(() -> names.node("y")).hasMessageContaining("'y'");
    }

    @Test
    void aLayerOnAFixedTensorIsRefusedByName() {
        NetworkGraph graph =
                NetworkGraph.builder("fixed")
                        .input("x", Shape.of(2))
                        .add("c", new Operator.Constant(ones(2)))
                        .add("s", new Operator.Softmax(0, false), "c")
                        .add("z", new Operator.Arithmetic(Operator.ArithmeticKind.ADD), "x", "s")
                        .build("z");
        assertThat(OnnxWriter.obstacle(graph)).get().asString().startsWith("Softmax 's'");
        assertThatThrownBy(() -> new OnnxWriter().writeWithoutWeights(graph))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fixed cannot be written as ONNX: Softmax 's'");
    }

    private static Tensor ones(int size) {
        float[] ones = new float[size];
        java.util.Arrays.fill(ones, 1);
        return Tensor.of(Shape.of(size), ones);
    }

    @Test
    void aForgedNoteIsRefusedInWords() throws Exception {
        for (String key : List.of("theoria.parameter", "theoria.exact.alpha")) {
            byte[] bytes = noted(key, "nonsense");
            assertThatThrownBy(() -> read(bytes))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("nonsense");
        }
        byte[] bias = noted("theoria.bias", "w");
        assertThatThrownBy(() -> read(bias))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("one number per output");
    }

    /** A small model all of whose nodes bear the note. */
    private static byte[] noted(String key, String value) {
        GraphProto.Builder graph = GraphProto.newBuilder();
        TensorProto.Builder weights =
                TensorProto.newBuilder().setName("w").setDataType(1).addDims(2).addDims(2);
        for (int i = 0; i < 4; i++) {
            weights.addFloatData(i);
        }
        graph.addInitializer(weights);
        TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder().setElemType(1);
        type.getShapeBuilder().addDimBuilder().setDimParam("N");
        type.getShapeBuilder().addDimBuilder().setDimValue(2);
        graph.addInput(
                ValueInfoProto.newBuilder()
                        .setName("x")
                        .setType(TypeProto.newBuilder().setTensorType(type)));
        graph.addOutput(ValueInfoProto.newBuilder().setName("z"));
        graph.addNode(node("Identity", "v", "w"))
                .addNode(node("LeakyRelu", "y", "x"))
                .addNode(node("MatMul", "z", "y", "v"));
        for (int i = 0; i < graph.getNodeCount(); i++) {
            graph.getNodeBuilder(i)
                    .addMetadataProps(
                            StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        }
        return ModelProto.newBuilder().setIrVersion(9).setGraph(graph).build().toByteArray();
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }
}
