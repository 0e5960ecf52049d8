package theoria.study.landscape.internal;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;

import java.util.Locale;

/**
 * How a random direction d is scaled against the weights w (Li et al. 2018). A filter is what
 * belongs to one output: the entries of a block of two or more axes that share their first index.
 * Under all but {@link #NONE} blocks of one axis (biases, batch norm) get direction 0.
 */
public enum Normalisation {
    /** d as drawn, biases and batch norm included. */
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

    /** Scales a flat direction in place. */
    public void apply(NetworkGraph graph, double[] weights, double[] direction) {
        if (this == NONE) {
            return;
        }
        for (Block block : graph.trainableBlocks()) {
            int groups = 0;
            if (block.shape().rank() >= 2) {
                groups =
                        this == LAYER ? 1 : this == FILTER ? block.shape().extent(0) : block.size();
            }
            int size = groups == 0 ? block.size() : block.size() / groups;
            for (int from = block.offset(); from < block.offset() + block.size(); from += size) {
                scale(weights, direction, from, size, groups > 0);
            }
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
