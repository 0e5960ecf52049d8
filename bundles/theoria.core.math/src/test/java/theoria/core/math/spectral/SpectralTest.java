package theoria.core.math.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.math.random.SeededRandom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The exact checks of theory entries L4 and L5 on random matrices. */
class SpectralTest {
    /** Symmetric with Gaussian entries, row-major. */
    private static double[] symmetric(int n, long seed) {
        SeededRandom random = new SeededRandom(seed);
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i * n + j] = random.nextGaussian();
                matrix[j * n + i] = matrix[i * n + j];
            }
        }
        return matrix;
    }

    /** X'X/n of Gaussian X, n x p. */
    private static double[] covariance(int n, int p, long seed) {
        double[] x = new double[n * p];
        new SeededRandom(seed).nextGaussians(x);
        double[] matrix = new double[p * p];
        for (int r = 0; r < n; r++) {
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    matrix[i * p + j] += x[r * p + i] * x[r * p + j] / n;
                }
            }
        }
        return matrix;
    }

    private static double[] times(double[] matrix, double[] v) {
        double[] product = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            product[i] = Vectors.dot(matrix, i * v.length, v, v.length);
        }
        return product;
    }

    private static void run(ProductProcess process, double[] matrix) {
        for (double[] v = process.next(); v != null; v = process.next()) {
            process.accept(times(matrix, v));
        }
    }

    private static double[] expected(double[] matrix, int n) {
        double[][] table = new double[n][];
        for (int i = 0; i < n; i++) {
            table[i] = Arrays.copyOfRange(matrix, i * n, (i + 1) * n);
        }
        double[] values =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(table)).getEigenvalues();
        Arrays.sort(values);
        return values;
    }

    private static double residual(double[] matrix, double value, double[] vector) {
        double[] rest = times(matrix, vector);
        Vectors.add(-value, vector, rest);
        return Vectors.norm(rest);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 97})
    void denseEigenvaluesAreThoseOfHipparchus(int n) {
        double[] matrix = symmetric(n, n);
        double[] expected = expected(matrix, n);
        DenseSymmetric dense = new DenseSymmetric(matrix.clone(), n);
        double[] actual = dense.eigenvalues();
        for (int i = 0; i < n; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-12 * n));
            assertThat(residual(matrix, actual[i], dense.vector(i))).isLessThan(1e-12 * n);
        }
    }

    @Test
    void vectorsOfEqualEigenvaluesAreOrthogonal() {
        int n = 12;
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) { // 1 + e e'/n: eigenvalue 1 eleven times, and 2
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] = (i == j ? 1 : 0) + 1.0 / n;
            }
        }
        DenseSymmetric dense = new DenseSymmetric(matrix.clone(), n);
        assertThat(dense.eigenvalues()[n - 1]).isCloseTo(2, within(1e-14));
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        List<double[]> vectors = dense.vectors(all);
        for (int i = 0; i < n; i++) {
            assertThat(residual(matrix, i == n - 1 ? 2 : 1, vectors.get(i))).isLessThan(1e-13);
            for (int j = 0; j < i; j++) {
                assertThat(Vectors.dot(vectors.get(i), vectors.get(j))).isCloseTo(0, within(1e-13));
            }
        }
    }

    @Test
    void matricesOfOddContentAreDecomposed() {
        assertThat(new DenseSymmetric(new double[9], 3).eigenvalues()).containsExactly(0, 0, 0);
        assertThat(new DenseSymmetric(new double[0], 0).eigenvalues()).isEmpty();
        assertThatThrownBy(() -> new DenseSymmetric(new double[5], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2x2");
        double[] nan = {Double.NaN, 1, 1, 1};
        assertThatThrownBy(() -> new DenseSymmetric(nan, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not finite");
    }

    /** sum w_i e_i^k = v'H^k v for k up to 2m - 1 and not for 2m (theory entry L4). */
    @Test
    void quadratureIsExactToDegree2mMinus1() {
        int n = 60;
        int m = 8;
        double[] matrix = symmetric(n, 3);
        double norm = Math.max(-expected(matrix, n)[0], expected(matrix, n)[n - 1]);
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] /= norm;
        }
        double[] v = new double[n];
        new SeededRandom(4).nextGaussians(v);
        Vectors.divide(v, Vectors.norm(v));
        Lanczos lanczos = new Lanczos(v, m);
        run(lanczos, matrix);
        Quadrature quadrature = lanczos.tridiagonal().quadrature();
        double[] power = v;
        for (int k = 0; k <= 2 * m; k++) {
            double error = Math.abs(quadrature.moment(k) - Vectors.dot(v, power));
            if (k < 2 * m) {
                assertThat(error).as("degree %d", k).isLessThan(1e-14);
            } else {
                assertThat(error).isGreaterThan(1e-8);
            }
            power = times(matrix, power);
        }
    }

    @Test
    void lanczosEndsWhereTheSpaceIsExhausted() {
        double[] matrix = {1, 0, 0, 0, 2, 0, 0, 0, 3};
        Lanczos lanczos = new Lanczos(new double[] {1, 0, 1}, 3);
        run(lanczos, matrix);
        assertThat(lanczos.tridiagonal().diagonal()).hasSize(2);
        Quadrature quadrature = lanczos.tridiagonal().quadrature();
        assertThat(quadrature.nodes()[0]).isCloseTo(1, within(1e-14));
        assertThat(quadrature.nodes()[1]).isCloseTo(3, within(1e-14));
        assertThat(quadrature.weights()[0]).isCloseTo(0.5, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({"5,0,40", "0,4,40", "5,3,40", "3,3,9", "5,5,200", "150,0,20", "200,9,40"})
    void extremePairsAreThoseOfTheDenseMatrix(int top, int bottom, int basis) {
        int n = 150;
        double[] matrix = symmetric(n, 7);
        double[] expected = expected(matrix, n);
        ExtremePairs search =
                new ExtremePairs(n, top, bottom, new ExtremePairs.Limits(basis, 2000, 1e-10), 1);
        run(search, matrix);
        ExtremePairs.Found found = search.found();
        int low = Math.min(bottom, n - Math.min(top, n));
        assertThat(found.values()).hasSize(Math.min(n, top + bottom));
        for (int k = 0; k < found.values().length; k++) {
            int i = k < low ? k : n - found.values().length + k;
            assertThat(found.values()[k]).isCloseTo(expected[i], within(1e-8 * expected[n - 1]));
            assertThat(residual(matrix, found.values()[k], found.vectors().get(k)))
                    .isLessThan(2e-10 * expected[n - 1] + 1e-11);
        }
        assertThat(search.products()).isLessThan(2000);
    }

    /** Repeated eigenvalues of a small matrix are all found, for the search goes on to its end. */
    @Test
    void smallMatricesAreDecomposedCompletely() {
        double[] matrix = new double[16];
        for (int i = 0; i < 4; i++) {
            matrix[5 * i] = i < 2 ? 3 : 1;
        }
        ExtremePairs search = new ExtremePairs(4, 3, 1, new ExtremePairs.Limits(90, 100, 1e-12), 1);
        run(search, matrix);
        double[] values = search.found().values();
        assertThat(values).hasSize(4);
        assertThat(values[0]).isCloseTo(1, within(1e-14));
        assertThat(values[1]).isCloseTo(1, within(1e-14));
        assertThat(values[2]).isCloseTo(3, within(1e-14));
        assertThat(values[3]).isCloseTo(3, within(1e-14));
    }

    /**
     * Rank 3 of 200: three eigenvalues above 0 and, of the many zeros, as many as are asked for.
     */
    @Test
    void matricesOfLowRankTakeFewProducts() {
        double[] matrix = covariance(3, 200, 4);
        double[] expected = expected(matrix, 200);
        ExtremePairs search =
                new ExtremePairs(200, 5, 1, new ExtremePairs.Limits(90, 600, 1e-10), 1);
        run(search, matrix);
        double[] values = search.found().values();
        for (int k = 0; k < 6; k++) {
            double value = k < 3 ? 0 : expected[194 + k];
            assertThat(values[k]).isCloseTo(value, within(1e-12 * expected[199]));
        }
        assertThat(search.products()).isLessThan(20);
        ExtremePairs nothing =
                new ExtremePairs(200, 5, 1, new ExtremePairs.Limits(90, 600, 1e-10), 1);
        run(nothing, new double[200 * 200]);
        assertThat(nothing.found().values()).containsOnly(0);
        assertThat(nothing.products()).isLessThan(20);
    }

    @Test
    void aSearchThatMayNotMultiplyEnoughSaysWhatIsLeft() {
        double[] matrix = symmetric(150, 7);
        ExtremePairs search =
                new ExtremePairs(150, 5, 0, new ExtremePairs.Limits(40, 12, 1e-10), 1);
        assertThatThrownBy(search::found).isInstanceOf(IllegalStateException.class);
        run(search, matrix);
        assertThat(search.products()).isEqualTo(12);
        ExtremePairs.Found found = search.found();
        for (int k = 0; k < 5; k++) {
            double actual = residual(matrix, found.values()[k], found.vectors().get(k));
            assertThat(found.estimates()[k]).isCloseTo(actual, within(1e-10));
            assertThat(actual).isGreaterThan(1e-3);
        }
    }

    /** The variance of z'H z is 2 (|H|^2 - sum h_ii^2); theory asks for 4 deviations. */
    @Test
    void tracesLieWithinTheirErrors() {
        int n = 80;
        double[] matrix = symmetric(n, 11);
        double trace = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            trace += matrix[i * n + i];
            for (int j = 0; j < n; j++) {
                squares += i == j ? 0 : matrix[i * n + j] * matrix[i * n + j];
            }
        }
        Hutchinson hutchinson = new Hutchinson(n, 2000, 5);
        run(hutchinson, matrix);
        double deviation = Math.sqrt(2 * squares / 2000);
        TraceEstimate estimate = hutchinson.estimate();
        assertThat(estimate.value()).isCloseTo(trace, within(4 * deviation));
        assertThat(estimate.error()).isCloseTo(deviation, within(0.1 * deviation));
        HutchPlusPlus plus = new HutchPlusPlus(n, 120, 5);
        run(plus, matrix);
        assertThat(plus.estimate().value()).isCloseTo(trace, within(4 * plus.estimate().error()));
    }

    @Test
    void hutchPlusPlusIsExactForMatricesOfLowRank() {
        double[] matrix = covariance(4, 50, 2); // rank 4
        double trace = 0;
        for (int i = 0; i < 50; i++) {
            trace += matrix[i * 51];
        }
        HutchPlusPlus plus = new HutchPlusPlus(50, 30, 1);
        run(plus, matrix);
        assertThat(plus.estimate().value()).isCloseTo(trace, within(1e-12 * trace));
        assertThat(plus.estimate().error()).isLessThan(1e-12 * trace);
    }

    @Test
    void densityOfQuadraturesIsThatOfTheEigenvalues() {
        int n = 200;
        double[] matrix = symmetric(n, 13);
        List<Quadrature> probes = new ArrayList<>();
        for (int p = 0; p < 40; p++) {
            Lanczos lanczos = new Lanczos(Probes.signs(n, 3, p), 40);
            run(lanczos, matrix);
            probes.add(lanczos.tridiagonal().quadrature());
        }
        SpectralDensity density = SpectralDensity.of(probes, 40, 201);
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        Quadrature all = new Quadrature(expected(matrix, n), weights);
        double mass = 0;
        double step = density.x()[1] - density.x()[0];
        for (int i = 0; i < 201; i++) {
            mass += density.y()[i] * step;
            double exact = SpectralDensity.smoothed(all, density.x()[i], density.sigma());
            double error = 4 * density.error()[i] + 1e-4;
            assertThat(density.y()[i]).isCloseTo(exact, within(error));
            assertThat(density.error()[i]).isLessThan(0.01);
        }
        assertThat(mass).isCloseTo(1, within(1e-3));
    }

    /** p = 500, n = 2000: edges .25 and 2.25 to 3 % (theory entry L5). */
    @Test
    void covariancesReachTheEdgesOfMarchenkoAndPastur() {
        double[] values = new DenseSymmetric(covariance(2000, 500, 1), 500).eigenvalues();
        MarchenkoPastur law = new MarchenkoPastur(0.25, 1);
        assertThat(law.lower()).isCloseTo(0.25, within(1e-15));
        assertThat(law.upper()).isCloseTo(2.25, within(1e-15));
        assertThat(values[0]).isCloseTo(0.25, within(0.03 * 0.25));
        assertThat(values[499]).isCloseTo(2.25, within(0.03 * 2.25));
    }

    @Test
    void lawsHaveTheMassAndMomentsTheySay() {
        MarchenkoPastur law = MarchenkoPastur.matching(2, 1.2);
        Semicircle circle = Semicircle.matching(2, 1.2);
        assertThat(new MarchenkoPastur(4, 1).zeros()).isEqualTo(0.75);
        assertThat(Semicircle.ofEntries(0.5, 100).radius()).isEqualTo(10);
        double[] moments = new double[3];
        double[] other = new double[3];
        double step = 1e-4;
        for (double x = step / 2 - 1; x < 8; x += step) {
            for (int k = 0; k < 3; k++) {
                moments[k] += Math.pow(x, k) * law.density(x) * step;
                other[k] += Math.pow(x, k) * circle.density(x) * step;
            }
        }
        for (double[] m : List.of(moments, other)) {
            assertThat(m[0]).isCloseTo(1, within(1e-4));
            assertThat(m[1]).isCloseTo(2, within(1e-4));
            assertThat(m[2] - m[1] * m[1]).isCloseTo(1.2, within(1e-3));
        }
        assertThatThrownBy(() -> MarchenkoPastur.matching(-1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Wigner's law: the extreme eigenvalues of a Gaussian matrix near +-2 s sqrt N. */
    @Test
    void gaussianMatricesFillTheSemicircle() {
        double[] values = new DenseSymmetric(symmetric(600, 5), 600).eigenvalues();
        double radius = Semicircle.ofEntries(1, 600).radius();
        assertThat(values[599]).isCloseTo(radius, within(0.03 * radius));
        assertThat(values[0]).isCloseTo(-radius, within(0.03 * radius));
    }
}
