package theoria.engine.reference;

import theoria.core.math.optim.Optimiser;
import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.engine.Progress;
import theoria.core.model.engine.Trainer;
import theoria.core.model.engine.TrainingListener;
import theoria.core.model.engine.TrainingSpec;
import theoria.core.model.engine.TrainingState;
import theoria.core.model.engine.TrainingTask;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Trains with the gradients of the reference engine: theta &lt;- theta - eta u(g + decay theta). In
 * single precision the weights are rounded after each step. Networks whose training differs from
 * their inference (dropout, batch norm) are declined.
 */
public final class ReferenceTrainer implements Trainer {
    private static final double ADAM_FIRST = 0.9;
    private static final double ADAM_SECOND = 0.999;
    private static final double ADAM_EPSILON = 1e-8;
    private static final int EVALUATION_BATCH = 500;

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
        try (Network network = engine.open(task.graph(), start, need(task.spec()))) {
            return new Training(task, listener, progress, network).run();
        }
    }

    private static Optimiser optimiser(TrainingSpec spec) {
        return spec.optimiser() == TrainingSpec.Optimiser.ADAM
                ? Optimiser.adam(ADAM_FIRST, ADAM_SECOND, ADAM_EPSILON)
                : Optimiser.momentum(spec.momentum());
    }

    /** One run. */
    private static final class Training {
        private final TrainingTask task;
        private final TrainingSpec spec;
        private final TrainingListener listener;
        private final Progress progress;
        private final Network network;
        private final Optimiser optimiser;
        private final double[] theta;
        private final double[] gradient;
        private final double[] state;
        private final long stepsPerEpoch;
        private final long totalSteps;
        private long step;
        private double lossSum;
        private long lossCount;

        Training(TrainingTask task, TrainingListener listener, Progress progress, Network network) {
            this.task = task;
            this.spec = task.spec();
            this.listener = listener;
            this.progress = progress;
            this.network = network;
            this.optimiser = optimiser(spec);
            this.theta = network.parameters();
            this.gradient = new double[theta.length];
            this.state =
                    task.resumeFrom()
                            .map(resumed -> resumed.optimiser().clone())
                            .orElseGet(() -> new double[optimiser.stateLength(theta.length)]);
            this.step = task.resumeFrom().map(TrainingState::step).orElse(0L);
            this.stepsPerEpoch = spec.stepsPerEpoch(task.train().size());
            this.totalSteps = spec.totalSteps(task.train().size());
        }

        TrainingState run() throws EngineException, Cancelled {
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
                    checkpoint();
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
                System.arraycopy(
                        one.inputs().toFloats(), 0, values, i * shape.size(), shape.size());
                labels[i] = one.labels()[0];
            }
            return new Batch(Tensor.of(shape.prepend(size), values), labels);
        }

        private void advance(Batch batch) throws EngineException {
            double loss = network.parameterGradient(batch, gradient);
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
            for (int i = 0; spec.weightDecay() > 0 && i < theta.length; i++) {
                gradient[i] += spec.weightDecay() * theta[i];
            }
            step++;
            optimiser.step(theta, gradient, state, rate, step);
            if (spec.precision() == Precision.FLOAT) {
                for (int i = 0; i < theta.length; i++) {
                    theta[i] = (float) theta[i];
                }
            }
            network.setParameters(theta);
            lossSum += loss;
            lossCount++;
            listener.step(step, loss, rate);
            progress.report((double) step / totalSteps, "loss " + (float) (lossSum / lossCount));
        }

        private TrainingState checkpoint() {
            Weights weights = Weights.of(theta.clone(), network.buffers()).to(spec.precision());
            TrainingState now = new TrainingState(step, weights, state.clone());
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("epoch", (double) step / stepsPerEpoch);
            if (lossCount > 0) {
                metrics.put("train_loss", lossSum / lossCount);
            }
            task.validation().ifPresent(examples -> measure(examples, metrics));
            lossSum = 0;
            lossCount = 0;
            listener.checkpoint(now, metrics);
            return now;
        }

        private void measure(Examples examples, Map<String, Double> metrics) {
            double loss = 0;
            double correct = 0;
            for (int from = 0; from < examples.size(); from += EVALUATION_BATCH) {
                int size = Math.min(EVALUATION_BATCH, examples.size() - from);
                Batch batch = examples.read(from, size);
                Evaluation evaluation = network.evaluate(batch);
                loss += Arrays.stream(evaluation.losses()).sum();
                for (int n = 0; n < size; n++) {
                    correct += evaluation.predicted(n) == batch.labels()[n] ? 1 : 0;
                }
            }
            metrics.put("loss", loss / examples.size());
            metrics.put("accuracy", correct / examples.size());
        }
    }
}
