package theoria.format.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.load.FormatException;
import theoria.testkit.Mutants;

import java.nio.file.Path;

/** Networks of a few bytes that announce or compute more numbers than any memory holds. */
class HostileOnnxFilesTest {
    private static final long HUGE = 1L << 60;
    private static final long LARGE = 1L << 30;

    @TempDir Path folder;

    private void refused(ModelDraft draft) {
        Path file = folder.resolve("hostile.onnx");
        assertThatThrownBy(() -> draft.read(file, OnnxOptions.DEFAULT))
                .isInstanceOf(FormatException.class)
                .satisfies(e -> Mutants.requireSentence(file, e.getMessage()));
    }

    private static ModelDraft draft() {
        return new ModelDraft(17).input("x", 1, 4).output("y");
    }

    @ParameterizedTest
    @ValueSource(longs = {HUGE, LARGE, Long.MAX_VALUE, -1})
    void announcedNumbersAreNotBelieved(long extent) {
        long[][] shapes = {{extent}, {extent, extent}, {0, extent, extent}, {4, extent}};
        for (long[] shape : shapes) {
            TensorProto.Builder tensor =
                    ModelDraft.tensor("w", TensorProto.DataType.FLOAT_VALUE, shape);
            refused(draft().stored(tensor.build()).node("MatMul", "y", "x", "w"));
        }
        refused(
                new ModelDraft(17)
                        .input("x", 1, extent == -1 ? HUGE : extent, LARGE, LARGE)
                        .output("y")
                        .node("Flatten", "y", "x"));
    }

    @ParameterizedTest
    @ValueSource(longs = {HUGE, LARGE, Long.MAX_VALUE})
    void computedNumbersAreCountedBefore(long extent) {
        refused(
                draft().wholes("shape", extent, 4)
                        .node("ConstantOfShape", "w", "shape")
                        .node("Add", "y", "x", "w"));
        refused(
                draft().wholes("shape", extent, 4)
                        .counted("one", 1, 1)
                        .node("Expand", "w", "one", "shape")
                        .node("Add", "y", "x", "w"));
        refused(
                draft().wholes("from", 0)
                        .wholes("to", extent)
                        .wholes("step", 1)
                        .node("Range", "w", "from", "to", "step")
                        .node("Add", "y", "x", "w"));
        refused(
                draft().wholes("often", extent, 1)
                        .counted("one", 1, 4)
                        .node("Tile", "w", "one", "often")
                        .node("Add", "y", "x", "w"));
        refused(
                draft().wholes("pads", 0, extent, 0, extent)
                        .counted("one", 1, 4)
                        .node("Pad", "w", "one", "pads")
                        .node("Add", "y", "x", "w"));
    }
}
