package theoria.core.math.spectral;

import java.util.List;

/** Operations on vectors of any length, always summed in the same order. */
final class Vectors {
    private Vectors() {}

    /** a'b, in four interleaved sums. */
    static double dot(double[] a, double[] b) {
        return dot(a, 0, b, a.length);
    }

    /** Sum of a[from + i] b[i] over i below a length, in four interleaved sums. */
    static double dot(double[] a, int from, double[] b, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            s0 += a[from + i] * b[i];
            s1 += a[from + i + 1] * b[i + 1];
            s2 += a[from + i + 2] * b[i + 2];
            s3 += a[from + i + 3] * b[i + 3];
        }
        for (; i < length; i++) {
            s0 += a[from + i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** y += factor x. */
    static void add(double factor, double[] x, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += factor * x[i];
        }
    }

    /** |x|. */
    static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    /** x /= divisor. */
    static void divide(double[] x, double divisor) {
        for (int i = 0; i < x.length; i++) {
            x[i] /= divisor;
        }
    }

    /**
     * Takes from x its parts along orthonormal vectors, twice, which makes it orthogonal to them to
     * rounding (Giraud, Langou and Rozloznik 2005).
     *
     * @return its products with them before
     */
    static double[] orthogonalise(double[] x, List<double[]> basis) {
        double[] products = new double[basis.size()];
        for (int pass = 0; pass < 2; pass++) {
            for (int k = 0; k < products.length; k++) {
                double product = dot(basis.get(k), x);
                add(-product, basis.get(k), x);
                products[k] += product;
            }
        }
        return products;
    }
}
