package theoria.core.math.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.math.random.SeededRandom;

class JavaGemmTest {
    private final Gemm gemm = new JavaGemm();

    @ParameterizedTest
    @CsvSource({
        "1,1,1,false,false",
        "3,5,7,false,true",
        "4,600,9,true,false",
        "2,3,4,true,true",
        "17,33,6,false,false",
        "5,1,8,true,true",
        "2,4200,1000,false,true"
    })
    void equalsTheTripleLoop(int m, int n, int k, boolean ta, boolean tb) {
        double[] a = gaussians(1, 3 + m * k + 40);
        double[] b = gaussians(2, 5 + n * k + 40);
        double[] c = gaussians(3, 2 + m * (n + 1));
        Matrix inA = new Matrix(3, ta ? m : k, ta);
        Matrix inB = new Matrix(5, tb ? k : n, tb);
        double[] expected = c.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    double left = a[3 + (ta ? p * m + i : i * k + p)];
                    double right = b[5 + (tb ? j * k + p : p * n + j)];
                    sum += left * right;
                }
                expected[2 + i * (n + 1) + j] = sum + 0.5 * c[2 + i * (n + 1) + j];
            }
        }
        gemm.multiply(m, n, k, a, inA, b, inB, 0.5, c, Matrix.at(2, n + 1));
        assertThat(c).containsExactly(expected, within(1e-12));
    }

    @Test
    void doesNotReadTheOldContentIfBetaIsZero() {
        double[] c = {Double.NaN};
        Matrix at = Matrix.at(0, 1);
        gemm.multiply(1, 1, 1, new double[] {2}, at, new double[] {3}, at, 0, c, at);
        assertThat(c[0]).isEqualTo(6);
    }

    private static double[] gaussians(long seed, int length) {
        double[] values = new double[length];
        new SeededRandom(seed).nextGaussians(values);
        return values;
    }
}
