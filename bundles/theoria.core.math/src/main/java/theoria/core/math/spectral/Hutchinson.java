package theoria.core.math.spectral;

import org.jspecify.annotations.Nullable;

/** tr H as the mean of z'H z over probes of signs (Hutchinson 1990). */
public final class Hutchinson implements ProductProcess {
    private final int size;
    private final long seed;
    private final double[] samples;
    private int done;
    private double @Nullable [] probe;

    /** An estimate of a matrix of the given size from some probes. */
    public Hutchinson(int size, int probes, long seed) {
        this.size = size;
        this.seed = seed;
        this.samples = new double[probes];
    }

    @Override
    public double @Nullable [] next() {
        if (probe == null && done < samples.length) {
            probe = Probes.signs(size, seed, done);
        }
        return probe;
    }

    @Override
    public void accept(double[] product) {
        samples[done++] = Vectors.dot(java.util.Objects.requireNonNull(probe), product);
        probe = null;
    }

    /** z'H z of each probe so far. */
    public double[] samples() {
        return java.util.Arrays.copyOf(samples, done);
    }

    /** The trace. */
    public TraceEstimate estimate() {
        return TraceEstimate.of(samples());
    }
}
