package theoria.study.landscape.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The cells of a square grid in an order that shows the whole picture early: first every 2^k-th row
 * and column, then every 2^(k-1)-th, down to all. Each round holds cells that may be computed
 * together.
 */
public final class CoarseToFine {
    private static final int MOST_TOGETHER = 128;
    private static final int FIRST_ROUND = 36;

    private CoarseToFine() {}

    /** The rounds for a grid of n x n cells, row-major cell numbers. */
    public static List<List<Integer>> rounds(int n) {
        int step = 1;
        while ((n + 2 * step - 1) / (2 * step) * ((n + 2 * step - 1) / (2 * step)) >= FIRST_ROUND) {
            step *= 2;
        }
        boolean[] taken = new boolean[n * n];
        List<List<Integer>> rounds = new ArrayList<>();
        for (; step >= 1; step /= 2) {
            List<Integer> round = new ArrayList<>();
            for (int row = 0; row < n; row += step) {
                for (int column = 0; column < n; column += step) {
                    int cell = row * n + column;
                    if (!taken[cell]) {
                        taken[cell] = true;
                        round.add(cell);
                    }
                }
            }
            for (int from = 0; from < round.size(); from += MOST_TOGETHER) {
                rounds.add(
                        List.copyOf(
                                round.subList(from, Math.min(round.size(), from + MOST_TOGETHER))));
            }
        }
        return rounds;
    }
}
