package theoria.core.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values by hand, derivatives against differences. */
class LossTest {
    private static final double[] Z = {0.3, -1.2, 2.0, 0.7, 0.1, -0.4};
    private static final int[] LABELS = {9, 1, 2};
    private static final double STEP = 1e-6;

    @Test
    void hasTheValuesOfItsFormula() {
        double[] z = {1, 2, 4};

        assertThat(Loss.CROSS_ENTROPY.of(z, 0, 3, 1))
                .isCloseTo(Math.log(Math.exp(-1) + 1 + Math.exp(2)), within(1e-15));
        assertThat(Loss.MULTI_MARGIN.of(z, 0, 3, 1)).isEqualTo((0 + 3) / 3.0);
        assertThat(Loss.MSE.of(z, 0, 3, 1)).isEqualTo((1 + 1 + 16) / 3.0);
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void itsGradientIsThatOfDifferences(Loss loss) {
        double[] gradient = new double[6];

        loss.sum(Z, 3, LABELS, 1, 0.5, gradient);

        for (int i = 0; i < 6; i++) {
            double slope = (at(loss, i, STEP) - at(loss, i, -STEP)) / (2 * STEP);
            assertThat(gradient[i]).isCloseTo(slope * 0.5, within(1e-9));
        }
    }

    private static double at(Loss loss, int i, double step) {
        double[] z = Z.clone();
        z[i] += step;
        return loss.sum(z, 3, LABELS, 1, 1, new double[6]);
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void itsHessianProductIsThatOfDifferencesOfGradients(Loss loss) {
        double[] v = {1, -2, 0.5, 0.3, 0.2, -1};
        double[] product = new double[6];

        loss.hessianProducts(Z, 3, LABELS, 1, v, 2, product);

        double[] plus = gradient(loss, v, STEP);
        double[] minus = gradient(loss, v, -STEP);
        for (int i = 0; i < 6; i++) {
            assertThat(product[i]).isCloseTo((plus[i] - minus[i]) / STEP, within(1e-8));
        }
    }

    private static double[] gradient(Loss loss, double[] v, double step) {
        double[] z = Z.clone();
        for (int i = 0; i < 6; i++) {
            z[i] += step * v[i];
        }
        double[] gradient = new double[6];
        loss.sum(z, 3, LABELS, 1, 1, gradient);
        return gradient;
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void anExampleWithoutLabelHasNoLossAndNoGradient(Loss loss) {
        assertThat(loss.of(Z, 0, 3, -1)).isNaN();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss.sum(Z, 3, new int[] {0, 3}, 0, 1, new double[6]))
                .withMessage("example 1 has label 3, not one of 3 classes");
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void aWordNamesIt(Loss loss) {
        assertThat(Loss.parse(loss.word())).isEqualTo(loss);
        assertThat(Loss.WORDS).contains(loss.word());
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void aLossOfNoNumberIsNoNumber(Loss loss) {
        assertThat(loss.of(new double[] {Double.NaN, 1, 2}, 0, 3, 0)).isNaN();
        assertThat(loss.of(new double[] {1, Double.NaN, 2}, 0, 3, 0)).isNaN();
    }
}
