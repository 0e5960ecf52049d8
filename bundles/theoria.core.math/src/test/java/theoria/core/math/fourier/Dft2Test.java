package theoria.core.math.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pl.edu.icm.jlargearrays.ConcurrencyUtils;

import theoria.core.math.random.SeededRandom;

import java.util.Arrays;

class Dft2Test {
    private static double[] gaussians(int height, int width) {
        double[] values = new double[height * width];
        new SeededRandom(31L * height + width).nextGaussians(values);
        return values;
    }

    /** The defining sum. */
    private static double[] bySum(double[] image, int height, int width) {
        double[] transform = new double[2 * image.length];
        for (int bin = 0; bin < image.length; bin++) {
            for (int i = 0; i < image.length; i++) {
                double turns =
                        (double) (bin / width * (i / width) % height) / height
                                + (double) (bin % width * (i % width) % width) / width;
                transform[2 * bin] += image[i] * Math.cos(-2 * Math.PI * turns);
                transform[2 * bin + 1] += image[i] * Math.sin(-2 * Math.PI * turns);
            }
        }
        return transform;
    }

    @Test
    void isTheDefiningSumForEverySmallSize() {
        for (int height = 1; height <= 17; height++) {
            for (int width = 1; width <= 17; width++) {
                double[] image = gaussians(height, width);
                assertThat(new Dft2(height, width).forward(image))
                        .as(height + "x" + width)
                        .containsExactly(bySum(image, height, width), within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "28,28", "5,5", "3,8", "64,31", "211,4", "128,256"})
    void keepsParsevalsIdentity(int height, int width) {
        double[] image = gaussians(height, width);
        double energy = Arrays.stream(image).map(x -> x * x).sum();
        double[] power = new Dft2(height, width).power(image);
        assertThat(Arrays.stream(power).sum() / (height * width))
                .isCloseTo(energy, within(1e-12 * energy));
    }

    @ParameterizedTest
    @CsvSource({"8,8,1,3", "7,9,2,4", "6,10,5,1", "5,4,0,1", "1,12,0,5", "11,1,3,0"})
    void aWaveHasOneBinAndItsConjugate(int height, int width, int u, int v) {
        double[] image = new double[height * width];
        for (int i = 0; i < image.length; i++) {
            double turns = (double) u * (i / width) / height + (double) v * (i % width) / width;
            image[i] = Math.cos(2 * Math.PI * turns + 0.4);
        }
        double[] power = new Dft2(height, width).power(image);
        double[] expected = new double[power.length];
        double half = image.length / 2.0;
        expected[u * width + v] = half * half;
        expected[(height - u) % height * width + (width - v) % width] = half * half;
        assertThat(power).containsExactly(expected, within(1e-12 * half * half));
    }

    @Test
    void anObjectGivesTheSameBitsAgain() {
        Dft2 transform = new Dft2(9, 14);
        double[] image = gaussians(9, 14);
        double[] first = transform.forward(image);
        transform.forward(new double[9 * 14]);
        assertThat(transform.forward(image)).isEqualTo(first);
        assertThat(new Dft2(9, 14).forward(image)).isEqualTo(first);
    }

    @Test
    void theLibraryStartsNoThread() {
        new Dft2(512, 512).forward(new double[512 * 512]);
        assertThat(ConcurrencyUtils.getNumberOfThreads()).isEqualTo(1);
    }

    @Test
    void frequenciesAreThoseOfTheBins() {
        assertThat(frequencies(5)).containsExactly(0, 0.2, 0.4, -0.4, -0.2);
        assertThat(frequencies(4)).containsExactly(0, 0.25, 0.5, -0.25);
    }

    private static double[] frequencies(int length) {
        double[] frequencies = new double[length];
        Arrays.setAll(frequencies, bin -> Dft2.frequency(bin, length));
        return frequencies;
    }

    @Test
    void centringPutsFrequencyZeroInTheMiddle() {
        double[] spectrum = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        assertThat(Dft2.centred(spectrum, 3, 4))
                .containsExactly(10, 11, 8, 9, 2, 3, 0, 1, 6, 7, 4, 5);
    }

    @Test
    void refusesASizeThatDoesNotFit() {
        assertThatThrownBy(() -> new Dft2(0, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0x3");
        assertThatThrownBy(() -> new Dft2(2, 3).forward(new double[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 values for an image of 2x3");
        assertThatThrownBy(() -> Dft2.centred(new double[5], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 values for a spectrum of 2x3");
    }
}
