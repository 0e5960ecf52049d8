package theoria.study.landscape.internal.sharpness;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.engine.Cancelled;
import theoria.core.study.StudyException;

/**
 * A random subspace d = A z, the p columns of A orthonormalised normal vectors, so that A^+ = A^T
 * (Keskar et al. 2017).
 */
final class Subspace {
    private final double[][] columns;

    /** Of p dimensions in R<sup>n</sup>, p at most n. */
    Subspace(int dimensions, int n, SeededRandom random) {
        columns = new double[dimensions][n];
        for (int k = 0; k < dimensions; k++) {
            random.split(k).nextGaussians(columns[k]);
            for (int pass = 0; pass < 2; pass++) { // once more, for what rounding left
                for (int j = 0; j < k; j++) {
                    add(columns[k], -dot(columns[k], columns[j]), columns[j]);
                }
            }
            double norm = Math.sqrt(dot(columns[k], columns[k]));
            for (int i = 0; i < n; i++) {
                columns[k][i] /= norm;
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] sum, double factor, double[] numbers) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * numbers[i];
        }
    }

    /** A^T d. */
    double[] coordinates(double[] d) {
        double[] z = new double[columns.length];
        for (int k = 0; k < z.length; k++) {
            z[k] = dot(columns[k], d);
        }
        return z;
    }

    private double[] vector(double[] z) {
        double[] d = new double[columns[0].length];
        for (int k = 0; k < z.length; k++) {
            add(d, z[k], columns[k]);
        }
        return d;
    }

    /** z to f(A z). */
    Objective of(Objective f) {
        return new Objective() {
            @Override
            public double value(double[] z) throws StudyException, Cancelled {
                return f.value(vector(z));
            }

            @Override
            public double gradient(double[] z, double[] gradient) throws StudyException, Cancelled {
                double[] whole = new double[columns[0].length];
                double value = f.gradient(vector(z), whole);
                System.arraycopy(coordinates(whole), 0, gradient, 0, gradient.length);
                return value;
            }
        };
    }
}
