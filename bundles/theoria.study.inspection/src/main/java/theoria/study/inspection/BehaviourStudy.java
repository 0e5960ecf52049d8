package theoria.study.inspection;

import theoria.core.math.stat.Histogram;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.graph.LayerCost;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Surface;
import theoria.core.study.result.Table;
import theoria.core.study.result.TableRows;
import theoria.study.inspection.internal.Answers;
import theoria.study.inspection.internal.Representations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How differently networks behave on the same examples: accuracy and loss of each; the share of
 * examples that another predicts differently (churn, Milani Fard et al. 2016), gained and lost
 * ones, shift of the margins, mean KL(p || q) of the softmax outputs, difference of the confusion
 * counts; linear CKA of each layer with a kernel with each of the other. Each further model is
 * compared with the first.
 */
public final class BehaviourStudy implements Study {
    private static final Parameter.Whole CKA =
            new Parameter.Whole(
                    "cka",
                    "Examples for CKA",
                    "The layers are compared on so many of the first examples; 0 for none.",
                    200,
                    0,
                    5000);

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("inspection.behaviour", "Difference of behaviour", "Inspection")
                    .tells(
                            "On which examples networks disagree, which is right there, and which"
                                    + " of their layers see the same.",
                            "Which of them will do better on other data; a small churn may hide"
                                    + " large changes of the scores.")
                    .formula(
                            "\\frac1n \\#\\{i : \\hat y_i^A \\n"
                                    + "e \\hat y_i^B\\},\\quad \\mathrm{CKA} = \\frac{\\|Y^T"
                                    + " X\\|_F^2}{\\|X^T X\\|_F \\|Y^T Y\\|_F}",
                            "Milani Fard et al. 2016; Kornblith et al. 2019")
                    .models(2, 16)
                    .data(Split.TEST)
                    .parameter(CKA)
                    .output("accuracy", "fraction right, first model; of a k-th model accuracy_k")
                    .output("loss", "mean softmax cross-entropy, first model; loss_2 and so on")
                    .output("correct", "number right, first model; correct_2 and so on")
                    .output("count", "number of examples")
                    .output("churn", "fraction of examples the second predicts differently")
                    .output("churned", "number of those examples; churned_k of a k-th model")
                    .output("gained", "examples wrong by the first, right by the second")
                    .output("lost", "examples right by the first, wrong by the second")
                    .output("margin_shift", "mean margin of the second minus that of the first")
                    .output("divergence", "mean KL(p || q) of the softmax outputs, in nats")
                    .output("largest_change", "largest difference of an output")
                    .output("predictions", "classes predicted by the first, (count); _2 and so on")
                    .output("margins", "margins of the first, (count); _2 and so on")
                    .output("cka", "linear CKA, (layers of the first, layers of the second)")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long macs = 0;
        for (Model model : input.models()) {
            macs += LayerCost.macs(model.graph());
        }
        return CostEstimate.forward(macs, input.exampleCount() + input.values().get(CKA), 1L << 28);
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Examples raw = input.examples(input.splits().get(0));
        List<Answers> answers = new ArrayList<>();
        for (Model model : input.models()) {
            answers.add(answers(input, model, raw, progress));
        }
        Composite.Builder result = Composite.builder("Difference of behaviour");
        result.scalar("count", raw.size());
        addModels(result, input.models(), answers, raw);
        int shown = Math.min(raw.size(), input.values().get(CKA));
        List<Representations> layers = new ArrayList<>();
        for (Model model : shown > 1 ? input.models() : List.<Model>of()) {
            Representations own =
                    Representations.of(input, model, model.prepare(raw), shown, progress);
            own.left().forEach(layer -> result.note(tooLarge(model, layer)));
            layers.add(own);
        }
        for (int k = 1; k < answers.size(); k++) {
            Comparison comparison =
                    new Comparison(
                            input.models().get(0),
                            input.models().get(k),
                            answers,
                            k,
                            raw,
                            suffix(k));
            comparison.addTo(result);
            if (!layers.isEmpty()) {
                comparison.addLayers(result, layers.get(0), layers.get(k), shown);
            }
        }
        return result.caption(caption(input.models(), answers, raw)).build();
    }

    private static String tooLarge(Model model, String layer) {
        return "Layer " + layer + " of " + model.name() + " is too large for a comparison by CKA.";
    }

    /** Of the keys of the k-th comparison; the first has none. */
    private static String suffix(int k) {
        return k == 1 ? "" : "_" + (k + 1);
    }

    private static Answers answers(
            StudyInput input, Model model, Examples raw, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Examples examples = model.prepare(raw);
        int batch = input.batch();
        int pieces = (examples.size() + batch - 1) / batch;
        AtomicInteger done = new AtomicInteger();
        List<Evaluation> evaluations =
                progress.parallel(
                        pieces,
                        () -> input.open(model, input.need()),
                        (network, piece) -> {
                            int from = piece * batch;
                            int size = Math.min(batch, examples.size() - from);
                            Evaluation evaluation = network.evaluate(examples.read(from, size));
                            double part = (double) done.incrementAndGet() / pieces;
                            progress.report(part, "evaluating " + model.name());
                            return evaluation;
                        });
        int[] labels = new int[examples.size()];
        for (int from = 0; from < labels.length; from += batch) {
            int size = Math.min(batch, labels.length - from);
            System.arraycopy(examples.read(from, size).labels(), 0, labels, from, size);
        }
        return new Answers(model.graph().classes(), labels, evaluations);
    }

    private static void addModels(
            Composite.Builder result, List<Model> models, List<Answers> answers, Examples raw) {
        TableRows rows = new TableRows().text("model").integers("parameters").integers("right");
        rows.fractions("accuracy").reals("loss").reals("mean margin");
        for (Model model : models) {
            rows.fractions("churn against " + model.name());
        }
        for (int k = 0; k < answers.size(); k++) {
            Answers own = answers.get(k);
            String suffix = k == 0 ? "" : "_" + (k + 1);
            result.array("predictions" + suffix, NumericArray.of(own.predictions()));
            double labelled = own.labelled();
            if (labelled > 0) {
                result.scalar("accuracy" + suffix, own.correct() / labelled)
                        .scalar("loss" + suffix, own.meanLoss())
                        .scalar("correct" + suffix, own.correct())
                        .array("margins" + suffix, NumericArray.of(own.margins()));
            }
            List<Object> row = new ArrayList<>();
            row.add(models.get(k).name());
            row.add(models.get(k).graph().parameterCount());
            row.add(labelled > 0 ? own.correct() : Double.NaN);
            row.add(own.correct() / labelled);
            row.add(own.meanLoss());
            row.add(own.meanMargin());
            answers.forEach(other -> row.add((double) own.churned(other) / own.size()));
            rows.add(row.toArray());
        }
        result.part("models", Table.builder("Models on " + raw.description()).rows(rows).build());
    }

    private static String caption(List<Model> models, List<Answers> answers, Examples raw) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < models.size(); k++) {
            text.append(k == 0 ? "" : k == models.size() - 1 ? " and " : ", ");
            text.append(models.get(k).name());
            if (answers.get(k).labelled() > 0) {
                text.append(String.format(Locale.ROOT, " (%,d right)", answers.get(k).correct()));
            }
        }
        text.append(String.format(Locale.ROOT, " on %,d examples: ", raw.size()));
        List<String> churned = new ArrayList<>();
        for (int k = 1; k < answers.size(); k++) {
            churned.add(String.format(Locale.ROOT, "%,d", answers.get(0).churned(answers.get(k))));
        }
        return text + String.join(", ", churned) + " predictions differ";
    }

    /** One network against the first. */
    private static final class Comparison {
        private final Model first;
        private final Model second;
        private final Answers a;
        private final Answers b;
        private final Examples raw;
        private final String suffix;

        Comparison(
                Model first,
                Model second,
                List<Answers> answers,
                int k,
                Examples raw,
                String suffix) {
            this.first = first;
            this.second = second;
            this.a = answers.get(0);
            this.b = answers.get(k);
            this.raw = raw;
            this.suffix = suffix;
        }

        private String title(String what) {
            return what + ", " + first.name() + " and " + second.name();
        }

        void addTo(Composite.Builder result) {
            int churned = a.churned(b);
            result.scalar("churn" + suffix, (double) churned / a.size())
                    .scalar("churned" + suffix, churned)
                    .scalar("divergence" + suffix, a.divergence(b))
                    .scalar("largest_change" + suffix, a.largestScoreChange(b));
            if (a.labelled() > 0) {
                int gained = 0;
                int lost = 0;
                for (int i = 0; i < a.size(); i++) {
                    gained += !a.right(i) && b.right(i) ? 1 : 0;
                    lost += a.right(i) && !b.right(i) ? 1 : 0;
                }
                result.scalar("gained" + suffix, gained)
                        .scalar("lost" + suffix, lost)
                        .scalar("margin_shift" + suffix, b.meanMargin() - a.meanMargin())
                        .part("shift" + suffix, shift());
                if (a.outputs() == b.outputs()) {
                    result.part("confusion" + suffix, confusion());
                }
            }
            result.part("examples" + suffix, examples());
        }

        /** The examples that are predicted differently. */
        private Table examples() {
            TableRows rows = new TableRows().integers("example").text("class");
            rows.text("by the first").text("by the second").text("right");
            rows.reals("margin by the first").reals("margin by the second");
            double[] before = a.margins();
            double[] after = b.margins();
            for (int i = 0; i < a.size(); i++) {
                if (a.predicted(i) != b.predicted(i)) {
                    rows.add(
                            raw.sourceIndex(i),
                            a.label(i) < 0 ? "" : name(a.label(i)),
                            name(a.predicted(i)),
                            name(b.predicted(i)),
                            a.right(i) ? "first" : b.right(i) ? "second" : "",
                            before[i],
                            after[i]);
                }
            }
            return Table.builder(title("Examples predicted differently")).rows(rows).build();
        }

        private String name(int index) {
            List<String> names = raw.classNames();
            return index < names.size() ? names.get(index) : "output " + index;
        }

        private Curves shift() {
            List<Double> shifts = new ArrayList<>();
            double[] before = a.margins();
            double[] after = b.margins();
            for (int i = 0; i < a.size(); i++) {
                if (a.label(i) >= 0) {
                    shifts.add(after[i] - before[i]);
                }
            }
            double[] values = shifts.stream().mapToDouble(Double::doubleValue).toArray();
            Histogram histogram = Histogram.of(values, Histogram.bins(values));
            return Curves.builder(
                            title("Shift of the margins"),
                            Axis.of("margin of the second minus that of the first"),
                            Axis.of("examples"))
                    .series(Series.bars("shift", histogram.edges(), histogram.counts()))
                    .build();
        }

        /** Confusion counts of the second minus those of the first. */
        private Table confusion() {
            TableRows rows = new TableRows().text("true class");
            for (int j = 0; j < a.outputs(); j++) {
                rows.integers(name(j));
            }
            double[] before = a.confusion(raw.classes());
            double[] after = b.confusion(raw.classes());
            for (int i = 0; i < raw.classes(); i++) {
                Object[] row = new Object[a.outputs() + 1];
                row[0] = name(i);
                for (int j = 0; j < a.outputs(); j++) {
                    int cell = i * a.outputs() + j;
                    row[j + 1] = after[cell] - before[cell];
                }
                rows.add(row);
            }
            return Table.builder(title("Change of the confusion counts")).rows(rows).build();
        }

        void addLayers(
                Composite.Builder result, Representations own, Representations other, int shown) {
            if (own.layers().isEmpty() || other.layers().isEmpty()) {
                return;
            }
            double[] cka = own.alignment(other);
            int rows = own.layers().size();
            int columns = other.layers().size();
            result.array("cka" + suffix, NumericArray.of(Shape.of(rows, columns), cka))
                    .part("layers" + suffix, layerTable(own, other, cka))
                    .part("cka" + suffix, map(own, other, cka));
            result.note("CKA on the first " + shown + " examples.");
        }

        private Surface map(Representations own, Representations other, double[] cka) {
            int rows = own.layers().size();
            int columns = other.layers().size();
            return Surface.builder(
                            title("Similarity of layers (linear CKA)"),
                            Axis.of("layer of " + second.name()),
                            numbers(columns),
                            Axis.of("layer of " + first.name()),
                            numbers(rows))
                    .layer("cka", Axis.of("CKA"), cka)
                    .build();
        }

        private static double[] numbers(int count) {
            double[] numbers = new double[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = i + 1;
            }
            return numbers;
        }

        /** For each layer of the first the most similar one of the second. */
        private Table layerTable(Representations own, Representations other, double[] cka) {
            TableRows rows = new TableRows().integers("number").text("layer");
            rows.text("most similar layer").reals("CKA").reals("CKA with the same number");
            int columns = other.layers().size();
            for (int i = 0; i < own.layers().size(); i++) {
                int best = 0;
                for (int j = 1; j < columns; j++) {
                    best = cka[i * columns + j] > cka[i * columns + best] ? j : best;
                }
                rows.add(
                        i + 1,
                        own.layers().get(i),
                        other.layers().get(best),
                        cka[i * columns + best],
                        i < columns ? cka[i * columns + i] : Double.NaN);
            }
            return Table.builder(title("Similarity of layers")).rows(rows).build();
        }
    }
}
