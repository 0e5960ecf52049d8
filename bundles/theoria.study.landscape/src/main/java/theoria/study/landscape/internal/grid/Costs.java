package theoria.study.landscape.internal.grid;

import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Loss;
import theoria.core.model.engine.Need;
import theoria.core.model.graph.LayerCost;
import theoria.core.model.load.Model;
import theoria.core.study.CostEstimate;
import theoria.core.study.StudyInput;
import theoria.core.study.Work;
import theoria.study.landscape.internal.Memory;
import theoria.study.landscape.internal.Options;
import theoria.study.landscape.internal.curvature.HessianPlan;
import theoria.study.landscape.internal.curvature.ProductCosts;
import theoria.study.landscape.internal.direction.DirectionParameters;
import theoria.study.landscape.internal.frame.BatchNormStatistics;
import theoria.study.landscape.internal.frame.StatisticsParameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What lines and planes cost in time and memory, from metadata. */
public final class Costs {
    private Costs() {}

    /**
     * Forward passes at points of each of some models, and what their directions cost. Each round
     * on more examples goes to the points again.
     *
     * @param word where directions come from
     * @param points per model and seed
     * @param bytes at the peak
     */
    public static CostEstimate forward(
            StudyInput input, List<Model> models, String word, long points, double bytes) {
        Options options = new Options(input.values());
        List<Work> work = new ArrayList<>();
        int rounds = Rounds.count(input);
        double seconds = 0;
        double passes = 0;
        for (Model model : models) {
            int train = input.train().map(Examples::size).orElse(0);
            long again =
                    StatisticsParameters.recomputes(options)
                            ? BatchNormStatistics.passes(
                                    model.graph(),
                                    options.get(StatisticsParameters.STATISTICS_BATCHES),
                                    Math.min(input.batch(), train))
                            : 0;
            double places = (double) points * options.get(DirectionParameters.SEEDS);
            double examples = (double) input.exampleCount() + (double) again * rounds;
            passes += places * examples;
            seconds +=
                    places
                            * examples
                            * LayerCost.macs(model.graph())
                            / CostEstimate.MACS_PER_SECOND;
            Need need = input.need().withLoss(options.loss());
            work.add(
                    new Work(
                            model,
                            need,
                            Work.Kind.FORWARD,
                            places * rounds,
                            examples / rounds,
                            input.batch(),
                            (int) Math.min(Integer.MAX_VALUE, places)));
            work.addAll(directions(input, model, word, options.loss()));
        }
        String basis =
                String.format(
                        Locale.ROOT,
                        "%,.0f forward passes of %,d multiply-accumulates",
                        passes,
                        LayerCost.macs(models.get(0).graph()));
        return new CostEstimate(seconds, (long) bytes, basis, work);
    }

    /** What a model's directions cost on the first split, if they are not drawn or read. */
    private static List<Work> directions(StudyInput input, Model model, String word, Loss loss) {
        double examples = examples(input);
        switch (word) {
            case "gradient":
                return List.of(
                        new Work(
                                model,
                                input.need(Capability.PARAMETER_GRADIENT).withLoss(loss),
                                Work.Kind.GRADIENT,
                                1,
                                examples,
                                input.batch(),
                                1));
            case "hessian":
                int size = model.graph().parameterCount();
                double products = HessianPlan.search(2, 0, size);
                return List.of(ProductCosts.work(input, model, loss, products, examples));
            default:
                return List.of();
        }
    }

    /** Number of examples of the first split, from metadata. */
    private static double examples(StudyInput input) {
        List<Split> splits = input.splits();
        if (splits.isEmpty()) {
            return 0;
        }
        Optional<Examples> examples = splits.get(0) == Split.TRAIN ? input.train() : input.test();
        return examples.map(Examples::size).orElse(0);
    }

    /** Bytes of the planes of some models on a grid, with their directions. */
    public static double planeBytes(StudyInput input, List<Model> models, long grid) {
        Options options = new Options(input.values());
        double bytes = 0;
        for (Model model : models) {
            int classes = options.classes() ? model.graph().classes() : 0;
            int splits = Math.max(1, input.splits().size());
            bytes += Plane.bytes(grid * grid, splits, classes);
            double more =
                    (double) splits
                            * Tally.width(
                                    Rounds.count(input), options.get(DirectionParameters.SEEDS));
            bytes += 8 * 4 * more * grid * grid;
            bytes +=
                    8.0
                            * (2 * options.get(DirectionParameters.SEEDS) + 3)
                            * model.graph().parameterCount();
        }
        return bytes;
    }

    /** Why planes do not fit into memory, in words. */
    public static Optional<String> planes(StudyInput input, List<Model> models, long grid) {
        String what = "a grid of " + grid + " x " + grid + " for '" + models.get(0).name() + "'";
        return Memory.obstacle(what, planeBytes(input, models, grid));
    }
}
