package theoria.study.landscape.internal.direction;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Network;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.Vectors;
import theoria.study.landscape.internal.frame.Frame;

import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of the loss on the examples of the first split, uphill, as a direction of length 1
 * unless it is normalised; the second direction of a plane is random, orthogonal to it and of the
 * same length.
 */
final class GradientDirections implements DirectionSource {
    @Override
    public Frame frame(Wanted wanted, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Model target = wanted.target();
        double[] gradient = gradient(wanted, progress);
        int buffers = target.graph().bufferCount();
        Vectors raw = Vectors.direction(gradient, buffers);
        Vectors uphill = raw.times(raw.norm() > 0 ? 1 / raw.norm() : 0);
        wanted.normalise(target, uphill.parameters(), false);
        List<Vectors> directions = new ArrayList<>();
        directions.add(uphill);
        if (wanted.count() == 2 && uphill.norm() > 0) {
            double[] random = RandomDirections.draw(target.graph(), wanted.seed(), "dy");
            wanted.normalise(target, random, true);
            Vectors turned = Vectors.direction(random, buffers).orthogonalTo(uphill);
            directions.add(turned.times(uphill.norm() / turned.norm()));
        }
        String words =
                wanted.scaling(false)
                        + "gradient"
                        + (wanted.count() == 1
                                ? ""
                                : " and a random direction, seed " + wanted.seed());
        return Frame.around(Vectors.of(target.weights()), directions, words);
    }

    private static double[] gradient(Wanted wanted, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        StudyInput input = wanted.input();
        Model model = wanted.target();
        Examples examples = model.prepare(input.examples(input.splits().get(0)));
        double[] sum = new double[model.graph().parameterCount()];
        double[] own = new double[sum.length];
        try (Network network =
                input.open(
                        model,
                        input.need(Capability.PARAMETER_GRADIENT)
                                .withLoss(wanted.options().loss()))) {
            for (int from = 0; from < examples.size(); ) {
                progress.check();
                Batch batch = examples.read(from, Math.min(input.batch(), examples.size() - from));
                network.parameterGradient(batch, own);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += own[i] * batch.size() / examples.size();
                }
                from += batch.size();
            }
        }
        return sum;
    }
}
