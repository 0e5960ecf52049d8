package theoria.core.math.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

import theoria.core.math.random.SeededRandom;
import theoria.core.math.stat.RandomWalk;

/** Theory entry L3. */
class PrincipalComponentsTest {
    private static double[][] gaussian(int rows, int columns, long seed) {
        SeededRandom random = new SeededRandom(seed);
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            random.nextGaussians(row);
        }
        return matrix;
    }

    @Test
    void uncentredComponentsAreTheSingularVectors() {
        double[][] rows = gaussian(7, 40, 1);
        PrincipalComponents gram = PrincipalComponents.of(rows, false, 7);
        SingularValueDecomposition dense =
                new SingularValueDecomposition(new Array2DRowRealMatrix(rows));
        for (int k = 0; k < 7; k++) {
            double[] vector = dense.getV().getColumn(k);
            double sign = Math.signum(dot(vector, gram.components()[k]));
            for (int p = 0; p < 40; p++) {
                assertThat(gram.components()[k][p]).isCloseTo(sign * vector[p], within(1e-8));
            }
            double energy = Math.pow(dense.getSingularValues()[k], 2);
            assertThat(gram.energies()[k]).isCloseTo(energy, within(1e-8 * energy));
        }
    }

    @Test
    void aCombinationOfTheRowsIsTheComponent() {
        double[][] rows = gaussian(5, 12, 2);
        PrincipalComponents centred = PrincipalComponents.of(rows, true, 2);
        for (int k = 0; k < 2; k++) {
            for (int p = 0; p < 12; p++) {
                double sum = 0;
                for (int i = 0; i < 5; i++) {
                    sum += centred.coefficients()[k][i] * rows[i][p];
                }
                assertThat(sum).isCloseTo(centred.components()[k][p], within(1e-12));
            }
        }
    }

    @Test
    void aStraightLineHasOneComponent() {
        double[] direction = gaussian(1, 30, 3)[0];
        double[][] rows = new double[6][30];
        for (int i = 0; i < 6; i++) {
            for (int p = 0; p < 30; p++) {
                rows[i][p] = i * i * direction[p];
            }
        }
        PrincipalComponents line = PrincipalComponents.of(rows, true, 2);
        assertThat(line.components()).hasDimensions(1, 30);
        assertThat(line.explained()[0]).isCloseTo(1, within(1e-12));
    }

    @Test
    void theLargestEntryIsPositive() {
        for (double[] component : PrincipalComponents.of(gaussian(6, 9, 4), true, 3).components()) {
            double largest = 0;
            for (double value : component) {
                largest = Math.abs(value) > Math.abs(largest) ? value : largest;
            }
            assertThat(largest).isPositive();
        }
    }

    @Test
    void aRandomWalkInManyDimensionsExplainsWhatTheFormulaSays() {
        double[][] walk = gaussian(1000, 5000, 5);
        for (int t = 1; t < walk.length; t++) {
            for (int p = 0; p < walk[t].length; p++) {
                walk[t][p] += walk[t - 1][p];
            }
        }
        double[] explained = PrincipalComponents.of(walk, true, 0).explained();
        double[] calibrated = {.597, .160, .067};
        double[] formula = RandomWalk.explained(1000);
        for (int k = 0; k < 3; k++) {
            assertThat(explained[k]).isCloseTo(calibrated[k], within(.02));
            assertThat(explained[k]).isCloseTo(formula[k], within(.02));
        }
    }

    @Test
    void aWalkSeenFromItsEndExplainsWhatItsOwnFormulaSays() {
        double[][] walk = gaussian(100, 20_000, 7);
        for (int t = 1; t < walk.length; t++) {
            for (int p = 0; p < walk[t].length; p++) {
                walk[t][p] += walk[t - 1][p];
            }
        }
        double[] explained = PrincipalComponents.of(walk, false, 0).explained();
        double[] formula = RandomWalk.explainedFromEnd(100);
        assertThat(formula).hasSize(100);
        for (int k = 0; k < 3; k++) {
            assertThat(explained[k]).isCloseTo(formula[k], within(.02));
        }
        double[] small = RandomWalk.explainedFromEnd(2); // eigenvalues of ((1, 1), (1, 2))
        assertThat(small[0]).isCloseTo((3 + Math.sqrt(5)) / 6, within(1e-12));
    }

    @Test
    void theFormulaGoesToItsLimit() {
        double[] formula = RandomWalk.explained(20_000);
        assertThat(formula[0]).isCloseTo(.6079, within(1e-3));
        assertThat(formula[1]).isCloseTo(.1520, within(1e-3));
        assertThat(formula[2]).isCloseTo(.0675, within(1e-3));
        double[] small = RandomWalk.explained(3); // 1/sin^2(30), 1/sin^2(60) = 4, 4/3
        assertThat(small).hasSize(2);
        assertThat(small[0]).isCloseTo(.75, within(1e-12));
    }

    @Test
    void nothingHasNoComponents() {
        assertThatThrownBy(() -> PrincipalComponents.of(new double[0][], true, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(PrincipalComponents.of(new double[3][4], true, 2).components()).isEmpty();
        assertThatThrownBy(() -> RandomWalk.explained(1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
