package theoria.ui.internal.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Surface;
import theoria.draw.Range;

import java.util.List;

class CommonRangeTest {
    private static final double[] AXIS = {0, 1};

    private static final List<Surface> TWO =
            List.of(
                    surface(new double[] {1, 2, 3, 99}, new double[] {0.1, 0.5, Double.NaN, 7}),
                    surface(new double[] {-4, 5, 6, 99}, new double[] {0.4, 0.9, 0.4, 7}));

    private static Surface surface(double[] loss, double[] accuracy) {
        return Surface.builder("s", Axis.of("x"), AXIS, Axis.of("y"), AXIS)
                .computed(new boolean[] {true, true, true, false})
                .layer("loss", Axis.of("loss"), loss)
                .layer("accuracy", Axis.of("accuracy"), accuracy)
                .build();
    }

    @Test
    void everyQuantityHasItsOwnRange() {
        assertThat(CommonRange.of(TWO, 0, false)).isEqualTo(new Range(-4, 6));
        assertThat(CommonRange.of(TWO, 1, false)).isEqualTo(new Range(0.1, 0.9));
        assertThat(CommonRange.of(TWO, 5, false)).isEqualTo(new Range(0.1, 0.9));
    }

    @Test
    void onlyPositiveNumbersCountOnALogarithmicScale() {
        assertThat(CommonRange.of(TWO, 0, true)).isEqualTo(new Range(1, 6));
    }

    @Test
    void equalNumbersHaveNone() {
        double[] flat = {1, 1, 1, 1};
        assertThat(CommonRange.of(List.of(surface(flat, flat)), 0, false)).isEqualTo(Range.ALL);
    }
}
