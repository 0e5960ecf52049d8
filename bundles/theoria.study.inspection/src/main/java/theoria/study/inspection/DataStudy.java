package theoria.study.inspection;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.tensor.Shape;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Table;
import theoria.core.study.result.TableRows;
import theoria.core.study.result.Tile;
import theoria.study.inspection.internal.Channels;
import theoria.study.inspection.internal.Twins;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The card of a data set (theory entry C1): examples of each class, mean and standard deviation of
 * the stored numbers by channel, the error of guessing 1 - 1/K; examples that occur several times,
 * also across the splits, and those of them whose labels disagree; examples without a label, of one
 * number only, or with numbers that are not finite. Needs no model.
 */
public final class DataStudy implements Study {
    private static final int READ = 512;
    private static final int TILES = 100;

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("inspection.data", "Data set card", "Inspection")
                    .tells(
                            "How large and how balanced the data are, how to scale them, and"
                                    + " whether examples are doubled, mislabelled or empty.",
                            "Whether the labels are right where no double contradicts them.")
                    .formula(
                            "\\mu_c = \\frac1{nP} \\sum_{i,p} x_{icp},\\quad \\sigma_c^2 ="
                                    + " \\frac1{nP} \\sum_{i,p} (x_{icp} - \\mu_c)^2,\\quad 1 -"
                                    + " \\frac1K",
                            "by definition")
                    .models(0, 0)
                    .data(Split.TRAIN, Split.TEST)
                    .output("count", "examples of the first split")
                    .output("classes", "number of classes K")
                    .output("chance_error", "error 1 - 1/K of guessing among balanced classes")
                    .output("majority_error", "error of always giving the most frequent class")
                    .output("unlabelled", "examples without a label")
                    .output("constant", "examples whose numbers are all equal")
                    .output("non_finite", "stored numbers that are NaN or infinite")
                    .output("duplicates", "examples equal to an earlier one of any split")
                    .output("conflicts", "of those, examples with another label than the earlier")
                    .output("leaked", "examples of the second split equal to one of the first")
                    .output("mean", "mean of the stored numbers, (channels)")
                    .output("deviation", "their standard deviation, (channels)")
                    .output("class_counts", "examples of each class, (classes)")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        double numbers = 0;
        for (Split split : input.splits()) {
            var examples = split == Split.TRAIN ? input.train() : input.test();
            numbers += examples.map(e -> (double) e.size() * e.shape().size()).orElse(0.0);
        }
        return new CostEstimate(numbers * 2e-8, 1L << 26, "a pass over the data");
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress) throws StudyException, Cancelled {
        Composite.Builder result = Composite.builder("Data set card");
        Map<String, Examples> splits = new LinkedHashMap<>();
        for (Split split : input.splits()) {
            splits.put(splits.isEmpty() ? "" : "_test", input.examples(split));
        }
        Examples first = splits.values().iterator().next();
        Twins twins = new Twins(first);
        Curves.Builder classes =
                Curves.builder("Examples of each class", Axis.of("class"), Axis.of("examples"));
        Map<String, Card> cards = new LinkedHashMap<>();
        for (Map.Entry<String, Examples> split : splits.entrySet()) {
            Card card = new Card(split.getValue());
            card.read(twins, progress);
            card.addTo(classes);
            cards.put(split.getKey(), card);
        }
        result.part("class_histogram", classes.build()); // what is looked at first comes first
        if (Channels.isImage(first.shape())) {
            result.part("examples", pictures(first));
        }
        cards.forEach((suffix, card) -> card.addTo(result, suffix));
        result.scalar("duplicates", twins.duplicates()).scalar("conflicts", twins.conflicts());
        if (splits.size() > 1) {
            result.scalar("leaked", twins.across());
        }
        result.part("doubles", twins.table());
        List<String> sentences = cards.values().stream().map(Card::sentence).toList();
        return result.caption(String.join("; ", sentences)).build();
    }

    private static ImageGrid pictures(Examples examples) {
        Batch batch = examples.read(0, Math.min(TILES, examples.size()));
        float[] values = batch.inputs().toFloats();
        Shape shape = examples.shape();
        ImageGrid.Builder grid =
                ImageGrid.builder("The first examples of " + examples.description())
                        .scale(ImageGrid.Scale.COMMON);
        for (int i = 0; i < batch.size(); i++) {
            int label = batch.labels()[i];
            grid.tile(
                    new Tile(
                            i + (label < 0 ? "" : ": " + examples.classNames().get(label)),
                            shape.extent(0),
                            shape.extent(1),
                            shape.extent(2),
                            Arrays.copyOfRange(values, i * shape.size(), (i + 1) * shape.size())));
        }
        return grid.build();
    }

    /** What is counted over one split. */
    private static final class Card {
        private final Examples examples;
        private final Channels channels;
        private final double[] counts;
        private int unlabelled;
        private int constant;

        Card(Examples examples) {
            this.examples = examples;
            this.channels = new Channels(examples.shape());
            this.counts = new double[examples.classes()];
        }

        void read(Twins twins, StudyProgress progress) throws Cancelled {
            int size = examples.shape().size();
            twins.begin(examples);
            for (int from = 0; from < examples.size(); from += READ) {
                progress.check();
                Batch batch = examples.read(from, Math.min(READ, examples.size() - from));
                float[] values = batch.inputs().toFloats();
                for (int n = 0; n < batch.size(); n++) {
                    int label = batch.labels()[n];
                    if (label < 0) {
                        unlabelled++;
                    } else {
                        counts[label]++;
                    }
                    constant += channels.add(values, n * size) ? 1 : 0;
                    twins.add(values, n * size, size, label, examples.sourceIndex(from + n));
                }
                progress.report((double) from / examples.size(), examples.description());
            }
        }

        String sentence() {
            return String.format(
                    Locale.ROOT,
                    "%s: %,d examples of %s, %d classes",
                    examples.description(),
                    examples.size(),
                    examples.shape(),
                    examples.classes());
        }

        void addTo(Curves.Builder classes) {
            if (unlabelled < examples.size()) {
                double[] edges = new double[counts.length + 1];
                Arrays.setAll(edges, i -> i - 0.5);
                classes.series(Series.bars(examples.description(), edges, counts));
            }
        }

        void addTo(Composite.Builder result, String suffix) {
            double largest = Arrays.stream(counts).max().orElse(0);
            double labelled = (double) examples.size() - unlabelled;
            result.scalar("count" + suffix, examples.size())
                    .scalar("classes" + suffix, examples.classes())
                    .scalar("unlabelled" + suffix, unlabelled)
                    .scalar("constant" + suffix, constant)
                    .scalar("non_finite" + suffix, channels.nonFinite())
                    .array("mean" + suffix, NumericArray.of(channels.means()))
                    .array("deviation" + suffix, NumericArray.of(channels.deviations()))
                    .part("channels" + suffix, channels.table(examples.description()));
            if (labelled > 0) {
                result.scalar("chance_error" + suffix, 1 - 1.0 / examples.classes())
                        .scalar("majority_error" + suffix, 1 - largest / labelled)
                        .array(
                                "class_counts" + suffix,
                                NumericArray.integers(Shape.of(counts.length), counts))
                        .part("classes" + suffix, classTable(labelled));
            }
        }

        private Table classTable(double labelled) {
            TableRows rows = new TableRows().text("class").integers("examples");
            rows.column(Column.fractions("share"));
            List<String> names = examples.classNames();
            for (int k = 0; k < counts.length; k++) {
                rows.add(names.get(k), counts[k], counts[k] / labelled);
            }
            return Table.builder("Classes of " + examples.description()).rows(rows).build();
        }
    }
}
