package theoria.runtime.job;

import theoria.core.model.data.Examples;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Progress;
import theoria.core.model.engine.Trainer;
import theoria.core.model.engine.TrainingListener;
import theoria.core.model.engine.TrainingState;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.model.registry.Checkpoint;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.StudyException;
import theoria.runtime.catalogue.Catalogue;

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
    private final Catalogue catalogue;
    private final ModelRegistry registry;
    private final int threads;

    /** Trains with the first of the installed trainers that can, on at most so many threads. */
    public TrainingRunner(Catalogue catalogue, ModelRegistry registry, int threads) {
        this.catalogue = catalogue;
        this.registry = registry;
        this.threads = threads;
    }

    /**
     * What came out.
     *
     * @param version the trained version
     * @param trainer identifier of the engine that trained
     * @param resumedAt step at which an interrupted training was continued, 0 if none
     * @param stoppedAt step at which it stopped early, 0 if it went to its end
     */
    public record Outcome(ModelVersion version, String trainer, long resumedAt, long stoppedAt) {}

    /** Trains, watched by nobody. */
    public Outcome train(TrainingRequest request, RunControl control, RunListener listener)
            throws StudyException, EngineException, RegistryException, Cancelled {
        return train(request, control, listener, TrainingFollower.NOBODY);
    }

    /**
     * Trains.
     *
     * @throws StudyException if the data has no train split or a training cannot be stored
     * @throws EngineException if no trainer can, or the loss is no longer finite
     * @throws Cancelled if the control said so; the last checkpoint is stored
     */
    public Outcome train(
            TrainingRequest request,
            RunControl control,
            RunListener listener,
            TrainingFollower follower)
            throws StudyException, EngineException, RegistryException, Cancelled {
        TrainingPlan plan = TrainingPlan.of(request);
        Trainer trainer = choose(plan.graph(), request);
        String trajectory =
                registry.openTrajectory(
                        plan.key(trainer.id()),
                        request.architecture() + " on " + plan.train().description());
        List<Checkpoint> before = registry.checkpoints(trajectory);
        Optional<TrainingState> resume = lastState(before);
        try (Monitoring monitoring = new Monitoring(catalogue, plan)) {
            TrainingRecorder recorder =
                    new TrainingRecorder(
                            registry, trajectory, request, monitoring.monitor, follower);
            follower.begins(trajectory, request.spec().totalSteps(plan.train().size()));
            recorder.resume(before);
            boolean over = resume.isPresent() && recorder.isExhausted();
            TrainingState last =
                    over
                            ? resume.get()
                            : trainer.train(
                                    plan.task(resume), recorder, progress(control, listener));
            recorder.requireStored();
            return outcome(request, plan, trainer, recorder, last, resume, trajectory);
        }
    }

    private Outcome outcome(
            TrainingRequest request,
            TrainingPlan plan,
            Trainer trainer,
            TrainingRecorder recorder,
            TrainingState last,
            Optional<TrainingState> resume,
            String trajectory)
            throws RegistryException, EngineException {
        Checkpoint taken = taken(request, recorder, last, trajectory);
        TrainingState state = taken.step() == last.step() ? last : registry.read(taken);
        Map<String, Double> metrics = new TreeMap<>(taken.metrics());
        metrics.keySet().removeAll(TrainingListener.RULE); // of the steps, not of the network
        plan.finish(catalogue, state.weights(), metrics);
        ModelVersion version =
                registry.register(
                        new NewVersion(
                                request.name(),
                                plan.graph(),
                                state.weights(),
                                plan.contract(),
                                lineage(request, plan),
                                metrics,
                                Optional.of(trajectory)));
        boolean early = last.step() < request.spec().totalSteps(plan.train().size());
        return new Outcome(
                version,
                trainer.id(),
                resume.map(TrainingState::step).orElse(0L),
                early ? last.step() : 0);
    }

    /**
     * Derived from the registered version it went on from, else trained from what it began with.
     */
    private Lineage lineage(TrainingRequest request, TrainingPlan plan) throws RegistryException {
        Optional<String> parent = request.start().map(Model::name);
        return parent.isPresent() && registry.find(parent.get()).isPresent()
                ? new Lineage(Lineage.Kind.DERIVED, parent.get())
                : new Lineage(Lineage.Kind.TRAINED, plan.source());
    }

    /** The checkpoint that becomes the version: the last, or the best if there was patience. */
    private Checkpoint taken(
            TrainingRequest request,
            TrainingRecorder recorder,
            TrainingState last,
            String trajectory)
            throws RegistryException {
        boolean best = request.options().patience() > 0 && recorder.best() >= 0;
        long step = best ? recorder.best() : last.step();
        return registry.checkpoints(trajectory).stream()
                .filter(checkpoint -> checkpoint.step() == step)
                .findFirst()
                .orElseThrow(() -> new RegistryException("there is no checkpoint at step " + step));
    }

    /** A monitor that is closed, if there is one. */
    private static final class Monitoring implements AutoCloseable {
        private final Optional<TrainingMonitor> monitor;

        Monitoring(Catalogue catalogue, TrainingPlan plan) {
            Examples examples = plan.measured().orElse(plan.train());
            monitor = TrainingMonitor.of(catalogue, plan.graph(), plan.initial(), examples);
        }

        @Override
        public void close() {
            monitor.ifPresent(TrainingMonitor::close);
        }
    }

    private Trainer choose(NetworkGraph graph, TrainingRequest request) throws EngineException {
        List<String> obstacles = new ArrayList<>();
        for (Trainer trainer : catalogue.trainers()) {
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

    private Optional<TrainingState> lastState(List<Checkpoint> checkpoints)
            throws RegistryException {
        return checkpoints.isEmpty()
                ? Optional.empty()
                : Optional.of(registry.read(checkpoints.get(checkpoints.size() - 1)));
    }

    private Progress progress(RunControl control, RunListener listener) {
        return new Progress() {
            @Override
            public void check() throws Cancelled {
                control.check();
            }

            @Override
            public void report(double fraction, String what) {
                listener.progress(fraction, what);
            }

            @Override
            public int threads() {
                return threads;
            }
        };
    }
}
