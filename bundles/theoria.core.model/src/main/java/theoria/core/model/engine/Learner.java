package theoria.core.model.engine;

import theoria.core.model.data.Batch;

/**
 * What an engine contributes to training: a network with its current weights, gradients of its loss
 * in training mode, and its answers in inference mode. The {@link TrainingLoop} does the rest.
 */
public interface Learner extends AutoCloseable {
    /** A copy of the flat parameter vector, widened to double. */
    double[] parameters();

    /** Replaces the flat parameter vector; single-precision networks round each number. */
    void setParameters(double[] parameters);

    /** A copy of the flat buffer vector, widened to double. */
    double[] buffers();

    /**
     * Replaces the flat buffer vector; single-precision networks round each number.
     *
     * @throws UnsupportedOperationException if the learner cannot; it is asked only where buffers
     *     are frozen
     */
    default void setBuffers(double[] buffers) {
        throw new UnsupportedOperationException("this learner cannot freeze running statistics");
    }

    /**
     * Gradient of the mean loss over the batch in the flat parameter vector, in training mode: with
     * dropout, whose masks follow from the seed and the step, and with batch norm by the batch's
     * own statistics, towards which the running ones in the buffers move.
     *
     * @param step number of updates made so far
     * @param gradient receives the P numbers
     * @return the mean loss
     */
    double gradient(Batch batch, long step, double[] gradient);

    /** Outputs and per-example losses in inference mode. */
    Evaluation evaluate(Batch batch);

    @Override
    void close();

    /** A network that is the same in training and inference; closing the learner closes it. */
    static Learner of(Network network) {
        return new Learner() {
            @Override
            public double[] parameters() {
                return network.parameters();
            }

            @Override
            public void setParameters(double[] parameters) {
                network.setParameters(parameters);
            }

            @Override
            public double[] buffers() {
                return network.buffers();
            }

            @Override
            public void setBuffers(double[] buffers) {
                network.setBuffers(buffers);
            }

            @Override
            public double gradient(Batch batch, long step, double[] gradient) {
                return network.parameterGradient(batch, gradient);
            }

            @Override
            public Evaluation evaluate(Batch batch) {
                return network.evaluate(batch);
            }

            @Override
            public void close() {
                network.close();
            }
        };
    }
}
