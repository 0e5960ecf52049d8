package theoria.core.model.engine;

import theoria.core.model.graph.NetworkGraph;

import java.util.Optional;

/**
 * Trains networks. Initial weights and example order come from the task and its seed, never from
 * the engine; the same task gives the same bits on one machine.
 */
public interface Trainer {
    /** Identifier of the engine behind it. */
    String id();

    /** Why this network cannot be trained so, in words; empty if it can. */
    Optional<String> obstacle(NetworkGraph graph, TrainingSpec spec);

    /**
     * Trains to the end of the specification.
     *
     * @return the last state, which was also given to the listener
     * @throws EngineException if the loss is no longer finite (the message names the step), or the
     *     native library fails
     * @throws Cancelled after a checkpoint at the current step was given to the listener
     */
    TrainingState train(TrainingTask task, TrainingListener listener, Progress progress)
            throws EngineException, Cancelled;
}
