package theoria.core.math.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorFunctionTest {
    /** Abramowitz and Stegun, table 7.1. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0.5, 0.5204998778", "1, 0.8427007929", "2, 0.9953222650"})
    void agreesWithTheTableAndIsOdd(double x, double expected) {
        assertThat(ErrorFunction.of(x)).isCloseTo(expected, within(5e-11));
        assertThat(ErrorFunction.of(-x)).isCloseTo(-expected, within(5e-11));
    }

    @Test
    void keepsNaNAndReachesOne() {
        assertThat(ErrorFunction.of(Double.NaN)).isNaN();
        assertThat(ErrorFunction.of(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(ErrorFunction.of(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
    }

    @Test
    void theDensityIsTheDerivativeOfTheProbability() {
        double step = 1e-5;
        for (double x = -3; x <= 3; x += 0.5) {
            double slope =
                    (ErrorFunction.normalProbability(x + step)
                                    - ErrorFunction.normalProbability(x - step))
                            / (2 * step);
            assertThat(ErrorFunction.normalDensity(x)).isCloseTo(slope, within(1e-9));
        }
    }
}
