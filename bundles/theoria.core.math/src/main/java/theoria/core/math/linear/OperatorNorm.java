package theoria.core.math.linear;

import theoria.core.math.random.SeededRandom;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Largest singular value of a linear operator A that is only given by its action and that of its
 * transpose: Golub-Kahan-Lanczos bidiagonalisation with full reorthogonalisation (Golub and Kahan
 * 1965), from a fixed random start.
 */
public final class OperatorNorm {
    /** Relative change of the estimate between checks at which it is taken as converged. */
    public static final double TOLERANCE = 1e-13;

    private static final int MOST_STEPS = 400;
    private static final int STEPS_BETWEEN_CHECKS = 5;
    private static final long START_SEED = 1;

    private final UnaryOperator<double[]> forward;
    private final UnaryOperator<double[]> adjoint;
    private final List<double[]> right = new ArrayList<>();
    private final List<double[]> left = new ArrayList<>();
    private final List<Double> diagonal = new ArrayList<>();
    private final List<Double> above = new ArrayList<>();

    private OperatorNorm(UnaryOperator<double[]> forward, UnaryOperator<double[]> adjoint) {
        this.forward = forward;
        this.adjoint = adjoint;
    }

    /**
     * The norm of an operator.
     *
     * @param columns length of its inputs
     * @param forward x -&gt; A x
     * @param adjoint y -&gt; A' y
     */
    public static double of(
            int columns, UnaryOperator<double[]> forward, UnaryOperator<double[]> adjoint) {
        return new OperatorNorm(forward, adjoint).compute(columns);
    }

    /** The norm of a dense row-major matrix. */
    public static double of(double[] matrix, int rows, int columns) {
        return of(
                columns,
                x -> multiply(matrix, rows, columns, x),
                y -> multiplyTransposed(matrix, rows, columns, y));
    }

    private static double[] multiply(double[] matrix, int rows, int columns, double[] x) {
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                y[i] += matrix[i * columns + j] * x[j];
            }
        }
        return y;
    }

    private static double[] multiplyTransposed(double[] matrix, int rows, int columns, double[] y) {
        double[] x = new double[columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                x[j] += matrix[i * columns + j] * y[i];
            }
        }
        return x;
    }

    private double compute(int columns) {
        double[] v = new double[columns];
        new SeededRandom(START_SEED).nextGaussians(v);
        normalise(v);
        double estimate = 0;
        for (int step = 1; step <= Math.min(MOST_STEPS, columns); step++) {
            right.add(v);
            double[] u = forward.apply(v).clone();
            orthogonalise(u, left);
            double alpha = normalise(u);
            diagonal.add(alpha);
            left.add(u);
            double[] next = adjoint.apply(u).clone();
            orthogonalise(next, right);
            double beta = normalise(next);
            if (step % STEPS_BETWEEN_CHECKS == 0 || beta == 0 || alpha == 0) {
                double last = estimate;
                estimate = largestOfBidiagonal();
                boolean converged = estimate - last <= TOLERANCE * estimate;
                if (converged || beta == 0 || alpha == 0) {
                    return estimate;
                }
            }
            above.add(beta);
            v = next;
        }
        return largestOfBidiagonal();
    }

    private static void orthogonalise(double[] vector, List<double[]> basis) {
        for (int pass = 0; pass < 2; pass++) {
            for (double[] other : basis) {
                double product = 0;
                for (int i = 0; i < vector.length; i++) {
                    product += vector[i] * other[i];
                }
                for (int i = 0; i < vector.length; i++) {
                    vector[i] -= product * other[i];
                }
            }
        }
    }

    /** Scales to length 1 and gives the length; a vector of rounding noise becomes 0. */
    private static double normalise(double[] vector) {
        double squared = 0;
        for (double value : vector) {
            squared += value * value;
        }
        double length = Math.sqrt(squared);
        double kept = length < 1e-300 ? 0 : length;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = kept == 0 ? 0 : vector[i] / length;
        }
        return kept;
    }

    private double largestOfBidiagonal() {
        int n = diagonal.size();
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            matrix[i * n + i] = diagonal.get(i);
            if (i + 1 < n) {
                matrix[i * n + i + 1] = above.get(i);
            }
        }
        return SingularValues.of(matrix, n, n)[0];
    }
}
