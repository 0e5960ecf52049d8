package theoria.study.landscape.internal;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.data.SelectedExamples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.engine.Loss;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.load.Model;
import theoria.core.study.CellCache;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The empirical risk L(theta) = (1/n) sum_i l(f(x_i; theta), y_i) and what else is measured at many
 * points theta, on the splits of an input. Sums run over the examples in their order, so a point's
 * numbers do not depend on threads or on other points.
 */
public final class Risk {
    /** Data sets up to this many numbers are kept ready in memory. */
    private static final long MOST_KEPT = 100_000_000L;

    /** Of a measurement, those of classes aside. */
    private static final int NUMBERS = 4;

    private final StudyInput input;
    private final Model model;
    private final Need need;
    private final int classes;
    private final List<Examples> splits;
    private final List<List<Batch>> kept = new ArrayList<>();

    /**
     * The risk of a model's architecture on an input's splits.
     *
     * @param loss of an example
     * @param classes whether losses of single classes are measured too
     * @throws StudyException if a split is missing
     */
    public Risk(StudyInput input, Model model, Loss loss, boolean classes) throws StudyException {
        this(
                input,
                model,
                input.need().withLoss(loss),
                classes ? model.graph().classes() : 0,
                prepared(input, model));
        splits.forEach(examples -> kept.add(few(examples) ? batches(examples) : List.of()));
    }

    /** A risk that reads its examples each time. */
    private Risk(StudyInput input, Model model, Need need, int classes, List<Examples> splits) {
        this.input = input;
        this.model = model;
        this.need = need;
        this.classes = classes;
        this.splits = splits;
    }

    /**
     * The same risk for few points, so that the examples need not be kept ready.
     *
     * @throws StudyException if a split is missing
     */
    public static Risk seldom(StudyInput input, Model model, Options options)
            throws StudyException {
        Risk risk =
                new Risk(
                        input,
                        model,
                        input.need().withLoss(options.loss()),
                        options.classes() ? model.graph().classes() : 0,
                        prepared(input, model));
        risk.splits.forEach(examples -> risk.kept.add(List.of()));
        return risk;
    }

    /**
     * The risk on a part of the examples.
     *
     * @param rows of each split, positions of examples in the order in which they are summed
     * @param words what part it is
     */
    public Risk part(List<int[]> rows, String words) {
        List<Examples> chosen = new ArrayList<>();
        for (int split = 0; split < splits.size(); split++) {
            chosen.add(new SelectedExamples(splits.get(split), rows.get(split), words));
        }
        Risk part = new Risk(input, model, need, classes, chosen);
        for (int split = 0; split < splits.size(); split++) {
            boolean keep = few(splits.get(split)); // all parts together
            part.kept.add(keep ? part.batches(chosen.get(split)) : List.of());
        }
        return part;
    }

    private static List<Examples> prepared(StudyInput input, Model model) throws StudyException {
        List<Examples> prepared = new ArrayList<>();
        for (Split split : input.splits()) {
            prepared.add(model.prepare(input.examples(split)));
        }
        return prepared;
    }

    private static boolean few(Examples examples) {
        return (long) examples.size() * examples.shape().size() <= MOST_KEPT;
    }

