package theoria.engine.dl4j;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Learner;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.PieceLearner;
import theoria.core.model.engine.Progress;
import theoria.core.model.engine.Trainer;
import theoria.core.model.engine.TrainingListener;
import theoria.core.model.engine.TrainingLoop;
import theoria.core.model.engine.TrainingSpec;
import theoria.core.model.engine.TrainingState;
import theoria.core.model.engine.TrainingTask;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.engine.dl4j.internal.net.LayerSupport;
import theoria.engine.dl4j.internal.net.TrainingNetwork;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Trains with the gradients of DL4J's layers in training mode: batch norm by the statistics of the
 * batch, dropout by masks that follow from seed and step. The update itself and the order of the
 * examples are those of {@link TrainingLoop}, so that a resumed run has the bits of an
 * uninterrupted one.
 */
public final class Dl4jTrainer implements Trainer {
    @Override
    public String id() {
        return "dl4j";
    }

    @Override
    public Optional<String> obstacle(NetworkGraph graph, TrainingSpec spec) {
        Set<String> statistics = new HashSet<>();
        for (Node node : graph.nodes()) {
            String mean = node.block(Role.MEAN).orElse("");
            if (!mean.isEmpty() && !statistics.add(mean)) {
                return Optional.of(
                        "cannot train BatchNorm '"
                                + node.name()
                                + "', which shares its running mean '"
                                + mean
                                + "' with another");
            }
        }
        return LayerSupport.obstacle(
                graph, Need.of(spec.precision(), Capability.PARAMETER_GRADIENT));
    }

    @Override
    public TrainingState train(TrainingTask task, TrainingListener listener, Progress progress)
            throws EngineException, Cancelled {
        Optional<String> obstacle = obstacle(task.graph(), task.spec());
        if (obstacle.isPresent()) {
            throw new EngineException("trainer dl4j " + obstacle.get());
        }
        try (Learner learner =
                PieceLearner.of(task.graph(), progress.threads(), () -> learner(task))) {
            return new TrainingLoop(task, listener, progress, learner).run();
        }
    }

    private static Learner learner(TrainingTask task) throws EngineException {
        Weights start = task.resumeFrom().map(TrainingState::weights).orElse(task.initial());
        try {
            return new TrainingNetwork(
                    task.graph(),
                    start.parameters().toDoubles(),
                    start.buffers().toDoubles(),
                    task.spec().precision(),
                    task.spec().seed());
        } catch (LinkageError e) {
            throw new EngineException("trainer dl4j cannot load its native library", e);
        }
    }
}
