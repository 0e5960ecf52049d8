package theoria.core.math.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatTest {
    @Test
    void momentsOfAKnownSample() {
        Moments moments = Moments.of(new double[] {0, 2, 4, 10, Double.NaN});
        assertThat(moments.count()).isEqualTo(4);
        assertThat(moments.nonFinite()).isEqualTo(1);
        assertThat(moments.mean()).isEqualTo(4);
        assertThat(moments.deviation()).isCloseTo(Math.sqrt(56 / 3.0), within(1e-14));
        assertThat(moments.min()).isEqualTo(0);
        assertThat(moments.max()).isEqualTo(10);
        assertThat(moments.zeros()).isEqualTo(1);
        assertThat(moments.skewness()).isCloseTo(36 / Math.pow(14, 1.5), within(1e-12));
        assertThat(moments.kurtosis()).isCloseTo(-1.0, within(1e-12));
    }

    @Test
    void histogramCountsEveryFiniteEntryOnce() {
        Histogram histogram = Histogram.of(new double[] {0, 0.4, 1, 2, Double.NaN}, 2);
        assertThat(histogram.edges()).containsExactly(0, 1, 2);
        assertThat(histogram.counts()).containsExactly(2, 2);
    }

    @Test
    void constantSampleGetsABinAroundIt() {
        assertThat(Histogram.of(new double[] {3, 3}, 1).edges()).containsExactly(2.5, 3.5);
    }

    @Test
    void quantilesInterpolateLikeNumpy() {
        double[] sorted = {1, 2, 3, 4};
        assertThat(Quantiles.ofSorted(sorted, 0.25)).isEqualTo(1.75);
        assertThat(Quantiles.ofSorted(sorted, 1)).isEqualTo(4);
    }

    @Test
    void logSumExpDoesNotOverflow() {
        assertThat(LogSumExp.of(new double[] {9, 1000, 1000}, 1, 2))
                .isCloseTo(1000 + Math.log(2), within(1e-12));
        assertThat(LogSumExp.of(new double[] {1, Double.NaN}, 0, 2)).isNaN();
        double minus = Double.NEGATIVE_INFINITY;
        assertThat(LogSumExp.of(new double[] {minus, minus}, 0, 2)).isEqualTo(minus);
    }

    @Test
    void rankBreaksTiesByIndexAndPutsNanLast() {
        double[] scores = {1, 3, 3, Double.NaN, 2};
        assertThat(ranks(scores)).containsExactly(3, 0, 1, 4, 2);
    }

    @Test
    void participationCountsThePlacesThatHoldTheWeight() {
        assertThat(Participation.of(new double[] {0, 5, 0})).isEqualTo(1);
        assertThat(Participation.of(new double[] {2, 2, 0, 2, 0})).isEqualTo(3);
        assertThat(Participation.of(new double[] {3, 1})).isCloseTo(1.6, within(1e-15));
        assertThat(Participation.of(new double[] {3e200, 1e200})).isCloseTo(1.6, within(1e-15));
        assertThat(Participation.of(new double[4])).isZero();
        assertThat(Participation.of(new double[] {1, Double.NaN})).isNaN();
        assertThat(Participation.of(new double[] {1, Double.POSITIVE_INFINITY})).isNaN();
    }

    private static int[] ranks(double[] scores) {
        int[] ranks = new int[scores.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = Ranking.rank(scores, 0, scores.length, i);
        }
        return ranks;
    }
}
