package theoria.core.model.engine;

import theoria.core.model.data.Batch;

/**
 * The forward and the backward pass of a batch, kept by {@link Network#keep} for many products at
 * the same weights. It is not changed by them: networks of the same engine, graph and weights may
 * use it, on several threads.
 */
public interface KeptPass {
    /** The batch. */
    Batch batch();

    /** Bytes that the kept passes of one place may take together: a quarter of the memory. */
    static long mostBytes() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    /**
     * A pass in which nothing is kept: products with it are those with the batch, on any engine.
     */
    static KeptPass nothing(Batch batch) {
        return new Nothing(batch);
    }

    /**
     * Nothing but the batch.
     *
     * @param batch whose products are computed from the start
     */
    record Nothing(Batch batch) implements KeptPass {}
}
