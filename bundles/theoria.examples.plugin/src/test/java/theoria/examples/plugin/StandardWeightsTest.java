package theoria.examples.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

/** What is known of samples whose law is known. */
class StandardWeightsTest {
    @Test
    void twoPointsHaveTheLeastKurtosisThereIs() {
        StandardWeights coin = StandardWeights.of("coin", new double[] {3, 5, 3, 5});
        assertThat(coin.deviation()).isEqualTo(1);
        assertThat(coin.values()).containsExactly(-1, 1, -1, 1);
        assertThat(coin.kurtosis()).isEqualTo(-2);
    }

    @Test
    void aNormalSampleLiesWithinItsStandardErrors() {
        Random random = new Random(1);
        double[] sample = new double[10_000];
        Arrays.setAll(sample, i -> 0.1 * random.nextGaussian());
        assertThat(StandardWeights.of("normal", sample).errors()).isBetween(-4.0, 4.0);
    }

    @Test
    void theDensityHasAreaOne() {
        StandardWeights some = StandardWeights.of("some", new double[] {-1, 0, 2, 7, Double.NaN});
        double area = Arrays.stream(some.density(some.largest(), 10)).sum() * some.largest() / 5;
        assertThat(area).isCloseTo(1, within(1e-12));
    }
}
