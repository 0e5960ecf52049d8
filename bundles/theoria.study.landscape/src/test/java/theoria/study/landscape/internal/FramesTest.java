package theoria.study.landscape.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Points and axes of lines and planes, names in order, memory in words. */
class FramesTest {
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

    @Test
    void numbersInNamesCountByValue() {
        List<String> names =
                new ArrayList<>(List.of("model_10", "model_9", "model_1", "a2b10", "a2b9", "a"));
        names.sort(NaturalOrder::compare);
        assertThat(names).containsExactly("a", "a2b9", "a2b10", "model_1", "model_9", "model_10");
    }

    @Test
    void memoryIsToldInOneSentence() {
        assertThat(Memory.obstacle("a grid", 5.2e9, 1.1e9))
                .contains("a grid needs 5.2 GB, 1.1 GB available");
        assertThat(Memory.obstacle("a grid", 5.2e7, 1.1e7))
                .contains("a grid needs 52.0 MB, 11.0 MB available");
        assertThat(Memory.obstacle("a grid", 1, 1)).isEmpty();
    }

    @Test
    void bandsOverSeedsAreStudentsIntervals() {
        // t quantiles 12.7062 (1 degree of freedom) and 2.2622 (9)
        assertThat(Summary.halfWidth(2)).isCloseTo(12.7062 / Math.sqrt(2), within(1e-4));
        assertThat(Summary.halfWidth(10)).isCloseTo(2.2622 / Math.sqrt(10), within(1e-4));
    }

    @Test
    void aSummaryOfSeedsHoldsMeanAndDeviation() {
        Measurement a = new Measurement(1, 0.1, 0.5, 2, new double[] {4});
        Measurement b = new Measurement(3, 0.3, 0.7, 4, new double[] {8});
        double[] both = Summary.of(List.of(a, b));
        assertThat(both[Summary.LOSS]).isEqualTo(2);
        assertThat(both[Summary.ERROR]).isCloseTo(0.2, within(1e-15));
        assertThat(both[Summary.SPREAD]).isCloseTo(Math.sqrt(2), within(1e-15));
        assertThat(both[Summary.CLASSES]).isEqualTo(6);
        assertThat(Summary.of(List.of(a))[Summary.SPREAD]).isNaN();
    }
}
