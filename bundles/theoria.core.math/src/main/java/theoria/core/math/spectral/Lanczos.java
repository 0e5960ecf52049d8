package theoria.core.math.spectral;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lanczos tridiagonalisation (Lanczos 1950) with full reorthogonalisation: H V = V T + beta v e_m',
 * V orthonormal with the start as its first column. It ends early if the vectors span an invariant
 * space, and T is then exact on it.
 */
public final class Lanczos implements ProductProcess {
    /** A rest shorter than this, relative to the longest product so far, is rounding. */
    static final double NOTHING = 1e-13;

    private final int steps;
    private final List<double[]> basis = new ArrayList<>();
    private final double[] alpha;
    private final double[] beta;
    private int done;
    private double longest;
    private boolean exhausted;

    /**
     * A run of at most m steps.
     *
     * @param start not 0; its length does not matter
     * @param steps m
     */
    public Lanczos(double[] start, int steps) {
        this.steps = Math.min(steps, start.length);
        this.alpha = new double[this.steps];
        this.beta = new double[this.steps];
        double[] first = start.clone();
        Vectors.divide(first, Vectors.norm(first));
        basis.add(first);
    }

    @Override
    public double @Nullable [] next() {
        return exhausted || done == steps ? null : basis.get(done);
    }

    @Override
    public void accept(double[] product) {
        longest = Math.max(longest, Vectors.norm(product));
        double[] rest = product.clone();
        alpha[done] = Vectors.orthogonalise(rest, basis)[done];
        beta[done] = Vectors.norm(rest);
        exhausted = beta[done] <= NOTHING * longest;
        done++;
        if (!exhausted && done < steps) {
            Vectors.divide(rest, beta[done - 1]);
            basis.add(rest);
        }
    }

    /** T of the steps made. */
    public Tridiagonal tridiagonal() {
        return new Tridiagonal(
                Arrays.copyOf(alpha, done), Arrays.copyOf(beta, Math.max(0, done - 1)));
    }
}
