package theoria.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;

import com.google.protobuf.ByteString;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.graph.Block;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Stored tensors: element types, other files, and which blocks they become. */
class OnnxTensorsTest {
    @TempDir Path folder;

    private static double[] numbers(TensorProto.Builder tensor) throws FormatException {
        return OnnxModel.tensor(tensor.build().toByteArray()).toDoubles();
    }

    @Test
    void halfPrecisionIsWidened() throws Exception {
        int[] bits = {0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00, 0x8000};
        double[] expected = {1, -2, 0x1p-24, 65504, Double.POSITIVE_INFINITY, -0.0};
        ByteBuffer raw = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        TensorProto.Builder listed = ModelDraft.tensor("h", TensorProto.DataType.FLOAT16_VALUE, 6);
        for (int half : bits) {
            raw.putShort((short) half);
            listed.addInt32Data(half);
        }
        assertThat(numbers(listed)).isEqualTo(expected);
        listed.clearInt32Data().setRawData(ByteString.copyFrom(raw.array()));
        assertThat(numbers(listed)).isEqualTo(expected);
    }

    @Test
    void theUpperHalvesOfSinglePrecisionAreWidened() throws Exception {
        TensorProto.Builder tensor =
                ModelDraft.tensor("b", TensorProto.DataType.BFLOAT16_VALUE, 2)
                        .addInt32Data(0x3fc0)
                        .addInt32Data(0xc040);
        assertThat(numbers(tensor)).containsExactly(1.5, -3);
    }

    @ParameterizedTest
    @CsvSource({
        "UINT8, 255",
        "INT8, -1",
        "BOOL, 1",
        "UINT16, 65535",
        "INT16, -1",
        "INT32, -1",
        "INT64, -1",
        "UINT32, 4294967295"
    })
    void wholeNumbersHaveTheirSign(TensorProto.DataType type, double expected) throws Exception {
        byte[] ones = new byte[8];
        Arrays.fill(ones, (byte) -1);
        for (int bytes : new int[] {1, 2, 4, 8}) {
            TensorProto.Builder tensor =
                    ModelDraft.tensor("w", type.getNumber(), 1)
                            .setRawData(ByteString.copyFrom(ones, 0, bytes));
            try {
                assertThat(numbers(tensor)).containsExactly(expected);
                return;
            } catch (FormatException e) {
                assertThat(e).hasMessageContaining(bytes + " bytes");
            }
        }
        throw new AssertionError("no width fits " + type);
    }

    @Test
    void anInitialiserStaysABlockUnderItsNameHoweverItIsTurned() throws Exception {
        ImportedModel model =
                new ModelDraft(13)
                        .input("x", 0, 2)
                        .counted("w", 1, 3, 2)
                        .wholes("axes", 0)
                        .node("Squeeze", "flat", "w", "axes")
                        .node("Transpose", "turned", "flat")
                        .node("Identity", "same", "turned")
                        .node("MatMul", "y", "x", "same")
                        .output("y")
                        .read();
        Block block = model.graph().block("w");
        assertThat(block.shape()).isEqualTo(Shape.of(3, 2));
        assertThat(model.weights().values(block)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(model.weights().precision()).isEqualTo(Precision.FLOAT);
    }

    @Test
    void partsOfOneTensorAreBlocksOfTheirOwn() throws Exception {
        ImportedModel model =
                new ModelDraft(11)
                        .input("x", 0, 2)
                        .counted("w", 2, 4)
                        .node("Split", "left", "w")
                        .and("right")
                        .number("axis", 1)
                        .node("MatMul", "a", "x", "left")
                        .node("MatMul", "b", "x", "right")
                        .node("Add", "y", "a", "b")
                        .output("y")
                        .read();
        assertThat(model.weights().values(model.graph().block("left"))).containsExactly(1, 5, 2, 6);
        assertThat(model.weights().values(model.graph().block("right")))
                .containsExactly(3, 7, 4, 8);
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("'left'"));
    }

    @Test
    void arithmeticOfWeightsIsWorkedOutAndSaid() throws Exception {
        ImportedModel model =
                new ModelDraft(13)
                        .input("x", 0, 2)
                        .counted("w", 2, 2)
                        .reals("s", new long[] {}, 2)
                        .node("Mul", "scaled", "w", "s")
                        .node("MatMul", "y", "x", "scaled")
                        .output("y")
                        .read();
        assertThat(model.weights().values(model.graph().block("scaled")))
                .containsExactly(2, 6, 4, 8);
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("Mul 'scaled'"));
    }

    private static TensorProto outside(String location, String offset, String length) {
        TensorProto.Builder tensor =
                ModelDraft.tensor("w", TensorProto.DataType.FLOAT_VALUE, 2, 1)
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL);
        String[] entries = {"location", location, "offset", offset, "length", length};
        for (int i = 0; i < entries.length; i += 2) {
            if (!entries[i + 1].isEmpty()) {
                tensor.addExternalData(
                        StringStringEntryProto.newBuilder()
                                .setKey(entries[i])
                                .setValue(entries[i + 1]));
            }
        }
        return tensor.build();
    }

    private ImportedModel read(TensorProto tensor) throws Exception {
        return new ModelDraft(13)
                .input("x", 0, 2)
                .stored(tensor)
                .node("MatMul", "y", "x", "w")
                .output("y")
                .read(folder.resolve("model").resolve("m.onnx"), OnnxOptions.DEFAULT);
    }

    private void files() throws Exception {
        Files.createDirectories(folder.resolve("model"));
        ByteBuffer raw = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        raw.putFloat(1).putFloat(2).putFloat(3);
        Files.write(folder.resolve("model").resolve("w.bin"), raw.array());
        Files.write(folder.resolve("secret.bin"), raw.array());
    }

    @Test
    void weightsMayLieInAnotherFile() throws Exception {
        files();
        ImportedModel model = read(outside("w.bin", "4", "8"));
        assertThat(model.weights().parameters())
                .isEqualTo(Tensor.of(Shape.of(2), new float[] {2, 3}));
        assertThat(read(outside("w.bin", "", "")).weights().parameters().get(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "../secret.bin, 0, 8, outside",
        "sub/../../secret.bin, 0, 8, outside",
        "/etc/passwd, 0, 8, outside",
        "absent.bin, 0, 8, not there",
        "., 0, 8, not there",
        "w.bin, 8, 8, ends behind",
        "w.bin, 9223372036854775807, 8, ends behind",
        "w.bin, -4, 8, not negative",
        "w.bin, many, 8, not negative",
        "w.bin, 0, 12, expected 8",
        "link.bin, 0, 8, outside"
    })
    void aFileOutsideOrTooShortIsRefused(String location, String offset, String length, String why)
            throws Exception {
        files();
        Files.createSymbolicLink(
                folder.resolve("model").resolve("link.bin"), folder.resolve("secret.bin"));
        assertThatThrownBy(() -> read(outside(location, offset, length)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("'w'")
                .hasMessageNotContaining("\n");
    }
}
