package theoria.study.landscape.internal.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.study.landscape.internal.Measurement;

import java.util.List;

/** Several seeds as one number with its spread. */
class SummaryTest {
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
