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
        require(learningRate > 0 && Double.isFinite(learningRate), "learningRate", learningRate);
        require(momentum >= 0 && momentum < 1, "momentum", momentum);
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "weightDecay", weightDecay);
        require(batchSize > 0, "batchSize", batchSize);
        require(epochs > 0, "epochs", epochs);
        require(checkpointEvery >= 0, "checkpointEvery", checkpointEvery);
    }

    private static void require(boolean holds, String name, double value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " = " + value + " is out of range");
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
