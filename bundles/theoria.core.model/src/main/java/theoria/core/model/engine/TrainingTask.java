package theoria.core.model.engine;

import theoria.core.model.data.Examples;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;

import java.util.Optional;

/**
 * One training run.
 *
 * @param graph of the network
 * @param initial weights at step 0
 * @param train examples with the input contract applied
 * @param validation examples measured at each checkpoint, if any
 * @param spec how to train
 * @param resumeFrom state to continue from; the finished run has the same bits as an uninterrupted
 *     one
 */
public record TrainingTask(
        NetworkGraph graph,
        Weights initial,
        Examples train,
        Optional<Examples> validation,
        TrainingSpec spec,
        Optional<TrainingState> resumeFrom) {}
