package theoria.study.landscape.internal.sharpness;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Loss;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.LabelledBatches;

import java.util.Arrays;
import java.util.List;

/** Measures the sharpness at some weights of a model's architecture on some examples. */
final class SharpnessRun {
    private final StudyInput input;
    private final Model model;
    private final double[] weights;
    private final SharpnessPlan plan;
    private final Need need;
    private final LabelledBatches batches;
    private final SeededRandom random;

    /** In double precision, whatever the run's: differences of losses are small. */
    SharpnessRun(
            StudyInput input,
            Model model,
            double[] weights,
            SharpnessPlan plan,
            Loss loss,
            LabelledBatches batches) {
        this.input = input;
        this.model = model;
        this.weights = weights;
        this.plan = plan;
        this.need = SharpnessPlan.need(input, loss);
        this.random = new SeededRandom(input.seed()).split("sharpness");
        this.batches = batches;
    }

    private Network open() throws EngineException {
        double[] buffers = model.weights().buffers().toDoubles();
        return input.open(model.graph(), Weights.of(weights, buffers), need);
    }

    /** All measures. */
    Measured measure(StudyProgress progress) throws StudyException, EngineException, Cancelled {
        double[] gradient = new double[weights.length];
        double loss;
        try (Network network = open()) {
            loss = near(network, progress).gradient(new double[weights.length], gradient);
        }
        int ascents = SharpnessPlan.KINDS * plan.restarts();
        List<double[]> values =
                progress.parallel(
                        ascents + plan.draws(),
                        this::open,
                        (network, index) -> {
                            NearLoss near = near(network, progress);
                            return index < ascents
                                    ? climb(
                                            near,
                                            index % SharpnessPlan.KINDS,
                                            index / SharpnessPlan.KINDS)
                                    : new double[] {near.value(noise(index - ascents))};
                        });
        double[] highest = new double[SharpnessPlan.KINDS];
        double[][] curves = new double[SharpnessPlan.KINDS][];
        Arrays.fill(highest, loss);
        for (int i = 0; i < ascents; i++) {
            double top = values.get(i)[Measured.POINTS - 1];
            // the first ascent of a kind, from the middle, is drawn even if it did not rise
            if (curves[i % SharpnessPlan.KINDS] == null || top > highest[i % SharpnessPlan.KINDS]) {
                curves[i % SharpnessPlan.KINDS] = rises(values.get(i), loss);
            }
            highest[i % SharpnessPlan.KINDS] = Math.max(highest[i % SharpnessPlan.KINDS], top);
        }
        double[] rises =
                values.subList(ascents, values.size()).stream()
                        .mapToDouble(value -> value[0] - loss)
                        .toArray();
        Sharpness numbers = numbers(loss, highest, gradient, rises);
        return new Measured(numbers, curves, numbers.expectedError() * Math.sqrt(plan.draws()));
    }

    private static double[] rises(double[] losses, double loss) {
        return Arrays.stream(losses).map(value -> value - loss).toArray();
    }

    private Sharpness numbers(double loss, double[] highest, double[] gradient, double[] rises) {
        return new Sharpness(
                loss,
                100 * (highest[0] - loss) / (1 + loss),
                highest[1] - loss,
                slope(gradient, ones(), plan.rho()),
                highest[2] - loss,
                slope(gradient, magnitudes(), plan.adaptiveRho()),
                mean(rises),
                standardError(rises));
    }

    private NearLoss near(Network network, StudyProgress progress) {
        return new NearLoss(network, batches, weights, progress);
    }

    /** The losses on the way from the weights to the top of an ascent. */
    private double[] climb(NearLoss near, int kind, int restart) throws StudyException, Cancelled {
        int n = weights.length;
        switch (kind) {
            case 0:
                return keskar(near, restart);
            case 1:
                Region ball = Region.ellipsoid(ones(), plan.rho());
                return climb(near, ball, restart, n, random.split("sam"));
            default:
                Region own = Region.ellipsoid(magnitudes(), plan.adaptiveRho());
                return climb(near, own, restart, n, random.split("asam"));
        }
    }

    private double[] keskar(NearLoss near, int restart) throws StudyException, Cancelled {
        SeededRandom own = random.split("keskar");
        if (plan.subspace() == 0) {
            Region box = Region.box(halves(weights));
            return climb(near, box, restart, weights.length, own);
        }
        int dimensions = Math.min(plan.subspace(), weights.length);
        Subspace subspace = new Subspace(dimensions, weights.length, random.split("subspace"));
        Region box = Region.box(halves(subspace.coordinates(weights)));
        return climb(subspace.of(near), box, restart, dimensions, own);
    }

    /** Here and not after all ascents, so that no more than one top per worker is kept. */
    private double[] climb(Objective f, Region region, int restart, int length, SeededRandom own)
            throws StudyException, Cancelled {
        Ascent.Top top = Ascent.top(f, region, restart, length, own, plan.steps());
        double[] losses = new double[Measured.POINTS];
        double[] z = new double[length];
        for (int k = 0; k < losses.length - 1; k++) {
            for (int i = 0; i < length; i++) {
                z[i] = Measured.share(k) * top.point()[i];
            }
            losses[k] = f.value(z);
        }
        losses[losses.length - 1] = top.value();
        return losses;
    }

    private double[] halves(double[] x) {
        return Arrays.stream(x).map(value -> plan.epsilon() * (Math.abs(value) + 1)).toArray();
    }

    private double[] ones() {
        double[] ones = new double[weights.length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private double[] magnitudes() {
        return Arrays.stream(weights).map(Math::abs).toArray();
    }

    private static double slope(double[] gradient, double[] scale, double rho) {
        double squares = 0;
        for (int i = 0; i < gradient.length; i++) {
            squares += scale[i] * gradient[i] * scale[i] * gradient[i];
        }
        return rho * Math.sqrt(squares);
    }

    /**
     * Normal, in each block of standard deviation sigma times the root mean square of the block.
     */
    private double[] noise(int draw) {
        double[] noise = new double[weights.length];
        random.split("noise").split(draw).nextGaussians(noise);
        for (Block block : model.graph().trainableBlocks()) {
            double squares = 0;
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                squares += weights[i] * weights[i];
            }
            double scale = plan.sigma() * Math.sqrt(squares / block.size());
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                noise[i] *= scale;
            }
        }
        return noise;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double standardError(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
