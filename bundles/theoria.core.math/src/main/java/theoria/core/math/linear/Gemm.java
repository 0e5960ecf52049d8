package theoria.core.math.linear;

/**
 * General matrix products of row-major matrices. The interface stands between the mathematics and
 * whoever multiplies fastest, plain Java or a BLAS. An implementation computes each entry of C in
 * an order that depends on k alone, so that the same product gives the same bits whatever the
 * blocking of rows and columns. Some matrices are given as rows, each an array of its own that
 * begins at index 0; these may be longer than the matrix is wide.
 */
public interface Gemm {
    /** Name for the provenance, {@code java} or {@code openblas}. */
    String id();

    /**
     * C = A B + beta C, double precision. With beta = 0 the old content of C is not read.
     *
     * @param m rows of A and C
     * @param n columns of B and C
     * @param k columns of A, rows of B
     * @param beta factor of the old C
     */
    void multiply(
            int m,
            int n,
            int k,
            double[] a,
            Matrix inA,
            double[] b,
            Matrix inB,
            double beta,
            double[] c,
            Matrix inC);

    /**
     * C += A B with rows of B and C.
     *
     * @param m rows of A and C
     * @param n columns of B and C
     * @param k columns of A, rows of B
     */
    void addRows(int m, int n, int k, double[] a, Matrix inA, double[][] b, double[][] c);

    /**
     * C += A B' with rows of A and B.
     *
     * @param m rows of A and C
     * @param n rows of B, columns of C
     * @param k columns of A and B
     */
    void addTransposed(int m, int n, int k, double[][] a, double[][] b, double[] c, Matrix inC);
}
