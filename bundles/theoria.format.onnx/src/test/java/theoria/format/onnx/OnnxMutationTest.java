package theoria.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.testkit.Mutants;

import java.io.IOException;
import java.nio.file.Path;

/** Ten thousand damaged networks of each kind load or are refused in one sentence. */
class OnnxMutationTest {
    private static final int TRIES = 10_000;

    @TempDir Path folder;

    private final OnnxReader reader = new OnnxReader();

    private void damage(byte[] intact, long seed) throws IOException, FormatException {
        Mutants mutants = new Mutants(seed);
        int loaded = 0;
        for (int i = 0; i < TRIES; i++) {
            Path file = Mutants.write(folder.resolve("mutant.onnx"), mutants.of(intact));
            reader.recognises(FileProbe.of(file));
            loaded +=
                    Mutants.loads(
                                    file,
                                    FormatException.class,
                                    () ->
                                            assertThat(reader.load(file).graph().nodes())
                                                    .isNotEmpty())
                            ? 1
                            : 0;
        }
        assertThat(loaded).isBetween(1, TRIES - 1);
    }

    @Test
    void damagedImageNetworks() throws Exception {
        damage(SmallFile.bytes(), 1);
    }

    /** Stored numbers that are moved, stretched and computed with, whose sizes the file chooses. */
    @Test
    void damagedStoredNumbers() throws Exception {
        ModelDraft draft =
                new ModelDraft(17)
                        .input("x", 1, 2, 4)
                        .counted("w", 4, 2)
                        .wholes("target", 2, 4, 2)
                        .wholes("shape", 1, 8)
                        .wholes("starts", 1)
                        .wholes("ends", 3)
                        .wholes("pads", 0, 0, 1, 0, 0, 1)
                        .wholes("places", 1, 0)
                        .node("Expand", "wide", "w", "target")
                        .node("ReduceSum", "sum", "wide")
                        .node("Transpose", "turned", "w")
                        .with("perm", 1, 0)
                        .node("ConstantOfShape", "filled", "shape")
                        .node("Reshape", "row", "w", "shape")
                        .node("Add", "even", "row", "filled")
                        .node("Pad", "padded", "x", "pads")
                        .node("Slice", "cut", "padded", "starts", "ends", "starts")
                        .node("Gather", "picked", "x", "places")
                        .number("axis", 1)
                        .node("Mul", "scaled", "picked", "turned")
                        .node("Reshape", "flat", "scaled", "shape")
                        .node("Add", "moved", "flat", "even")
                        .node("Add", "y", "moved", "sum")
                        .output("y");
        assertThat(draft.read().graph().nodes()).isNotEmpty();
        damage(draft.bytes(), 2);
    }
}
