package theoria.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.graph.Operator.Coordinates;
import theoria.core.model.graph.Operator.PadMode;
import theoria.core.model.graph.Operator.ReductionKind;
import theoria.core.model.graph.Operator.Rounding;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each operator becomes in a file, by the operator documentation of ONNX. */
class OnnxEmissionTest {
    private static final Shape IMAGE = Shape.of(4, 6, 8);

    private static NetworkGraph graph(Operator operator, Role... roles) {
        Map<Role, String> blocks = new LinkedHashMap<>();
        for (Role role : roles) {
            blocks.put(role, role.name());
        }
        return NetworkGraph.builder("one")
                .input("x", IMAGE)
                .add(new Node("y", operator, List.of("x"), blocks))
                .build("y");
    }

    private static ModelProto write(Operator operator, Role... roles) throws Exception {
        return ModelProto.parseFrom(new OnnxWriter().writeWithoutWeights(graph(operator, roles)));
    }

    /** The node that puts out y. */
    private static NodeProto last(ModelProto model) {
        NodeProto node = model.getGraph().getNode(model.getGraph().getNodeCount() - 1);
        assertThat(node.getOutput(0)).isEqualTo("y");
        assertThat(node.getName()).isEqualTo("y");
        return node;
    }

    private static NodeProto last(Operator operator, Role... roles) throws Exception {
        return last(write(operator, roles));
    }

    private static List<String> words(ModelProto model) {
        return model.getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .filter(word -> !word.equals("Constant"))
                .toList();
    }

    private static AttributeProto attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(NodeProto node, String name) {
        return attribute(node, name).getS().toStringUtf8();
    }

    /** The whole numbers of the constant that a node takes. */
    private static List<Long> wholes(ModelProto model, NodeProto node, int input) {
        ByteBuffer bytes = bytes(model, node.getInput(input));
        List<Long> numbers = new ArrayList<>();
        while (bytes.hasRemaining()) {
            numbers.add(bytes.getLong());
        }
        return numbers;
    }

