package theoria.draw.internal;

import java.util.Arrays;

/**
 * What cells that were not computed yet may hold, guessed from their neighbours, so that a coarse
 * surface is seen as a whole at once: the nearest computed place first, then smoothed by averaging
 * with the four neighbours (Jacobi steps of the Laplace equation, computed cells held).
 */
final class Estimate {
    private static final int STEPS = 40;

    private Estimate() {}

    /**
     * Fills in what is missing.
     *
     * @param places by cell, NaN where nothing is known
     * @param missing cells that are to be guessed
     * @param columns cells of a row
     * @return the guesses, NaN where none was asked for or nothing is known at all
     */
    static double[] of(double[] places, boolean[] missing, int columns) {
        double[] filled = nearest(places, columns);
        for (int step = 0; step < STEPS; step++) {
            filled = smoothed(filled, places, columns);
        }
        for (int cell = 0; cell < filled.length; cell++) {
            if (!missing[cell]) {
                filled[cell] = Double.NaN;
            }
        }
        return filled;
    }

    /** The place of the computed cell that the fewest steps lead to. */
    private static double[] nearest(double[] places, int columns) {
        double[] filled = places.clone();
        int[] queue = new int[places.length];
        int end = 0;
        for (int cell = 0; cell < places.length; cell++) {
            if (!Double.isNaN(places[cell])) {
                queue[end++] = cell;
            }
        }
        for (int at = 0; at < end; at++) {
            int cell = queue[at];
            for (int side = 0; side < 4; side++) {
                int next = neighbour(cell, side, columns, places.length);
                if (next >= 0 && Double.isNaN(filled[next])) {
                    filled[next] = filled[cell];
                    queue[end++] = next;
                }
            }
        }
        return filled;
    }

    private static double[] smoothed(double[] filled, double[] places, int columns) {
        double[] next = Arrays.copyOf(filled, filled.length);
        for (int cell = 0; cell < filled.length; cell++) {
            if (!Double.isNaN(places[cell])) {
                continue;
            }
            double sum = 0;
            int count = 0;
            for (int side = 0; side < 4; side++) {
                int beside = neighbour(cell, side, columns, filled.length);
                if (beside >= 0) {
                    sum += filled[beside];
                    count++;
                }
            }
            next[cell] = count == 0 ? filled[cell] : sum / count;
        }
        return next;
    }

    /** The cell on a side: left, right, below, above; -1 beyond the border. */
    private static int neighbour(int cell, int side, int columns, int cells) {
        int column = cell % columns;
        return switch (side) {
            case 0 -> column > 0 ? cell - 1 : -1;
            case 1 -> column + 1 < columns ? cell + 1 : -1;
            case 2 -> cell >= columns ? cell - columns : -1;
            default -> cell + columns < cells ? cell + columns : -1;
        };
    }
}
