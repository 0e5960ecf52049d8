package theoria.draw.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class TicksTest {
    private static List<String> labels(double low, double high, boolean log, int about) {
        return Ticks.of(low, high, log, about).stream()
                .map(Ticks.Tick::label)
                .filter(label -> !label.isEmpty())
                .toList();
    }

    @Test
    void linearTicksAreRoundNumbersWithOneNumberOfDigits() {
        assertThat(labels(-1, 1, false, 4)).containsExactly("−1.0", "−0.5", "0.0", "0.5", "1.0");
        assertThat(labels(0, 1000, false, 5))
                .containsExactly("0", "200", "400", "600", "800", "1000");
        assertThat(labels(0.1234, 0.1241, false, 3)).containsExactly("0.1235", "0.1240");
    }

    @Test
    void logarithmicTicksArePowersOfTen() {
        assertThat(labels(1e-3, 1e2, true, 8))
                .containsExactly("10⁻³", "10⁻²", "10⁻¹", "10⁰", "10¹", "10²");
    }

    @Test
    void manyDecadesAreThinnedOut() {
        assertThat(labels(1e-20, 1e20, true, 5))
                .containsExactly("10⁻¹⁶", "10⁻⁸", "10⁰", "10⁸", "10¹⁶");
    }

    @Test
    void fewDecadesAreLabelledBetween() {
        assertThat(labels(0.05, 3, true, 8)).containsExactly("0.05", "0.1", "0.2", "0.5", "1", "2");
    }

    @Test
    void lessThanADecadeIsLabelledLikeALinearAxis() {
        assertThat(labels(2, 4, true, 4)).containsExactly("2.0", "2.5", "3.0", "3.5", "4.0");
    }

    @Test
    void anEmptyOrEndlessRangeHasNoTicks() {
        assertThat(Ticks.of(1, 1, false, 5)).isEmpty();
        assertThat(Ticks.of(Double.NaN, 1, false, 5)).isEmpty();
        assertThat(Ticks.of(Double.NEGATIVE_INFINITY, 1, false, 5)).isEmpty();
    }

    @Test
    void veryLargeNumbersAreWrittenWithExponents() {
        assertThat(labels(0, 4e9, false, 2)).containsExactly("0", "2e9", "4e9");
    }
}
