package theoria.core.math.spectral;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * tr H by Hutch++ (Meyer, Musco, Musco and Woodruff 2021): with Q an orthonormal basis of H times a
 * third of the probes, tr Q'H Q exactly, plus Hutchinson's estimate of (1 - QQ') H (1 - QQ') from
 * another third. Where few eigenvalues make up most of the trace its error falls like one over the
 * number of products, Hutchinson's like one over the root.
 */
public final class HutchPlusPlus implements ProductProcess {
    /** A column of the sketch with less than this left is in the span of those before. */
    private static final double DEPENDENT = 1e-10;

    private final int size;
    private final int third;
    private final long seed;
    private final List<double[]> basis = new ArrayList<>();
    private final double[] samples;
    private double captured;
    private int sketched;
    private int measured;
    private int sampled;
    private double @Nullable [] vector;

    /**
     * An estimate.
     *
     * @param products to spend, at least 3
     */
    public HutchPlusPlus(int size, int products, long seed) {
        this.size = size;
        this.third = Math.min(size, Math.max(1, products / 3));
        this.seed = seed;
        this.samples = new double[third];
    }

    @Override
    public double @Nullable [] next() {
        if (vector == null) {
            vector = make();
        }
        return vector;
    }

    private double @Nullable [] make() {
        if (sketched < third) {
            return Probes.signs(size, seed, sketched);
        }
        if (measured < basis.size()) {
            return basis.get(measured);
        }
        if (sampled < third) {
            double[] probe = Probes.signs(size, seed, third + sampled);
            Vectors.orthogonalise(probe, basis);
            return probe;
        }
        return null;
    }

    @Override
    public void accept(double[] product) {
        double[] last = java.util.Objects.requireNonNull(vector);
        vector = null;
        if (sketched < third) {
            sketched++;
            double[] column = product.clone();
            double before = Vectors.norm(column);
            Vectors.orthogonalise(column, basis);
            double length = Vectors.norm(column);
            if (length > DEPENDENT * before) {
                Vectors.divide(column, length);
                basis.add(column);
            }
        } else if (measured < basis.size()) {
            measured++;
            captured += Vectors.dot(last, product);
        } else {
            samples[sampled++] = Vectors.dot(last, product);
        }
    }

    /** The trace; its error is that of the estimated part. */
    public TraceEstimate estimate() {
        TraceEstimate rest = TraceEstimate.of(Arrays.copyOf(samples, sampled));
        return new TraceEstimate(captured + rest.value(), rest.error());
    }
}
