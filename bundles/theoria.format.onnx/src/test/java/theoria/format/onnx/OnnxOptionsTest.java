package theoria.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto;

import org.junit.jupiter.api.Test;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Shape;

/** Quantised networks, and convolutions with the batch normalisation behind them. */
class OnnxOptionsTest {
    private static final OnnxOptions ROUNDING = new OnnxOptions(true, false);
    private static final OnnxOptions FOLDING = new OnnxOptions(false, true);

    private static TensorProto codes(String name, TensorProto.DataType type, int... values) {
        TensorProto.Builder tensor =
                ModelDraft.tensor(
                        name,
                        type.getNumber(),
                        values.length == 1 ? new long[0] : new long[] {values.length});
        for (int value : values) {
            tensor.addInt32Data(value);
        }
        return tensor.build();
    }

    /** Quantises the input, multiplies by quantised weights and dequantises. */
    private static ModelDraft quantised() {
        TensorProto weights =
                codes("w", TensorProto.DataType.INT8, 1, -2, 3, 4).toBuilder()
                        .clearDims()
                        .addDims(2)
                        .addDims(2)
                        .build();
        return new ModelDraft(13)
                .input("x", 0, 2)
                .reals("s", new long[] {}, 0.5f)
                .stored(codes("z", TensorProto.DataType.UINT8, 128))
                .stored(weights)
                .reals("ws", new long[] {2}, 0.25f, 2)
                .stored(codes("wz", TensorProto.DataType.INT8, 0, 1))
                .node("QuantizeLinear", "xq", "x", "s", "z")
                .node("QLinearMatMul", "yq", "xq", "s", "z", "w", "ws", "wz", "s", "z");
    }

    @Test
    void codesBecomeClippedNumbersAndWeights() throws Exception {
        ImportedModel model =
                quantised().node("DequantizeLinear", "y", "yq", "s", "z").output("y").read();
        NetworkGraph graph = model.graph();
        assertThat(graph.node("xq").operator())
                .isEqualTo(new Operator.Activation(ActivationFunction.CLIP, -64, 63.5));
        assertThat(graph.output()).isEqualTo("yq/clip");
        assertThat(model.weights().values(graph.block("w"))).containsExactly(0.25, 0.75, -6, 6);
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("clipped but not rounded"));
    }

    @Test
    void codesAreRoundedOnRequest() throws Exception {
        ImportedModel model =
                quantised()
                        .node("DequantizeLinear", "y", "yq", "s", "z")
                        .output("y")
                        .read(ROUNDING);
        assertThat(model.graph().node("xq").operator())
                .isEqualTo(new Operator.Quantize(0.5, 128, 0, 255));
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("rounded"));
    }

    @Test
    void codesThatAreAnOutputAreMadeOfTheNumbers() throws Exception {
        ImportedModel model = quantised().output("yq").read();
        assertThat(model.graph().node(model.graph().output()).operator())
                .isEqualTo(new Operator.Arithmetic(Operator.ArithmeticKind.ADD));
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("given as codes"));
    }

    @Test
    void movingCodesIsMovingNumbers() throws Exception {
        NetworkGraph graph =
                quantised()
                        .wholes("shape", 0, 1, 2)
                        .node("Reshape", "r", "yq", "shape")
                        .node("DequantizeLinear", "y", "r", "s", "z")
                        .output("y")
                        .read()
                        .graph();
        assertThat(graph.shape(graph.output())).isEqualTo(Shape.of(1, 2));
        assertThat(graph.output()).isEqualTo("r");
    }

    @Test
    void computingWithCodesIsRefused() {
        ModelDraft draft = quantised().node("Relu", "y", "yq").output("y");
        assertThatThrownBy(draft::read)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("Relu 'y' computes with the 8-bit codes 'yq'");
    }

    private static ModelDraft convolution() {
        return new ModelDraft(15)
                .input("x", 0, 1, 3, 3)
                .counted("k", 2, 1, 1, 1)
                .reals("b", new long[] {2}, 1, 1)
                .reals("scale", new long[] {2}, 2, 3)
                .reals("shift", new long[] {2}, 5, 6)
                .reals("mean", new long[] {2}, 0, 1)
                .reals("variance", new long[] {2}, 4, 1)
                .node("Conv", "conv", "x", "k", "b")
                .node("BatchNormalization", "bn", "conv", "scale", "shift", "mean", "variance")
                .node("Relu", "y", "bn")
                .output("y");
    }

    @Test
    void aBatchNormStaysUnlessAskedForOtherwise() throws Exception {
        assertThat(convolution().read().graph().node("bn").operator())
                .isInstanceOf(Operator.BatchNorm.class);
    }

    @Test
    void aBatchNormBehindAConvolutionIsCombinedOnRequest() throws Exception {
        ImportedModel model = convolution().read(FOLDING);
        assertThat(model.graph().hasNode("bn")).isFalse();
        assertThat(model.graph().node("y").inputs()).containsExactly("conv");
        double[] kernel = model.weights().values(model.graph().block("k"));
        double[] bias = model.weights().values(model.graph().block("b"));
        assertThat(kernel).containsExactly(new double[] {1, 6}, within(1e-4));
        assertThat(bias).containsExactly(new double[] {6, 6}, within(1e-4));
        assertThat(model.graph().bufferCount()).isZero();
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("'bn' was combined"));
    }

    @Test
    void aConvolutionThatIsUsedElsewhereIsNotCombined() throws Exception {
        assertThat(convolution().output("conv").read(FOLDING).graph().hasNode("bn")).isTrue();
    }
}
