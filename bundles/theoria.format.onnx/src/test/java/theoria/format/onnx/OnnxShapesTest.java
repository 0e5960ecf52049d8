package theoria.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Shape;

import java.util.List;

/** Shapes, the batch, and what is worked out at load. */
class OnnxShapesTest {
    @Test
    void aReshapeToTheBatchAndTheRestKeepsTheBatchFree() throws Exception {
        NetworkGraph graph =
                new ModelDraft(13)
                        .input("x", 0, 2, 3)
                        .wholes("first", 0)
                        .wholes("rest", -1)
                        .node("Shape", "shape", "x")
                        .node("Gather", "batch", "shape", "first")
                        .node("Concat", "target", "batch", "rest")
                        .number("axis", 0)
                        .node("Reshape", "y", "x", "target")
                        .output("y")
                        .read()
                        .graph();
        assertThat(graph.shape("y")).isEqualTo(Shape.of(6));
        assertThat(graph.nodes()).hasSize(2);
    }

    @Test
    void theRestMayBeAProductOfExtents() throws Exception {
        NetworkGraph graph =
                new ModelDraft(13)
                        .input("x", 4, 2, 3, 5)
                        .wholes("at0", 0)
                        .wholes("at2", 2)
                        .wholes("at3", 3)
                        .wholes("two", 2)
                        .node("Shape", "shape", "x")
                        .node("Gather", "n", "shape", "at0")
                        .node("Gather", "h", "shape", "at2")
                        .node("Gather", "w", "shape", "at3")
                        .node("Mul", "places", "h", "w")
                        .node("Concat", "target", "n", "two", "places")
                        .number("axis", 0)
                        .node("Reshape", "y", "x", "target")
                        .output("y")
                        .read()
                        .graph();
        assertThat(graph.shape("y")).isEqualTo(Shape.of(2, 15));
    }

    @Test
    void aTargetThatMixesTheBatchInIsRefused() {
        ModelDraft draft =
                new ModelDraft(13)
                        .input("x", 0, 2, 3)
                        .wholes("first", 0)
                        .wholes("two", 2)
                        .wholes("three", 3)
                        .node("Shape", "shape", "x")
                        .node("Gather", "batch", "shape", "first")
                        .node("Mul", "rows", "batch", "two")
                        .node("Concat", "target", "rows", "three")
                        .number("axis", 0)
                        .node("Reshape", "y", "x", "target")
                        .output("y");
        assertThatThrownBy(draft::read)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("Reshape 'y'");
    }

