package theoria.core.math.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.math.random.SeededRandom;

class NormsTest {
    private static double[] gaussians(long seed, int length) {
        double[] values = new double[length];
        new SeededRandom(seed).nextGaussians(values);
        return values;
    }

    @ParameterizedTest
    @CsvSource({"3,5", "40,7", "64,64", "1,9", "9,1"})
    void lanczosGivesTheLargestSingularValue(int rows, int columns) {
        double[] matrix = gaussians(rows * 31L + columns, rows * columns);
        double expected = SingularValues.of(matrix, rows, columns)[0];
        assertThat(OperatorNorm.of(matrix, rows, columns))
                .isCloseTo(expected, within(1e-10 * expected));
    }

    @Test
    void theNormOfZeroIsZero() {
        assertThat(OperatorNorm.of(new double[12], 3, 4)).isZero();
    }

    @Test
    void theSymbolGivesTheNormOfTheDenseCircularMatrix() {
        int n = 8;
        ConvolutionNorm.Kernel kernel =
                new ConvolutionNorm.Kernel(gaussians(5, 2 * 3 * 9), 2, 3, 3, 3);
        double[] dense = new double[2 * n * n * 3 * n * n];
        for (int o = 0; o < 2; o++) {
            for (int c = 0; c < 3; c++) {
                for (int place = 0; place < n * n; place++) {
                    for (int tap = 0; tap < 9; tap++) {
                        int row = (place / n + tap / 3) % n;
                        int column = (place % n + tap % 3) % n;
                        int to = o * n * n + place;
                        int from = (c * n + row) * n + column;
                        dense[to * 3 * n * n + from] += kernel.values()[(o * 3 + c) * 9 + tap];
                    }
                }
            }
        }
        double expected = SingularValues.of(dense, 2 * n * n, 3 * n * n)[0];
        assertThat(ConvolutionNorm.circular(kernel, n)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void aOneByOneKernelHasTheNormOfItsMatrixWhateverTheImage() {
        double[] matrix = gaussians(8, 12);
        ConvolutionNorm.Kernel kernel = new ConvolutionNorm.Kernel(matrix, 4, 3, 1, 1);
        int[] one = {1, 1};
        ConvolutionNorm.Frame frame =
                new ConvolutionNorm.Frame(5, 6, 5, 6, one, new int[] {0, 0}, one);
        double expected = SingularValues.of(matrix, 4, 3)[0];
        ConvolutionNorm norm = new ConvolutionNorm(kernel, frame);
        assertThat(norm.asUsed()).isCloseTo(expected, within(1e-9));
        double rows = 0;
        for (int o = 0; o < 4; o++) {
            rows +=
                    Math.sqrt(
                            matrix[3 * o] * matrix[3 * o]
                                    + matrix[3 * o + 1] * matrix[3 * o + 1]
                                    + matrix[3 * o + 2] * matrix[3 * o + 2]);
        }
        assertThat(norm.sumOfRowNorms()).isCloseTo(30 * rows, within(1e-9));
    }
}
