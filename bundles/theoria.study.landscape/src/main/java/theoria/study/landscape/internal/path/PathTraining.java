package theoria.study.landscape.internal.path;

import theoria.core.math.optim.Optimiser;
import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.data.SelectedExamples;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Loss;
import theoria.core.model.engine.Network;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.Vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lowers the mean loss along a path, E over t ~ U(0, 1) of L(phi(t)), by stochastic gradient steps
 * on the points between its ends (Garipov et al. 2018): the gradient in point k is c_k(t) times
 * that of L at phi(t). Adam, its rate falling linearly to 0; every step draws t and a batch of its
 * own, so that a run depends on the seed alone. Running statistics are those of the path.
 */
public final class PathTraining {
    private static final Optimiser ADAM = Optimiser.adam(0.9, 0.999, 1e-8);

    private final StudyInput input;
    private final Plan plan;
    private final Loss loss;
    private final Examples examples;
    private int[] order = new int[0];

    /**
     * How much is trained.
     *
     * @param steps gradient steps, each with one t
     * @param rate Adam's at the first step
     * @param batch examples of a step
     */
    public record Plan(int steps, double rate, int batch) {}

    /** On the examples of the first split. */
    public PathTraining(StudyInput input, Plan plan, Loss loss) throws StudyException {
        this.input = input;
        this.plan = plan;
        this.loss = loss;
        this.examples = input.model().prepare(input.examples(input.splits().get(0)));
        requireLabels();
    }

    private void requireLabels() throws StudyException {
        int classes = input.model().graph().classes();
        for (int from = 0; from < examples.size(); from += plan.batch()) {
            int count = Math.min(plan.batch(), examples.size() - from);
            int[] labels = examples.read(from, count).labels();
            for (int n = 0; n < count; n++) {
                if (labels[n] < 0 || labels[n] >= classes) {
                    throw new StudyException(
                            "example "
                                    + (from + n)
                                    + " of "
                                    + examples.description()
                                    + " has no label of the "
                                    + classes
                                    + " outputs");
                }
            }
        }
    }

    /** The path with its inner points trained, from where they are. */
    WeightPath train(WeightPath start, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Model model = input.model();
        SeededRandom random = new SeededRandom(input.seed()).split("path");
        int size = model.graph().parameterCount();
        int inner = start.points().size() - 2;
        double[] theta = new double[inner * size];
        for (int k = 0; k < inner; k++) {
            double[] point = start.points().get(k + 1).parameters();
            System.arraycopy(point, 0, theta, k * size, size);
        }
        double[] state = new double[ADAM.stateLength(theta.length)];
        double[] own = new double[size];
        double[] gradient = new double[theta.length];
        WeightPath path = start;
        try (Network network =
                input.open(model, input.need(Capability.PARAMETER_GRADIENT).withLoss(loss))) {
            for (int step = 1; step <= plan.steps(); step++) {
                progress.check();
                progress.report(0.5 * step / plan.steps(), "training the path");
                double t = random.split(step).nextDouble();
                move(network, path.at(t));
                network.parameterGradient(batch(step - 1, random), own);
                double[] c = path.shape().coefficients(inner + 2, t);
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] = c[1 + i / size] * own[i % size];
                }
                double rate = plan.rate() * (plan.steps() - step + 1) / plan.steps();
                ADAM.step(theta, gradient, state, rate, step);
                path = with(start, theta, size);
            }
        }
        return checked(path);
    }

    private static void move(Network network, Vectors place) {
        network.setParameters(place.parameters());
        network.setBuffers(place.buffers());
    }

    private static WeightPath with(WeightPath start, double[] theta, int size) {
        List<Vectors> points = new ArrayList<>(start.points());
        for (int k = 1; k < points.size() - 1; k++) {
            double[] own = Arrays.copyOfRange(theta, (k - 1) * size, k * size);
            points.set(k, new Vectors(own, points.get(k).buffers()));
        }
        return new WeightPath(start.shape(), points, start.words(), start.notes());
    }

    /** Each epoch sees the examples in an order of its own. */
    private Batch batch(int step, SeededRandom random) {
        int size = Math.min(plan.batch(), examples.size());
        int perEpoch = examples.size() / size;
        if (step % perEpoch == 0) {
            order = random.split("epoch").split(step / perEpoch).permutation(examples.size());
        }
        int from = step % perEpoch * size;
        int[] chosen = Arrays.copyOfRange(order, from, from + size);
        return new SelectedExamples(examples, chosen, "a batch").read(0, size);
    }

    private WeightPath checked(WeightPath path) throws StudyException {
        for (Vectors point : path.points()) {
            if (!Arrays.stream(point.parameters()).allMatch(Double::isFinite)) {
                throw new StudyException(
                        "the training of the path diverged at rate "
                                + plan.rate()
                                + "; a smaller rate= may keep it finite");
            }
        }
        return path;
    }
}
