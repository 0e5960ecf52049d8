package theoria.core.math.linear;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/** Singular values of dense matrices, by Hipparchus. */
public final class SingularValues {
    private SingularValues() {}

    /**
     * All singular values of a row-major matrix, descending.
     *
     * @throws IllegalArgumentException if the number of values is not rows times columns
     */
    public static double[] of(double[] matrix, int rows, int columns) {
        if (matrix.length != rows * columns) {
            throw new IllegalArgumentException(
                    matrix.length + " values for a matrix of " + rows + "x" + columns);
        }
        double[][] table = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(matrix, i * columns, table[i], 0, columns);
        }
        return new SingularValueDecomposition(new Array2DRowRealMatrix(table, false))
                .getSingularValues();
    }
}
