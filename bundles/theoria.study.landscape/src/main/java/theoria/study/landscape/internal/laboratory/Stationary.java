package theoria.study.landscape.internal.laboratory;

import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

import theoria.core.model.engine.Cancelled;
import theoria.core.study.StudyProgress;

import java.util.Optional;

/**
 * A critical point: minimises |grad f|^2 by Levenberg-Marquardt steps (H'H + mu I) s = -H grad f,
 * so that saddles attract as minima do.
 *
 * @param value f there
 * @param index number of negative eigenvalues of the Hessian
 */
public record Stationary(double value, int index) {
    private static final int MOST_STEPS = 400;
    private static final double SMALL = 1e-11;

    /** Where rounding ends the descent before that. */
    private static final double CLOSE = 1e-8;

    private static final double NEGATIVE = -1e-6;
    private static final double BOLDER = 3;
    private static final double MORE_CAREFUL = 4;

    /** The critical point that a start leads to; empty if the steps end before one. */
    public static Optional<Stationary> from(
            DeepLinear function, double[] start, StudyProgress progress) throws Cancelled {
        int n = start.length;
        double[] theta = start.clone();
        double[] gradient = new double[n];
        double mu = 1;
        function.gradient(theta, gradient);
        double norm = norm(gradient);
        for (int step = 0; step < MOST_STEPS && norm > SMALL; step++) {
            progress.check();
            RealMatrix hessian = function.hessian(theta);
            RealMatrix normal = DeepLinear.symmetric(hessian.multiply(hessian));
            double[] slope = hessian.operate(gradient);
            boolean better = false;
            while (!better && mu < 1 / SMALL) {
                double[] trial = moved(theta, normal, slope, mu);
                double[] there = new double[n];
                function.gradient(trial, there);
                better = norm(there) < norm;
                mu = better ? mu / BOLDER : mu * MORE_CAREFUL;
                if (better) {
                    theta = trial;
                    gradient = there;
                }
            }
            if (!better) {
                break;
            }
            norm = norm(gradient);
        }
        return norm > CLOSE
                ? Optional.empty()
                : Optional.of(new Stationary(function.loss(theta), index(function, theta)));
    }

    private static double[] moved(double[] theta, RealMatrix normal, double[] slope, double mu) {
        RealMatrix damped =
                normal.add(MatrixUtils.createRealIdentityMatrix(theta.length).scalarMultiply(mu));
        double[] step =
                new CholeskyDecomposition(damped)
                        .getSolver()
                        .solve(new ArrayRealVector(slope))
                        .toArray();
        double[] trial = theta.clone();
        for (int i = 0; i < trial.length; i++) {
            trial[i] -= step[i];
        }
        return trial;
    }

    /** Number of eigenvalues of the Hessian below zero. */
    private static int index(DeepLinear function, double[] theta) {
        int index = 0;
        for (double value :
                new EigenDecompositionSymmetric(function.hessian(theta)).getEigenvalues()) {
            index += value < NEGATIVE ? 1 : 0;
        }
        return index;
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double v : vector) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }
}
