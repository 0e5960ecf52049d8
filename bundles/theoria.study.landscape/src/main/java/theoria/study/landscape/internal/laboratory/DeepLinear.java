package theoria.study.landscape.internal.laboratory;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

import java.util.Arrays;

/**
 * A deep linear autoencoder, f(W_1..W_L) = tr((W - I) C (W - I)') / 2 with W = W_L ... W_1 and C =
 * diag(lambda): its value, gradient and exact second derivatives. Theta is the factors one after
 * another, each row-major.
 */
public final class DeepLinear {
    private final int[] widths;
    private final RealMatrix covariance;
    private final RealMatrix identity;

    /**
     * An autoencoder.
     *
     * @param widths n_0 ... n_L, where n_0 = n_L is the number of lambdas
     * @param lambda eigenvalues of the covariance of the data
     */
    public DeepLinear(int[] widths, double[] lambda) {
        this.widths = widths.clone();
        this.covariance = MatrixUtils.createRealDiagonalMatrix(lambda);
        this.identity = MatrixUtils.createRealIdentityMatrix(lambda.length);
    }

    /** Number of factors L. */
    private int depth() {
        return widths.length - 1;
    }

    /** Length of theta. */
    public int parameters() {
        int count = 0;
        for (int k = 1; k < widths.length; k++) {
            count += widths[k] * widths[k - 1];
        }
        return count;
    }

    private RealMatrix[] factors(double[] theta) {
        RealMatrix[] factors = new RealMatrix[depth()];
        int at = 0;
        for (int k = 0; k < depth(); k++) {
            double[][] rows = new double[widths[k + 1]][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Arrays.copyOfRange(theta, at, at + widths[k]);
                at += widths[k];
            }
            factors[k] = MatrixUtils.createRealMatrix(rows);
        }
        return factors;
    }

    private static void flatten(RealMatrix[] matrices, double[] target) {
        int at = 0;
        for (RealMatrix matrix : matrices) {
            for (int i = 0; i < matrix.getRowDimension(); i++) {
                for (int j = 0; j < matrix.getColumnDimension(); j++) {
                    target[at++] = matrix.getEntry(i, j);
                }
            }
        }
    }

    /** f(theta). */
    public double loss(double[] theta) {
        RealMatrix error = new Products(factors(theta)).error();
        return error.multiply(covariance).multiplyTransposed(error).getTrace() / 2;
    }

    /** Writes the gradient, dF/dW_k = (W_L..W_k+1)' (W - I) C (W_k-1..W_1)'. */
    public void gradient(double[] theta, double[] gradient) {
        flatten(new Products(factors(theta)).gradients(), gradient);
    }

    /** The Hessian, by one exact directional derivative of the gradient per coordinate. */
    public RealMatrix hessian(double[] theta) {
        int n = parameters();
        Products products = new Products(factors(theta));
        double[][] rows = new double[n][n];
        double[] direction = new double[n];
        for (int i = 0; i < n; i++) {
            direction[i] = 1;
            flatten(products.derivative(factors(direction)), rows[i]);
            direction[i] = 0;
        }
        return symmetric(MatrixUtils.createRealMatrix(rows));
    }

    /** Takes away what rounding makes unsymmetric. */
    static RealMatrix symmetric(RealMatrix matrix) {
        return matrix.add(matrix.transpose()).scalarMultiply(0.5);
    }

    /** The products before and after each factor. */
    private final class Products {
        private final RealMatrix[] w;
        private final RealMatrix[] before;
        private final RealMatrix[] after;
        private final RealMatrix slope;

        Products(RealMatrix[] w) {
            int depth = w.length;
            this.w = w;
            before = new RealMatrix[depth + 1];
            after = new RealMatrix[depth + 1];
            before[0] = identity;
            after[depth] = identity;
            for (int k = 0; k < depth; k++) {
                before[k + 1] = w[k].multiply(before[k]);
            }
            for (int k = depth - 1; k >= 0; k--) {
                after[k] = after[k + 1].multiply(w[k]);
            }
            slope = error().multiply(covariance);
        }

        RealMatrix error() {
            return before[w.length].subtract(identity);
        }

        RealMatrix[] gradients() {
            RealMatrix[] gradients = new RealMatrix[w.length];
            for (int k = 0; k < w.length; k++) {
                gradients[k] = after[k + 1].transposeMultiply(slope).multiplyTransposed(before[k]);
            }
            return gradients;
        }

        /** Derivative of all gradients along v. */
        RealMatrix[] derivative(RealMatrix[] v) {
            int depth = w.length;
            RealMatrix[] dBefore = new RealMatrix[depth + 1];
            RealMatrix[] dAfter = new RealMatrix[depth + 1];
            dBefore[0] = identity.scalarMultiply(0);
            dAfter[depth] = dBefore[0];
            for (int k = 0; k < depth; k++) {
                dBefore[k + 1] = v[k].multiply(before[k]).add(w[k].multiply(dBefore[k]));
            }
            for (int k = depth - 1; k >= 0; k--) {
                dAfter[k] = dAfter[k + 1].multiply(w[k]).add(after[k + 1].multiply(v[k]));
            }
            RealMatrix dSlope = dBefore[depth].multiply(covariance);
            RealMatrix[] result = new RealMatrix[depth];
            for (int k = 0; k < depth; k++) {
                RealMatrix through = dAfter[k + 1].transposeMultiply(slope);
                through = through.add(after[k + 1].transposeMultiply(dSlope));
                result[k] =
                        through.multiplyTransposed(before[k])
                                .add(
                                        after[k + 1]
                                                .transposeMultiply(slope)
                                                .multiplyTransposed(dBefore[k]));
            }
            return result;
        }
    }
}
