package theoria.core.model.zoo;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;

/**
 * Random initial weights from a seed. Kernels are drawn entry by entry from a normal distribution
 * of mean 0 and the variance below, each block from a stream of its own, {@code (seed, block
 * name)}; biases and shifts are 0, scales 1, running means 0 and variances 1. Fan-in is the number
 * of inputs of one output, fan-out the number of outputs of one input.
 */
public enum Initialisation {
    /** Variance 2 / fan-in, which keeps E[z^2] through ReLU layers (He et al. 2015). */
    HE {
        @Override
        double variance(int fanIn, int fanOut) {
            return 2.0 / fanIn;
        }
    },
    /** Variance 2 / (fan-in + fan-out), for tanh layers (Glorot and Bengio 2010). */
    GLOROT {
        @Override
        double variance(int fanIn, int fanOut) {
            return 2.0 / (fanIn + fanOut);
        }
    };

    abstract double variance(int fanIn, int fanOut);

    /** The weights of a seed, in single precision. */
    public Weights draw(NetworkGraph graph, long seed) {
        SeededRandom random = new SeededRandom(seed).split("weights");
        float[] parameters = new float[graph.parameterCount()];
        float[] buffers = new float[graph.bufferCount()];
        for (Block block : graph.blocks()) {
            float[] flat = block.role().trainable() ? parameters : buffers;
            fill(block, flat, random.split(block.name()));
        }
        return Weights.of(parameters, buffers);
    }

    private void fill(Block block, float[] flat, SeededRandom random) {
        boolean one = block.role() == Role.SCALE || block.role() == Role.VARIANCE;
        double deviation = 0;
        if (block.role() == Role.KERNEL) {
            int out = block.shape().extent(0);
            int fanIn = block.size() / out;
            int places = block.shape().rank() > 2 ? block.shape().tail(2).size() : 1;
            deviation = Math.sqrt(variance(fanIn, out * places));
        }
        for (int i = block.offset(); i < block.offset() + block.size(); i++) {
            flat[i] = deviation > 0 ? (float) (deviation * random.nextGaussian()) : one ? 1 : 0;
        }
    }
}
