package theoria.study.landscape.internal.direction;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;

import java.util.Locale;

/**
 * How a direction d is scaled against the weights w (Li et al. 2018). A filter is what belongs to
 * one output: the entries of a block of two or more axes that share their first index (of a
 * transposed convolution, whose kernel lists its inputs first, those of one input). Blocks of one
 * axis (biases, batch norm) are scaled as a whole, unless they are ignored: then their direction is
 * 0.
 */
public enum Normalisation {
    /** d as it is. */
    NONE,
    /** d_i |w_i| / |d_i| for every single weight. */
    WEIGHT,
    /** d |w| / |d| for every block. */
    LAYER,
    /** d_f |w_f| / |d_f| for every filter f. */
    FILTER;

    /** The word of the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Scales a flat direction in place.
     *
     * @param ignore whether blocks of one axis get direction 0
     */
    public void apply(NetworkGraph graph, double[] weights, double[] direction, boolean ignore) {
        for (Block block : graph.trainableBlocks()) {
            boolean dropped = ignore && block.shape().rank() < 2;
            if (this == NONE && !dropped) {
                continue;
            }
            int size = dropped ? block.size() : block.size() / groups(block);
            for (int from = block.offset(); from < block.offset() + block.size(); from += size) {
                scale(weights, direction, from, size, !dropped);
            }
        }
    }

    private int groups(Block block) {
        switch (this) {
            case WEIGHT:
                return block.size();
            case FILTER:
                return block.shape().rank() >= 2 ? block.shape().extent(0) : 1;
            default:
                return 1;
        }
    }

    private static void scale(
            double[] weights, double[] direction, int from, int size, boolean kept) {
        double w = 0;
        double d = 0;
        for (int i = from; i < from + size; i++) {
            w += weights[i] * weights[i];
            d += direction[i] * direction[i];
        }
        double factor = kept && d > 0 ? Math.sqrt(w) / Math.sqrt(d) : 0;
        for (int i = from; i < from + size; i++) {
            direction[i] *= factor;
        }
    }
}
