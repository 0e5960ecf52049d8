package theoria.core.math.spectral;

import org.jspecify.annotations.Nullable;

import theoria.core.math.random.SeededRandom;

import java.util.ArrayList;
import java.util.List;

/**
 * The largest and the smallest eigenvalues of a symmetric matrix with their vectors: Lanczos with
 * full reorthogonalisation and thick restarts (Wu and Simon 2000). Ends when every wanted pair has
 * a residual estimate beta |y_m| below the tolerance times the largest eigenvalue in size, or the
 * products are used up. The start is random but fixed by the seed; where the vectors span an
 * invariant space a new random one is taken, so that a small matrix is decomposed completely.
 */
public final class ExtremePairs implements ProductProcess {
    private static final int STEPS_BETWEEN_CHECKS = 5;

    private final int size;
    private final int top;
    private final int bottom;
    private final Limits limits;
    private final int capacity;
    private final SeededRandom random;
    private List<double[]> basis = new ArrayList<>();
    private double[][] projected;
    private int done;
    private int products;
    private double longest;
    private int fresh;
    private boolean finished;
    private @Nullable Found found;

    /**
     * When to stop.
     *
     * @param basis vectors kept at most, more than are wanted
     * @param products made at most
     * @param tolerance of the residuals, relative to the largest eigenvalue in size
     */
    public record Limits(int basis, int products, double tolerance) {}

    /**
     * Eigenpairs.
     *
     * @param values ascending
     * @param vectors orthonormal, in this order
     * @param estimates of |H v - lambda v|, by Lanczos
     */
    public record Found(double[] values, List<double[]> vectors, double[] estimates) {}

    /**
     * A search.
     *
     * @param size of the matrix
     * @param top number of largest eigenvalues wanted
     * @param bottom number of smallest ones
     */
    public ExtremePairs(int size, int top, int bottom, Limits limits, long seed) {
        this.size = size;
        this.top = Math.min(top, size);
        this.bottom = Math.min(bottom, size - this.top);
        this.limits = limits;
        this.capacity = Math.min(size, Math.max(limits.basis(), this.top + this.bottom + 3));
        this.random = new SeededRandom(seed).split("lanczos");
        this.projected = new double[capacity][capacity];
        this.finished = this.top + this.bottom == 0;
        if (!finished) {
            appendRandom();
        }
    }

    private void appendRandom() {
        double[] vector = new double[size];
        random.nextGaussians(vector);
        Vectors.orthogonalise(vector, basis);
        Vectors.divide(vector, Vectors.norm(vector));
        fresh = basis.size();
        basis.add(vector);
    }

    @Override
    public double @Nullable [] next() {
        return finished ? null : basis.get(done);
    }

    @Override
    public void accept(double[] product) {
        longest = Math.max(longest, Vectors.norm(product));
        double[] rest = product.clone();
        double[] coefficients = Vectors.orthogonalise(rest, basis);
        for (int i = 0; i <= done; i++) {
            projected[i][done] = coefficients[i];
            projected[done][i] = coefficients[i];
        }
        done++;
        products++;
        double beta = Vectors.norm(rest);
        boolean invariant = done == size || beta <= Lanczos.NOTHING * longest;
        boolean full = done == capacity;
        boolean last = done == size || products == limits.products();
        // a random vector of the rest that is an eigenvector: the rest has one eigenvalue only
        boolean uniform = invariant && done - 1 == fresh && done >= top + bottom;
        if (full || last || uniform || products % STEPS_BETWEEN_CHECKS == 0) {
            check(invariant ? 0 : beta, full, last || uniform);
        }
        if (!finished && invariant) {
            appendRandom();
        } else if (!finished) {
            Vectors.divide(rest, beta);
            basis.add(rest);
        }
    }

    private void check(double beta, boolean full, boolean last) {
        double[] matrix = new double[done * done];
        for (int i = 0; i < done; i++) {
            System.arraycopy(projected[i], 0, matrix, i * done, done);
        }
        Ritz ritz = Ritz.of(matrix, done, beta);
        // an invariant space that is not the whole may miss what is orthogonal to it
        boolean enough = done >= top + bottom && (beta > 0 || done == size);
        finished = last || enough && ritz.converged(top, bottom, limits.tolerance());
        if (finished) {
            found = ritz.extremes(top, bottom, basis);
        } else if (full) {
            restart(ritz);
        }
    }

    /** Keeps the wanted Ritz vectors and half of the room for their neighbours. */
    private void restart(Ritz ritz) {
        int wanted = top + bottom;
        int spare = (capacity - wanted) / 2;
        int keptTop = top + spare * top / wanted;
        int keptBottom = bottom + spare * bottom / wanted;
        Found kept = ritz.extremes(keptTop, keptBottom, basis);
        basis = new ArrayList<>(kept.vectors());
        done = basis.size();
        projected = new double[capacity][capacity];
        for (int i = 0; i < done; i++) {
            projected[i][i] = kept.values()[i];
        }
    }

    /** Products made so far. */
    public int products() {
        return products;
    }

    /**
     * What was found: the bottom ones and the top ones, ascending; fewer if the matrix is smaller.
     *
     * @throws IllegalStateException before the search has ended
     */
    public Found found() {
        if (found == null) {
            throw new IllegalStateException("eigenpairs asked for after " + products + " products");
        }
        return found;
    }
}
