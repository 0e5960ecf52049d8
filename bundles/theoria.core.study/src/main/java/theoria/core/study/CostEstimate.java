package theoria.core.study;

import java.util.List;
import java.util.Locale;

/**
 * What a run will cost, shown before it starts.
 *
 * @param seconds of one processor core
 * @param bytes of memory at its peak, beyond model and data
 * @param basis how it was estimated
 * @param work what the time goes into, so that the runtime can time it on the machine at hand;
 *     empty if there is nothing that would tell more than the seconds
 */
public record CostEstimate(double seconds, long bytes, String basis, List<Work> work) {
    /** Takes an immutable copy. */
    public CostEstimate {
        work = List.copyOf(work);
    }

    /** An estimate that nobody can better. */
    public CostEstimate(double seconds, long bytes, String basis) {
        this(seconds, bytes, basis, List.of());
    }

    /** Forward passes per second are estimated with this many multiply-accumulates per second. */
    public static final double MACS_PER_SECOND = 1e10;

    /** A run whose cost does not matter. */
    public static CostEstimate negligible() {
        return new CostEstimate(0.1, 1 << 20, "no pass over the data");
    }

    /**
     * The cost of forward passes: passes x examples x MACs per example.
     *
     * @param macs multiply-accumulates of one example
     * @param passes number of examples pushed through, in all
     * @param bytes of memory
     */
    public static CostEstimate forward(long macs, long passes, long bytes) {
        return new CostEstimate(
                macs * (double) passes / MACS_PER_SECOND,
                bytes,
                String.format(
                        Locale.ROOT,
                        "%,d forward passes of %,d multiply-accumulates",
                        passes,
                        macs));
    }
}
