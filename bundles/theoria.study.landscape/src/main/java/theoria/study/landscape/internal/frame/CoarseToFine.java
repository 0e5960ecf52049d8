package theoria.study.landscape.internal.frame;

import java.util.ArrayList;
import java.util.List;

/**
 * The cells of a square grid in an order that shows the whole picture early: first every 2^k-th row
 * and column, then every 2^(k-1)-th, down to all.
 */
public final class CoarseToFine {
    private static final int MOST_TOGETHER = 128;
    private static final int FIRST_ROUND = 36;

    private CoarseToFine() {}

    /**
     * The cells of one level: those whose row and column are multiples of its step, less those of
     * coarser levels.
     *
     * @param step distance of its rows and columns; the level before has twice that
     * @param first whether there is no level before
     * @param cells row-major cell numbers
     */
    public record Level(int step, boolean first, List<Integer> cells) {}

    /** The levels for a grid of n x n cells. */
    public static List<Level> levels(int n) {
        int step = 1;
        while ((n + 2 * step - 1) / (2 * step) * ((n + 2 * step - 1) / (2 * step)) >= FIRST_ROUND) {
            step *= 2;
        }
        boolean[] taken = new boolean[n * n];
        List<Level> levels = new ArrayList<>();
        for (; step >= 1; step /= 2) {
            List<Integer> cells = new ArrayList<>();
            for (int row = 0; row < n; row += step) {
                for (int column = 0; column < n; column += step) {
                    int cell = row * n + column;
                    if (!taken[cell]) {
                        taken[cell] = true;
                        cells.add(cell);
                    }
                }
            }
            levels.add(new Level(step, levels.isEmpty(), List.copyOf(cells)));
        }
        return levels;
    }

    /** All cells of a grid of n x n in rounds, level by level. */
    public static List<List<Integer>> rounds(int n) {
        return levels(n).stream().flatMap(level -> rounds(level.cells()).stream()).toList();
    }

    /** Some cells in rounds, none so long that the picture would stand still. */
    public static List<List<Integer>> rounds(List<Integer> cells) {
        List<List<Integer>> rounds = new ArrayList<>();
        for (int from = 0; from < cells.size(); from += MOST_TOGETHER) {
            int to = Math.min(cells.size(), from + MOST_TOGETHER);
            rounds.add(List.copyOf(cells.subList(from, to)));
        }
        return rounds;
    }
}
