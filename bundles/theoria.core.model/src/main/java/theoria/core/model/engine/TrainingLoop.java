package theoria.core.model.engine;

import theoria.core.math.optim.Optimiser;
import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Augmentation;
import theoria.core.model.data.Batch;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The loop every trainer shares: theta &lt;- theta - eta u(g + decay theta), example order,
 * learning rates, checkpoints, cancelling. In single precision the weights are rounded after each
 * step. All that the next step depends on is in the {@link TrainingState}, so that a resumed run
 * has the bits of an uninterrupted one.
 */
public final class TrainingLoop {
    private static final double ADAM_FIRST = 0.9;
    private static final double ADAM_SECOND = 0.999;
    private static final double ADAM_EPSILON = 1e-8;

    private final TrainingTask task;
    private final TrainingSpec spec;
    private final TrainingListener listener;
    private final Progress progress;
    private final Learner learner;
    private final Optimiser optimiser;
    private final double[] theta;
    private final double[] gradient;
    private final double[] state;
    private final long stepsPerEpoch;
    private final long totalSteps;
    private final Frozen frozen;
    private final double[] before;
    private final RunningMeans means = new RunningMeans();
    private long step;

    /**
     * A run to come.
     *
     * @param task what to train
     * @param listener hears of each step and checkpoint
     * @param progress is asked before each step whether to stop
     * @param learner holding the weights to start from; the caller closes it
     */
    public TrainingLoop(
            TrainingTask task, TrainingListener listener, Progress progress, Learner learner) {
        this.task = task;
        this.spec = task.spec();
        this.listener = listener;
        this.progress = progress;
        this.learner = learner;
        this.optimiser = optimiser(spec);
        this.theta = learner.parameters();
        this.gradient = new double[theta.length];
        this.before = new double[theta.length];
        this.frozen = new Frozen(task, theta, learner.buffers());
        this.state =
                task.resumeFrom()
                        .map(resumed -> resumed.optimiser().clone())
                        .orElseGet(() -> new double[optimiser.stateLength(theta.length)]);
        this.step = task.resumeFrom().map(TrainingState::step).orElse(0L);
        this.stepsPerEpoch = spec.stepsPerEpoch(task.train().size());
        this.totalSteps = spec.totalSteps(task.train().size());
    }

    /**
     * Trains to the end of the specification.
     *
     * @throws EngineException if the loss is no longer finite; the message names the step
     * @throws Cancelled after a checkpoint at the current step
     */
    public TrainingState run() throws EngineException, Cancelled {
        if (step == 0) {
            checkpoint();
        }
        int[] order = new int[0];
        long orderEpoch = -1;
        while (step < totalSteps) {
            long epoch = step / stepsPerEpoch;
            if (epoch != orderEpoch) {
                order = order(epoch);
                orderEpoch = epoch;
            }
            stopIfAsked();
            advance(batch(order, (int) (step % stepsPerEpoch)));
            boolean due = spec.checkpointEvery() > 0 && step % spec.checkpointEvery() == 0;
            if (due && step < totalSteps) {
                TrainingState now = checkpoint();
                if (listener.enough()) {
                    return now;
                }
            }
        }
        return checkpoint();
    }

    private int[] order(long epoch) {
        return new SeededRandom(spec.seed())
                .split("order")
                .split(epoch)
                .permutation(task.train().size());
    }

    private void stopIfAsked() throws Cancelled {
        try {
            progress.check();
        } catch (Cancelled e) {
            checkpoint();
            throw e;
        }
    }

