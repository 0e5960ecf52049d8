package theoria.study.landscape.internal.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.math.random.SeededRandom;
import theoria.study.landscape.internal.frame.CoarseToFine;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Which cells are computed of functions that are known everywhere, and how far off the others. */
class RefinementTest {
    /** A grid that is computed where the refinement says so. */
    private static final class Grid {
        private final int n;
        private final double[] values;
        private final Set<Integer> interpolated = new HashSet<>();

        Grid(int n, double tolerance, DoubleBinaryOperator f) {
            this.n = n;
            this.values = new double[n * n];
            Arrays.fill(values, Double.NaN);
            Refinement refinement = new Refinement(n, tolerance);
            for (CoarseToFine.Level level : CoarseToFine.levels(n)) {
                List<Integer> smooth = refinement.smooth(level, List.of(values));
                boolean log = refinement.logarithmic(level, values);
                for (int cell : smooth) {
                    values[cell] = refinement.between(values, cell, level.step(), log);
                    interpolated.add(cell);
                }
                for (int cell : level.cells()) {
                    if (!interpolated.contains(cell)) {
                        values[cell] = at(f, cell);
                    }
                }
            }
        }

        double at(DoubleBinaryOperator f, int cell) {
            double x = -1 + 2.0 * (cell % n) / (n - 1);
            double y = -1 + 2.0 * (cell / n) / (n - 1);
            return f.applyAsDouble(x, y);
        }

        int computed() {
            return n * n - interpolated.size();
        }

        double range() {
            return Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
        }

        double error(DoubleBinaryOperator f) {
            return IntStream.range(0, n * n)
                    .mapToDouble(cell -> Math.abs(values[cell] - at(f, cell)))
                    .max()
                    .orElse(0);
        }
    }

    private static double bowl(double x, double y) {
        return x * x + 3 * y * y;
    }

    private static double valley(double x, double y) {
        return Math.tanh(8 * (y - x * x) * (y - x * x)) + 0.1 * x;
    }

    private static double ripples(double x, double y) {
        return Math.sin(5 * x) * Math.cos(4 * y);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 51", "0.01, 51", "0.002, 51", "0.05, 40", "0.01, 101", "0.001, 129"})
    void theErrorStaysWithinTheToleranceOfTheRange(double tolerance, int n) {
        for (DoubleBinaryOperator f :
                List.<DoubleBinaryOperator>of(
                        RefinementTest::bowl, RefinementTest::valley, RefinementTest::ripples)) {
            Grid grid = new Grid(n, tolerance, f);
            assertThat(grid.error(f)).isLessThan(tolerance * grid.range());
        }
    }

    @Test
    void smoothSurfacesTakeFewCellsAndSteepValleysMoreAlongTheValley() {
        assertThat(new Grid(101, 0.01, RefinementTest::bowl).computed()).isLessThan(101 * 101 / 8);
        Grid valley = new Grid(101, 0.01, RefinementTest::valley);
        assertThat(valley.computed()).isBetween(101 * 101 / 8, 101 * 101 / 2);
    }

    @Test
    void aPlaneIsComputedOnItsFirstLevelAlone() {
        Grid grid = new Grid(33, 1e-9, (x, y) -> 2 * x - y);
        assertThat(grid.computed()).isEqualTo(81);
        assertThat(grid.error((x, y) -> 2 * x - y)).isLessThan(1e-14);
    }

    @Test
    void lossesOverManyDecadesAreLookedAtByTheirLogarithm() {
        DoubleBinaryOperator f = (x, y) -> Math.exp(9 * x - 4 * y * y);
        Grid grid = new Grid(65, 0.01, f);
        double[] logarithms = Arrays.stream(grid.values).map(Math::log).toArray();
        double range =
                Arrays.stream(logarithms).max().orElse(0)
                        - Arrays.stream(logarithms).min().orElse(0);
        for (int cell = 0; cell < logarithms.length; cell++) {
            assertThat(logarithms[cell])
                    .isCloseTo(Math.log(grid.at(f, cell)), within(0.01 * range));
        }
        assertThat(grid.computed()).isLessThan(65 * 65 / 3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void nothingIsInterpolatedBesideWhatIsNoFiniteNumber(double odd) {
        DoubleBinaryOperator f = (x, y) -> x > 0.5 ? odd : x * x;
        Grid grid = new Grid(51, 0.01, f);
        for (int cell : grid.interpolated) {
            assertThat(grid.values[cell]).isFinite();
            assertThat(grid.at(f, cell)).isFinite();
        }
        assertThat(grid.interpolated).isNotEmpty();
    }

    @Test
    void everySplitMustBeSmooth() {
        double[] flat = new double[51 * 51];
        double[] rough = new double[51 * 51];
        SeededRandom random = new SeededRandom(5);
        Arrays.setAll(rough, cell -> random.nextGaussian());
        CoarseToFine.Level last = CoarseToFine.levels(51).get(3);
        Refinement refinement = new Refinement(51, 0.01);
        assertThat(refinement.smooth(last, List.of(flat))).isNotEmpty();
        assertThat(refinement.smooth(last, List.of(flat, rough))).isEmpty();
    }

    @Test
    void levelsHoldEveryCellOnce() {
        for (int n : new int[] {2, 5, 11, 12, 51, 64}) {
            List<Integer> all =
                    CoarseToFine.levels(n).stream().flatMap(l -> l.cells().stream()).toList();
            assertThat(all).hasSize(n * n).doesNotHaveDuplicates();
            assertThat(CoarseToFine.levels(n).get(0).first()).isTrue();
        }
    }

    @Test
    void interpolatedNumbersDoNotLeaveThoseAroundThem() {
        Refinement refinement = new Refinement(3, 0.1);
        double[] same = new double[9];
        Arrays.fill(same, 0.1 + 0.2);
        for (boolean log : new boolean[] {false, true}) {
            assertThat(refinement.between(same, 4, 1, log)).isEqualTo(0.1 + 0.2);
            assertThat(refinement.between(same, 1, 1, log)).isEqualTo(0.1 + 0.2);
        }
    }
}
