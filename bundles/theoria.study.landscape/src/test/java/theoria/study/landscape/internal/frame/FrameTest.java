package theoria.study.landscape.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.study.landscape.internal.Vectors;

import java.util.List;
import java.util.Optional;

/** Points and axes of lines and planes. */
class FrameTest {
    private static Vectors vector(double... values) {
        return new Vectors(values, new double[] {values[0]});
    }

    @Test
    void theEndsOfALineAreExact() {
        Vectors a = vector(0.1, 1e10, 3);
        Vectors b = vector(0.3, -1e-10, 7);
        Frame line =
                new Frame(
                        a,
                        List.of(b.plus(-1, a)),
                        Optional.of(b),
                        List.of(new Anchor("a", 0, 0, a), new Anchor("b", 1, 0, b)),
                        "line",
                        List.of());
        assertThat(line.parameters(0, 0)).containsExactly(a.parameters());
        assertThat(line.parameters(1, 0)).containsExactly(b.parameters());
        assertThat(line.buffers(1, 0)).containsExactly(b.buffers());
        assertThat(line.several()).isTrue();
    }

    @Test
    void orthogonalDirectionsKeepTheirLengths() {
        Frame plane =
                Frame.around(vector(0, 0, 0), List.of(vector(1, 1, 0), vector(3, 0, 4)), "plane")
                        .orthogonal();
        assertThat(plane.cosine()).isCloseTo(0, within(1e-15));
        assertThat(plane.directions().get(1).norm()).isCloseTo(5, within(1e-14));
    }

    @Test
    void axesHoldAllNetworksAndReachBeyond() {
        Vectors any = vector(1, 2, 3);
        Frame frame =
                new Frame(
                        any,
                        List.of(any, any),
                        Optional.empty(),
                        List.of(new Anchor("a", 0, 0, any), new Anchor("b", 4, 2, any)),
                        "plane",
                        List.of());
        double[][] axes = Axes.of(List.of(frame), 1, 11);
        assertThat(axes[0][0]).isEqualTo(-1);
        assertThat(axes[0][10]).isEqualTo(5);
        assertThat(axes[1][0]).isEqualTo(-1);
        assertThat(axes[1][10]).isEqualTo(3);
        double[][] around = Axes.of(List.of(Frame.around(any, List.of(any, any), "")), 0.5, 3);
        assertThat(around[0]).containsExactly(-0.5, 0, 0.5);
    }
}
