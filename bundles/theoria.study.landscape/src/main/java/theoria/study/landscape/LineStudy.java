package theoria.study.landscape;

import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
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
import theoria.study.landscape.internal.Risk;
import theoria.study.landscape.internal.direction.DirectionParameters;
import theoria.study.landscape.internal.direction.DirectionSource;
import theoria.study.landscape.internal.direction.Frames;
import theoria.study.landscape.internal.frame.Axes;
import theoria.study.landscape.internal.frame.Frame;
import theoria.study.landscape.internal.frame.Mover;
import theoria.study.landscape.internal.frame.StatisticsParameters;
import theoria.study.landscape.internal.grid.Costs;
import theoria.study.landscape.internal.grid.Line;
import theoria.study.landscape.internal.grid.LineResult;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The empirical risk along a line (Goodfellow, Vinyals and Saxe 2015; theory entry L1): of two
 * models f(t) = L((1 - t) theta_0 + t theta_1), running statistics interpolated like the weights;
 * of one model f(t) = L(theta + t d) with a filter-normalised random direction d, or another one.
 */
public final class LineStudy implements WeightSpace {
    private static final String AUTO = "auto";

    private static final Parameter.Whole POINTS =
            new Parameter.Whole(
                    "points", "Points", "Number of points on the line.", 41, 2, 100_000);
    private static final Parameter.Real FROM =
            new Parameter.Real("from", "From", "First t.", -0.5, -1e6, 1e6, "");
    private static final Parameter.Real TO =
            new Parameter.Real("to", "To", "Last t.", 1.5, -1e6, 1e6, "");
    private static final Parameter.Choice DIRECTIONS =
            new Parameter.Choice(
                    "directions",
                    "Direction",
                    "auto: between two models, else random; random, between models, pca of the"
                            + " training path, gradient, hessian (its sharpest eigenvector), or"
                            + " file:PATH with dx (npz) or of Li et al. (HDF5).",
                    AUTO,
                    Stream.concat(Stream.of(AUTO), DirectionSource.WORDS.stream()).toList());

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("landscape.line", "Loss along a line", "Landscape")
                    .version("1.1.0")
                    .tells(
                            "Whether the straight way from one network to another leads over a"
                                    + " barrier, or how the loss rises along one direction.",
                            "Whether another way avoids the barrier; permuted but equal networks"
                                    + " show one too.")
                    .formula(
                            "f(t) = L((1-t)\\theta_0 + t\\theta_1),\\quad \\mathrm{barrier} ="
                                    + " \\max_{[0,1]} f - \\max(f(0), f(1))",
                            "Goodfellow, Vinyals, Saxe 2015")
                    .models(1, 9)
                    .data(Split.TRAIN)
                    .samples(1000)
                    .parameter(POINTS)
                    .parameter(FROM)
                    .parameter(TO)
                    .parameter(DIRECTIONS)
                    .parameter(DirectionParameters.NORMALIZE)
                    .parameter(DirectionParameters.IGNORE)
                    .parameter(DirectionParameters.SEEDS)
                    .parameter(LossParameter.LOSS)
                    .parameter(StatisticsParameters.STATISTICS)
                    .parameter(StatisticsParameters.STATISTICS_BATCHES)
                    .parameter(DirectionParameters.CHECKPOINTS)
                    .parameter(DirectionParameters.CENTRE)
                    .parameter(Options.CLASSES)
                    .output("t", "places on the line, (points)")
                    .output("loss", "mean loss, (points); of several seeds their mean")
                    .output("accuracy", "fraction right, (points)")
                    .output("loss_stderr", "standard error of the loss over the examples, (points)")
                    .output("margin", "mean of the score of the class less the next best, (points)")
                    .output(
                            "loss_spread",
                            "standard deviation of the loss over the seeds, if several")
                    .output("class_loss", "mean loss of each class, (classes, points), on wish")
                    .output("barrier", "largest loss on [0,1] above the worse end; two models")
                    .output(
                            "monotonic",
                            "1 if the loss never rises from t = 0 to t = 1, else 0; NaN outside")
                    .output("non_finite", "number of points whose loss is no finite number")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    private static String word(StudyInput input) {
        String word = input.values().get(DIRECTIONS);
        if (!word.equals(AUTO)) {
            return word;
        }
        return input.models().size() == 2 ? "between" : "random";
    }

    private static List<Model> models(StudyInput input) {
        return word(input).equals("between") ? List.of(input.model()) : input.models();
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        return Frames.obstacle(input, word(input), 1);
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long points = input.values().get(POINTS);
        double bytes = 8.0 * 4 * input.model().graph().parameterCount();
        return Costs.forward(input, models(input), word(input), points, bytes);
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Options options = new Options(input.values());
        double[] t =
                Axes.points(
                        input.values().get(FROM),
                        input.values().get(TO),
                        input.values().get(POINTS));
        List<Model> models = models(input);
        List<List<Frame>> frames = Frames.of(input, word(input), models.size(), 1, progress);
        List<Line> lines = new ArrayList<>();
        for (int k = 0; k < models.size(); k++) {
            Mover mover = Mover.of(input, models.get(k), options, frames.get(k).get(0), progress);
            Risk risk = new Risk(input, models.get(k), options.loss(), options.classes());
            Line line = new Line(risk, mover, frames.get(k), t);
            line.compute((double) k / models.size(), 1.0 / models.size(), progress);
            lines.add(line);
        }
        return new LineResult(lines, Frames.sharing(input, word(input))).result();
    }

    @Override
    public Weights weightsAt(
            StudyInput input, int model, double x, double y, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        List<Model> models = models(input);
        Frame frame = Frames.of(input, word(input), models.size(), 1, progress).get(model).get(0);
        return Mover.weights(input, models.get(model), frame, x, 0, progress);
    }
}
