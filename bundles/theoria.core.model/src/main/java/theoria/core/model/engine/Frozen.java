package theoria.core.model.engine;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;

import java.util.ArrayList;
import java.util.List;

/** The numbers that training leaves as they are. */
final class Frozen {
    private final List<Block> parameters = new ArrayList<>();
    private final List<Block> buffers = new ArrayList<>();
    private final double[] theta;
    private final double[] statistics;

    /**
     * Remembers them.
     *
     * @param theta all parameters at the start
     * @param statistics all buffers at the start
     * @throws IllegalArgumentException if the graph has no block of a name
     */
    Frozen(TrainingTask task, double[] theta, double[] statistics) {
        NetworkGraph graph = task.graph();
        for (String name : task.frozen()) {
            Block block = graph.block(name);
            (block.role().trainable() ? parameters : buffers).add(block);
        }
        this.theta = parameters.isEmpty() ? new double[0] : theta.clone();
        this.statistics = buffers.isEmpty() ? new double[0] : statistics.clone();
    }

    /** Their part of a gradient becomes 0. */
    void clear(double[] gradient) {
        for (Block block : parameters) {
            java.util.Arrays.fill(gradient, block.offset(), block.offset() + block.size(), 0);
        }
    }

    /** Puts the parameters back, which weight decay or momentum may have moved. */
    void restore(double[] moved) {
        for (Block block : parameters) {
            System.arraycopy(theta, block.offset(), moved, block.offset(), block.size());
        }
    }

    /** Puts the running statistics back. */
    void restoreBuffers(Learner learner) {
        if (!buffers.isEmpty()) {
            double[] moved = learner.buffers();
            for (Block block : buffers) {
                System.arraycopy(statistics, block.offset(), moved, block.offset(), block.size());
            }
            learner.setBuffers(moved);
        }
    }
}
