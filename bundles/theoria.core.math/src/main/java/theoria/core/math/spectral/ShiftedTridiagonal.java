package theoria.core.math.spectral;

/**
 * T - s 1 = P L U for a tridiagonal T, with partial pivoting (LAPACK dgttrf). A pivot that is
 * nothing becomes a tiny one, as inverse iteration wants it.
 */
final class ShiftedTridiagonal {
    private static final double EPSILON = 0x1.0p-52;

    private final double[] diagonal;
    private final double[] above;
    private final double[] second;
    private final double[] lower;
    private final boolean[] swapped;

    ShiftedTridiagonal(Tridiagonal matrix, double shift) {
        int n = matrix.diagonal().length;
        diagonal = matrix.diagonal().clone();
        above = java.util.Arrays.copyOf(matrix.beside(), n);
        second = new double[n];
        lower = java.util.Arrays.copyOf(matrix.beside(), n);
        swapped = new boolean[n];
        double size = Math.abs(shift);
        for (int i = 0; i < n; i++) {
            size = Math.max(size, Math.abs(diagonal[i]) + Math.abs(above[i]));
            diagonal[i] -= shift;
        }
        double tiny = Math.max(EPSILON * size, Double.MIN_NORMAL);
        for (int i = 0; i < n - 1; i++) {
            eliminate(i, tiny);
        }
        if (n > 0 && Math.abs(diagonal[n - 1]) < tiny) {
            diagonal[n - 1] = tiny;
        }
    }

    private void eliminate(int i, double tiny) {
        double below = lower[i];
        swapped[i] = Math.abs(below) > Math.abs(diagonal[i]);
        if (swapped[i]) {
            lower[i] = diagonal[i] / below;
            diagonal[i] = below;
            double next = diagonal[i + 1];
            diagonal[i + 1] = above[i] - lower[i] * next;
            above[i] = next;
            second[i] = above[i + 1];
            above[i + 1] *= -lower[i];
        } else {
            if (Math.abs(diagonal[i]) < tiny) {
                diagonal[i] = tiny;
            }
            lower[i] = below / diagonal[i];
            diagonal[i + 1] -= lower[i] * above[i];
        }
    }

    /** Replaces y by the solution x of (T - s 1) x = y. */
    void solve(double[] y) {
        int n = y.length;
        for (int i = 0; i < n - 1; i++) {
            if (swapped[i]) {
                double first = y[i];
                y[i] = y[i + 1];
                y[i + 1] = first - lower[i] * y[i];
            } else {
                y[i + 1] -= lower[i] * y[i];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            double rest = y[i];
            rest -= i + 1 < n ? above[i] * y[i + 1] : 0;
            rest -= i + 2 < n ? second[i] * y[i + 2] : 0;
            y[i] = rest / diagonal[i];
        }
    }
}
