package theoria.core.math.spectral;

/**
 * A symmetric tridiagonal matrix T: diagonal a_0 ... a_(n-1), beside it b_0 ... b_(n-2).
 *
 * @param diagonal a
 * @param beside b, one shorter
 */
public record Tridiagonal(double[] diagonal, double[] beside) {
    /** Shifts after which an eigenvalue that does not converge is given up; 2 or 3 are usual. */
    private static final int MOST_ITERATIONS = 200;

    /** Half a unit in the last place: what does not change a sum. */
    private static final double NOTHING = 0x1.0p-53;

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    public Tridiagonal {
        if (beside.length != Math.max(0, diagonal.length - 1)) {
            throw new IllegalArgumentException(
                    beside.length + " numbers beside a diagonal of " + diagonal.length);
        }
    }

    /** All eigenvalues, ascending. */
    public double[] eigenvalues() {
        return decompose(new double[diagonal.length][0]).nodes();
    }

    /**
     * Gauss quadrature of the spectral measure of e_1 (Golub and Welsch 1969): the eigenvalues and
     * the squared first components of their eigenvectors.
     */
    public Quadrature quadrature() {
        double[][] first = new double[diagonal.length][1];
        first[0][0] = 1;
        Quadrature result = decompose(first);
        for (int i = 0; i < first.length; i++) {
            result.weights()[i] = first[i][0] * first[i][0];
        }
        return result;
    }

    /**
     * Eigenvalues, ascending, by the implicit QL method with Wilkinson's shift (EISPACK tql2).
     *
     * @param rows row i becomes row i of Z' times the table, Z the matrix of eigenvectors: from the
     *     unit matrix row i becomes eigenvector i
     */
    Quadrature decompose(double[][] rows) {
        int n = diagonal.length;
        double[] d = diagonal.clone();
        double[] e = java.util.Arrays.copyOf(beside, n);
        for (int l = 0; l < n; l++) {
            int iterations = 0;
            for (int m = split(d, e, l); m != l; m = split(d, e, l)) {
                if (iterations++ == MOST_ITERATIONS) {
                    throw new IllegalArgumentException(
                            "no eigenvalue after " + MOST_ITERATIONS + " iterations: not finite?");
                }
                sweep(d, e, l, m, rows);
            }
        }
        sort(d, rows);
        return new Quadrature(d, new double[n]);
    }

    /** The end of the block that begins at l: where the number beside the diagonal is nothing. */
    private static int split(double[] d, double[] e, int l) {
        int m = l;
        while (m < d.length - 1) {
            double around = Math.abs(d[m]) + Math.abs(d[m + 1]);
            if (Math.abs(e[m]) <= NOTHING * around) {
                break;
            }
            m++;
        }
        return m;
    }

    /** One QL step on the block from l to m. */
    private static void sweep(double[] d, double[] e, int l, int m, double[][] rows) {
        double g = (d[l + 1] - d[l]) / (2 * e[l]);
        double r = Math.hypot(g, 1);
        g = d[m] - d[l] + e[l] / (g + Math.copySign(r, g));
        double s = 1;
        double c = 1;
        double p = 0;
        for (int i = m - 1; i >= l; i--) {
            double f = s * e[i];
            double b = c * e[i];
            r = Math.hypot(f, g);
            e[i + 1] = r;
            if (r == 0) { // the block falls apart
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }
            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            rotate(rows[i], rows[i + 1], c, s);
        }
        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }

    private static void rotate(double[] low, double[] high, double c, double s) {
        for (int k = 0; k < low.length; k++) {
            double f = high[k];
            high[k] = s * low[k] + c * f;
            low[k] = c * low[k] - s * f;
        }
    }

    private static void sort(double[] d, double[][] rows) {
        Integer[] order = new Integer[d.length];
        java.util.Arrays.setAll(order, i -> i);
        double[] values = d.clone();
        double[][] old = rows.clone();
        java.util.Arrays.sort(order, java.util.Comparator.comparingDouble(i -> values[i]));
        for (int i = 0; i < order.length; i++) {
            d[i] = values[order[i]];
            rows[i] = old[order[i]];
        }
    }
}
