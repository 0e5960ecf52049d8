package theoria.core.math.combinatorics;

import java.util.Arrays;

/**
 * The linear assignment problem: of all permutations p of 0, ..., n - 1 one with the least sum over
 * i of cost[i][p(i)]. Shortest augmenting paths with potentials (Kuhn 1955, Munkres 1957; this form
 * after Jonker and Volgenant 1987), O(n<sup>3</sup>) steps; exact up to the rounding of sums. Among
 * equal optima the choice depends on the costs alone.
 */
public final class Assignment {
    private final double[][] cost;
    private final int n;

    /** Potentials of rows and columns; index 0 is no row or column. */
    private final double[] u;

    private final double[] v;

    /** Row (from 1) of each column, 0 for none. */
    private final int[] rows;

    private final int[] previous;

    private Assignment(double[][] cost) {
        this.cost = cost;
        this.n = cost.length;
        this.u = new double[n + 1];
        this.v = new double[n + 1];
        this.rows = new int[n + 1];
        this.previous = new int[n + 1];
    }

    /**
     * A permutation of least cost, as the column of each row.
     *
     * @param cost n rows of n finite numbers
     * @throws IllegalArgumentException if the matrix is not square, or a number is not finite
     */
    public static int[] minimal(double[][] cost) {
        for (double[] row : cost) {
            if (row.length != cost.length || !Arrays.stream(row).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "costs of an assignment: a row of "
                                + row.length
                                + " numbers, expected "
                                + cost.length
                                + " finite ones");
            }
        }
        Assignment assignment = new Assignment(cost);
        for (int row = 1; row <= assignment.n; row++) {
            assignment.add(row);
        }
        return assignment.columns();
    }

    /** A permutation of largest gain, as the column of each row. */
    public static int[] maximal(double[][] gain) {
        double[][] cost = new double[gain.length][];
        Arrays.setAll(cost, i -> Arrays.stream(gain[i]).map(value -> -value).toArray());
        return minimal(cost);
    }

    /** Gives a further row its column, along a shortest path of reduced costs. */
    private void add(int row) {
        double[] distance = new double[n + 1];
        boolean[] done = new boolean[n + 1];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        rows[0] = row;
        int column = 0;
        do {
            done[column] = true;
            column = advance(column, distance, done);
        } while (rows[column] != 0);
        while (column != 0) {
            int before = previous[column];
            rows[column] = rows[before];
            column = before;
        }
    }

    /** Looks on from a column, shifts the potentials, and returns the nearest open column. */
    private int advance(int from, double[] distance, boolean[] done) {
        int row = rows[from];
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 1; j <= n; j++) {
            if (done[j]) {
                continue;
            }
            double reduced = cost[row - 1][j - 1] - u[row] - v[j];
            if (reduced < distance[j]) {
                distance[j] = reduced;
                previous[j] = from;
            }
            if (distance[j] < least) {
                least = distance[j];
                nearest = j;
            }
        }
        for (int j = 0; j <= n; j++) {
            if (done[j]) {
                u[rows[j]] += least;
                v[j] -= least;
            } else {
                distance[j] -= least;
            }
        }
        return nearest;
    }

    private int[] columns() {
        int[] columns = new int[n];
        for (int j = 1; j <= n; j++) {
            columns[rows[j] - 1] = j - 1;
        }
        return columns;
    }
}
