package theoria.study.landscape.internal.sharpness;

import theoria.core.model.data.Batch;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.engine.Network;
import theoria.core.study.StudyException;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.LabelledBatches;

import java.util.Arrays;

/** The mean loss at x + d as a function of d, x the weights of a network. */
final class NearLoss implements Objective {
    private final Network network;
    private final LabelledBatches batches;
    private final double[] weights;
    private final StudyProgress progress;

    /**
     * Around given weights.
     *
     * @param weights x; the network is moved
     */
    NearLoss(Network network, LabelledBatches batches, double[] weights, StudyProgress progress) {
        this.network = network;
        this.batches = batches;
        this.weights = weights;
        this.progress = progress;
    }

    private void move(double[] d) {
        double[] moved = weights.clone();
        for (int i = 0; i < d.length; i++) {
            moved[i] += d[i];
        }
        network.setParameters(moved);
    }

    @Override
    public double value(double[] d) throws StudyException, Cancelled {
        move(d);
        double sum = 0;
        for (int b = 0; b < batches.count(); b++) {
            progress.check();
            Batch batch = batches.get(b);
            Evaluation evaluation = network.evaluate(batch);
            for (double loss : evaluation.losses()) {
                sum += loss;
            }
        }
        return sum / batches.examples();
    }

    @Override
    public double gradient(double[] d, double[] gradient) throws StudyException, Cancelled {
        double value = value(d); // of the same sums as all values it is compared with
        double[] own = new double[gradient.length];
        Arrays.fill(gradient, 0);
        for (int b = 0; b < batches.count(); b++) {
            progress.check();
            Batch batch = batches.get(b);
            network.parameterGradient(batch, own);
            for (int i = 0; i < own.length; i++) {
                gradient[i] += own[i] * batch.size() / batches.examples();
            }
        }
        return value;
    }
}
