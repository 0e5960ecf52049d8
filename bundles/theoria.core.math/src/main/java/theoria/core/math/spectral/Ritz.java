package theoria.core.math.spectral;

import java.util.ArrayList;
import java.util.List;

/**
 * Eigenpairs (theta, y) of a matrix projected onto a Krylov space.
 *
 * @param values theta, ascending
 * @param vectors y, one per row
 * @param beta length of what the last vector's product has outside the space
 */
record Ritz(double[] values, double[][] vectors, double beta) {
    /** Decomposes a projected matrix, row-major n x n. */
    static Ritz of(double[] matrix, int n, double beta) {
        DenseSymmetric dense = new DenseSymmetric(matrix, n);
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            rows[i][i] = 1;
        }
        double[] values = dense.tridiagonal().decompose(rows).nodes();
        for (int i = 0; i < n; i++) {
            rows[i] = dense.transformed(rows[i]);
        }
        return new Ritz(values, rows, beta);
    }

    /** |H v - theta v| of Ritz pair i. */
    double estimate(int i) {
        return Math.abs(beta * vectors[i][values.length - 1]);
    }

    /** Whether the extreme pairs have residuals below a tolerance times the largest |theta|. */
    boolean converged(int top, int bottom, double tolerance) {
        int n = values.length;
        double bound = tolerance * Math.max(Math.abs(values[0]), Math.abs(values[n - 1]));
        for (int i = 0; i < n; i++) {
            boolean wanted = i < bottom || i >= n - top;
            if (wanted && estimate(i) > bound) {
                return false;
            }
        }
        return true;
    }

    /** The extreme pairs, ascending, their vectors taken back to the space. */
    ExtremePairs.Found extremes(int top, int bottom, List<double[]> basis) {
        int n = values.length;
        int low = Math.min(bottom, n);
        int high = Math.min(top, n - low);
        double[] chosen = new double[low + high];
        double[] estimates = new double[low + high];
        List<double[]> taken = new ArrayList<>();
        for (int k = 0; k < chosen.length; k++) {
            int i = k < low ? k : n - high + k - low;
            chosen[k] = values[i];
            estimates[k] = estimate(i);
            double[] vector = new double[basis.get(0).length];
            for (int j = 0; j < n; j++) {
                Vectors.add(vectors[i][j], basis.get(j), vector);
            }
            taken.add(vector);
        }
        return new ExtremePairs.Found(chosen, taken, estimates);
    }
}
