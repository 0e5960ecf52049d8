package theoria.core.math.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import theoria.core.math.random.SeededRandom;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Known landscapes, and the number of components of every sublevel set. */
class MergeTreeTest {
    @Test
    void aBowlHasOneMinimumThatNeverEnds() {
        double[] bowl = new double[81];
        for (int i = 0; i < 81; i++) {
            double x = i % 9 - 4;
            double y = i / 9 - 3;
            bowl[i] = x * x + y * y;
        }
        MergeTree tree = MergeTree.of(bowl, 9, 9);
        assertThat(tree.pairs())
                .containsExactly(
                        new MergeTree.Pair(3 * 9 + 4, MergeTree.NONE, 0, Double.POSITIVE_INFINITY));
        assertThat(tree.nodes()).hasSize(1);
    }

    @Test
    void twoWellsMeetAtTheSaddleBetweenThem() {
        int n = 101;
        double[] wells = new double[n * n];
        for (int i = 0; i < wells.length; i++) {
            double x = 3.0 * (i % n - 50) / 50;
            double y = 3.0 * (i / n - 50) / 50;
            wells[i] = (x * x - 1) * (x * x - 1) + 0.25 * x + y * y;
        }
        MergeTree tree = MergeTree.of(wells, n, n);
        assertThat(tree.pairs()).hasSize(2);
        MergeTree.Pair shallow = tree.pairs().get(1);
        assertThat(shallow.birth()).isCloseTo(0.24597, within(1e-3));
        assertThat(shallow.death()).isCloseTo(1.00783, within(1e-3));
        assertThat(shallow.saddle() / n).isEqualTo(50);
        assertThat(tree.above(0.5)).hasSize(2);
        assertThat(tree.above(1)).hasSize(1);
        assertThat(tree.nodes()).hasSize(3);
        assertThat(tree.nodes().get(2).parent()).isEqualTo(MergeTree.NONE);
        assertThat(tree.nodes().subList(0, 2)).allMatch(node -> node.parent() == 2);
    }

    @Test
    void aWallOfNoNumbersKeepsPartsApart() {
        double nan = Double.NaN;
        double inf = Double.POSITIVE_INFINITY;
        double[] values = {1, nan, 2, 0, inf, 3};
        MergeTree tree = MergeTree.of(values, 2, 3);
        assertThat(tree.pairs()).extracting(MergeTree.Pair::minimum).containsExactly(3, 2);
        assertThat(tree.pairs()).allMatch(pair -> pair.saddle() == MergeTree.NONE);
    }

    @Test
    void aFlatGridIsOneMinimum() {
        assertThat(MergeTree.of(new double[12], 3, 4).pairs()).hasSize(1);
        assertThat(MergeTree.of(new double[0], 0, 0).pairs()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> MergeTree.of(new double[5], 2, 3));
    }

    @Property(tries = 200)
    void atEveryLevelAsManyMinimaLiveAsTheSetHasComponents(
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 9) int columns,
            @ForAll long seed) {
        double[] values = new double[rows * columns];
        SeededRandom random = new SeededRandom(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(12); // with ties
        }
        List<MergeTree.Pair> pairs = MergeTree.of(values, rows, columns).pairs();
        for (double level = -0.5; level < 12; level++) {
            double t = level;
            long alive = pairs.stream().filter(p -> p.birth() <= t && t < p.death()).count();
            assertThat(alive).isEqualTo(components(values, rows, columns, level));
        }
    }

    private static int components(double[] values, int rows, int columns, double level) {
        boolean[] seen = new boolean[values.length];
        int count = 0;
        for (int start = 0; start < values.length; start++) {
            if (values[start] <= level && !seen[start]) {
                count++;
                flood(values, rows, columns, level, seen, start);
            }
        }
        return count;
    }

    private static void flood(
            double[] values, int rows, int columns, double level, boolean[] seen, int start) {
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        seen[start] = true;
        while (!open.isEmpty()) {
            int at = open.pop();
            for (int dr = -1; dr <= 1; dr++) {
                for (int dc = -1; dc <= 1; dc++) {
                    int r = at / columns + dr;
                    int c = at % columns + dc;
                    boolean neighbour = dr * dc >= 0 && r >= 0 && r < rows && c >= 0 && c < columns;
                    if (neighbour && !seen[r * columns + c] && values[r * columns + c] <= level) {
                        seen[r * columns + c] = true;
                        open.push(r * columns + c);
                    }
                }
            }
        }
    }
}
