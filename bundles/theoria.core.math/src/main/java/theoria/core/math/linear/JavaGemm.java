package theoria.core.math.linear;

/**
 * Matrix products in pure Java. Rows of C are accumulated from rows of B, four at a time, in column
 * panels that fit the first-level cache; the inner loop runs along a row, which the JIT turns into
 * vector instructions. Entry (i, j) is summed over k ascending, four terms at a time.
 */
public final class JavaGemm implements Gemm {
    /** Columns of B treated together: 256 doubles of five rows are 10 KiB. */
    private static final int PANEL = 256;

    /** A transposed B of more numbers (32 MiB) is turned panel by panel, not as a whole. */
    private static final int LARGEST_COPY = 1 << 22;

    @Override
    public String id() {
        return "java";
    }

    @Override
    public void multiply(
            int m,
            int n,
            int k,
            double[] a,
            Matrix inA,
            double[] b,
            Matrix inB,
            double beta,
            double[] c,
            Matrix inC) {
        boolean turned = inB.transposed();
        boolean large = turned && (long) k * n > LARGEST_COPY;
        double[] rows = turned ? new double[k * (large ? Math.min(n, PANEL) : n)] : b;
        Matrix inRows = turned && !large ? turn(k, b, inB, 0, n, rows) : inB;
        int rowStep = inA.transposed() ? 1 : inA.stride();
        int columnStep = inA.transposed() ? inA.stride() : 1;
        for (int from = 0; from < n; from += PANEL) {
            int to = Math.min(n, from + PANEL);
            inRows = large ? turn(k, b, inB, from, to, rows) : inRows;
            for (int i = 0; i < m; i++) {
                int ci = inC.offset() + i * inC.stride();
                scale(c, ci + from, ci + to, beta);
                int ai = inA.offset() + i * rowStep;
                accumulate(k, a, ai, columnStep, rows, inRows, c, ci, from, to);
            }
        }
    }

    /** Makes rows of some columns of a transposed B, and says where a whole B would lie. */
    private static Matrix turn(int k, double[] b, Matrix inB, int from, int to, double[] rows) {
        int width = to - from;
        int stride = inB.stride();
        int first = inB.offset() + from * stride;
        for (int p = 0; p < k; p++) {
            int row = p * width;
            for (int j = 0; j < width; j++) {
                rows[row + j] = b[first + j * stride + p];
            }
        }
        return Matrix.at(-from, width);
    }

    private static void scale(double[] c, int from, int to, double beta) {
        for (int j = from; j < to; j++) {
            c[j] = beta == 0 ? 0 : beta * c[j];
        }
    }

    private static void accumulate(
            int k,
            double[] a,
            int ai,
            int step,
            double[] b,
            Matrix inB,
            double[] c,
            int ci,
            int from,
            int to) {
        int stride = inB.stride();
        int p = 0;
        for (; p + 3 < k; p += 4) {
            double a0 = a[ai + p * step];
            double a1 = a[ai + (p + 1) * step];
            double a2 = a[ai + (p + 2) * step];
            double a3 = a[ai + (p + 3) * step];
            int b0 = inB.offset() + p * stride;
            int b1 = b0 + stride;
            int b2 = b1 + stride;
            int b3 = b2 + stride;
            for (int j = from; j < to; j++) {
                c[ci + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
            }
        }
        for (; p < k; p++) {
            double a0 = a[ai + p * step];
            int b0 = inB.offset() + p * stride;
            for (int j = from; j < to; j++) {
                c[ci + j] += a0 * b[b0 + j];
            }
        }
    }
}
