package theoria.core.study.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0, 0, true",
        "1.0, 1.5, 0.5, true",
        "1.0, 1.5, 0.25, false",
        "NaN, NaN, 1, false",
        "Infinity, Infinity, 0, true",
        "Infinity, 1, 5, false",
    })
    void equalityHoldsWithinTheTolerance(
            double measured, double expected, double tolerance, boolean holds) {
        assertThat(Verdict.equal("c", "f", measured, expected, tolerance).holds()).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1, 0, true", "1.5, 1, 0.5, true", "2, 1, 0.5, false", "NaN, 1, 9, false"})
    void upperBoundsHoldUpToTheTolerance(
            double measured, double bound, double tolerance, boolean holds) {
        assertThat(Verdict.atMost("c", "f", measured, bound, tolerance).holds()).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 0, true", "0.5, 1, 0.5, true", "0, 1, 0.5, false", "NaN, 1, 9, false"})
    void lowerBoundsHoldUpToTheTolerance(
            double measured, double bound, double tolerance, boolean holds) {
        assertThat(Verdict.atLeast("c", "f", measured, bound, tolerance).holds()).isEqualTo(holds);
    }

    @Test
    void negativeTolerancesAreRefused() {
        assertThatThrownBy(() -> Verdict.equal("c", "f", 1, 1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1.0");
    }
}
