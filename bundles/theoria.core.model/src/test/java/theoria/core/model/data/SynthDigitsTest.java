package theoria.core.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.model.tensor.Shape;

import java.util.Arrays;

/** Theory section 9. */
class SynthDigitsTest {
    private final Examples train = SynthDigits.dataset(1, 400, 10).split(Split.TRAIN).orElseThrow();

    @Test
    void imagesAreGreyOf32By32AndLabelsRun() {
        Batch batch = train.read(0, 400);
        assertThat(train.shape()).isEqualTo(Shape.of(1, 32, 32));
        for (int i = 0; i < 400; i++) {
            assertThat(batch.labels()[i]).isEqualTo(i % 10);
        }
        for (float value : batch.inputs().toFloats()) {
            assertThat(value).isBetween(0f, 1f);
        }
    }

    @Test
    void theSeedIsTheDataSet() {
        Examples again = SynthDigits.dataset(1, 400, 10).split(Split.TRAIN).orElseThrow();
        Examples other = SynthDigits.dataset(2, 400, 10).split(Split.TRAIN).orElseThrow();
        assertThat(again.hash()).isEqualTo(train.hash());
        assertThat(other.hash()).isNotEqualTo(train.hash());
    }

    @Test
    void anImageDoesNotDependOnHowManyThereAre() {
        Examples fewer = SynthDigits.dataset(1, 20, 10).split(Split.TRAIN).orElseThrow();
        assertThat(fewer.read(0, 20).inputs()).isEqualTo(train.read(0, 20).inputs());
    }

    @Test
    void everyImageHasInkAndStrokesOfTheGivenWidth() {
        float[] values = train.read(0, 400).inputs().toFloats();
        for (int i = 0; i < 400; i++) {
            double ink = 0;
            for (float value : Arrays.copyOfRange(values, i * 1024, (i + 1) * 1024)) {
                ink += value;
            }
            assertThat(ink).as("image %d", i).isBetween(25.0, 450.0);
        }
    }

    /** A nearest class mean knows more than chance, and less than everything. */
    @Test
    void classesAreAlikeWithinAndDifferBetween() {
        float[] values = train.read(0, 400).inputs().toFloats();
        double[][] means = new double[10][1024];
        for (int i = 0; i < 200; i++) {
            for (int p = 0; p < 1024; p++) {
                means[i % 10][p] += values[i * 1024 + p] / 20;
            }
        }
        int correct = 0;
        for (int i = 200; i < 400; i++) {
            correct += nearest(means, values, i * 1024) == i % 10 ? 1 : 0;
        }
        assertThat(correct).isBetween(90, 195);
    }

    private static int nearest(double[][] means, float[] values, int at) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int k = 0; k < means.length; k++) {
            double distance = 0;
            for (int p = 0; p < 1024; p++) {
                double difference = values[at + p] - means[k][p];
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = k;
            }
        }
        return best;
    }
}
