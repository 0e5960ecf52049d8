package theoria.core.math.spectral;

import theoria.core.math.random.SeededRandom;

import java.util.ArrayList;
import java.util.List;

/**
 * A dense symmetric matrix A = Q T Q', made tridiagonal by Householder reflections (Householder
 * 1958; EISPACK tred2). Eigenvalues by QL; eigenvectors one by one by inverse iteration on T. One
 * pass over the lower triangle per reflection: the update by the last one and the product with the
 * next are done row by row together.
 */
public final class DenseSymmetric {
    /** Eigenvalues closer than this, relative to the largest, have vectors made orthogonal. */
    private static final double CLOSE = 1e-3;

    private static final int INVERSE_ITERATIONS = 3;

    private final int n;

    /** The lower triangle, later reflection i in row i, places 0 to i - 1. */
    private final double[] a;

    private final double[] factors;
    private final Tridiagonal tridiagonal;
    private final double[] values;

    /**
     * Decomposes a matrix.
     *
     * @param matrix row-major; its lower triangle is used, and overwritten
     * @throws IllegalArgumentException if it does not have n times n entries
     */
    public DenseSymmetric(double[] matrix, int n) {
        if (matrix.length != n * n) {
            throw new IllegalArgumentException(
                    matrix.length + " numbers for a matrix of " + n + "x" + n);
        }
        this.n = n;
        this.a = matrix;
        this.factors = new double[n];
        double[] diagonal = new double[n];
        double[] beside = new double[Math.max(0, n - 1)];
        reduce(diagonal, beside);
        this.tridiagonal = new Tridiagonal(diagonal, beside);
        this.values = tridiagonal.eigenvalues();
    }

    /** Row i is reflected onto its last place before the diagonal, for i from n - 1 down. */
    private void reduce(double[] diagonal, double[] beside) {
        double[] v = new double[n];
        double[] w = new double[n];
        double[] next = new double[n];
        double[] product = new double[n];
        for (int i = n - 1; i > 0; i--) {
            update(i, v, w);
            diagonal[i] = a[i * n + i];
            beside[i - 1] = reflect(i, next);
            multiply(i, next, product, v, w);
            double tau = factors[i];
            double overlap = Vectors.dot(product, 0, next, i);
            for (int j = 0; j < i; j++) {
                w[j] = tau * (product[j] - tau / 2 * overlap * next[j]);
            }
            double[] last = v;
            v = next;
            next = last;
        }
        if (n > 0) {
            update(0, v, w);
            diagonal[0] = a[0];
        }
    }

    /** Row i of A - v w' - w v'. */
    private void update(int i, double[] v, double[] w) {
        int row = i * n;
        double vi = v[i];
        double wi = w[i];
        for (int j = 0; j <= i; j++) {
            a[row + j] -= vi * w[j] + wi * v[j];
        }
    }

    /**
     * The reflection 1 - tau v v' with v = (..., 1) that takes row i to (0, ..., 0, beta); kept in
     * the row.
     *
     * @return beta
     */
    private double reflect(int i, double[] v) {
        int row = i * n;
        double last = a[row + i - 1];
        System.arraycopy(a, row, v, 0, i);
        double rest = Vectors.dot(a, row, v, i - 1);
        if (rest == 0) {
            factors[i] = 0;
            return last;
        }
        double beta = -Math.copySign(Math.sqrt(last * last + rest), last);
        for (int j = 0; j < i - 1; j++) {
            v[j] /= last - beta;
        }
        v[i - 1] = 1;
        factors[i] = (beta - last) / beta;
        System.arraycopy(v, 0, a, row, i);
        return beta;
    }

    /** The last update of the rows before i, and their product with the next vector. */
    private void multiply(int i, double[] next, double[] product, double[] v, double[] w) {
        java.util.Arrays.fill(product, 0, i, 0);
        for (int r = 0; r < i; r++) {
            update(r, v, w);
            int row = r * n;
            double factor = next[r];
            for (int j = 0; j < r; j++) {
                product[j] += factor * a[row + j];
            }
            product[r] += Vectors.dot(a, row, next, r + 1);
        }
    }

    /** T. */
    public Tridiagonal tridiagonal() {
        return tridiagonal;
    }

    /** All eigenvalues, ascending. */
    public double[] eigenvalues() {
        return values.clone();
    }

    /** An eigenvector of eigenvalue i; equal eigenvalues may get the same one. */
    public double[] vector(int i) {
        return transformed(inverseIteration(i, List.of()));
    }

    /**
     * Orthonormal eigenvectors of some eigenvalues.
     *
     * @param indices of the eigenvalues, in any order
     */
    public List<double[]> vectors(int... indices) {
        List<double[]> found = new ArrayList<>();
        double size = n == 0 ? 0 : Math.max(Math.abs(values[0]), Math.abs(values[n - 1]));
        for (int index : indices) {
            List<double[]> close = new ArrayList<>();
            for (int k = 0; k < found.size(); k++) {
                if (Math.abs(values[indices[k]] - values[index]) <= CLOSE * size) {
                    close.add(found.get(k));
                }
            }
            found.add(inverseIteration(index, close));
        }
        return found.stream().map(this::transformed).toList();
    }

    private double[] inverseIteration(int index, List<double[]> close) {
        ShiftedTridiagonal shifted = new ShiftedTridiagonal(tridiagonal, values[index]);
        double[] y = new double[n];
        new SeededRandom(index).nextGaussians(y);
        for (int iteration = 0; iteration < INVERSE_ITERATIONS; iteration++) {
            Vectors.orthogonalise(y, close);
            Vectors.divide(y, Vectors.norm(y));
            shifted.solve(y);
        }
        Vectors.orthogonalise(y, close);
        Vectors.divide(y, Vectors.norm(y));
        return y;
    }

    /** Q y. */
    double[] transformed(double[] y) {
        double[] x = y.clone();
        for (int i = 1; i < n; i++) {
            int row = i * n;
            double factor = factors[i] == 0 ? 0 : factors[i] * Vectors.dot(a, row, x, i);
            for (int j = 0; factor != 0 && j < i; j++) {
                x[j] -= factor * a[row + j];
            }
        }
        return x;
    }
}
