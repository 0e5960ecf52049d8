package theoria.runtime.job;

import theoria.core.model.engine.TrainingListener;
import theoria.core.model.engine.TrainingState;
import theoria.core.model.engine.TrainingStep;
import theoria.core.model.registry.Checkpoint;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.RegistryException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts checkpoints into the registry, tells the listener of each, and knows when a training has
 * gone long enough without becoming better.
 */
final class TrainingRecorder implements TrainingListener {
    private final ModelRegistry registry;
    private final String trajectory;
    private final TrainingOptions options;
    private final int every;
    private final List<Long> kept = new ArrayList<>();
    private final Optional<TrainingMonitor> monitor;
    private final TrainingFollower follower;
    private Optional<RegistryException> failure = Optional.empty();
    private long best = -1;
    private long judged;
    private double least = Double.POSITIVE_INFINITY;

    TrainingRecorder(
            ModelRegistry registry,
            String trajectory,
            TrainingRequest request,
            Optional<TrainingMonitor> monitor,
            TrainingFollower follower) {
        this.registry = registry;
        this.trajectory = trajectory;
        this.options = request.options();
        this.every = request.spec().checkpointEvery();
        this.monitor = monitor;
        this.follower = follower;
    }

    /** Hears of the checkpoints of a training that is continued. */
    void resume(List<Checkpoint> checkpoints) {
        for (Checkpoint checkpoint : checkpoints) {
            judge(checkpoint.step(), checkpoint.metrics());
            kept.add(checkpoint.step());
            follower.checkpoint(checkpoint);
        }
    }

    @Override
    public void step(TrainingStep measured) {
        follower.step(measured);
    }

    @Override
    public void checkpoint(TrainingState state, Map<String, Double> measured) {
        Map<String, Double> metrics = new TreeMap<>(measured);
        monitor.ifPresent(m -> m.measure(state.weights(), metrics));
        judge(state.step(), metrics);
        try {
            registry.addCheckpoint(trajectory, state, metrics);
            if (kept.isEmpty() || kept.get(kept.size() - 1) < state.step()) {
                kept.add(state.step());
            }
            thin();
        } catch (RegistryException e) {
            failure = Optional.of(e);
        }
        follower.checkpoint(new Checkpoint(trajectory, state.step(), metrics));
    }

    /** Destroys every second checkpoint when there are too many: what stays is spaced evenly. */
    private void thin() throws RegistryException {
        if (options.keep() == 0 || kept.size() <= options.keep()) {
            return;
        }
        List<Long> gone = new ArrayList<>();
        for (int i = 1; i < kept.size() - 1; i += 2) {
            if (kept.get(i) != best) {
                gone.add(kept.get(i));
            }
        }
        registry.removeCheckpoints(trajectory, gone);
        kept.removeAll(gone);
    }

    /** A checkpoint that is only there because somebody stopped the training does not count. */
    private void judge(long step, Map<String, Double> measured) {
        if (every > 0 && step % every != 0) {
            return;
        }
        judged = step;
        double loss = measured.getOrDefault("loss", Double.NaN);
        if (loss < least) {
            least = loss;
            best = step;
        }
    }

    @Override
    public boolean enough() {
        return failure.isPresent() || isExhausted();
    }

    /**
     * Whether as many checkpoints as the patience allows were no better than the best. They are
     * counted by their steps: some may be gone when a training is continued.
     */
    boolean isExhausted() {
        return options.patience() > 0
                && every > 0
                && best >= 0
                && (judged - best) / every >= options.patience();
    }

    /** The step of the smallest loss, -1 if none was measured. */
    long best() {
        return best;
    }

    void requireStored() throws RegistryException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
