package theoria.core.math.linear;

/**
 * Matrix products in pure Java. Rows of C are accumulated from rows of B, four at a time, in column
 * panels that fit the first-level cache; the inner loop runs along a row, which the JIT turns into
 * vector instructions. Entry (i, j) is summed over k ascending, four terms at a time.
 */
public final class JavaGemm implements Gemm {
    /** Columns of B treated together: 256 doubles of five rows are 10 KiB. */
    private static final int PANEL = 256;

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
        double[] rows = b;
        Matrix inRows = inB;
        if (inB.transposed()) {
            rows = new double[k * n];
            for (int p = 0; p < k; p++) {
                for (int j = 0; j < n; j++) {
                    rows[p * n + j] = b[inB.offset() + j * inB.stride() + p];
                }
            }
            inRows = Matrix.at(0, n);
        }
        int rowStep = inA.transposed() ? 1 : inA.stride();
        int columnStep = inA.transposed() ? inA.stride() : 1;
        for (int from = 0; from < n; from += PANEL) {
            int to = Math.min(n, from + PANEL);
            for (int i = 0; i < m; i++) {
                int ci = inC.offset() + i * inC.stride();
                scale(c, ci + from, ci + to, beta);
                int ai = inA.offset() + i * rowStep;
                accumulate(k, a, ai, columnStep, rows, inRows, c, ci, from, to);
            }
        }
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
