package theoria.study.landscape;

import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.LayerCost;
import theoria.core.model.graph.Weights;
import theoria.core.study.CostEstimate;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.WeightSpace;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.result.Result;
import theoria.study.landscape.internal.LossParameter;
import theoria.study.landscape.internal.Options;
import theoria.study.landscape.internal.direction.Frames;
import theoria.study.landscape.internal.frame.Mover;
import theoria.study.landscape.internal.frame.StatisticsParameters;
import theoria.study.landscape.internal.path.PathMethod;
import theoria.study.landscape.internal.path.PathRun;
import theoria.study.landscape.internal.path.PathTraining;
import theoria.study.landscape.internal.path.WeightPath;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether two networks are connected by a path of low loss, though the straight line between them
 * leads over a barrier (Garipov et al. 2018, Draxler et al. 2018; theory entry L11): curves with
 * trained bends, the straight line after the units of one network were permuted (Ainsworth et al.
 * 2023), and the explicit path over dead units (Freeman and Bruna 2017, Kuditipudi et al. 2019).
 */
public final class PathStudy implements WeightSpace {
    /** A pass with gradient costs about three forward passes. */
    private static final int PASSES_PER_GRADIENT = 3;

    private static final Parameter.Choice METHOD =
            new Parameter.Choice(
                    "method",
                    "Path",
                    "linear; bezier or polychain with trained bends; permuted: straight, units of"
                            + " the second network matched to the first; explicit: over dead"
                            + " units.",
                    PathMethod.BEZIER.word(),
                    PathMethod.WORDS);
    private static final Parameter.Whole POINTS =
            new Parameter.Whole(
                    "points",
                    "Points",
                    "Number of points that are measured, both ends among them.",
                    61,
                    2,
                    100_000);
    private static final Parameter.Whole BENDS =
            new Parameter.Whole("bends", "Bends", "Points between the ends to train.", 1, 1, 100);
    private static final Parameter.Whole STEPS =
            new Parameter.Whole(
                    "steps", "Steps", "Gradient steps of the training.", 300, 0, 10_000_000);
    private static final Parameter.Real RATE =
            new Parameter.Real(
                    "rate",
                    "Learning rate",
                    "Adam's rate at the first step; it falls to 0 linearly.",
                    0.01,
                    0,
                    1e6,
                    "");
    private static final Parameter.Whole BATCH =
            new Parameter.Whole(
                    "step-examples",
                    "Examples of a step",
                    "Examples of which a step takes the gradient.",
                    64,
                    1,
                    1_000_000);
    private static final Parameter.Choice STATISTICS =
            new Parameter.Choice(
                    "statistics",
                    "Running statistics",
                    "Batch norm: interpolate like the weights (auto), or recompute on training"
                            + " batches where the path is measured.",
                    "auto",
                    List.of("auto", "interpolate", "recompute"));

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("landscape.path", "Path between networks", "Landscape")
                    .tells(
                            "Whether a path of low loss joins two networks that a barrier parts on"
                                    + " the straight line.",
                            "That there is none where none was found; and a path that was trained"
                                    + " on the examples may be worse on others.")
                    .formula(
                            "\\varphi(t) = (1-t)^2 w_1 + 2t(1-t)\\theta + t^2 w_2,\\quad"
                                    + " \\min_\\theta \\mathbb{E}_{t} L(\\varphi(t))",
                            "Garipov, Izmailov, Podoprikhin, Vetrov, Wilson 2018")
                    .models(2, 2)
                    .data(Split.TRAIN)
                    .samples(1000)
                    .parameter(METHOD)
                    .parameter(POINTS)
                    .parameter(BENDS)
                    .parameter(STEPS)
                    .parameter(RATE)
                    .parameter(BATCH)
                    .parameter(LossParameter.LOSS)
                    .parameter(STATISTICS)
                    .parameter(StatisticsParameters.STATISTICS_BATCHES)
                    .output("t", "places on the path, (points)")
                    .output("loss", "mean loss along the path, (points)")
                    .output("accuracy", "fraction right along the path, (points)")
                    .output("barrier", "largest loss of the path above the worse end")
                    .output("linear_loss", "mean loss along the straight line, (points)")
                    .output("linear_barrier", "largest loss of the straight line likewise")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    private static PathMethod method(StudyInput input) {
        return PathMethod.parse(input.values().get(METHOD));
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        Optional<String> between = Frames.obstacle(input, "between", 1);
        return between.isPresent()
                ? between
                : method(input)
                        .obstacle(
                                input.model(),
                                new Options(input.values()).loss(),
                                input.need().rawOutputs());
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long bends = method(input).trained() ? input.values().get(BENDS) : 0;
        long parameters = input.model().graph().parameterCount();
        double trained =
                method(input).trained()
                        ? (double) input.values().get(STEPS)
                                * input.values().get(BATCH)
                                * PASSES_PER_GRADIENT
                        : 0;
        double passes = trained + 2.0 * input.values().get(POINTS) * input.exampleCount();
        long macs = LayerCost.macs(input.model().graph());
        return new CostEstimate(
                passes * macs / CostEstimate.MACS_PER_SECOND,
                8 * parameters * (6 * bends + 6),
                String.format(
                        Locale.ROOT,
                        "%,.0f forward passes of %,d multiply-accumulates",
                        passes,
                        macs));
    }

    private static WeightPath path(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        PathTraining.Plan plan =
                new PathTraining.Plan(
                        input.values().get(STEPS),
                        input.values().get(RATE),
                        input.values().get(BATCH));
        return method(input)
                .path(
                        input,
                        input.values().get(BENDS),
                        plan,
                        new Options(input.values()).loss(),
                        progress);
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        WeightPath path = path(input, progress);
        return new PathRun(input, method(input), path, input.values().get(POINTS))
                .compute(progress);
    }

    /** The network at t = x of the path, which is trained again, to the same bits. */
    @Override
    public Weights weightsAt(
            StudyInput input, int model, double x, double y, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Mover mover = Mover.between(input, input.model(), new Options(input.values()), progress);
        WeightPath path = path(input, progress);
        try (Network network = input.open(input.model(), input.need())) {
            mover.move(network, path.at(Math.max(0, Math.min(1, x))));
            return Weights.of(network.parameters(), network.buffers()).to(network.precision());
        }
    }
}
