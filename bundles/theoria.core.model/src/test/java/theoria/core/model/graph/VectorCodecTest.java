package theoria.core.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import theoria.core.model.load.FormatException;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Random;

class VectorCodecTest {
    /** More numbers than go into one piece, in both precisions. */
    @Property(tries = 100)
    void weightsComeBackFromPieces(
            @ForAll long seed,
            @ForAll @IntRange(max = 40_000) int parameters,
            @ForAll @IntRange(max = 100) int buffers,
            @ForAll boolean single)
            throws Exception {
        Random random = new Random(seed);
        double[] theta = random.doubles(parameters).toArray();
        Weights wide = Weights.of(theta, random.doubles(buffers).toArray());
        Weights weights = single ? wide.to(theoria.core.model.tensor.Precision.FLOAT) : wide;
        byte[] bytes = VectorCodec.write(weights);
        assertThat(bytes).hasSize((int) VectorCodec.length(weights));
        assertThat(VectorCodec.read(bytes, "it")).isEqualTo(weights);
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        assertThat(VectorCodec.read(in, bytes.length, "it")).isEqualTo(weights);
    }

    @Test
    void anyShorterTextIsRefused() {
        byte[] bytes = VectorCodec.write(Weights.of(new float[] {1, 2, 3}, new float[] {4}));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> VectorCodec.read(cut, "it"))
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith("it ");
            assertThatThrownBy(
                            () ->
                                    VectorCodec.read(
                                            new ByteArrayInputStream(cut), bytes.length, "it"))
                    .isInstanceOf(FormatException.class);
        }
    }
}
