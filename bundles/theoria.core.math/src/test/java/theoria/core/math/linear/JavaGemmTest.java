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

    /** Recorded runs are recomputed to the bit: the order of the sums is part of the contract. */
    @ParameterizedTest
    @CsvSource({"5,300,7", "3,31,65", "2,257,203", "9,8,64", "1,1,130"})
    void addsOneTermAfterTheOther(int m, int n, int k) {
        double[] a = gaussians(4, m * k);
        double[] b = gaussians(5, k * n);
        double[] c = gaussians(6, m * n);
        double[] expected = inOrder(m, n, k, a, b, c);
        double[] inRows = c.clone();
        gemm.multiply(m, n, k, a, Matrix.at(0, k), b, Matrix.at(0, n), 1, c, Matrix.at(0, n));
        assertThat(c).containsExactly(expected);

        double[][] rows = rows(inRows, m, n, 3);
        gemm.addRows(m, n, k, a, Matrix.at(0, k), rows(b, k, n, 2), rows);
        assertThat(flat(rows, n)).containsExactly(expected);

        double[][] columns = rows(transposed(b, k, n), n, k, 1);
        gemm.addTransposed(m, n, k, rows(a, m, k, 0), columns, inRows, Matrix.at(0, n));
        assertThat(inRows).containsExactly(expected);
    }

    private static double[] inOrder(int m, int n, int k, double[] a, double[] b, double[] c) {
        double[] sums = c.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    double sum = sums[i * n + j];
                    sums[i * n + j] = Math.fma(a[i * k + p], b[p * n + j], sum);
                }
            }
        }
        return sums;
    }

    /** Rows of a matrix, each with some room behind its end. */
    private static double[][] rows(double[] values, int count, int width, int room) {
        double[][] rows = new double[count][width + room];
        for (int i = 0; i < count; i++) {
            System.arraycopy(values, i * width, rows[i], 0, width);
        }
        return rows;
    }

    private static double[] flat(double[][] rows, int width) {
        double[] values = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return values;
    }

    private static double[] transposed(double[] values, int rows, int columns) {
        double[] result = new double[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[j * rows + i] = values[i * columns + j];
            }
        }
        return result;
    }

    @Test
    void scalesTheOldContentOfAnEmptyProduct() {
        double[] c = {3, Double.NaN};
        Matrix at = Matrix.at(0, 1);
        gemm.multiply(1, 1, 0, new double[0], at, new double[0], at, 0.5, c, at);
        assertThat(c[0]).isEqualTo(1.5);
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
