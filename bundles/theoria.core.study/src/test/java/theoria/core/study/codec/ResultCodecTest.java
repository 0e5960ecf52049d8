package theoria.core.study.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import theoria.core.model.load.FormatException;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.core.study.result.Table;
import theoria.core.study.result.Text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

class ResultCodecTest {
    @Property
    void everyKindComesBackEqual(
            @ForAll long seed, @ForAll @IntRange(max = RandomResults.KINDS - 1) int kind)
            throws FormatException {
        Result result = new RandomResults(seed).next(kind, 3);

        assertThat(ResultCodec.decode(ResultCodec.encode(result), "it")).isEqualTo(result);
    }

    @Property
    void decodedResultsEncodeToTheSameBytes(
            @ForAll long seed, @ForAll @IntRange(max = RandomResults.KINDS - 1) int kind)
            throws FormatException {
        byte[] bytes = ResultCodec.encode(new RandomResults(seed).next(kind, 3));

        assertThat(ResultCodec.encode(ResultCodec.decode(bytes, "it"))).isEqualTo(bytes);
    }

    @Property
    void equalResultsHaveEqualBytes(@ForAll long seed) {
        byte[] first = ResultCodec.encode(new RandomResults(seed).next(7, 3));

        assertThat(ResultCodec.encode(new RandomResults(seed).next(7, 3))).isEqualTo(first);
    }

    @Property
    void changedBytesAreDecodedOrRefusedInASentence(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = ResultCodec.encode(new RandomResults(seed).next(random.nextInt(8), 2));
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }

        assertDecodesOrRefuses(bytes);
    }

    @Property
    void truncatedBytesAreDecodedOrRefusedInASentence(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = ResultCodec.encode(new RandomResults(seed).next(random.nextInt(8), 2));

        assertDecodesOrRefuses(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }

    private static void assertDecodesOrRefuses(byte[] bytes) {
        try {
            assertThat(ResultCodec.decode(bytes, "result of run 17")).isNotNull();
        } catch (FormatException refused) {
            assertThat(refused).hasMessageContaining("result of run 17");
        }
    }

    @Test
    void foreignBytesAreRefused() {
        assertThatThrownBy(() -> ResultCodec.decode(new byte[] {'P', 'K', 3, 4}, "file 'a'"))
                .isInstanceOf(FormatException.class)
                .hasMessage("file 'a' does not begin with THRE; expected a result");
    }

    @Test
    void newerFormatsAreRefused() {
        byte[] bytes = ResultCodec.encode(Text.builder("t", "m").build());
        bytes[4] = 9;

        assertThatThrownBy(() -> ResultCodec.decode(bytes, "it"))
                .isInstanceOf(FormatException.class)
                .hasMessage("it has result format 9; expected 1");
    }

    @Test
    void fieldsOfLaterMinorVersionsAreSkipped() throws FormatException {
        Result text = Text.builder("t", "m").build();
        byte[] bytes = ResultCodec.encode(text);
        String header = new String(bytes, 12, length(bytes), StandardCharsets.US_ASCII);
        byte[] longer = withHeader(bytes, header.replaceFirst("\\{", "{\"mood\":\"good\","));

        assertThat(ResultCodec.decode(longer, "it")).isEqualTo(text);
    }

    @Test
    void oneBlockCannotServeManyArrays() {
        double[] values = new double[1000];
        byte[] bytes =
                ResultCodec.encode(
                        Table.builder("t")
                                .column(Column.reals("a", values))
                                .column(Column.reals("b", values))
                                .build());
        String header = new String(bytes, 12, length(bytes), StandardCharsets.US_ASCII);
        byte[] hostile = withHeader(bytes, header.replace("[8000,1000]", "[0,1000]"));
        byte[] cut = Arrays.copyOf(hostile, hostile.length - 8000);

        assertThatThrownBy(() -> ResultCodec.decode(cut, "it"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("unread");
    }

    @Test
    void gridsLargerThanTheirMaskAreRefusedBeforeTheyAreAllocated() {
        Surface surface =
                Surface.builder("s", Axis.of("x"), new double[40000], Axis.of("y"), new double[0])
                        .build();
        byte[] bytes = ResultCodec.encode(surface);
        String header = new String(bytes, 12, length(bytes), StandardCharsets.US_ASCII);
        String square = header.replace("\"y\":[320000,0]", "\"y\":[320000,40000]");
        byte[] hostile = Arrays.copyOf(withHeader(bytes, square), bytes.length + 330000);

        assertThatThrownBy(() -> ResultCodec.decode(hostile, "it"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("expected 40000 times 40000");
    }

    @Test
    void deepNestingIsRefusedWhenEncoding() {
        Result result = Text.builder("t", "m").build();
        for (int i = 0; i < 40; i++) {
            result = Composite.builder("c").part("p", result).build();
        }
        Result nested = result;

        assertThatThrownBy(() -> ResultCodec.encode(nested))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 deep");
    }

    @Test
    void deepNestingIsRefusedWhenDecoding() {
        byte[] bytes = ResultCodec.encode(Text.builder("t", "m").build());
        byte[] hostile = withHeader(bytes, "{\"a\":".repeat(100_000));

        assertThatThrownBy(() -> ResultCodec.decode(hostile, "it"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("damaged header");
    }

    private static int length(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(8);
    }

    private static byte[] withHeader(byte[] bytes, String header) {
        int body = 12 + length(bytes);
        return ByteBuffer.allocate(12 + header.length() + bytes.length - body)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(bytes, 0, 8)
                .putInt(header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .put(bytes, body, bytes.length - body)
                .array();
    }
}
