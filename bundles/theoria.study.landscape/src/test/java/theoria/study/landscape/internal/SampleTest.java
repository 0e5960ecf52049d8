package theoria.study.landscape.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.Arrays;

/** Examples measured apart and pooled are examples measured at once. */
class SampleTest {
    private static final int CLASSES = 3;

    private final double[] losses = new double[60];
    private final int[] labels = new int[60];
    private final double[] scores = new double[60 * CLASSES];

    SampleTest() {
        SeededRandom random = new SeededRandom(5);
        for (int i = 0; i < losses.length; i++) {
            losses[i] = 3 + random.nextGaussian();
            labels[i] = i < 20 ? 0 : random.nextInt(2);
        }
        random.nextGaussians(scores);
    }

    private Measurement measured(int from, int to) {
        Evaluation all =
                new Evaluation(Tensor.of(Shape.of(losses.length, CLASSES), scores), losses);
        Measurement.Collector collector = new Measurement.Collector(to - from, CLASSES);
        for (int i = from; i < to; i++) {
            collector.add(all, i, labels[i]);
        }
        return collector.measurement();
    }

    private Sample sample(int from, int to) {
        int[] counts = new int[CLASSES];
        Arrays.stream(labels, from, to).forEach(label -> counts[label]++);
        return new Sample(to - from, counts);
    }

    private Measurement pooled(int cut) {
        int n = losses.length;
        return sample(0, cut).pooled(measured(0, cut), sample(cut, n), measured(cut, n));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "15", "30", "58", "59"})
    void pooledIsAtOnceUpToRounding(int cut) {
        Measurement whole = measured(0, losses.length);
        Measurement pooled = pooled(cut);
        assertThat(pooled.loss()).isCloseTo(whole.loss(), within(1e-14));
        assertThat(pooled.error()).isCloseTo(whole.error(), within(1e-14));
        assertThat(pooled.accuracy()).isCloseTo(whole.accuracy(), within(1e-15));
        assertThat(pooled.margin()).isCloseTo(whole.margin(), within(1e-14));
        for (int c = 0; c < 2; c++) {
            assertThat(pooled.classes()[c]).isCloseTo(whole.classes()[c], within(1e-14));
        }
        assertThat(pooled.classes()[2]).as("of a class without examples").isNaN();
    }

    @ParameterizedTest
    @CsvSource({"0", "60"})
    void nothingAddedIsTheSameBits(int cut) {
        Measurement whole = measured(0, losses.length);
        assertThat(pooled(cut).loss()).isEqualTo(whole.loss());
        assertThat(pooled(cut).error()).isEqualTo(whole.error());
        assertThat(pooled(cut).classes()).containsExactly(whole.classes());
    }

    @ParameterizedTest
    @CsvSource({"5", "50"})
    void whatIsNoFiniteNumberStaysSo(int odd) {
        losses[odd] = Double.POSITIVE_INFINITY;
        assertThat(pooled(30).loss()).isInfinite();
        assertThat(pooled(30).error()).isNaN();
        losses[odd] = Double.NaN;
        assertThat(pooled(30).loss()).isNaN();
        assertThat(pooled(30).error()).isNaN();
    }

    @Test
    void countsAreAdded() {
        Sample both = sample(0, 30).and(sample(30, 60));
        assertThat(both.examples()).isEqualTo(60);
        assertThat(both.classes()).containsExactly(sample(0, 60).classes());
    }
}
