package theoria.study.inspection.internal;

import theoria.core.math.linear.SingularValues;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.Role;

/**
 * How far a tensor B lies from a tensor A of the same shape.
 *
 * @param size numbers
 * @param differing numbers that are not equal
 * @param norm |A|_2
 * @param otherNorm |B|_2
 * @param distance |B - A|_2
 * @param product sum of a_i b_i
 * @param largest largest |b_i - a_i|
 * @param top largest singular value of A, NaN where no spectrum was asked for
 * @param otherTop largest singular value of B
 * @param spectral |sigma(B) - sigma(A)|_2 / |sigma(A)|_2 of the singular values, descending
 */
public record TensorChange(
        long size,
        long differing,
        double norm,
        double otherNorm,
        double distance,
        double product,
        double largest,
        double top,
        double otherTop,
        double spectral) {

    /**
     * Compares two tensors; sums go in the order of the numbers.
     *
     * @param spectrum largest smaller extent of a kernel, seen as a matrix with a row for each
     *     output, whose singular values are computed
     */
    public static TensorChange of(Block block, double[] a, double[] b, int spectrum) {
        double aa = 0;
        double bb = 0;
        double ab = 0;
        double dd = 0;
        double largest = 0;
        long differing = 0;
        for (int i = 0; i < a.length; i++) {
            double d = b[i] - a[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
            ab += a[i] * b[i];
            dd += d * d;
            largest = Math.max(largest, Math.abs(d));
            differing += Double.compare(a[i], b[i]) == 0 ? 0 : 1;
        }
        double[] spectral = {Double.NaN, Double.NaN, Double.NaN};
        int rows = block.shape().rank() > 1 ? block.shape().extent(0) : 0;
        boolean kernel = block.role() == Role.KERNEL && rows > 0;
        boolean finite = Double.isFinite(aa) && Double.isFinite(bb);
        if (kernel && finite && Math.min(rows, a.length / rows) <= spectrum) {
            spectral = spectra(a, b, rows, differing == 0);
        }
        return new TensorChange(
                a.length,
                differing,
                Math.sqrt(aa),
                Math.sqrt(bb),
                Math.sqrt(dd),
                ab,
                largest,
                spectral[0],
                spectral[1],
                spectral[2]);
    }

    private static double[] spectra(double[] a, double[] b, int rows, boolean equal) {
        double[] first = SingularValues.of(a, rows, a.length / rows);
        double[] second = equal ? first : SingularValues.of(b, rows, b.length / rows);
        double distance = 0;
        double norm = 0;
        for (int i = 0; i < first.length; i++) {
            distance += (second[i] - first[i]) * (second[i] - first[i]);
            norm += first[i] * first[i];
        }
        return new double[] {first[0], second[0], Math.sqrt(distance / norm)};
    }

    /** |B - A| / |A|; 0 if nothing changed. */
    public double relative() {
        return differing == 0 ? 0 : distance / norm;
    }

    /** The cosine of the angle between A and B; 1 if nothing changed. */
    public double cosine() {
        return differing == 0 ? 1 : product / (norm * otherNorm);
    }
}
