package theoria.study.landscape.internal.direction;

import theoria.core.math.linear.Orientation;
import theoria.core.math.spectral.ExtremePairs;
import theoria.core.model.data.Examples;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.LabelledBatches;
import theoria.study.landscape.internal.Vectors;
import theoria.study.landscape.internal.curvature.Curvature;
import theoria.study.landscape.internal.frame.Frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The eigenvectors of the largest eigenvalues of the Hessian of the loss on the first split, of
 * length 1 unless they are normalised: the directions in which the loss bends most, so that f(theta
 * + x v_1 + y v_2) has the second derivatives lambda_1 and lambda_2 at the network, and no mixed
 * one. The entry of a vector that is largest in size is positive.
 */
final class HessianDirections implements DirectionSource {
    private static final ExtremePairs.Limits LIMITS = new ExtremePairs.Limits(40, 300, 1e-9);

    /** A residual above this share of the largest eigenvalue is told. */
    private static final double RESIDUAL = 1e-6;

    @Override
    public Frame frame(Wanted wanted, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Model target = wanted.target();
        if (target.graph().parameterCount() < wanted.count()) {
            throw new StudyException(
                    "'"
                            + target.name()
                            + "' has too few parameters for "
                            + wanted.count()
                            + " directions of the Hessian");
        }
        ExtremePairs.Found found = search(wanted, progress);
        List<Vectors> directions = new ArrayList<>();
        List<String> values = new ArrayList<>();
        double error = 0;
        for (int k = wanted.count() - 1; k >= 0; k--) { // the largest comes last
            double[] vector = found.vectors().get(k).clone();
            Orientation.orient(vector);
            wanted.normalise(target, vector, false);
            directions.add(Vectors.direction(vector, target.graph().bufferCount()));
            values.add(String.format(Locale.ROOT, "%.4g", found.values()[k]));
            error = Math.max(error, found.estimates()[k]);
        }
        double largest = Math.abs(found.values()[wanted.count() - 1]);
        String words =
                wanted.scaling(false)
                        + (wanted.count() == 1 ? "eigenvector" : "eigenvectors")
                        + " of the Hessian, "
                        + String.join(" and ", values);
        List<String> notes =
                error <= RESIDUAL * largest
                        ? List.of()
                        : List.of(
                                "The search for eigenvectors ended before they were accurate: "
                                        + String.format(Locale.ROOT, "residual %.2g.", error));
        Frame frame = Frame.around(Vectors.of(target.weights()), directions, words);
        return new Frame(frame.origin(), directions, frame.end(), frame.anchors(), words, notes);
    }

    private static ExtremePairs.Found search(Wanted wanted, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        StudyInput input = wanted.input();
        Model target = wanted.target();
        Examples examples = target.prepare(input.examples(input.splits().get(0)));
        LabelledBatches batches = new LabelledBatches(examples, target.graph(), input.batch());
        int size = target.graph().parameterCount();
        ExtremePairs search = new ExtremePairs(size, wanted.count(), 0, LIMITS, wanted.seed());
        try (Curvature curvature =
                new Curvature(
                        input,
                        target.graph(),
                        target.weights(),
                        wanted.options().loss(),
                        batches,
                        progress)) {
            curvature.run(search, Curvature.Kind.HESSIAN, products -> {});
        }
        return search.found();
    }
}
