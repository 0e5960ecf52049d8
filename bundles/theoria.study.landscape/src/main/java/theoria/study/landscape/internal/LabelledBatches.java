package theoria.study.landscape.internal;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.graph.LayerCost;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.study.StudyException;

import java.util.ArrayList;
import java.util.List;

/**
 * The examples of a split in batches so small that a product with the Hessian of one takes a
 * moment. Their size follows from the network and the reserved parameter alone.
 */
public final class LabelledBatches {
    /** Multiply-accumulates of a forward pass after which a run should look up. */
    private static final long MACS_AT_ONCE = 25_000_000L;

    /** Data sets up to this many numbers are kept ready in memory. */
    private static final long MOST_KEPT = 100_000_000L;

    private final Examples examples;
    private final int classes;
    private final int size;
    private final List<Batch> kept = new ArrayList<>();

    /**
     * Batches of prepared examples.
     *
     * @param most examples in one
     * @throws StudyException if an example has no label that the network could give
     */
    public LabelledBatches(Examples examples, NetworkGraph graph, int most) throws StudyException {
        this.examples = examples;
        this.classes = graph.classes();
        this.size = size(graph, most);
        long numbers = (long) examples.size() * examples.shape().size();
        for (int i = 0; numbers <= MOST_KEPT && i < count(); i++) {
            kept.add(read(i));
        }
    }

    /** Examples in a batch of which there may be so many. */
    public static int size(NetworkGraph graph, int most) {
        long macs = Math.max(1, LayerCost.macs(graph));
        return (int) Math.max(1, Math.min(most, MACS_AT_ONCE / macs));
    }

    /** Number of batches. */
    public int count() {
        return (examples.size() + size - 1) / size;
    }

    /** Number of examples. */
    public int examples() {
        return examples.size();
    }

    /** Number of examples in batch i. */
    public int sizeOf(int i) {
        return Math.min(size, examples.size() - i * size);
    }

    /** Batch i. */
    public Batch get(int i) throws StudyException {
        return kept.isEmpty() ? read(i) : kept.get(i);
    }

    private Batch read(int i) throws StudyException {
        int from = i * size;
        Batch batch = examples.read(from, sizeOf(i));
        for (int n = 0; n < batch.size(); n++) {
            int label = batch.labels()[n];
            if (label < 0 || label >= classes) {
                throw new StudyException(
                        "example "
                                + (from + n)
                                + " of "
                                + examples.description()
                                + (label < 0
                                        ? " has no label"
                                        : " has label " + label + ", of " + classes + " outputs"));
            }
        }
        return batch;
    }
}
