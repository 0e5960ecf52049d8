package theoria.study.landscape.internal.curvature;

import theoria.core.model.data.Batch;
import theoria.core.model.engine.KeptPass;
import theoria.core.model.engine.Network;
import theoria.core.study.StudyException;
import theoria.study.landscape.internal.LabelledBatches;
import theoria.study.landscape.internal.Memory;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The passes of batches at one place of the weights, kept for many products with the Hessian as far
 * as memory allows. No bit of a product depends on what is kept.
 */
final class KeptPasses {
    /** Vectors as long as the weights that a search for eigenvalues needs first. */
    private static final long VECTORS = 120;

    private final LabelledBatches batches;
    private final AtomicReferenceArray<KeptPass> kept;
    private final AtomicLong room;

    /**
     * Keeps nothing yet.
     *
     * @param parameters of the network
     * @param sharers how many of these are in use at a time
     */
    KeptPasses(LabelledBatches batches, int parameters, int sharers) {
        this(batches, room(parameters) / sharers);
    }

    /** With room for so many bytes. */
    KeptPasses(LabelledBatches batches, long room) {
        this.batches = batches;
        this.kept = new AtomicReferenceArray<>(batches.count());
        this.room = new AtomicLong(room);
    }

    private static long room(int parameters) {
        long vectors = VECTORS * Double.BYTES * parameters;
        return Math.max(0, Math.min(KeptPass.mostBytes(), Memory.available() / 2 - vectors));
    }

    /**
     * The pass of batch i, of the batch alone where it does not fit.
     *
     * @param network at the place of the weights
     */
    KeptPass of(Network network, int i) throws StudyException {
        KeptPass there = kept.get(i);
        if (there != null) {
            return there;
        }
        Batch batch = batches.get(i);
        long bytes = network.keptBytes(batch.size());
        if (bytes == 0 || room.addAndGet(-bytes) < 0) {
            room.addAndGet(bytes);
            return KeptPass.nothing(batch);
        }
        KeptPass pass = network.keep(batch);
        if (!kept.compareAndSet(i, null, pass)) { // another thread was first
            room.addAndGet(bytes);
        }
        return pass;
    }
}
