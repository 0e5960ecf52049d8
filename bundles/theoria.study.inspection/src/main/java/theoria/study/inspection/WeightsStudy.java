package theoria.study.inspection;

import theoria.core.math.stat.Histogram;
import theoria.core.math.stat.Moments;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.graph.Block;
import theoria.core.model.load.Model;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Derivation;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Table;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Statistics of the stored numbers, block by block: mean, standard deviation, extremes, l1 and l2
 * norm, share of zeros, numbers that are not finite; and a histogram of all trainable numbers and
 * of each block. Needs no data.
 */
public final class WeightsStudy implements Study {
    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("inspection.weights", "Weights", "Inspection")
                    .tells(
                            "How large the weights are, how they are spread, and whether some are"
                                    + " zero or not finite.",
                            "What the weights do together; rescaling layers changes these numbers"
                                    + " but not the function.")
                    .formula(
                            "\\|w\\|_2 = \\sqrt{\\textstyle\\sum_i w_i^2}",
                            "Goodfellow, Bengio, Courville 2016, section 2.5")
                    .data()
                    .weightsOnly()
                    .output("norm", "l2 norm of all trainable numbers")
                    .output("non_finite", "number of stored numbers that are NaN or infinite")
                    .output("zeros", "fraction of trainable numbers that are exactly 0")
                    .output("block_norm", "l2 norm of each block, (blocks)")
                    .output("block_mean", "mean of each block, (blocks)")
                    .output("block_deviation", "standard deviation of each block, (blocks)")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long numbers = input.model().graph().parameterCount();
        return new CostEstimate(numbers * 2e-8, numbers * 16, "a few passes over the weights");
    }

    /** What is known of one block. */
    private record Statistics(Block block, Moments moments, double l1, double l2) {
        static Statistics of(Block block, double[] values) {
            double l1 = 0;
            double l2 = 0;
            for (double value : values) {
                l1 += Math.abs(value);
                l2 += value * value;
            }
            return new Statistics(block, Moments.of(values), l1, Math.sqrt(l2));
        }
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress) throws Cancelled {
        Model model = input.model();
        List<Block> blocks = List.copyOf(model.graph().blocks());
        List<Statistics> all = new java.util.ArrayList<>();
        Curves.Builder histograms =
                Curves.builder("Histograms by block", Axis.of("weight"), Axis.of("count"));
        for (Block block : blocks) {
            progress.check();
            double[] values = model.weights().values(block);
            all.add(Statistics.of(block, values));
            Histogram own = Histogram.of(values, Histogram.bins(values));
            histograms.series(Series.bars(block.name(), own.edges(), own.counts()));
            progress.report((double) all.size() / blocks.size(), block.name());
        }
        double[] theta = model.weights().parameters().toDoubles();
        Statistics total =
                Statistics.of(
                        new Block(
                                "all",
                                theoria.core.model.graph.Role.KERNEL,
                                theoria.core.model.tensor.Shape.of(theta.length),
                                0),
                        theta);
        Histogram histogram = Histogram.of(theta, Histogram.bins(theta));
        double nonFinite = all.stream().mapToDouble(s -> s.moments().nonFinite()).sum();
        Composite.Builder result =
                Composite.builder("Weights")
                        .caption("Weights of " + model.name())
                        .scalar("norm", total.l2())
                        .derived("non_finite", nonFinite, Derivation.sum("blocks", "not finite"))
                        .scalar("zeros", (double) total.moments().zeros() / theta.length)
                        .array("block_norm", array(all, Statistics::l2))
                        .array("block_mean", array(all, s -> s.moments().mean()))
                        .array("block_deviation", array(all, s -> s.moments().deviation()))
                        .part("blocks", table(all))
                        .part(
                                "histogram",
                                Curves.builder(
                                                "All trainable weights",
                                                Axis.of("weight"),
                                                Axis.of("count"))
                                        .series(
                                                Series.bars(
                                                        "weights",
                                                        histogram.edges(),
                                                        histogram.counts()))
                                        .build())
                        .part("histograms", histograms.build());
        if (nonFinite > 0) {
            result.note((long) nonFinite + " stored numbers are NaN or infinite.");
        }
        return result.build();
    }

    private static NumericArray array(List<Statistics> all, ToDoubleFunction<Statistics> measure) {
        return NumericArray.of(all.stream().mapToDouble(measure).toArray());
    }

    private static Table table(List<Statistics> all) {
        String[] names = all.stream().map(s -> s.block().name()).toArray(String[]::new);
        String[] roles = all.stream().map(s -> role(s.block())).toArray(String[]::new);
        String[] shapes =
                all.stream().map(s -> s.block().shape().toString()).toArray(String[]::new);
        return Table.builder("Blocks")
                .column(Column.text("block", names))
                .column(Column.text("role", roles))
                .column(Column.text("shape", shapes))
                .column(integers("numbers", all, s -> s.block().size()))
                .column(reals("mean", all, s -> s.moments().mean()))
                .column(reals("deviation", all, s -> s.moments().deviation()))
                .column(reals("min", all, s -> s.moments().min()))
                .column(reals("max", all, s -> s.moments().max()))
                .column(reals("l1 norm", all, Statistics::l1))
                .column(reals("l2 norm", all, Statistics::l2))
                .column(integers("zeros", all, s -> s.moments().zeros()))
                .column(integers("not finite", all, s -> s.moments().nonFinite()))
                .build();
    }

    private static String role(Block block) {
        return block.role().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Column reals(
            String title, List<Statistics> all, ToDoubleFunction<Statistics> measure) {
        return Column.reals(title, all.stream().mapToDouble(measure).toArray());
    }

    private static Column integers(
            String title, List<Statistics> all, ToDoubleFunction<Statistics> measure) {
        return Column.integers(title, all.stream().mapToDouble(measure).toArray());
    }
}
