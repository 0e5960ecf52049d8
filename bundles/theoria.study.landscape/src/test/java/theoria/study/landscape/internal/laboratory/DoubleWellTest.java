package theoria.study.landscape.internal.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.math.stat.ErrorFunction;

class DoubleWellTest {
    @Test
    void onFlatGroundTheTimeIsThatOfDiffusion() {
        // tau = ((b - w)^2 - (a - w)^2) / (2 T) between a wall w and the end b
        double time = new FirstPassage(x -> 0, 0.3, 100).time(-2, 0.5, 1);
        assertThat(time).isCloseTo((9 - 6.25) / 0.6, within(1e-12));
    }

    @Test
    void downASlopeTheTimeTendsToDistanceOverSpeed() {
        // L = -x: tau = (b - a) / 1 but for the wall, of order exp(-(a - w) / T)
        double time = new FirstPassage(x -> -x, 0.01, 4000).time(-1, 0, 1);
        assertThat(time).isCloseTo(1, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05, 0.1, 1, 20})
    void halvingThePanelsHardlyChangesTheTime(double temperature) {
        double time = DoubleWell.time(temperature);
        assertThat(DoubleWell.time(temperature, 2000)).isCloseTo(time, within(1e-9 * time));
    }

    @Test
    void atLowTemperatureTheTimeIsThatOfKramers() {
        double[] temperatures = {0.02, 0.01, 0.005};
        double before = Double.POSITIVE_INFINITY;
        for (double temperature : temperatures) {
            double ratio = DoubleWell.time(temperature) / DoubleWell.kramers(temperature) - 1;
            assertThat(ratio).isBetween(0.0, 2 * temperature).isLessThan(before);
            before = ratio;
        }
    }

    /** What the tolerance of the study's claims allows for steps that are not infinitely short. */
    @ParameterizedTest
    @CsvSource({
        "0.05,0.1,-0.0336",
        "0.1,0.1,-0.0197",
        "0.1,0.05,-0.0056",
        "0.2,0.05,0.0170",
        "1,0.05,0.0450",
        "1,0.02,0.0225"
    })
    void theStepChangesTheTimeByLessThanIsAllowed(
            double temperature, double rate, double measured) {
        double time = DoubleWell.time(temperature);
        double change = chainTime(temperature, rate) / time - 1;
        assertThat(change).isCloseTo(measured, within(2e-3));
        assertThat(Math.abs(change)).isLessThan(EscapeTime.STEP_ERROR * rate);
    }

    /**
     * The mean time of the chain x' = x - eta L'(x) + sqrt(2 T eta) xi: u(x) = eta + int p(x, y)
     * u(y) dy over y below 1, on cells of constant u.
     */
    private static double chainTime(double temperature, double rate) {
        int cells = 450;
        double[][] stay = new double[cells][];
        double[] step = new double[cells];
        for (int i = 0; i < cells; i++) {
            stay[i] = moves(center(i, cells), temperature, rate, cells);
            for (int j = 0; j < cells; j++) {
                stay[i][j] = (i == j ? 1 : 0) - stay[i][j];
            }
            step[i] = rate;
        }
        double[] times =
                new LUDecomposition(new Array2DRowRealMatrix(stay, false))
                        .getSolver()
                        .solve(new ArrayRealVector(step))
                        .toArray();
        double[] first = moves(DoubleWell.START, temperature, rate, cells);
        double time = rate;
        for (int j = 0; j < cells; j++) {
            time += first[j] * times[j];
        }
        return time;
    }

    private static final double LEFT = -2.4;

    private static double center(int cell, int cells) {
        return LEFT + (cell + 0.5) * (DoubleWell.END - LEFT) / cells;
    }

    /** Probability of a step from x into each cell. */
    private static double[] moves(double x, double temperature, double rate, int cells) {
        double width = Math.sqrt(2 * temperature * rate);
        double half = (DoubleWell.END - LEFT) / cells / 2 / width;
        double[] moves = new double[cells];
        for (int j = 0; j < cells; j++) {
            double z = (center(j, cells) - x + rate * DoubleWell.slope(x)) / width;
            moves[j] =
                    ErrorFunction.normalProbability(z + half)
                            - ErrorFunction.normalProbability(z - half);
        }
        return moves;
    }
}