    private List<Batch> batches(Examples examples) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < examples.size(); ) {
            Batch batch = read(examples, from);
            batches.add(batch);
            from += batch.size();
        }
        return batches;
    }

    private Batch read(Examples examples, int from) {
        return examples.read(from, Math.min(input.batch(), examples.size() - from));
    }

    /** Points in the space of weights, by number. */
    @FunctionalInterface
    public interface Place {
        /** Moves a network to point {@code index}. */
        void move(Network network, int index) throws Cancelled;

        /** Hears at once what was measured at point {@code index}, on the thread that did it. */
        default void measured(int index, List<Measurement> splits) {
            // who waits for all points need not listen
        }
    }

    /**
     * What is measured at each point: {@code result.get(point).get(split)}.
     *
     * @param points number of points
     * @param place moves a network to point i
     */
    public List<List<Measurement>> at(int points, Place place, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        return progress.parallel(
                points,
                () -> input.open(model, need),
                (network, index) -> {
                    place.move(network, index);
                    List<Measurement> values = new ArrayList<>();
                    for (int split = 0; split < splits.size(); split++) {
                        values.add(measure(network, split, progress));
                    }
                    place.measured(index, values);
                    return values;
                });
    }

    private Measurement measure(Network network, int split, StudyProgress progress)
            throws Cancelled, StudyException {
        Examples examples = splits.get(split);
        Measurement.Collector collector = new Measurement.Collector(examples.size(), classes);
        int batches = 0;
        for (int from = 0; from < examples.size(); batches++) {
            progress.check();
            Batch batch = batch(split, batches, from);
            Evaluation evaluation = network.evaluate(batch);
            for (int n = 0; n < batch.size(); n++) {
                int label = batch.labels()[n];
                if (label < 0) {
                    throw new StudyException(
                            "example "
                                    + (from + n)
                                    + " of "
                                    + examples.description()
                                    + " has no label");
                }
                collector.add(evaluation, n, label);
            }
            from += batch.size();
        }
        return collector.measurement();
    }

    /** What earlier runs measured of this risk on a landscape with this identity. */
    public CellCache cells(Supplier<String> identity) throws EngineException {
        return input.cells(model.graph(), need, splits.size() * width(), identity);
    }

    private int width() {
        return NUMBERS + classes;
    }

    /** The numbers of a point in one row, split after split. */
    public double[] pack(List<Measurement> point) {
        double[] row = new double[point.size() * width()];
        for (int split = 0; split < point.size(); split++) {
            Measurement own = point.get(split);
            int at = split * width();
            row[at] = own.loss();
            row[at + 1] = own.error();
            row[at + 2] = own.accuracy();
            row[at + 3] = own.margin();
            System.arraycopy(own.classes(), 0, row, at + NUMBERS, classes);
        }
        return row;
    }

    /** The point of a row. */
    public List<Measurement> unpack(double[] row) {
        List<Measurement> point = new ArrayList<>();
        for (int at = 0; at < row.length; at += width()) {
            double[] own = Arrays.copyOfRange(row, at + NUMBERS, at + width());
            point.add(new Measurement(row[at], row[at + 1], row[at + 2], row[at + 3], own));
        }
        return point;
    }

    /**
     * Adds all that determines the numbers at a point, the point aside: the graph, and the examples
     * as the network sees them, in their batches.
     */
    public void identify(Fingerprint print) {
        print.add(ModelHash.of(model.graph(), model.weights())).add(classes + " classes");
        for (int split = 0; split < splits.size(); split++) {
            Examples examples = splits.get(split);
            print.add("split of " + examples.size());
            int batches = 0;
            for (int from = 0; from < examples.size(); batches++) {
                Batch batch = batch(split, batches, from);
                print.add(batch);
                from += batch.size();
            }
        }
    }

    /** How many examples of a split there are, and of each class if its losses are measured. */
    public Sample sample(int split) {
        int[] counts = new int[classes];
        int size = splits.get(split).size();
        int batches = 0;
        for (int from = 0; classes > 0 && from < size; batches++) {
            Batch batch = batch(split, batches, from);
            for (int label : batch.labels()) {
                if (label >= 0 && label < classes) {
                    counts[label]++;
                }
            }
            from += batch.size();
        }
        return new Sample(size, counts);
    }

    private Batch batch(int split, int number, int from) {
        List<Batch> own = kept.get(split);
        return own.isEmpty() ? read(splits.get(split), from) : own.get(number);
    }

    /** The model whose architecture is measured. */
    public Model model() {
        return model;
    }

    /** Number of classes whose losses are measured, 0 if they are not. */
    public int classes() {
        return classes;
    }

    /** Names of the classes: the model's, else the data's. */
    public List<String> classNames() {
        List<String> own = model.contract().classNames();
        int outputs = model.graph().classes();
        if (own.size() == outputs) {
            return own;
        }
        List<String> names = new ArrayList<>(splits.get(0).classNames());
        while (names.size() < outputs) {
            names.add(String.valueOf(names.size()));
        }
        return names;
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