    private static ByteBuffer bytes(ModelProto model, String name) {
        TensorProto tensor =
                model.getGraph().getNodeList().stream()
                        .filter(node -> node.getOutput(0).equals(name))
                        .map(node -> attribute(node, "value").getT())
                        .findFirst()
                        .orElseThrow();
        return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @EnumSource(ActivationFunction.class)
    void everyFunctionHasAWord(ActivationFunction function) throws Exception {
        ModelProto model = write(new Operator.Activation(function, 0.5, 2));
        assertThat(last(model).getOpType()).matches("[A-Z][a-zA-Z]+");
        assertThat(OnnxWriter.obstacle(graph(new Operator.Activation(function, 1)))).isEmpty();
    }

    @Test
    void functionsKeepTheirParameters() throws Exception {
        NodeProto selu = last(new Operator.Activation(ActivationFunction.SELU, 1.5, 2));
        assertThat(attribute(selu, "alpha").getF()).isEqualTo(1.5f);
        assertThat(attribute(selu, "gamma").getF()).isEqualTo(2);
        NodeProto hard = last(new Operator.Activation(ActivationFunction.HARD_SIGMOID, 0.25, 0.5));
        assertThat(attribute(hard, "alpha").getF()).isEqualTo(0.25f);
        assertThat(attribute(hard, "beta").getF()).isEqualTo(0.5f);
        NodeProto gelu = last(new Operator.Activation(ActivationFunction.GELU_TANH, 0));
        assertThat(text(gelu, "approximate")).isEqualTo("tanh");
    }

    @Test
    void boundsOfAClipAreTensorsAndMayBeMissing() throws Exception {
        ModelProto model = write(new Operator.Activation(ActivationFunction.CLIP, 0, 6));
        assertThat(bytes(model, last(model).getInput(1)).getFloat()).isZero();
        assertThat(bytes(model, last(model).getInput(2)).getFloat()).isEqualTo(6);
        double none = Double.NEGATIVE_INFINITY;
        NodeProto above = last(new Operator.Activation(ActivationFunction.CLIP, none, 6));
        assertThat(above.getInput(1)).isEmpty();
        assertThat(above.getInputCount()).isEqualTo(3);
    }

    @Test
    void swishIsAProductWithASigmoid() throws Exception {
        assertThat(words(write(new Operator.Activation(ActivationFunction.SWISH, 1))))
                .containsExactly("Sigmoid", "Mul");
        assertThat(words(write(new Operator.Activation(ActivationFunction.SWISH, 1.5))))
                .containsExactly("Mul", "Sigmoid", "Mul");
    }

    @Test
    void theOperatorSetIsTheFirstThatHasTheOperator() throws Exception {
        assertThat(operatorSet(new Operator.Activation(ActivationFunction.MISH, 0))).isEqualTo(19);
        assertThat(operatorSet(new Operator.Activation(ActivationFunction.GELU, 0))).isEqualTo(20);
        assertThat(operatorSet(new Operator.GroupNorm(0, 1e-5))).isEqualTo(19);
        assertThat(operatorSet(new Operator.GroupNorm(2, 1e-5))).isEqualTo(21);
        assertThat(write(new Operator.GroupNorm(2, 1e-5)).getIrVersion()).isEqualTo(10);
    }

    private static long operatorSet(Operator operator) throws Exception {
        return write(operator).getOpsetImport(0).getVersion();
    }

    @Test
    void normalisationsTakeAConstantForAMissingScale() throws Exception {
        ModelProto bare = write(new Operator.GroupNorm(0, 0.5));
        NodeProto instance = last(bare);
        assertThat(instance.getOpType()).isEqualTo("InstanceNormalization");
        assertThat(bytes(bare, instance.getInput(1)).getFloat()).isEqualTo(1);
        assertThat(bytes(bare, instance.getInput(2)).getFloat()).isZero();
        NodeProto group = last(new Operator.GroupNorm(2, 0.5), Role.SCALE, Role.SHIFT);
        assertThat(group.getInputList()).containsExactly("x", "SCALE", "SHIFT");
        assertThat(attribute(group, "num_groups").getI()).isEqualTo(2);
        NodeProto layer = last(new Operator.LayerNorm(1, 0.5), Role.SCALE);
        assertThat(layer.getInputList()).containsExactly("x", "SCALE");
        assertThat(attribute(layer, "axis").getI()).isEqualTo(2);
        assertThat(attribute(layer, "epsilon").getF()).isEqualTo(0.5f);
    }

    @Test
    void transposedConvolution() throws Exception {
        Operator operator =
                new Operator.TransposedConvolution(6, Window.square(3, 2, 1), 2, List.of(1, 0));
        NodeProto node = last(operator, Role.KERNEL, Role.BIAS);
        assertThat(node.getOpType()).isEqualTo("ConvTranspose");
        assertThat(node.getInputList()).containsExactly("x", "KERNEL", "BIAS");
        assertThat(attribute(node, "output_padding").getIntsList()).containsExactly(1L, 0L);
        assertThat(attribute(node, "pads").getIntsList()).containsExactly(1L, 1L, 1L, 1L);
        assertThat(attribute(node, "group").getI()).isEqualTo(2);
    }

    @Test
    void bytesAreQuantisedAndOtherRangesRounded() throws Exception {
        ModelProto unsigned = write(new Operator.Quantize(0.5, 200, 0, 255));
        assertThat(words(unsigned)).containsExactly("QuantizeLinear", "DequantizeLinear");
        assertThat(bytes(unsigned, last(unsigned).getInput(2)).get() & 0xff).isEqualTo(200);
        ModelProto signed = write(new Operator.Quantize(0.5, -3, -128, 127));
        assertThat(bytes(signed, last(signed).getInput(2)).get()).isEqualTo((byte) -3);
        Operator bits = new Operator.Quantize(0.5, 0, -7, 7);
        List<String> arithmetic = List.of("Div", "Round", "Add", "Clip", "Sub", "Mul");
        assertThat(words(write(bits))).isEqualTo(arithmetic);
        OnnxWriter wide = new OnnxWriter().withPrecision(Precision.DOUBLE);
        NetworkGraph bytes = graph(new Operator.Quantize(0.5, 0, 0, 255));
        assertThat(words(ModelProto.parseFrom(wide.writeWithoutWeights(bytes))))
                .isEqualTo(arithmetic);
    }

    @ParameterizedTest
    @EnumSource(ReductionKind.class)
    void reductionsCountTheBatch(ReductionKind kind) throws Exception {
        ModelProto model = write(new Operator.Reduction(kind, List.of(0, 2), true));
        assertThat(last(model).getOpType()).startsWith("Reduce");
        assertThat(wholes(model, last(model), 1)).containsExactly(1L, 3L);
        assertThat(attribute(last(model), "keepdims").getI()).isEqualTo(1);
        assertThat(words(write(new Operator.Reduction(kind, List.of(), true))))
                .hasSize(2)
                .startsWith("Unsqueeze");
    }

    @ParameterizedTest
    @EnumSource(ArithmeticKind.class)
    void everyArithmeticHasAWord(ArithmeticKind kind) throws Exception {
        NetworkGraph graph =
                NetworkGraph.builder("two")
                        .input("x", IMAGE)
                        .add("y", new Operator.Arithmetic(kind), "x", "x")
                        .build("y");
        ModelProto model = ModelProto.parseFrom(new OnnxWriter().writeWithoutWeights(graph));
        assertThat(last(model).getOpType()).hasSize(3);
    }

    @Test
    void transposeAndGatherCountTheBatch() throws Exception {
        NodeProto transpose = last(new Operator.Transpose(List.of(2, 0, 1)));
        assertThat(attribute(transpose, "perm").getIntsList()).containsExactly(0L, 3L, 1L, 2L);
        ModelProto gather = write(new Operator.Gather(1, List.of(5, 0)));
        assertThat(attribute(last(gather), "axis").getI()).isEqualTo(2);
        assertThat(wholes(gather, last(gather), 1)).containsExactly(5L, 0L);
    }

    @Test
    void aSliceBackwardsEndsFarBelowItsFirstPlace() throws Exception {
        ModelProto model =
                write(new Operator.Slice(List.of(0, 5, 7), List.of(1, -2, -1), List.of(4, 3, 8)));
        NodeProto slice = last(model);
        assertThat(wholes(model, slice, 1)).containsExactly(0L, 5L, 7L);
        long start = Integer.MIN_VALUE;
        assertThat(wholes(model, slice, 2)).containsExactly(4L, 0L, start);
        assertThat(wholes(model, slice, 3)).containsExactly(1L, 2L, 3L);
        assertThat(wholes(model, slice, 4)).containsExactly(1L, -2L, -1L);
    }

    @Test
    void expandKeepsTheBatch() throws Exception {
        ModelProto model = write(new Operator.Expand(Shape.of(2, 4, 6, 8)));
        assertThat(words(model)).containsExactly("Unsqueeze", "Expand");
        assertThat(wholes(model, last(model), 1)).containsExactly(1L, 2L, 4L, 6L, 8L);
    }

    @ParameterizedTest
    @EnumSource(PadMode.class)
    void paddingModes(PadMode mode) throws Exception {
        NodeProto pad = last(new Operator.Pad(List.of(0, 1, 2), List.of(0, 0, 1), mode, 0));
        boolean constant = mode == PadMode.CONSTANT;
        assertThat(pad.getInputCount()).isEqualTo(constant ? 3 : 2);
        if (!constant) {
            assertThat(text(pad, "mode")).isEqualToIgnoringCase(mode.name());
        }
    }

    private static Operator resize(List<Double> scales) {
        return new Operator.Resize(
                true, List.of(4, 10, 12), scales, Coordinates.ASYMMETRIC, Rounding.HALF_UP);
    }

    @Test
    void aResizeHasScalesOrSizes() throws Exception {
        ModelProto scaled = write(resize(List.of(1.0, 1.75, 1.5)));
        NodeProto node = last(scaled);
        ByteBuffer scales = bytes(scaled, node.getInput(2));
        assertThat(List.of(scales.getFloat(), scales.getFloat(), scales.getFloat()))
                .containsExactly(1f, 1f, 1.75f);
        assertThat(text(node, "mode")).isEqualTo("linear");
        assertThat(text(node, "coordinate_transformation_mode")).isEqualTo("asymmetric");
        assertThat(text(node, "nearest_mode")).isEqualTo("round_prefer_ceil");
        ModelProto sized = write(resize(List.of(1.0, 10.0 / 6, 1.5)));
        assertThat(last(sized).getInput(2)).isEmpty();
        assertThat(wholes(sized, last(sized), 3)).containsExactly(4L, 10L, 12L);
    }

    @Test
    void whatOnnxCannotSayIsNamed() {
        assertThat(OnnxWriter.obstacle(graph(resize(List.of(1.0, 1.7, 1.5)))))
                .get()
                .asString()
                .startsWith("Resize 'y' has scales [1.0, 1.7, 1.5]");
        NetworkGraph vector =
                NetworkGraph.builder("vector")
                        .input("x", Shape.of(3))
                        .add("y", new Operator.GroupNorm(0, 1), "x")
                        .build("y");
        assertThat(OnnxWriter.obstacle(vector))
                .contains("InstanceNorm 'y' normalises channels of one number");
    }
}
