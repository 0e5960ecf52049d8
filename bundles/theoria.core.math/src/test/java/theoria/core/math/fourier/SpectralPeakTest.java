package theoria.core.math.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.Optional;

class SpectralPeakTest {
    private static Optional<SpectralPeak> peak(double[] image, int height, int width) {
        return SpectralPeak.of(new Dft2(height, width).power(image), height, width);
    }

    /** cos(2 pi (u y / height + v x / width) + 0.3) about a mean that is much larger. */
    private static SpectralPeak ofWave(int height, int width, int u, int v) {
        double[] image = new double[height * width];
        for (int i = 0; i < image.length; i++) {
            double turns = (double) u * (i / width) / height + (double) v * (i % width) / width;
            image[i] = 10 + Math.cos(2 * Math.PI * turns + 0.3);
        }
        return peak(image, height, width).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "8,8,0,2,0.25,0",
        "8,8,2,0,0.25,90",
        "8,8,6,0,0.25,90",
        "10,10,3,4,0.5,36.86989764584402",
        "10,10,4,3,0.5,53.13010235415598",
        "10,10,7,4,0.5,143.13010235415598",
        "8,8,4,4,0.7071067811865476,45",
        "7,7,6,1,0.20203050891044214,135",
        "6,12,1,2,0.23570226039551584,45",
        "1,9,0,3,0.3333333333333333,0",
        "9,1,3,0,0.3333333333333333,90",
        "2,1,1,0,0.5,90"
    })
    void namesTheWave(int height, int width, int u, int v, double frequency, double orientation) {
        SpectralPeak peak = ofWave(height, width, u, v);
        assertThat(peak.frequency()).isEqualTo(frequency);
        // to the last bits: 3/10 and 4/10 are no doubles
        assertThat(peak.orientation()).isCloseTo(orientation, within(2 * Math.ulp(orientation)));
    }

    @Test
    void conjugateBinsNameOneWave() {
        for (int u = 0; u < 6; u++) {
            for (int v = 0; v < 9; v++) {
                if (u + v > 0) {
                    SpectralPeak one = ofWave(6, 9, u, v);
                    SpectralPeak other = ofWave(6, 9, (6 - u) % 6, (9 - v) % 9);
                    assertThat(one.fx()).isEqualTo(other.fx()).isBetween(0.0, 0.5);
                    assertThat(one.fy()).isEqualTo(other.fy());
                    assertThat(one.orientation()).isBetween(0.0, Math.nextDown(180.0));
                }
            }
        }
    }

    @Test
    void equalPeaksGoToTheFirst() {
        double[] laplacian = {0, -1, 0, -1, 4, -1, 0, -1, 0};
        double[] turned = new double[9];
        Arrays.setAll(turned, i -> laplacian[i % 3 * 3 + i / 3] * (1 + 3e-16 * i));
        assertThat(peak(laplacian, 3, 3).orElseThrow().orientation()).isEqualTo(45);
        assertThat(peak(turned, 3, 3).orElseThrow().orientation()).isEqualTo(45);
        SpectralPeak ofAPoint =
                peak(new double[] {0, 0, 0, 0, 0.1, 0, 0, 0, 0}, 3, 3).orElseThrow();
        assertThat(ofAPoint.fx()).isEqualTo(1 / 3.0);
        assertThat(ofAPoint.fy()).isZero();
    }

    @Test
    void nothingButAMeanHasNoPeak() {
        double[] constant = new double[35];
        Arrays.fill(constant, 0.1);
        assertThat(peak(constant, 5, 7)).isEmpty();
        assertThat(peak(new double[35], 5, 7)).isEmpty();
        assertThat(peak(new double[] {3}, 1, 1)).isEmpty();
    }

    @Test
    void numbersThatAreNotFiniteHaveNoPeak() {
        assertThat(peak(new double[] {1, Double.NaN, 3, 4}, 2, 2)).isEmpty();
        assertThat(peak(new double[] {1, Double.POSITIVE_INFINITY, 3, 4}, 2, 2)).isEmpty();
    }

    @Test
    void refusesASizeThatDoesNotFit() {
        assertThatThrownBy(() -> SpectralPeak.of(new double[5], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 values for a spectrum of 2x3");
    }
}
