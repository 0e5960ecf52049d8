package theoria.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Shape;

import java.util.List;

/** Forms of layers that golden files do not have. */
class OnnxLayersTest {
    @Test
    void numbersPerGroupAreRepeatedForEachChannel() throws Exception {
        ImportedModel model =
                new ModelDraft(18)
                        .input("x", 0, 4, 3)
                        .counted("s", 2)
                        .counted("b", 2)
                        .node("GroupNormalization", "y", "x", "s", "b")
                        .number("num_groups", 2)
                        .output("y")
                        .read();
        assertThat(model.weights().values(model.graph().block("s"))).containsExactly(1, 1, 2, 2);
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("per group"));
    }

    @Test
    void anOutputShapeOfATransposedConvolutionDecidesItsPadding() throws Exception {
        NetworkGraph graph =
                new ModelDraft(11)
                        .input("x", 0, 1, 3, 3)
                        .counted("w", 1, 2, 3, 3)
                        .node("ConvTranspose", "y", "x", "w")
                        .with("strides", 2, 2)
                        .with("output_shape", 6, 8)
                        .output("y")
                        .read()
                        .graph();
        Operator.TransposedConvolution layer =
                (Operator.TransposedConvolution) graph.node("y").operator();
        assertThat(graph.shape("y")).isEqualTo(Shape.of(2, 6, 8));
        assertThat(layer.outputPadding()).containsExactly(0, 1);
        assertThat(layer.window().padBefore()).containsExactly(1, 0);
    }

    @Test
    void anOldSlopePerChannelStandsBesideTheChannels() throws Exception {
        NetworkGraph graph =
                new ModelDraft(6)
                        .input("x", 0, 2, 3, 3)
                        .counted("slope", 2)
                        .node("PRelu", "y", "x", "slope")
                        .output("y")
                        .read()
                        .graph();
        assertThat(graph.node("y").operator())
                .isEqualTo(new Operator.ParametricRelu(Shape.of(2, 1, 1)));
    }

    @Test
    void clipTakesItsBoundsFromStoredNumbers() throws Exception {
        NetworkGraph graph =
                new ModelDraft(13)
                        .input("x", 0, 2)
                        .reals("six", new long[] {}, 6)
                        .node("Clip", "y", "x", "", "six")
                        .output("y")
                        .read()
                        .graph();
        assertThat(graph.node("y").operator())
                .isEqualTo(
                        new Operator.Activation(
                                ActivationFunction.CLIP, Double.NEGATIVE_INFINITY, 6));
    }

    @Test
    void aResizeToExtentsKnowsItsScales() throws Exception {
        NetworkGraph graph =
                new ModelDraft(13)
                        .input("x", 0, 1, 2, 4)
                        .wholes("sizes", 1, 1, 4, 6)
                        .node("Resize", "y", "x", "", "", "sizes")
                        .output("y")
                        .input("z", 1, 1)
                        .read()
                        .graph();
        Operator.Resize resize = (Operator.Resize) graph.node("y").operator();
        assertThat(resize.extents()).containsExactly(1, 4, 6);
        assertThat(resize.scales()).containsExactly(1.0, 2.0, 1.5);
        assertThat(resize.coordinates()).isEqualTo(Operator.Coordinates.HALF_PIXEL);
        assertThat(resize.rounding()).isEqualTo(Operator.Rounding.HALF_DOWN);
    }

    @Test
    void depthToSpaceIsAMove() throws Exception {
        NetworkGraph graph =
                new ModelDraft(13)
                        .input("x", 0, 8, 2, 3)
                        .node("DepthToSpace", "y", "x")
                        .number("blocksize", 2)
                        .output("y")
                        .read()
                        .graph();
        assertThat(graph.node("y/moved").operator())
                .isEqualTo(new Operator.Transpose(List.of(2, 3, 0, 4, 1)));
        assertThat(graph.shape("y")).isEqualTo(Shape.of(2, 4, 6));
    }

    @Test
    void aConditionThatIsComputedIsRefused() {
        ModelDraft draft =
                new ModelDraft(16)
                        .input("x", 0, 2)
                        .reals("zero", new long[] {}, 0)
                        .node("Where", "y", "x", "x", "zero")
                        .output("y");
        assertThatThrownBy(draft::read)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("Where 'y' computes its input 'x'");
    }

    @Test
    void linesInNamesDoNotBreakTheSentence() {
        ModelDraft draft = new ModelDraft(13).input("x", 0, 2).node("a\nb", "y", "x").output("y");
        assertThatThrownBy(draft::read)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("'a b'")
                .hasMessageNotContaining("\n");
    }

    @Test
    @Timeout(2)
    void aTensorRepeatedWithoutMeasureIsRefusedAtOnce() {
        ModelDraft draft =
                new ModelDraft(13)
                        .input("x", 0, 30)
                        .counted("w", 30)
                        .wholes("repeats", 2_000_000_000)
                        .node("Tile", "t", "w", "repeats")
                        .node("Add", "y", "x", "t")
                        .output("y");
        assertThatThrownBy(draft::read)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("Tile 't'");
    }
}
