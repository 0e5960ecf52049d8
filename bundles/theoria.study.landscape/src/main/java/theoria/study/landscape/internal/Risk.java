package theoria.study.landscape.internal;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.engine.Network;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;

import java.util.ArrayList;
import java.util.List;

/**
 * The empirical risk L(theta) = (1/n) sum_i l(f(x_i; theta), y_i) and the accuracy at many points
 * theta, on the splits of an input. Sums run over the examples in their order, so a point's numbers
 * do not depend on threads or on other points.
 */
public final class Risk {
    /** Data sets up to this many numbers are kept ready in memory. */
    private static final long MOST_KEPT = 100_000_000L;

    private final StudyInput input;
    private final Model model;
    private final List<Examples> splits = new ArrayList<>();
    private final List<List<Batch>> kept = new ArrayList<>();

    /**
     * The risk of a model's architecture on an input's splits.
     *
     * @throws StudyException if a split is missing
     */
    public Risk(StudyInput input, Model model) throws StudyException {
        this.input = input;
        this.model = model;
        for (Split split : input.splits()) {
            Examples examples = model.prepare(input.examples(split));
            splits.add(examples);
            List<Batch> batches = new ArrayList<>();
            long numbers = (long) examples.size() * examples.shape().size();
            for (int from = 0; numbers <= MOST_KEPT && from < examples.size(); ) {
                Batch batch = read(examples, from);
                batches.add(batch);
                from += batch.size();
            }
            kept.add(batches);
        }
    }

    private Batch read(Examples examples, int from) {
        return examples.read(from, Math.min(input.batch(), examples.size() - from));
    }

    /** A point in the space of weights. */
    @FunctionalInterface
    public interface Place {
        /** Moves a network there. */
        void move(Network network, int index);
    }

    /**
     * Loss and accuracy of each point: {@code result.get(point)[split] = {loss, accuracy}}.
     *
     * @param points number of points
     * @param place moves a network to point i
     */
    public List<double[][]> at(int points, Place place, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        return progress.parallel(
                points,
                () -> input.open(model, input.need()),
                (network, index) -> {
                    place.move(network, index);
                    double[][] values = new double[splits.size()][];
                    for (int split = 0; split < values.length; split++) {
                        values[split] = measure(network, split, progress);
                    }
                    return values;
                });
    }

    private double[] measure(Network network, int split, StudyProgress progress)
            throws Cancelled, StudyException {
        Examples examples = splits.get(split);
        double loss = 0;
        double correct = 0;
        int batches = 0;
        for (int from = 0; from < examples.size(); batches++) {
            progress.check();
            Batch batch =
                    kept.get(split).isEmpty() ? read(examples, from) : kept.get(split).get(batches);
            Evaluation evaluation = network.evaluate(batch);
            for (int n = 0; n < batch.size(); n++) {
                if (batch.labels()[n] < 0) {
                    throw new StudyException(
                            "example "
                                    + (from + n)
                                    + " of "
                                    + examples.description()
                                    + " has no label");
                }
                loss += evaluation.losses()[n];
                correct += evaluation.predicted(n) == batch.labels()[n] ? 1 : 0;
            }
            from += batch.size();
        }
        return new double[] {loss / examples.size(), correct / examples.size()};
    }

    /** Number of splits. */
    public int splits() {
        return splits.size();
    }

    /** Suffix of the keys of a split: none for the first, {@code _test} for the second. */
    public static String suffix(int split) {
        return split == 0 ? "" : "_test";
    }

    /** The examples, for captions. */
    public String description() {
        return String.join(" and ", splits.stream().map(Examples::description).toList());
    }
}
