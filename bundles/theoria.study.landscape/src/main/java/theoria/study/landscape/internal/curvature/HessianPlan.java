package theoria.study.landscape.internal.curvature;

import theoria.core.math.spectral.ExtremePairs;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of a Hessian.
 *
 * @param compute words of {@link #WORDS}
 * @param top number of largest eigenvalues
 * @param bottom number of smallest ones
 * @param probes random vectors for trace and density
 * @param steps Lanczos steps from each, and vectors kept in the search for eigenvalues
 * @param dense whether the whole matrix is formed
 * @param blocks whether the blocks of the layers are looked at too
 */
public record HessianPlan(
        Set<String> compute,
        int top,
        int bottom,
        int probes,
        int steps,
        boolean dense,
        boolean blocks) {
    /** The trace without probes. */
    public static final String EXACT_TRACE = "exact-trace";

    /** What can be computed. */
    public static final List<String> WORDS =
            List.of("eigenvalues", "trace", EXACT_TRACE, "density", "gauss-newton", "fisher");

    /** Matrices up to this size may be formed. */
    public static final int LARGEST_DENSE = 5000;

    /** Matrices up to this size are formed unless something else is said. */
    public static final int USUAL_DENSE = 500;

    /** Relative residual estimate at which an eigenpair is taken as found. */
    static final double TOLERANCE = 1e-10;

    /** Products after which the search for eigenpairs ends as it is. */
    static final int MOST_PRODUCTS = 600;

    /** The words of a comma-separated list; those that are none are kept. */
    public static Set<String> words(String list) {
        Set<String> words = new TreeSet<>();
        Arrays.stream(list.split(",")).map(String::strip).forEach(words::add);
        return words;
    }

    /** Whether a word is among those that are wanted. */
    public boolean computes(String word) {
        return compute.contains(word);
    }

    /** Whether the trace of H is taken from G, not from the whole matrix or from probes. */
    public boolean traceOfGaussNewton() {
        return computes(EXACT_TRACE) && !(dense && computes("eigenvalues"));
    }

    /** Whether the diagonal of G is computed, by a backward pass for each class. */
    public boolean jacobians() {
        return computes("gauss-newton") || traceOfGaussNewton();
    }

    /** Eigenvalues that are given. */
    int count(int parameters) {
        return dense ? parameters : Math.min(parameters, top + bottom);
    }

    ExtremePairs.Limits limits() {
        return new ExtremePairs.Limits(
                Math.max(steps, 2 * (top + bottom) + 10), MOST_PRODUCTS, TOLERANCE);
    }

    /** Products with the Hessian or its Gauss-Newton part that a run takes, roughly. */
    public long products(int parameters, int layers) {
        long products = 2;
        if (computes("eigenvalues")) {
            products += dense ? 2L * parameters : search(top, bottom, parameters);
        }
        products += computes("gauss-newton") ? search(top, 0, parameters) : 0;
        products += computes("fisher") ? search(top, 0, parameters) : 0;
        if (computes("trace") || computes("density") || blocks) {
            products += (long) probes * (computes("density") ? Math.min(steps, parameters) : 1);
            products += computes("trace") ? probes : 0;
        }
        return products + (blocks ? layers * 40L : 0);
    }

    /**
     * Products of a search with the residuals, as trained LeNets and multilayer perceptrons took
     * them: 10 + 4 k + k^2 / 5 for the k largest, and 65 at least where smallest ones are wanted,
     * which lie close together. Of untrained networks, whose eigenvalues do too, it may take twice
     * as many.
     */
    public static long search(int top, int bottom, int parameters) {
        long count = (long) top + bottom;
        long usual = 10 + 4 * count + count * count / 5;
        long most = Math.min(MOST_PRODUCTS, parameters) + count;
        return Math.min(most, bottom > 0 ? Math.max(65, usual) : usual);
    }

    /** Memory beyond model and data at its peak: the vectors of Lanczos, or the matrix. */
    public long bytes(int parameters) {
        long vectors = Math.max(limits().basis(), computes("density") ? steps : 0) + 20L;
        long size = dense ? Math.max(vectors, parameters + 50L) : vectors;
        return 8L * parameters * size;
    }
}
