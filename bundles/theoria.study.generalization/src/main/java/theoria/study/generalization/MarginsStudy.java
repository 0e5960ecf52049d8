package theoria.study.generalization;

import theoria.core.math.stat.Histogram;
import theoria.core.math.stat.Quantiles;
import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.graph.LayerCost;
import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Tensor;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.study.generalization.internal.Chain;
import theoria.study.generalization.internal.LinearLayer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The distribution of margins m_i = z_iy - max_{j != y} z_ij of the scores z before any softmax
 * (theory entry G3), and of the normalised margins m_i n / (R_A |X|_F), which may be compared
 * between networks: R_A is the spectral complexity against 0, |X|_F the Euclidean norm of all
 * inputs.
 */
public final class MarginsStudy implements Study {
    private static final double[] LEVELS = {0.1, 0.5, 0.9};

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("generalization.margins", "Margins", "Generalization")
                    .tells(
                            "By how much the right class wins, example by example, and - normalised"
                                    + " - whether this network's margins are large for its size.",
                            "The test error: bounds by normalised margins rank networks, they do"
                                    + " not predict numbers.")
                    .formula(
                            "m_i = z_{i y_i} - \\max_{j \\ne y_i} z_{ij},\\quad \\tilde m_i ="
                                    + " \\frac{m_i\\, n}{R_A \\|X\\|_F}",
                            "Bartlett, Foster, Telgarsky 2017")
                    .data(Split.TRAIN)
                    .output("margins", "margin of each example, (count)")
                    .output("normalised_margins", "of each example, (count); chains only")
                    .output("quantiles", "10, 50 and 90 percent quantiles of the margins")
                    .output("negative", "number of examples with negative margin")
                    .output("median", "of the margins")
                    .output("normalised_median", "of the normalised margins; chains only")
                    .output("spectral_complexity", "R_A against 0; chains only")
                    .output("data_norm", "|X|_F")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        return input.model().graph().classes() < 2
                ? Optional.of("margins need at least two classes")
                : Optional.empty();
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        NetworkGraph graph = input.model().graph();
        long examples = input.exampleCount();
        return CostEstimate.forward(LayerCost.macs(graph), examples, 32 * examples);
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Model model = input.model();
        Optional<String> obstacle = Chain.obstacle(model.graph());
        double complexity =
                obstacle.isPresent() ? Double.NaN : Chain.complexity(LinearLayer.of(model));
        Composite.Builder result = Composite.builder("Margins");
        Curves.Builder curves =
                Curves.builder("Margin distribution", Axis.of("margin"), Axis.of("examples"));
        StringBuilder described = new StringBuilder();
        String suffix = "";
        for (Split split : input.splits()) {
            Examples examples = model.prepare(input.examples(split));
            Sample sample = sample(input, model, examples, progress);
            sample.addTo(result, suffix, complexity);
            Histogram histogram = Histogram.of(sample.margins, Histogram.bins(sample.margins));
            curves.series(Series.bars(split.word(), histogram.edges(), histogram.counts()));
            described.append(suffix.isEmpty() ? "" : " and ").append(examples.description());
            suffix = "_test";
        }
        if (obstacle.isEmpty()) {
            result.scalar("spectral_complexity", complexity);
        } else {
            result.note("The margins are not normalised: " + obstacle.get() + ".");
        }
        String caption = "Margins of " + model.name() + ", " + described;
        return result.caption(caption)
                .part("distribution", curves.markX("0", 0).caption(caption).build())
                .build();
    }

    private static Sample sample(
            StudyInput input, Model model, Examples examples, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        int batch = input.batch();
        int pieces = (examples.size() + batch - 1) / batch;
        String scores = LossHead.of(model.graph(), false).lossNode();
        List<Sample> parts =
                progress.parallel(
                        pieces,
                        () -> input.open(model, input.need()),
                        (network, piece) -> {
                            int from = piece * batch;
                            Batch read =
                                    examples.read(from, Math.min(batch, examples.size() - from));
                            Tensor z =
                                    network.activations(read.inputs(), List.of(scores)).get(scores);
                            progress.report((double) piece / pieces, "margins");
                            return Sample.of(java.util.Objects.requireNonNull(z), read, from);
                        });
        return Sample.joined(parts);
    }

    /**
     * Margins of some examples.
     *
     * @param margins in order
     * @param squaredNorm sum of the squares of their inputs
     */
    private record Sample(double[] margins, double squaredNorm) {
        static Sample of(Tensor scores, Batch batch, int from) throws StudyException {
            int classes = scores.size() / batch.size();
            double[] margins = new double[batch.size()];
            for (int n = 0; n < margins.length; n++) {
                int label = batch.labels()[n];
                if (label < 0) {
                    throw new StudyException("example " + (from + n) + " has no label");
                }
                double best = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < classes; k++) {
                    best = k == label ? best : Math.max(best, scores.get(n * classes + k));
                }
                margins[n] = scores.get(n * classes + label) - best;
            }
            double squared = 0;
            for (int i = 0; i < batch.inputs().size(); i++) {
                squared += batch.inputs().get(i) * batch.inputs().get(i);
            }
            return new Sample(margins, squared);
        }

        static Sample joined(List<Sample> parts) {
            double[] margins = new double[parts.stream().mapToInt(p -> p.margins.length).sum()];
            double squared = 0;
            int at = 0;
            for (Sample part : parts) {
                System.arraycopy(part.margins, 0, margins, at, part.margins.length);
                at += part.margins.length;
                squared += part.squaredNorm;
            }
            return new Sample(margins, squared);
        }

        void addTo(Composite.Builder result, String suffix, double complexity) {
            double[] sorted = Arrays.stream(margins).sorted().toArray();
            double[] quantiles =
                    Arrays.stream(LEVELS).map(p -> Quantiles.ofSorted(sorted, p)).toArray();
            double norm = Math.sqrt(squaredNorm);
            result.array("margins" + suffix, NumericArray.of(margins))
                    .array("quantiles" + suffix, NumericArray.of(quantiles))
                    .scalar("negative" + suffix, negative())
                    .scalar("median" + suffix, quantiles[1])
                    .scalar("data_norm" + suffix, norm);
            if (!Double.isNaN(complexity)) {
                double factor = margins.length / (complexity * norm);
                double[] normalised = Arrays.stream(margins).map(m -> m * factor).toArray();
                result.array("normalised_margins" + suffix, NumericArray.of(normalised))
                        .scalar("normalised_median" + suffix, quantiles[1] * factor);
            }
        }

        private double negative() {
            return Arrays.stream(margins).filter(m -> m < 0).count();
        }
    }
}