    @Test
    void aGraphWhoseFirstAxisIsNoBatchIsReadAsOneExample() throws Exception {
        ImportedModel model =
                new ModelDraft(17).input("x", 3, 4).node("Transpose", "y", "x").output("y").read();
        assertThat(model.graph().inputShape()).isEqualTo(Shape.of(3, 4));
        assertThat(model.graph().shape("y")).isEqualTo(Shape.of(4, 3));
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("one example at a time"));
    }

    @Test
    void whereBothReadingsFailTheFirstIsTold() {
        ModelDraft draft =
                new ModelDraft(17)
                        .input("x", 2, 3)
                        .node("Transpose", "t", "x")
                        .node("Relu", "r", "t")
                        .node("MaxPool", "y", "r")
                        .with("kernel_shape", 2)
                        .output("y");
        assertThatThrownBy(draft::read)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("Transpose 't'")
                .hasMessageContaining("batch");
    }

    @ParameterizedTest
    @CsvSource({"1, 2x3", "2, 2x3"})
    void piecesOfASplitAreSlices(int axis, String whole) throws Exception {
        NetworkGraph graph =
                new ModelDraft(11)
                        .input("x", 0, 2, 3)
                        .node("Split", "a", "x")
                        .and("b")
                        .number("axis", axis)
                        .with("split", 1, axis)
                        .output("a")
                        .output("b")
                        .read()
                        .graph();
        assertThat(graph.inputShape().toString()).isEqualTo(whole);
        assertThat(graph.shape("b").extent(axis - 1)).isEqualTo(axis);
        assertThat(graph.outputs()).containsExactly("a", "b");
    }

    @Test
    void anOldSoftmaxTakesAllAxesTogether() throws Exception {
        NetworkGraph graph =
                new ModelDraft(9)
                        .input("x", 0, 2, 3)
                        .node("Softmax", "y", "x")
                        .output("y")
                        .read()
                        .graph();
        assertThat(graph.nodes().stream().map(node -> node.operator().title()))
                .containsExactly("Input", "Reshape", "Softmax", "Reshape");
        assertThat(graph.shape("y/softmax")).isEqualTo(Shape.of(6));
        assertThat(graph.shape("y")).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void anOldSumAlignsAtTheAxisItNames() throws Exception {
        NetworkGraph graph =
                new ModelDraft(6)
                        .input("x", 0, 2, 3)
                        .counted("c", 2)
                        .node("Add", "y", "x", "c")
                        .number("broadcast", 1)
                        .number("axis", 1)
                        .output("y")
                        .read()
                        .graph();
        assertThat(graph.block("c").shape()).isEqualTo(Shape.of(2, 1));
    }

    @Test
    void slicesCountFromTheEndAndGoBackwards() throws Exception {
        NetworkGraph graph =
                new ModelDraft(13)
                        .input("x", 0, 5)
                        .wholes("starts", -1)
                        .wholes("ends", Long.MIN_VALUE + 1)
                        .wholes("axes", 1)
                        .wholes("steps", -2)
                        .node("Slice", "y", "x", "starts", "ends", "axes", "steps")
                        .output("y")
                        .read()
                        .graph();
        assertThat(graph.node("y").operator())
                .isEqualTo(new Operator.Slice(List.of(4), List.of(-2), List.of(3)));
    }

    @Test
    void negativePaddingCuts() throws Exception {
        NetworkGraph graph =
                new ModelDraft(2)
                        .input("x", 0, 5)
                        .node("Pad", "y", "x")
                        .with("pads", 0, -1, 0, 2)
                        .output("y")
                        .read()
                        .graph();
        assertThat(graph.shape("y/cut")).isEqualTo(Shape.of(4));
        assertThat(graph.shape("y")).isEqualTo(Shape.of(6));
    }

    @Test
    void anOutputThatIsNotSupportedIsRefusedOnlyWhereItIsUsed() throws Exception {
        ModelDraft pool =
                new ModelDraft(12)
                        .input("x", 0, 1, 4, 4)
                        .node("MaxPool", "y", "x")
                        .and("indices")
                        .with("kernel_shape", 2, 2)
                        .output("y");
        assertThat(pool.read().graph().shape("y")).isEqualTo(Shape.of(1, 3, 3));
        pool.output("indices");
        assertThatThrownBy(pool::read)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("MaxPool 'y'")
                .hasMessageContaining("indices");
    }

    @Test
    void aTensorBlownUpBeyondAllMeasureIsRefused() {
        ModelDraft draft =
                new ModelDraft(13)
                        .input("x", 0, 5)
                        .wholes("shape", 40000, 50000)
                        .node("ConstantOfShape", "c", "shape")
                        .node("MatMul", "y", "x", "c")
                        .output("y");
        assertThatThrownBy(draft::read)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("ConstantOfShape 'c'");
    }

    @ParameterizedTest
    @CsvSource({
        "Concat, axis, 9",
        "Softmax, axis, -9",
        "Flatten, axis, 77",
        "Gather, axis, 5",
        "ReduceSum, axes, 100",
        "DepthToSpace, blocksize, 1000000",
        "Transpose, perm, 3",
        "Unsqueeze, axes, -100",
        "LayerNormalization, axis, 8",
        "LRN, size, -5"
    })
    void wildAttributesAreToldInOneSentence(String operator, String key, long value) {
        ModelDraft draft =
                new ModelDraft(12)
                        .input("x", 0, 4, 2, 2)
                        .wholes("i", 0)
                        .node(operator, "y", "x", "i");
        if (key.equals("axes") || key.equals("perm")) {
            draft.with(key, value);
        } else {
            draft.number(key, value);
        }
        draft.output("y");
        assertThatThrownBy(draft::read)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(operator + " 'y'")
                .hasMessageNotContaining("\n");
    }
}
