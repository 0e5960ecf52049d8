package theoria.core.math.linear;

/**
 * General matrix product C = A B + beta C for row-major matrices, A of m x k, B of k x n, C of m x
 * n. The interface stands between the mathematics and whoever multiplies fastest, plain Java or a
 * BLAS. An implementation computes each entry of C in an order that depends on k alone, so that the
 * same product gives the same bits whatever the blocking of rows and columns. With beta = 0 the old
 * content of C is not read.
 */
public interface Gemm {
    /** Name for the provenance, {@code java} or {@code openblas}. */
    String id();

    /**
     * Double precision.
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
}
