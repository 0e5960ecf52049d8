package theoria.core.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

final class CorruptionTest {
    private static final Examples DIGITS =
            SynthDigits.dataset(2, 400, 10).split(Split.TRAIN).orElseThrow();

    private static Examples spoilt(String text) {
        return Corruption.parse(text).of(DIGITS, 7);
    }

    @Test
    void labelsAreDrawnAnewWithTheProbability() {
        int[] before = DIGITS.read(0, 400).labels();
        int[] after = spoilt("labels=0.5").read(0, 400).labels();
        double changed = 0;
        for (int i = 0; i < before.length; i++) {
            changed += before[i] == after[i] ? 0 : 1;
        }
        double expected = 0.5 * 0.9; // a tenth of the drawn labels is the old one
        assertThat(changed / before.length).isCloseTo(expected, within(0.1)); // 4 deviations
        assertThat(spoilt("labels=0.5").read(17, 3).labels())
                .as("the same however they are read")
                .containsExactly(Arrays.copyOfRange(after, 17, 20));
    }

    @Test
    void shuffledPixelsAreOnePermutationForAll() {
        float[] before = DIGITS.read(0, 2).inputs().toFloats();
        float[] after = spoilt("pixels=shuffled").read(0, 2).inputs().toFloats();
        int[] order = new SeededOrder().of(after.length / 2);
        for (int i = 0; i < after.length / 2; i++) {
            assertThat(after[i]).isEqualTo(before[order[i]]);
            assertThat(after[after.length / 2 + i]).isEqualTo(before[after.length / 2 + order[i]]);
        }
    }

    /** The documented streams of the permutation. */
    private static final class SeededOrder {
        int[] of(int count) {
            return new theoria.core.math.random.SeededRandom(7)
                    .split("corruption")
                    .split("pixels")
                    .permutation(count);
        }
    }

    @Test
    void randomPixelsKeepTheNumbersOfEachExample() {
        float[] before = DIGITS.read(5, 1).inputs().toFloats();
        float[] after = spoilt("pixels=random").read(5, 1).inputs().toFloats();
        assertThat(after).isNotEqualTo(before);
        Arrays.sort(before);
        Arrays.sort(after);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void gaussianPixelsHaveTheMeanAndTheDeviationOfTheData() {
        double[] stored = moments(DIGITS.read(0, 400).inputs().toFloats());
        double[] drawn = moments(spoilt("pixels=gaussian").read(0, 400).inputs().toFloats());
        assertThat(drawn[0]).isCloseTo(stored[0], within(0.005));
        assertThat(drawn[1]).isCloseTo(stored[1], within(0.005));
    }

    private static double[] moments(float[] values) {
        double mean = 0;
        double square = 0;
        for (float value : values) {
            mean += value / values.length;
            square += (double) value * value / values.length;
        }
        return new double[] {mean, Math.sqrt(square - mean * mean)};
    }

    @Test
    void nothingAskedIsNothingChanged() {
        assertThat(Corruption.parse("").of(DIGITS, 7)).isSameAs(DIGITS);
        assertThat(Corruption.parse("labels=random,pixels=random").text())
                .isEqualTo("labels=1.0,pixels=random");
    }

    @Test
    void aShareAboveOneIsNone() {
        assertThatThrownBy(() -> Corruption.parse("labels=1.5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the share of random labels is 1.5, not from 0 to 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"labels=2", "pixels=blue", "label=0.1", ",", "labels="})
    void whatCannotBeReadIsNamed(String text) {
        assertThatThrownBy(() -> Corruption.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("corruption is");
    }
}
