package theoria.core.math.combinatorics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.math.random.SeededRandom;

class AssignmentTest {
    private static double[][] random(int n, SeededRandom random, boolean whole) {
        double[][] cost = new double[n][n];
        for (double[] row : cost) {
            for (int j = 0; j < n; j++) {
                row[j] = whole ? random.nextInt(4) : random.nextGaussian();
            }
        }
        return cost;
    }

    private static double sum(double[][] cost, int[] columns) {
        double sum = 0;
        for (int i = 0; i < columns.length; i++) {
            sum += cost[i][columns[i]];
        }
        return sum;
    }

    /** The least sum of all n! permutations, row by row. */
    private static double least(double[][] cost, int row, int taken) {
        if (row == cost.length) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < cost.length; j++) {
            if ((taken >> j & 1) == 0) {
                least = Math.min(least, cost[row][j] + least(cost, row + 1, taken | 1 << j));
            }
        }
        return least;
    }

    @Test
    void noPermutationIsCheaper() {
        SeededRandom random = new SeededRandom(1);
        for (int n = 1; n <= 7; n++) {
            for (int k = 0; k < 20; k++) {
                double[][] cost = random(n, random, k % 2 == 0);
                int[] columns = Assignment.minimal(cost);
                assertThat(columns).doesNotHaveDuplicates().hasSize(n);
                assertThat(sum(cost, columns)).isCloseTo(least(cost, 0, 0), within(1e-12));
            }
        }
    }

    @Test
    void aHiddenPermutationIsFound() {
        SeededRandom random = new SeededRandom(2);
        int[] hidden = random.permutation(200);
        double[][] gain = new double[200][200];
        for (int i = 0; i < 200; i++) {
            random.nextGaussians(gain[i]);
            gain[i][hidden[i]] += 100;
        }
        assertThat(Assignment.maximal(gain)).isEqualTo(hidden);
    }

    @Test
    void theLargestGainIsTheLeastCostOfItsNegative() {
        double[][] gain = {{1, 2}, {4, 3}};
        assertThat(Assignment.maximal(gain)).containsExactly(1, 0);
        assertThat(Assignment.minimal(gain)).containsExactly(0, 1);
    }

    @Test
    void costsThatAreNoSquareOfNumbersAreRefused() {
        assertThatThrownBy(() -> Assignment.minimal(new double[][] {{1, 2}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 numbers, expected 1");
        assertThatThrownBy(() -> Assignment.minimal(new double[][] {{Double.NaN}}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
