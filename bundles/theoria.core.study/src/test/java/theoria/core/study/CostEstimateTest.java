package theoria.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Estimates of studies that know no more than seconds. */
class CostEstimateTest {
    @Test
    void anEstimateOfSecondsAloneHasNoWork() {
        CostEstimate cost = new CostEstimate(2, 3, "a guess");
        assertThat(cost.work()).isEmpty();
        assertThat(CostEstimate.negligible().work()).isEmpty();
        assertThat(CostEstimate.forward(1_000_000, 20_000, 5).seconds()).isEqualTo(2);
    }
}
