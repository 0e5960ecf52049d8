package theoria.engine.reference;

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
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Weights;

import java.util.Optional;

/**
 * Trains with the gradients of the reference engine: theta &lt;- theta - eta u(g + decay theta). In
 * single precision the weights are rounded after each step. Networks whose training differs from
 * their inference (dropout, batch norm) are declined.
 */
public final class ReferenceTrainer implements Trainer {
    private final ReferenceEngine engine = new ReferenceEngine();

    @Override
    public String id() {
        return engine.id();
    }

    @Override
    public Optional<String> obstacle(NetworkGraph graph, TrainingSpec spec) {
        for (Node node : graph.nodes()) {
            Operator operator = node.operator();
            boolean drops =
                    operator instanceof Operator.Dropout
                            && ((Operator.Dropout) operator).rate() > 0;
            if (drops || operator instanceof Operator.BatchNorm) {
                return Optional.of(
                        operator.title()
                                + " '"
                                + node.name()
                                + "' behaves otherwise in training, which the reference trainer"
                                + " does not do");
            }
        }
        return engine.obstacle(graph, need(spec));
    }

    private static Need need(TrainingSpec spec) {
        return Need.of(spec.precision(), Capability.PARAMETER_GRADIENT);
    }

    @Override
    public TrainingState train(TrainingTask task, TrainingListener listener, Progress progress)
            throws EngineException, Cancelled {
        Optional<String> obstacle = obstacle(task.graph(), task.spec());
        if (obstacle.isPresent()) {
            throw new EngineException(obstacle.get());
        }
        Weights start = task.resumeFrom().map(TrainingState::weights).orElse(task.initial());
        PieceLearner.Factory factory =
                () -> Learner.of(engine.open(task.graph(), start, need(task.spec())));
        try (Learner learner = PieceLearner.of(task.graph(), progress.threads(), factory)) {
            return new TrainingLoop(task, listener, progress, learner).run();
        }
    }
}
