package theoria.core.math.linear;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

import java.util.Arrays;

/**
 * Principal components of n rows m<sub>i</sub> in R<sup>P</sup>, n far below P: with the n x n Gram
 * matrix G<sub>ij</sub> = &lt;c<sub>i</sub>, c<sub>j</sub>&gt; of the (centred) rows c<sub>i</sub>
 * and its eigenpairs (lambda<sub>k</sub>, u<sub>k</sub>), component k is sum<sub>i</sub>
 * u<sub>ki</sub> c<sub>i</sub> / sqrt(lambda<sub>k</sub>). These are the right singular vectors of
 * the matrix of rows. Signs are such that the largest entry is positive.
 *
 * @param components orthonormal, descending, as many as asked for or as the rows span
 * @param coefficients of each component: it is sum_i coefficients[k][i] m_i, of the rows as given
 * @param energies eigenvalues lambda_k = squared singular values, descending, n of them
 */
public record PrincipalComponents(
        double[][] components, double[][] coefficients, double[] energies) {
    /** Below this share of the largest eigenvalue, times n, one is rounding. */
    public static final double RANK_THRESHOLD = 1e-14;

    /**
     * The components of rows.
     *
     * @param rows of equal length, at least one
     * @param centred whether their mean is taken off first, as in a principal component analysis;
     *     else this is the singular value decomposition
     * @param most how many components are wanted
     * @throws IllegalArgumentException if there is no row
     */
    public static PrincipalComponents of(double[][] rows, boolean centred, int most) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("no rows; at least one is needed");
        }
        double[] mean = centred ? mean(rows) : new double[rows[0].length];
        EigenDecompositionSymmetric eigen =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(gram(rows, mean), false));
        int n = rows.length;
        double[] energies = new double[n];
        Arrays.setAll(energies, k -> Math.max(0, eigen.getEigenvalue(k)));
        double least = RANK_THRESHOLD * n * energies[0];
        int rank = (int) Arrays.stream(energies).filter(energy -> energy > least).count();
        double[][] components = new double[Math.min(most, rank)][];
        double[][] coefficients = new double[components.length][];
        for (int k = 0; k < components.length; k++) {
            coefficients[k] = coefficients(eigen.getV(), k, energies[k], centred);
            components[k] = combination(rows, mean, coefficients[k]);
            Orientation.orient(components[k], coefficients[k]);
        }
        return new PrincipalComponents(components, coefficients, energies);
    }

    /** Shares lambda_k / sum lambda of all n; NaN if the rows span nothing. */
    public double[] explained() {
        double sum = Arrays.stream(energies).sum();
        return Arrays.stream(energies).map(energy -> energy / sum).toArray();
    }

    private static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int p = 0; p < mean.length; p++) {
                mean[p] += row[p];
            }
        }
        for (int p = 0; p < mean.length; p++) {
            mean[p] /= rows.length;
        }
        return mean;
    }

    private static double[][] gram(double[][] rows, double[] mean) {
        double[][] gram = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int p = 0; p < mean.length; p++) {
                    sum += (rows[i][p] - mean[p]) * (rows[j][p] - mean[p]);
                }
                gram[i][j] = sum;
                gram[j][i] = sum;
            }
        }
        return gram;
    }

    /** u_k / sqrt(lambda_k), its mean taken off where the rows were centred. */
    private static double[] coefficients(
            RealMatrix vectors, int k, double energy, boolean centred) {
        double[] u = vectors.getColumn(k);
        double mean = centred ? Arrays.stream(u).sum() / u.length : 0;
        return Arrays.stream(u).map(value -> (value - mean) / Math.sqrt(energy)).toArray();
    }

    private static double[] combination(double[][] rows, double[] mean, double[] coefficients) {
        double[] component = new double[mean.length];
        for (int i = 0; i < rows.length; i++) {
            for (int p = 0; p < component.length; p++) {
                component[p] += coefficients[i] * (rows[i][p] - mean[p]);
            }
        }
        return component;
    }
}
