package theoria.core.math.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.math.random.SeededRandom;

final class KernelAlignmentTest {
    private static final int EXAMPLES = 20;

    private static double[] features(long seed, int width) {
        SeededRandom random = new SeededRandom(seed);
        double[] features = new double[EXAMPLES * width];
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextGaussian();
        }
        return features;
    }

    private static double align(double[] x, double[] y) {
        return KernelAlignment.of(
                KernelAlignment.gram(x, EXAMPLES), KernelAlignment.gram(y, EXAMPLES));
    }

    /** Theory entry V8: linear CKA(X, X Q c) = 1. */
    @Test
    void isOneUnderRotationAndScaling() {
        double[] x = features(1, 2);
        double[] turned = new double[x.length];
        double angle = 0.7;
        for (int i = 0; i < EXAMPLES; i++) {
            turned[2 * i] = 3 * (Math.cos(angle) * x[2 * i] - Math.sin(angle) * x[2 * i + 1]) + 5;
            turned[2 * i + 1] = 3 * (Math.sin(angle) * x[2 * i] + Math.cos(angle) * x[2 * i + 1]);
        }
        assertThat(align(x, turned)).isCloseTo(1, within(1e-10));
    }

    @Test
    void isTheRatioOfCrossCovariances() {
        double[] x = features(2, 3);
        double[] y = features(3, 4);
        double direct = cross(x, 3, y, 4) / Math.sqrt(cross(x, 3, x, 3) * cross(y, 4, y, 4));
        assertThat(align(x, y)).isCloseTo(direct, within(1e-12)).isBetween(0.0, 1.0);
    }

    /** |Y^T X|_F^2 of centred columns, by the definition. */
    private static double cross(double[] x, int p, double[] y, int q) {
        double sum = 0;
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < q; b++) {
                double dot = 0;
                double meanX = 0;
                double meanY = 0;
                for (int i = 0; i < EXAMPLES; i++) {
                    meanX += x[i * p + a] / EXAMPLES;
                    meanY += y[i * q + b] / EXAMPLES;
                }
                for (int i = 0; i < EXAMPLES; i++) {
                    dot += (x[i * p + a] - meanX) * (y[i * q + b] - meanY);
                }
                sum += dot * dot;
            }
        }
        return sum;
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> KernelAlignment.gram(new double[7], 2))
                .hasMessage("7 features for 2 examples");
        assertThatThrownBy(() -> KernelAlignment.of(new double[4], new double[9]))
                .hasMessage("Gram matrices of 4 and 9 entries");
    }
}
