package theoria.study.inspection;

import theoria.core.math.stat.Ranking;
import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.graph.LayerCost;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Derivation;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Table;
import theoria.core.study.result.TableRows;
import theoria.core.study.result.Verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * How well a network does on labelled data: mean softmax cross-entropy L = (1/n) sum_i (log sum_j
 * exp z_ij - z_iy), accuracy (1/n) #{i : argmax_j z_ij = y_i} with ties to the lowest index, top-k
 * accuracy (the label is among the k largest scores, ties by index), confusion counts C[true,
 * predicted]. Sums are taken in the order of the examples.
 */
public final class EvaluationStudy implements Study {
    private static final int[] TOP = {1, 2, 3, 4, 5};

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("inspection.evaluation", "Evaluation", "Inspection")
                    .tells(
                            "How often the network is right, how sure it is of the right class, and"
                                    + " which classes it confuses.",
                            "Whether it will do as well on other data, or why it is wrong.")
                    .formula(
                            "L = \\frac1n \\sum_i \\Big(\\log \\sum_j e^{z_{ij}} - z_{i y_i}\\Big)",
                            "Goodfellow, Bengio, Courville 2016, section 6.2.2")
                    .data(Split.TEST)
                    .output("loss", "mean softmax cross-entropy, natural logarithm")
                    .output("accuracy", "fraction of examples whose largest score is the label's")
                    .output("correct", "number of those examples")
                    .output("count", "number of examples")
                    .output("top", "top-k accuracy for k = 1..5 (or the number of classes)")
                    .output("confusion", "counts, (classes, outputs), row = true class")
                    .output("logits", "outputs of the network, (count, outputs)")
                    .output("losses", "loss of each example, (count)")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        NetworkGraph graph = input.model().graph();
        long examples = input.exampleCount();
        return CostEstimate.forward(
                LayerCost.macs(graph), examples, 16L * examples * graph.classes());
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Composite.Builder result = Composite.builder("Evaluation");
        List<String> described = new ArrayList<>();
        String suffix = "";
        for (Split split : input.splits()) {
            Examples raw = input.examples(split);
            Counts counts = count(input, input.model().prepare(raw), progress);
            counts.addTo(result, suffix);
            input.model().preparationNotes(raw).forEach(result::note);
            described.add(raw.description());
            suffix = "_test";
        }
        return result.caption(
                        "Evaluation of "
                                + input.model().name()
                                + " on "
                                + String.join(" and ", described))
                .build();
    }

    private static Counts count(StudyInput input, Examples examples, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Model model = input.model();
        int batch = input.batch();
        int pieces = (examples.size() + batch - 1) / batch;
        Counts counts = new Counts(examples, model.graph().classes());
        int[] done = new int[1];
        List<Evaluation> evaluations =
                progress.parallel(
                        pieces,
                        () -> input.open(model, input.need()),
                        (network, piece) -> {
                            int from = piece * batch;
                            int size = Math.min(batch, examples.size() - from);
                            Evaluation evaluation = network.evaluate(examples.read(from, size));
                            synchronized (done) {
                                done[0]++;
                                progress.report((double) done[0] / pieces, "evaluating");
                            }
                            return evaluation;
                        });
        int from = 0;
        for (Evaluation evaluation : evaluations) {
            Batch labels = examples.read(from, evaluation.size());
            counts.add(evaluation, labels.labels(), from);
            from += evaluation.size();
        }
        return counts;
    }

    /** Everything that is counted over one split. */
    private static final class Counts {
        private final Examples examples;
        private final int outputs;
        private final double[] logits;
        private final double[] losses;
        private final double[] confusion;
        private final double[] top = new double[TOP.length];
        private double sum;
        private int labelled;

        Counts(Examples examples, int outputs) {
            this.examples = examples;
            this.outputs = outputs;
            this.logits = new double[examples.size() * outputs];
            this.losses = new double[examples.size()];
            this.confusion = new double[examples.classes() * outputs];
        }

        void add(Evaluation evaluation, int[] labels, int from) {
            double[] scores = evaluation.scores().toDoubles();
            System.arraycopy(scores, 0, logits, from * outputs, scores.length);
            for (int n = 0; n < labels.length; n++) {
                losses[from + n] = evaluation.losses()[n];
                if (labels[n] >= 0) {
                    labelled++;
                    sum += evaluation.losses()[n];
                    confusion[labels[n] * outputs + evaluation.predicted(n)]++;
                    int rank = Ranking.rank(scores, n * outputs, outputs, labels[n]);
                    for (int k = 0; k < TOP.length; k++) {
                        top[k] += rank < TOP[k] ? 1 : 0;
                    }
                }
            }
        }

        private double correct() {
            double correct = 0;
            for (int k = 0; k < Math.min(examples.classes(), outputs); k++) {
                correct += confusion[k * outputs + k];
            }
            return correct;
        }

        void addTo(Composite.Builder result, String suffix) throws StudyException {
            if (labelled == 0) {
                throw new StudyException(examples.description() + " has no labels");
            }
            double[] topAccuracy = new double[Math.min(TOP.length, outputs)];
            for (int k = 0; k < topAccuracy.length; k++) {
                topAccuracy[k] = top[k] / labelled;
            }
            result.scalar("loss" + suffix, sum / labelled)
                    .derived(
                            "accuracy" + suffix,
                            correct() / labelled,
                            Derivation.ratio("correct" + suffix, "count" + suffix))
                    .scalar("correct" + suffix, correct())
                    .scalar("count" + suffix, labelled)
                    .array("top" + suffix, NumericArray.of(topAccuracy))
                    .array(
                            "confusion" + suffix,
                            NumericArray.integers(Shape.of(examples.classes(), outputs), confusion))
                    .array(
                            "logits" + suffix,
                            NumericArray.of(Shape.of(examples.size(), outputs), logits))
                    .array("losses" + suffix, NumericArray.of(losses))
                    .part("classes" + suffix, classTable())
                    .part("confusion" + suffix, confusionTable())
                    .verdict(
                            Verdict.atMost(
                                    "top-k error does not grow with k",
                                    "\\mathrm{err}_{k+1} \\le \\mathrm{err}_k",
                                    largestDrop(topAccuracy),
                                    0,
                                    0));
            if (labelled < examples.size()) {
                result.note(
                        examples.size() - labelled + " examples have no label and do not count.");
            }
        }

        /** By how much top-k accuracy falls at most when k grows. */
        private static double largestDrop(double[] accuracy) {
            double drop = 0;
            for (int k = 1; k < accuracy.length; k++) {
                drop = Math.max(drop, accuracy[k - 1] - accuracy[k]);
            }
            return drop;
        }

        private Table classTable() {
            int classes = examples.classes();
            double[] count = new double[classes];
            double[] recall = new double[classes];
            double[] precision = new double[classes];
            for (int k = 0; k < classes; k++) {
                double predicted = 0;
                for (int j = 0; j < outputs; j++) {
                    count[k] += confusion[k * outputs + j];
                }
                for (int i = 0; i < classes && k < outputs; i++) {
                    predicted += confusion[i * outputs + k];
                }
                double right = k < outputs ? confusion[k * outputs + k] : 0;
                recall[k] = right / count[k];
                precision[k] = right / predicted;
            }
            String[] names = examples.classNames().toArray(new String[0]);
            return Table.builder("Per class, " + examples.description())
                    .column(Column.text("class", names))
                    .column(Column.integers("examples", count))
                    .column(Column.fractions("recall", recall))
                    .column(Column.fractions("precision", precision))
                    .build();
        }

        private Table confusionTable() {
            TableRows rows = new TableRows().text("true class");
            for (int j = 0; j < outputs; j++) {
                rows.integers(name(j));
            }
            for (int i = 0; i < examples.classes(); i++) {
                Object[] row = new Object[outputs + 1];
                row[0] = name(i);
                for (int j = 0; j < outputs; j++) {
                    row[j + 1] = confusion[i * outputs + j];
                }
                rows.add(row);
            }
            Table.Builder table =
                    Table.builder(
                            "Confusion (rows: true, columns: predicted), "
                                    + examples.description());
            rows.columns().forEach(table::column);
            return table.build();
        }

        private String name(int index) {
            List<String> names = examples.classNames();
            return index < names.size() ? names.get(index) : "output " + index;
        }
    }
}
