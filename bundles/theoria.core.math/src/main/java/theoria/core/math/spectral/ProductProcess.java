package theoria.core.math.spectral;

import org.jspecify.annotations.Nullable;

/**
 * An algorithm that sees a symmetric matrix H only through products with vectors, and asks for them
 * one by one, so that its user may compute them in any way, in parallel or with checked exceptions:
 *
 * <pre>
 * for (double[] v = process.next(); v != null; v = process.next()) {
 *     process.accept(product(v));
 * }
 * </pre>
 */
public interface ProductProcess {
    /** The next vector to multiply, not to be changed; null if no more are needed. */
    double @Nullable [] next();

    /**
     * Takes H times the last vector.
     *
     * @param product is not kept
     */
    void accept(double[] product);
}
