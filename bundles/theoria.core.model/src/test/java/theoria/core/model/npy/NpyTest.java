package theoria.core.model.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.testkit.SharedFiles;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

class NpyTest {
    @TempDir Path folder;

    @Test
    void arraysSurviveARoundTrip() throws Exception {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("z", NpyArray.of(Shape.of(2, 3), new double[] {1, -0.0, Double.NaN, 4, 5, 6}));
        arrays.put("a", NpyArray.of(Shape.of(2), new float[] {1.5f, Float.NEGATIVE_INFINITY}));
        arrays.put("n", NpyArray.of(Shape.scalar(), new long[] {-7}));
        NpzFile.write(folder.resolve("x.npz"), arrays);
        assertThat(NpzFile.read(folder.resolve("x.npz"))).containsExactlyEntriesOf(arrays);
    }

    @Test
    void theSameArraysGiveTheSameBytes() throws Exception {
        Map<String, NpyArray> arrays = Map.of("x", NpyArray.of(Shape.of(1), new double[] {0.1}));
        NpzFile.write(folder.resolve("a.npz"), arrays);
        NpzFile.write(folder.resolve("b.npz"), arrays);
        assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
    }

    @Test
    void readsWhatNumpyWrote() throws Exception {
        Path file = SharedFiles.require("golden/landscape/surface11.npz");
        NpyArray loss = NpzFile.read(file).get("loss");
        assertThat(loss.shape()).isEqualTo(Shape.of(11, 11));
        assertThat(loss.type()).isEqualTo(NpyType.FLOAT64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"valid-control", "big-endian", "empty-array", "float16", "scalar"})
    void readsLegalFiles(String name) throws Exception {
        Path file = SharedFiles.require("data/broken/npy/" + name + ".npy");
        assertThat(NpyCodec.read(Files.readAllBytes(file), name)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad-magic",
                "header-cut",
                "object_array",
                "shape-negative",
                "shape-overflow"
            })
    void refusesBrokenFilesInOneSentence(String name) throws Exception {
        Path file = SharedFiles.require("data/broken/npy/" + name + ".npy");
        byte[] bytes = Files.readAllBytes(file);
        assertThatThrownBy(() -> NpyCodec.read(bytes, name))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(name)
                .hasMessageNotContaining("\n");
    }

    @Property(tries = 2000)
    void mutatedBytesAreReadOrRefused(
            @ForAll @IntRange(min = 0, max = 159) int position, @ForAll byte value)
            throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyCodec.write(NpyArray.of(Shape.of(4), new double[] {1, 2, 3, 4}), out);
        byte[] bytes = out.toByteArray();
        bytes[position] = value;
        try {
            assertThat(NpyCodec.read(bytes, "mutant").size()).isBetween(0, 160);
        } catch (FormatException e) {
            assertThat(e).hasMessageContaining("mutant");
        }
    }
}
