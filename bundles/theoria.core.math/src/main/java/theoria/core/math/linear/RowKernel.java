package theoria.core.math.linear;

/**
 * The inner loops of a matrix product, along rows that are arrays of their own and all begin at
 * index 0. Java's second compiler turns exactly this form into vector instructions: four sums of
 * two terms each, multiplied and added in one (fused, IEEE 754-2008), of which every number that is
 * read serves four products. With an offset in an index, with four terms in each sum, or with
 * products rounded before they are added, it leaves the loop scalar, at a fourth of the speed. Each
 * entry is summed one term after the other. Belongs to one thread.
 */
final class RowKernel {
    /** Rows of C that are accumulated together. */
    static final int ROWS = 4;

    private final double[][] factors;
    private double[] spare = new double[0];

    /**
     * A kernel.
     *
     * @param depth most rows of B that are taken at once
     */
    RowKernel(int depth) {
        factors = new double[ROWS][depth];
    }

    /** The factors of a row of C, to be filled in: one for each row of B. */
    double[] factors(int row) {
        return factors[row];
    }

    /**
     * Adds to {@code count} rows of C, one to four, their factors times {@code depth} rows of B.
     */
    void add(int count, double[][] c, double[][] b, int depth, int width) {
        if (count == 1) {
            addToOne(c[0], b, depth, width);
            return;
        }
        if (count < ROWS && spare.length < width) {
            spare = new double[width];
        }
        // the sums of rows that are not there are read by nobody
        double[] c2 = count > 2 ? c[2] : spare;
        double[] c3 = count > 3 ? c[3] : spare;
        addToFour(c[0], c[1], c2, c3, b, depth, width);
    }

    private void addToFour(
            double[] c0,
            double[] c1,
            double[] c2,
            double[] c3,
            double[][] b,
            int depth,
            int width) {
        int p = 0;
        for (; p + 1 < depth; p += 2) {
            two(c0, c1, c2, c3, p, b[p], b[p + 1], width);
        }
        if (p < depth) {
            one(c0, factors[0][p], b[p], width);
            one(c1, factors[1][p], b[p], width);
            one(c2, factors[2][p], b[p], width);
            one(c3, factors[3][p], b[p], width);
        }
    }

    /** Adds rows p and p + 1 of B to each of the four. */
    private void two(
            double[] c0,
            double[] c1,
            double[] c2,
            double[] c3,
            int at,
            double[] p,
            double[] q,
            int width) {
        double x0 = factors[0][at];
        double y0 = factors[0][at + 1];
        double x1 = factors[1][at];
        double y1 = factors[1][at + 1];
        double x2 = factors[2][at];
        double y2 = factors[2][at + 1];
        double x3 = factors[3][at];
        double y3 = factors[3][at + 1];
        for (int j = 0; j < width; j++) {
            double x = p[j];
            double y = q[j];
            c0[j] = Math.fma(y0, y, Math.fma(x0, x, c0[j]));
            c1[j] = Math.fma(y1, y, Math.fma(x1, x, c1[j]));
            c2[j] = Math.fma(y2, y, Math.fma(x2, x, c2[j]));
            c3[j] = Math.fma(y3, y, Math.fma(x3, x, c3[j]));
        }
    }

    private void addToOne(double[] c, double[][] b, int depth, int width) {
        double[] f = factors[0];
        int p = 0;
        for (; p + 1 < depth; p += 2) {
            two(c, f[p], b[p], f[p + 1], b[p + 1], width);
        }
        if (p < depth) {
            one(c, f[p], b[p], width);
        }
    }

    private static void two(double[] c, double x, double[] p, double y, double[] q, int width) {
        for (int j = 0; j < width; j++) {
            c[j] = Math.fma(y, q[j], Math.fma(x, p[j], c[j]));
        }
    }

    private static void one(double[] c, double factor, double[] row, int width) {
        for (int j = 0; j < width; j++) {
            c[j] = Math.fma(factor, row[j], c[j]);
        }
    }
}
