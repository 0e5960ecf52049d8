package theoria.runtime.job;

import theoria.core.model.data.Examples;
import theoria.core.model.data.PreparedExamples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Progress;
import theoria.core.model.engine.Trainer;
import theoria.core.model.engine.TrainingListener;
import theoria.core.model.engine.TrainingState;
import theoria.core.model.engine.TrainingTask;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.graph.Weights;
import theoria.core.model.registry.Checkpoint;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.zoo.Architecture;
import theoria.core.study.StudyException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trains a network into the registry: checkpoints as they come, the trained version at the end. A
 * training of the same request that was interrupted is continued at its last checkpoint, with the
 * same bits as an uninterrupted one.
 */
public final class TrainingRunner {
    private final List<Trainer> trainers;
    private final ModelRegistry registry;

    /** Trains with the first of these trainers that can. */
    public TrainingRunner(List<Trainer> trainers, ModelRegistry registry) {
        this.trainers = List.copyOf(trainers);
        this.registry = registry;
    }

    /**
     * What came out.
     *
     * @param version the trained version
     * @param trainer identifier of the engine that trained
     * @param resumedAt step at which an interrupted training was continued, 0 if none
     */
    public record Outcome(ModelVersion version, String trainer, long resumedAt) {}

    /**
     * Trains.
     *
     * @throws StudyException if the data has no train split or a training cannot be stored
     * @throws EngineException if no trainer can, or the loss is no longer finite
     * @throws Cancelled if the control said so; the last checkpoint is stored
     */
    public Outcome train(TrainingRequest request, RunControl control, RunListener listener)
            throws StudyException, EngineException, RegistryException, Cancelled {
        Examples raw =
                request.data()
                        .split(Split.TRAIN)
                        .orElseThrow(() -> new StudyException("the data has no train split"));
        NetworkGraph graph = Architecture.parse(request.architecture(), raw.shape(), raw.classes());
        requireOutputs(graph, raw, request.architecture());
        Examples train = PreparedExamples.of(raw, request.contract(), graph.inputShape());
        Optional<Examples> test =
                request.data()
                        .split(Split.TEST)
                        .map(e -> PreparedExamples.of(e, request.contract(), graph.inputShape()));
        Weights initial = request.initialisation().draw(graph, request.spec().seed());
        Trainer trainer = choose(graph, request);
        String trajectory =
                registry.openTrajectory(
                        key(request, graph, initial, raw, trainer),
                        request.architecture() + " on " + raw.description());
        Optional<TrainingState> resume = lastState(trajectory);
        Recorder recorder = new Recorder(trajectory);
        TrainingState last =
                trainer.train(
                        new TrainingTask(graph, initial, train, test, request.spec(), resume),
                        recorder,
                        progress(control, listener));
        recorder.requireStored();
        ModelVersion version =
                registry.register(
                        new NewVersion(
                                request.name(),
                                graph,
                                last.weights(),
                                request.contract().withClassNames(raw.classNames()),
                                new Lineage(
                                        Lineage.Kind.TRAINED,
                                        request.architecture() + " on " + request.data().origin()),
                                recorder.metrics,
                                Optional.of(trajectory)));
        return new Outcome(version, trainer.id(), resume.map(TrainingState::step).orElse(0L));
    }

    private static void requireOutputs(NetworkGraph graph, Examples examples, String name) {
        if (examples.classes() > graph.classes()) {
            throw new ShapeException(
                    examples.description()
                            + " has labels up to "
                            + (examples.classes() - 1)
                            + ", but '"
                            + name
                            + "' has only "
                            + graph.classes()
                            + " outputs");
        }
    }

    private Trainer choose(NetworkGraph graph, TrainingRequest request) throws EngineException {
        List<String> obstacles = new ArrayList<>();
        for (Trainer trainer : trainers) {
            Optional<String> obstacle = trainer.obstacle(graph, request.spec());
            if (obstacle.isEmpty()) {
                return trainer;
            }
            obstacles.add(trainer.id() + ": " + obstacle.get());
        }
        throw new EngineException(
                "no trainer can train '"
                        + request.architecture()
                        + "': "
                        + String.join("; ", obstacles));
    }

    /** Hash of everything that determines the weights. */
    private static String key(
            TrainingRequest request,
            NetworkGraph graph,
            Weights initial,
            Examples train,
            Trainer trainer) {
        String text =
                String.join(
                        "\n",
                        ModelHash.of(graph, initial),
                        train.hash(),
                        request.contract().text(),
                        request.spec().toString(),
                        trainer.id());
        return Sha256.of(text);
    }

    private Optional<TrainingState> lastState(String trajectory) throws RegistryException {
        List<Checkpoint> checkpoints = registry.checkpoints(trajectory);
        return checkpoints.isEmpty()
                ? Optional.empty()
                : Optional.of(registry.read(checkpoints.get(checkpoints.size() - 1)));
    }

    private static Progress progress(RunControl control, RunListener listener) {
        return new Progress() {
            @Override
            public void check() throws Cancelled {
                control.check();
            }

            @Override
            public void report(double fraction, String what) {
                listener.progress(fraction, what);
            }
        };
    }

    /** Puts checkpoints into the registry and keeps the last metrics. */
    private final class Recorder implements TrainingListener {
        private final String trajectory;
        private Map<String, Double> metrics = Map.of();
        private Optional<RegistryException> failure = Optional.empty();

        Recorder(String trajectory) {
            this.trajectory = trajectory;
        }

        @Override
        public void checkpoint(TrainingState state, Map<String, Double> measured) {
            metrics = new TreeMap<>(measured);
            try {
                registry.addCheckpoint(trajectory, state, measured);
            } catch (RegistryException e) {
                failure = Optional.of(e);
            }
        }

        void requireStored() throws RegistryException {
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }
}
