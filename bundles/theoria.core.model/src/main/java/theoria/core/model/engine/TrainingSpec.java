package theoria.core.model.engine;

import theoria.core.model.tensor.Precision;

/**
 * How a network is trained: theta_{t+1} = theta_t - eta_t u(g_t), g_t the gradient of the mean loss
 * over batch t plus weightDecay theta_t. The examples of epoch e come in the order {@code new
 * SeededRandom(seed).split("order").split(e).permutation(n)}; the last batch of an epoch may be
 * smaller. So order and everything else follow from the seed and the step number.
 *
 * @param optimiser SGD (with momentum) or Adam
 * @param learningRate eta_0
 * @param schedule of eta_t
 * @param momentum of SGD, 0 for none
 * @param weightDecay coefficient of the L2 term, 0 for none
 * @param batchSize examples per step
 * @param epochs passes over the data
 * @param seed of the example order and of dropout
 * @param checkpointEvery steps between two checkpoints, 0 for only first and last
 * @param precision of the arithmetic
 */
public record TrainingSpec(
        Optimiser optimiser,
        double learningRate,
        Schedule schedule,
        double momentum,
        double weightDecay,
        int batchSize,
        int epochs,
        long seed,
        int checkpointEvery,
        Precision precision) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the number that is out of range
     */
    public TrainingSpec {
        require(
                learningRate > 0 && Double.isFinite(learningRate),
                "learning rate",
                learningRate,
                "above 0");
        require(momentum >= 0 && momentum < 1, "momentum", momentum, "from 0 to below 1");
        require(
                weightDecay >= 0 && Double.isFinite(weightDecay),
                "weight decay",
                weightDecay,
                "at least 0");
        require(batchSize > 0, "batch size", batchSize, "at least 1");
        require(epochs > 0, "number of epochs", epochs, "at least 1");
        require(
                checkpointEvery >= 0,
                "number of steps between checkpoints",
                checkpointEvery,
                "at least 0");
    }

    private static void require(boolean holds, String name, Number value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("the " + name + " is " + value + ", not " + allowed);
        }
    }

    /** Update rules. */
    public enum Optimiser {
        /** Stochastic gradient descent with heavy-ball momentum. */
        SGD,
        /** Adam (Kingma and Ba 2015), beta 0.9 and 0.999, epsilon 1e-8. */
        ADAM
    }

    /** How the learning rate depends on the progress s = step / total steps in [0,1). */
    public enum Schedule {
        /** eta_0. */
        CONSTANT,
        /** eta_0 (1 + cos(pi s)) / 2 (Loshchilov and Hutter 2017, one cycle). */
        COSINE,
        /** eta_0 0.1^floor(3 s): a tenth after each third. */
        STEP
    }

    /** Number of steps per epoch for n examples. */
    public long stepsPerEpoch(int examples) {
        return (examples + batchSize - 1L) / batchSize;
    }

    /** Number of steps in all for n examples. */
    public long totalSteps(int examples) {
        return stepsPerEpoch(examples) * epochs;
    }

    /** Learning rate of a step. */
    public double learningRate(long step, long totalSteps) {
        double progress = (double) step / totalSteps;
        switch (schedule) {
            case COSINE:
                return learningRate * (1 + StrictMath.cos(StrictMath.PI * progress)) / 2;
            case STEP:
                return learningRate * StrictMath.pow(0.1, Math.floor(3 * progress));
            default:
                return learningRate;
        }
    }
}
