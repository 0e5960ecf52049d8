package theoria.engine.dl4j.internal.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.testkit.SharedFiles;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

class NdArrayReaderTest {
    private static Tensor read(byte[] bytes) throws FormatException {
        return new NdArrayReader(reader(bytes)).values();
    }

    private static EntryReader reader(byte[] bytes) {
        return new EntryReader(
                "array.bin",
                new ByteArrayInputStream(bytes),
                bytes.length,
                EntryReader.NO_CHECKSUM);
    }

    @Test
    void numbersKeepTheirPrecision() throws FormatException {
        double third = 1.0 / 3;
        assertThat(read(ModelZip.array("DOUBLE", third, -2)).toDoubles())
                .containsExactly(third, -2);
        Tensor floats = read(ModelZip.array("FLOAT", third));
        assertThat(floats.precision()).isEqualTo(Precision.FLOAT);
        assertThat(floats.toDoubles()).containsExactly((float) third);
    }

    @Test
    void halvesAreWidened() throws FormatException {
        double[] bits = {0x3C00, 0xC000, 0x3555, 0x0001, 0x7BFF, 0x7C00, 0x8000};
        assertThat(read(ModelZip.array("HALF", bits)).toFloats())
                .containsExactly(
                        1, -2, 0.33325195f, 0x1p-24f, 65504, Float.POSITIVE_INFINITY, -0.0f);
        assertThat(read(ModelZip.array("HALF", 0x7E00)).get(0)).isNaN();
    }

    @Test
    void brainFloatsAreWidened() throws FormatException {
        assertThat(read(ModelZip.array("BFLOAT16", 1, -2.5, 0x1p100)).toDoubles())
                .containsExactly(1, -2.5, 0x1p100);
    }

    @Test
    void columnsFirstBecomesRowMajor() throws FormatException {
        long[] shape = {2, 3};
        byte[] bytes = ModelZip.array("FLOAT", shape, new long[] {1, 2}, 1, 4, 2, 5, 3, 6);
        Tensor matrix = read(bytes);
        assertThat(matrix.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(matrix.toDoubles()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void arraysOfOldReleasesAreRead() throws FormatException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF("JAVACPP");
        out.writeInt(8);
        out.writeUTF("INT");
        for (int number : new int[] {2, 1, 3, 1, 1, 0, 1, 'f'}) {
            out.writeInt(number);
        }
        out.writeUTF("JAVACPP");
        out.writeInt(3);
        out.writeUTF("FLOAT");
        for (float number : new float[] {1, 2, 3}) {
            out.writeFloat(number);
        }
        assertThat(read(bytes.toByteArray()).toDoubles()).containsExactly(1, 2, 3);
    }

    @Test
    void stridesThatLeadOutAreRefused() {
        byte[] bytes = ModelZip.array("FLOAT", new long[] {2, 2}, new long[] {7, 1}, 1, 2, 3, 4);
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("array.bin")
                .hasMessageContaining("[7, 1]");
    }

    @ParameterizedTest
    @CsvSource({"INT", "UTF8", "COMPRESSED", "BOOL"})
    void otherTypesAreRefusedByName(String type) {
        assertThatThrownBy(() -> read(ModelZip.array(type, 1)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(type);
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] bytes = ModelZip.array("FLOAT", 1, 2, 3);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void bytesBehindTheArrayAreRefused() {
        byte[] bytes = ModelZip.array("FLOAT", 1, 2, 3);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> read(longer)).isInstanceOf(FormatException.class);
    }

    @Test
    void anotherChecksumIsRefused() {
        byte[] bytes = ModelZip.array("FLOAT", 1, 2, 3);
        EntryReader reader =
                new EntryReader("array.bin", new ByteArrayInputStream(bytes), bytes.length, 77);
        assertThatThrownBy(() -> new NdArrayReader(reader).values())
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("checksum");
    }

    @ParameterizedTest
    @CsvSource({"float, 2e-6", "half, 2e-3", "double, 1e-12"})
    void storedSoftmaxOutputsOfDl4jSumToOne(String type, double tolerance) throws Exception {
        Path file =
                SharedFiles.require(
                        "data/dl4j/regression/100b4/CustomLayerExample_Output_100b4_"
                                + type
                                + ".bin");
        Tensor output = read(Files.readAllBytes(file));
        assertThat(output.shape()).isEqualTo(Shape.of(3, 8));
        for (int n = 0; n < 3; n++) {
            double sum = 0;
            for (int k = 0; k < 8; k++) {
                sum += output.get(n * 8 + k);
            }
            assertThat(sum).isCloseTo(1, within(tolerance));
        }
    }
}
