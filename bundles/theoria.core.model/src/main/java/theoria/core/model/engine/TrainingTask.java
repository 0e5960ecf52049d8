package theoria.core.model.engine;

import theoria.core.model.data.Augmentation;
import theoria.core.model.data.Examples;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;

import java.util.Optional;
import java.util.Set;

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
 * @param frozen names of blocks that keep their numbers to the last bit; a frozen batch norm keeps
 *     its running statistics, but normalises by the batch in training like any other
 * @param augmentation of the examples, by the seed and the step
 */
public record TrainingTask(
        NetworkGraph graph,
        Weights initial,
        Examples train,
        Optional<Examples> validation,
        TrainingSpec spec,
        Optional<TrainingState> resumeFrom,
        Set<String> frozen,
        Augmentation augmentation) {
    /** Takes an immutable copy. */
    public TrainingTask {
        frozen = Set.copyOf(frozen);
    }

    /** A run in which nothing is frozen or augmented. */
    public TrainingTask(
            NetworkGraph graph,
            Weights initial,
            Examples train,
            Optional<Examples> validation,
            TrainingSpec spec,
            Optional<TrainingState> resumeFrom) {
        this(graph, initial, train, validation, spec, resumeFrom, Set.of(), Augmentation.NONE);
    }
}
