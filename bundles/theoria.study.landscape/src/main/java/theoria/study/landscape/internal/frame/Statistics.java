package theoria.study.landscape.internal.frame;

import java.util.Locale;

/** What becomes of the running statistics of batch norm away from a network. */
public enum Statistics {
    /** They stay those of the network. */
    FIXED,
    /**
     * They are combined like the weights: b_0 + x b_1 + y b_2 with the same coefficients; variances
     * that would become negative are 0.
     */
    INTERPOLATE,
    /** They are measured anew at each point ({@link BatchNormStatistics}). */
    RECOMPUTE;

    /** What is usual on a frame: fixed around one network, interpolated between several. */
    public static Statistics usual(Frame frame) {
        return frame.several() ? INTERPOLATE : FIXED;
    }

    /** A sentence for the result. */
    public String sentence(int batches, int size) {
        switch (this) {
            case FIXED:
                return "Running statistics of batch norm stay those of the network.";
            case INTERPOLATE:
                return "Running statistics of batch norm are interpolated like the weights.";
            default:
                return String.format(
                        Locale.ROOT,
                        "Running statistics of batch norm are recomputed at every point on %d"
                                + " training batches of %d.",
                        batches,
                        size);
        }
    }
}
