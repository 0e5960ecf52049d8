package theoria.core.model.graph;

/**
 * What a stored tensor is to its layer. The declaration order is the order of the blocks of one
 * layer in the flat parameter vector: kernel, bias, scale, shift.
 */
public enum Role {
    /** Weights: dense {@code [out,in]}, convolution {@code [out,in/groups,kh,kw]}. */
    KERNEL(true),
    /** Additive term per output, or a trainable summand. */
    BIAS(true),
    /** Batch norm's gamma, or a trainable factor. */
    SCALE(true),
    /** Batch norm's beta. */
    SHIFT(true),
    /** Batch norm's running mean (a buffer). */
    MEAN(false),
    /** Batch norm's running variance (a buffer). */
    VARIANCE(false);

    private final boolean trainable;

    Role(boolean trainable) {
        this.trainable = trainable;
    }

    /** Whether gradients and directions concern it; if not it is a buffer. */
    public boolean trainable() {
        return trainable;
    }
}
