package theoria.core.math.stat;

/**
 * Linear centred kernel alignment (Kornblith et al. 2019) of two representations of the same n
 * examples, X of n x p and Y of n x q numbers: CKA = |Y^T X|_F^2 / (|X^T X|_F |Y^T Y|_F) with
 * centred columns, computed from the n x n Gram matrices K = X X^T and L = Y Y^T as trace(K L) /
 * (|K|_F |L|_F). It does not change under rotations and scaling of either.
 */
public final class KernelAlignment {
    private KernelAlignment() {}

    /**
     * The Gram matrix of the centred columns, row-major, n x n.
     *
     * @param features X, row-major, a row for each example
     * @param examples n
     * @throws IllegalArgumentException if the number of features is no multiple of n
     */
    public static double[] gram(double[] features, int examples) {
        if (examples < 1 || features.length % examples != 0) {
            throw new IllegalArgumentException(
                    features.length + " features for " + examples + " examples");
        }
        int width = features.length / examples;
        double[] centred = centred(features, examples, width);
        double[] gram = new double[examples * examples];
        for (int i = 0; i < examples; i++) {
            for (int j = i; j < examples; j++) {
                double sum = 0;
                for (int k = 0; k < width; k++) {
                    sum += centred[i * width + k] * centred[j * width + k];
                }
                gram[i * examples + j] = sum;
                gram[j * examples + i] = sum;
            }
        }
        return gram;
    }

    private static double[] centred(double[] features, int examples, int width) {
        double[] mean = new double[width];
        for (int i = 0; i < features.length; i++) {
            mean[i % width] += features[i] / examples;
        }
        double[] centred = new double[features.length];
        for (int i = 0; i < features.length; i++) {
            centred[i] = features[i] - mean[i % width];
        }
        return centred;
    }

    /**
     * The alignment of two Gram matrices, from 0 to 1; NaN if one of the representations is
     * constant.
     *
     * @throws IllegalArgumentException if they differ in size
     */
    public static double of(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "Gram matrices of " + first.length + " and " + second.length + " entries");
        }
        double product = 0;
        double a = 0;
        double b = 0;
        for (int i = 0; i < first.length; i++) {
            product += first[i] * second[i];
            a += first[i] * first[i];
            b += second[i] * second[i];
        }
        return product / (Math.sqrt(a) * Math.sqrt(b));
    }
}
