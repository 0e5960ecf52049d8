package theoria.core.math.linear;

import java.util.Arrays;

/**
 * Matrix products in pure Java. A block of B is laid out as rows of their own, and four rows of C
 * are accumulated from it: see {@link RowKernel}. Entry (i, j) is summed over k ascending by fused
 * multiply-adds, one after the other, whatever the blocks.
 */
public final class JavaGemm implements Gemm {
    /** Columns of B treated together: 256 doubles of six rows are 12 KiB, in the first cache. */
    private static final int PANEL = 256;

    /** Rows of B treated together, an even number: 64 rows are 128 KiB, in the second cache. */
    private static final int DEPTH = 64;

    private static final ThreadLocal<Block> BLOCKS = ThreadLocal.withInitial(Block::new);

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
        Block block = BLOCKS.get();
        for (int from = 0; from < n; from += PANEL) {
            int width = Math.min(n - from, PANEL);
            if (k == 0) {
                block.scale(m, c, inC, from, width, beta);
            }
            for (int deep = 0; deep < k; deep += DEPTH) {
                int depth = Math.min(k - deep, DEPTH);
                block.load(b, inB, deep, depth, from, width);
                for (int i = 0; i < m; i += RowKernel.ROWS) {
                    int count = Math.min(m - i, RowKernel.ROWS);
                    block.factors(a, inA, i, count, deep, depth);
                    block.open(count, c, inC, i, from, width, deep == 0 ? beta : 1);
                    block.kernel.add(count, block.sums, block.rows, depth, width);
                    block.close(count, c, inC, i, from, width);
                }
            }
        }
    }

    @Override
    public void addRows(int m, int n, int k, double[] a, Matrix inA, double[][] b, double[][] c) {
        Block block = BLOCKS.get();
        double[][] four = new double[RowKernel.ROWS][];
        double[][] rows = new double[DEPTH][];
        for (int deep = 0; deep < k; deep += DEPTH) {
            int depth = Math.min(k - deep, DEPTH);
            System.arraycopy(b, deep, rows, 0, depth);
            for (int i = 0; i < m; i += RowKernel.ROWS) {
                int count = Math.min(m - i, RowKernel.ROWS);
                System.arraycopy(c, i, four, 0, count);
                block.factors(a, inA, i, count, deep, depth);
                block.kernel.add(count, four, rows, depth, n);
            }
        }
    }

    @Override
    public void addTransposed(
            int m, int n, int k, double[][] a, double[][] b, double[] c, Matrix inC) {
        Block block = BLOCKS.get();
        for (int from = 0; from < n; from += PANEL) {
            int width = Math.min(n - from, PANEL);
            for (int deep = 0; deep < k; deep += DEPTH) {
                int depth = Math.min(k - deep, DEPTH);
                block.loadTransposed(b, deep, depth, from, width);
                for (int i = 0; i < m; i += RowKernel.ROWS) {
                    int count = Math.min(m - i, RowKernel.ROWS);
                    for (int row = 0; row < count; row++) {
                        double[] factors = block.kernel.factors(row);
                        System.arraycopy(a[i + row], deep, factors, 0, depth);
                    }
                    block.open(count, c, inC, i, from, width, 1);
                    block.kernel.add(count, block.sums, block.rows, depth, width);
                    block.close(count, c, inC, i, from, width);
                }
            }
        }
    }

    /** The block of B and the parts of rows of C that are worked on, of one thread. */
    private static final class Block {
        private final double[][] rows = new double[DEPTH][PANEL];
        private final double[][] sums = new double[RowKernel.ROWS][PANEL];
        private final RowKernel kernel = new RowKernel(DEPTH);

        /** Lays out rows {@code deep} on of B, columns {@code from} on. */
        void load(double[] b, Matrix inB, int deep, int depth, int from, int width) {
            int stride = inB.stride();
            if (!inB.transposed()) {
                int first = inB.offset() + deep * stride + from;
                for (int p = 0; p < depth; p++) {
                    System.arraycopy(b, first + p * stride, rows[p], 0, width);
                }
                return;
            }
            int first = inB.offset() + from * stride + deep;
            for (int j = 0; j < width; j++) {
                int column = first + j * stride;
                for (int p = 0; p < depth; p++) {
                    rows[p][j] = b[column + p];
                }
            }
        }

        /** Lays out columns {@code deep} on of rows {@code from} on. */
        void loadTransposed(double[][] b, int deep, int depth, int from, int width) {
            for (int j = 0; j < width; j++) {
                double[] row = b[from + j];
                for (int p = 0; p < depth; p++) {
                    rows[p][j] = row[deep + p];
                }
            }
        }

        /** Lays out the factors of some rows of C: columns {@code deep} on of A. */
        void factors(double[] a, Matrix inA, int i, int count, int deep, int depth) {
            int rowStep = inA.transposed() ? 1 : inA.stride();
            int step = inA.transposed() ? inA.stride() : 1;
            for (int row = 0; row < count; row++) {
                double[] factors = kernel.factors(row);
                int first = inA.offset() + (i + row) * rowStep + deep * step;
                for (int p = 0; p < depth; p++) {
                    factors[p] = a[first + p * step];
                }
            }
        }

        /** Begins parts of rows of C with their old content times a factor. */
        void open(int count, double[] c, Matrix inC, int i, int from, int width, double factor) {
            for (int row = 0; row < count; row++) {
                double[] sum = sums[row];
                if (factor == 0) {
                    Arrays.fill(sum, 0, width, 0);
                    continue;
                }
                System.arraycopy(c, at(inC, i + row, from), sum, 0, width);
                for (int j = 0; factor != 1 && j < width; j++) {
                    sum[j] *= factor;
                }
            }
        }

        void close(int count, double[] c, Matrix inC, int i, int from, int width) {
            for (int row = 0; row < count; row++) {
                System.arraycopy(sums[row], 0, c, at(inC, i + row, from), width);
            }
        }

        private static int at(Matrix inC, int i, int from) {
            return inC.offset() + i * inC.stride() + from;
        }

        /** C = beta C, the product of nothing added. */
        void scale(int m, double[] c, Matrix inC, int from, int width, double beta) {
            for (int i = 0; i < m; i++) {
                open(1, c, inC, i, from, width, beta);
                close(1, c, inC, i, from, width);
            }
        }
    }
}