    private Batch batch(int[] order, int index) {
        int from = index * spec.batchSize();
        int size = Math.min(spec.batchSize(), order.length - from);
        Shape shape = task.train().shape();
        float[] values = new float[size * shape.size()];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            Batch one = task.train().read(order[from + i], 1);
            System.arraycopy(one.inputs().toFloats(), 0, values, i * shape.size(), shape.size());
            labels[i] = one.labels()[0];
            if (!task.augmentation().equals(Augmentation.NONE)) {
                SeededRandom random =
                        new SeededRandom(spec.seed()).split("augment").split(step).split(i);
                task.augmentation().apply(values, i * shape.size(), shape, random);
            }
        }
        return new Batch(Tensor.of(shape.prepend(size), values), labels);
    }

    private void advance(Batch batch) throws EngineException {
        double loss = learner.gradient(batch, step, gradient);
        double rate = spec.learningRate(step, totalSteps);
        if (!Double.isFinite(loss)) {
            throw new EngineException(
                    "training diverged: the loss is "
                            + loss
                            + " at step "
                            + step
                            + "; try a smaller learning rate than "
                            + rate);
        }
        frozen.clear(gradient);
        double gradientNorm = norm(gradient);
        for (int i = 0; spec.weightDecay() > 0 && i < theta.length; i++) {
            gradient[i] += spec.weightDecay() * theta[i];
        }
        step++;
        System.arraycopy(theta, 0, before, 0, theta.length);
        optimiser.step(theta, gradient, state, rate, step);
        if (spec.precision() == Precision.FLOAT) {
            for (int i = 0; i < theta.length; i++) {
                theta[i] = (float) theta[i];
            }
        }
        frozen.restore(theta);
        learner.setParameters(theta);
        frozen.restoreBuffers(learner);
        tell(new TrainingStep(step, loss, rate, gradientNorm, norm(theta), distance()));
    }

    private void tell(TrainingStep measured) {
        means.add(measured);
        listener.step(measured);
        progress.report((double) step / totalSteps, "loss " + (float) means.loss());
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private double distance() {
        double sum = 0;
        for (int i = 0; i < theta.length; i++) {
            double d = theta[i] - before[i];
            sum += d * d;
        }
        return Math.sqrt(sum);
    }

    private TrainingState checkpoint() {
        Weights weights = Weights.of(theta.clone(), learner.buffers()).to(spec.precision());
        TrainingState now = new TrainingState(step, weights, state.clone());
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("epoch", (double) step / stepsPerEpoch);
        addRule(metrics);
        means.addTo(metrics);
        task.validation().ifPresent(e -> Evaluation.measure(e, learner::evaluate, metrics));
        listener.checkpoint(now, metrics);
        return now;
    }

    /** What the stability of the steps depends on, besides the learning rate. */
    private void addRule(Map<String, Double> metrics) {
        if (spec.optimiser() == TrainingSpec.Optimiser.ADAM) {
            metrics.put("adam_beta1", ADAM_FIRST);
            metrics.put("adam_beta2", ADAM_SECOND);
        } else {
            metrics.put("momentum", spec.momentum());
        }
        if (spec.weightDecay() > 0) {
            metrics.put("weight_decay", spec.weightDecay());
        }
    }

    private static Optimiser optimiser(TrainingSpec spec) {
        return spec.optimiser() == TrainingSpec.Optimiser.ADAM
                ? Optimiser.adam(ADAM_FIRST, ADAM_SECOND, ADAM_EPSILON)
                : Optimiser.momentum(spec.momentum());
    }

    /** Means over the steps since the last checkpoint. */
    private static final class RunningMeans {
        private long count;
        private double loss;
        private double gradientNorm;
        private double updateRatio;
        private double weightNorm;
        private double rate;

        void add(TrainingStep measured) {
            count++;
            loss += measured.loss();
            gradientNorm += measured.gradientNorm();
            updateRatio += measured.updateRatio();
            weightNorm = measured.weightNorm();
            rate = measured.learningRate();
        }

        double loss() {
            return loss / count;
        }

        /** Adds them to the metrics of a checkpoint and begins anew. */
        void addTo(Map<String, Double> metrics) {
            if (count > 0) {
                metrics.put("train_loss", loss());
                metrics.put("gradient_norm", gradientNorm / count);
                metrics.put("update_ratio", updateRatio / count);
                metrics.put("weight_norm", weightNorm);
                metrics.put("learning_rate", rate);
            }
            count = 0;
            loss = 0;
            gradientNorm = 0;
            updateRatio = 0;
        }
    }
}
