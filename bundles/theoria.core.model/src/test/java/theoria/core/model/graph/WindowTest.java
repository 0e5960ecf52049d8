package theoria.core.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class WindowTest {
    /** length, kernel, stride, before, after, dilation, ceil, positions (torch's numbers). */
    @ParameterizedTest
    @CsvSource({
        "28, 5, 1, 2, 2, 1, false, 28",
        "224, 11, 4, 2, 2, 1, false, 55",
        "55, 3, 2, 0, 0, 1, false, 27",
        "7, 3, 2, 0, 0, 1, true, 3",
        "8, 3, 2, 0, 0, 1, true, 4",
        "6, 2, 4, 0, 0, 1, true, 2",
        "5, 2, 4, 0, 0, 1, true, 2",
        "4, 2, 4, 0, 0, 1, true, 1",
        "10, 3, 1, 0, 0, 2, false, 6",
        "10, 3, 2, 1, 0, 1, false, 5"
    })
    void positionsFollowTheFormula(
            int length,
            int kernel,
            int stride,
            int before,
            int after,
            int dilation,
            boolean ceil,
            int positions) {
        Window window =
                new Window(
                        List.of(kernel),
                        List.of(stride),
                        List.of(before),
                        List.of(after),
                        List.of(dilation));
        assertThat(window.positions(0, length, ceil)).isEqualTo(positions);
    }

    @Test
    void inCeilModeTheLastWindowMustStartInsideTheInputOrItsPaddingBefore() {
        // ceil((3 + 2 - 1 - 1) / 3) + 1 = 2 windows from -1 and 2; a third from 5 would be outside
        Window window = new Window(List.of(1), List.of(3), List.of(1), List.of(1), List.of(1));
        assertThat(window.positions(0, 3, true)).isEqualTo(2);
    }

    @Test
    void aWindowThatDoesNotFitIsNamedWithItsNumbers() {
        assertThatThrownBy(() -> Window.square(5, 1, 0).positions(0, 3, false))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("a window of 5 does not fit into 3");
    }

    @Test
    void aStrideOfZeroIsRefused() {
        assertThatThrownBy(() -> Window.square(3, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stride");
    }
}
