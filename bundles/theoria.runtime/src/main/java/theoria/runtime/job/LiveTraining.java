package theoria.runtime.job;

import theoria.core.model.engine.TrainingStep;
import theoria.core.model.registry.Checkpoint;
import theoria.core.study.TrainingCurves;
import theoria.core.study.result.Result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes a result of a training while it goes on: every step, thinned evenly to at most two
 * thousand, and every checkpoint. It tells of it at most four times a second, and at each
 * checkpoint.
 */
public final class LiveTraining implements TrainingFollower {
    private static final int MOST_STEPS = 2000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final String name;
    private final Consumer<Result> listener;
    private final List<Long> steps = new ArrayList<>();
    private final List<Map<String, Double>> batches = new ArrayList<>();
    private final List<Long> checkpoints = new ArrayList<>();
    private final List<Map<String, Double>> measured = new ArrayList<>();
    private long totalSteps;
    private long stride = 1;
    private long told;

    /**
     * Follows a training.
     *
     * @param name of the model
     * @param listener hears of the result so far, on the thread of the training
     */
    public LiveTraining(String name, Consumer<Result> listener) {
        this.name = name;
        this.listener = listener;
    }

    @Override
    public void begins(String trajectory, long total) {
        totalSteps = total;
    }

    @Override
    public void step(TrainingStep step) {
        if (step.step() % stride == 0) {
            steps.add(step.step());
            batches.add(
                    Map.of(
                            "train_loss", step.loss(),
                            "gradient_norm", step.gradientNorm(),
                            "weight_norm", step.weightNorm(),
                            "update_ratio", step.updateRatio(),
                            "learning_rate", step.learningRate()));
        }
        if (steps.size() >= MOST_STEPS) {
            thin();
        }
        if (System.nanoTime() - told > PAUSE_NANOS) {
            tell();
        }
    }

    /** Only every second step of those so far stays, and only such ones come. */
    private void thin() {
        stride *= 2;
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) % stride != 0) {
                steps.remove(i);
                batches.remove(i);
            }
        }
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
        int last = checkpoints.size() - 1;
        if (last >= 0 && checkpoints.get(last) == checkpoint.step()) {
            measured.set(last, checkpoint.metrics()); // a training that is continued tells it again
        } else {
            checkpoints.add(checkpoint.step());
            measured.add(checkpoint.metrics());
        }
        if (!steps.isEmpty()) {
            tell(); // before the first step half of the curves would be missing
        }
    }

    private void tell() {
        told = System.nanoTime();
        long last = steps.isEmpty() ? 0 : steps.get(steps.size() - 1);
        long at =
                checkpoints.isEmpty()
                        ? last
                        : Math.max(last, checkpoints.get(checkpoints.size() - 1));
        String caption =
                String.format(Locale.ROOT, "Training of %s, step %,d of %,d", name, at, totalSteps);
        TrainingCurves curves = new TrainingCurves(checkpoints, measured);
        listener.accept(curves.result(caption, new TrainingCurves(steps, batches)).build());
    }
}
