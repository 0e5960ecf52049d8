package theoria.study.landscape;

import theoria.core.math.stat.RandomWalk;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
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
import theoria.study.landscape.internal.LossParameter;
import theoria.study.landscape.internal.Measurement;
import theoria.study.landscape.internal.Memory;
import theoria.study.landscape.internal.Options;
import theoria.study.landscape.internal.Risk;
import theoria.study.landscape.internal.direction.Checkpoints;
import theoria.study.landscape.internal.direction.DirectionParameters;
import theoria.study.landscape.internal.direction.Frames;
import theoria.study.landscape.internal.direction.Trajectory;
import theoria.study.landscape.internal.frame.Anchor;
import theoria.study.landscape.internal.frame.Axes;
import theoria.study.landscape.internal.frame.Mover;
import theoria.study.landscape.internal.frame.StatisticsParameters;
import theoria.study.landscape.internal.grid.Costs;
import theoria.study.landscape.internal.grid.Plane;
import theoria.study.landscape.internal.grid.PlaneWork;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The path of a training in the plane of its first two principal components (Li et al. 2018, theory
 * entry L3): rows theta_i - theta_n, i &lt; n, the plane through theta_n. Beside the variance that
 * components explain stands what they explain of a random walk of as many steps, which looks
 * low-dimensional too.
 */
public final class TrajectoryStudy implements Study {
    private static final Parameter.Whole GRID =
            new Parameter.Whole(
                    "grid",
                    "Grid",
                    "Points along each direction of the surface.",
                    21,
                    2,
                    SurfaceStudy.LARGEST_GRID);
    private static final Parameter.Real RANGE =
            new Parameter.Real(
                    "range",
                    "Range",
                    "How far the surface reaches beyond the path: 1 is a quarter of its longer"
                            + " side.",
                    1.0,
                    1e-6,
                    1e6,
                    "");

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("landscape.trajectory", "Training path", "Landscape")
                    .tells(
                            "Along which directions a training moved, what the loss is around its"
                                    + " path, and how much of the path the picture misses.",
                            "That training is low-dimensional: a random walk looks so too, which is"
                                    + " why its shares stand beside.")
                    .formula(
                            "M = [\\theta_0-\\theta_n; \\ldots; \\theta_{n-1}-\\theta_n],\\quad"
                                    + " \\mathrm{missed} = 1 - \\frac{\\sum_i \\|P(\\theta_i -"
                                    + " \\theta_n)\\|^2}{\\sum_i \\|\\theta_i - \\theta_n\\|^2}",
                            "Li, Xu, Taylor, Studer, Goldstein 2018; Antognini, Sohl-Dickstein"
                                    + " 2018")
                    .data(Split.TRAIN)
                    .samples(1000)
                    .parameter(DirectionParameters.CHECKPOINTS)
                    .parameter(DirectionParameters.CENTRE)
                    .parameter(GRID)
                    .parameter(RANGE)
                    .parameter(LossParameter.LOSS)
                    .parameter(StatisticsParameters.STATISTICS)
                    .parameter(StatisticsParameters.STATISTICS_BATCHES)
                    .output("steps", "updates made at the checkpoints, (n+1)")
                    .output("loss", "loss at the checkpoints, (n+1)")
                    .output("accuracy", "fraction right there, (n+1)")
                    .output("loss_stderr", "standard error of the loss there, (n+1)")
                    .output("pc", "components of length 1, largest entry positive, (2, P)")
                    .output("path", "coordinates of theta_i - theta_n in the plane, (n+1, 2)")
                    .output("distance", "of the checkpoints from the plane, (n+1)")
                    .output("explained", "share of variance of each component, (n)")
                    .output("null", "the same of a random walk of n centred rows, (n-1)")
                    .output("null_uncentred", "that of rows that are not centred, (n)")
                    .output("missed", "share of the squared length of the path off the plane")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        Optional<String> frames = Frames.obstacle(input, "pca", 2);
        return frames.isPresent()
                ? frames
                : Memory.obstacle(
                        "a path and a surface for '" + input.model().name() + "'", bytes(input));
    }

    private static double bytes(StudyInput input) {
        Options options = new Options(input.values());
        return Checkpoints.bytes(input.model(), options)
                + Costs.planeBytes(input, input.models(), input.values().get(GRID));
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long grid = input.values().get(GRID);
        long points = grid * grid + input.model().trajectory().size();
        return Costs.forward(input, input.models(), "pca", points, bytes(input));
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Job job = new Job(input, progress);
        input.previous().ifPresent(job::resume);
        new PlaneWork(List.of(job.plane), input.values().get(GRID), progress)
                .compute(() -> progress.publish(job.result()));
        return job.result();
    }

    /** The path and its surface. */
    private static final class Job {
        private final Model model;
        private final Trajectory trajectory;
        private final Plane plane;
        private final Optional<String> statistics;
        private final boolean centred;

        Job(StudyInput input, StudyProgress progress)
                throws StudyException, EngineException, Cancelled {
            model = input.model();
            Options options = new Options(input.values());
            centred = options.get(DirectionParameters.CENTRE);
            trajectory = Trajectory.of(input, options);
            double[][] axes =
                    Axes.of(
                            List.of(trajectory.frame()),
                            input.values().get(RANGE),
                            input.values().get(GRID));
            Mover mover = Mover.of(input, model, options, trajectory.frame(), progress);
            Risk risk = new Risk(input, model, options.loss(), false);
            plane = new Plane(risk, mover, List.of(trajectory.frame()), axes[0], axes[1]);
            plane.measureAnchors(progress);
            statistics = mover.sentence();
        }

        void resume(Result previous) {
            if (previous instanceof Composite) {
                Result surface = ((Composite) previous).parts().get("surface");
                plane.resume(surface == null ? previous : surface);
            }
        }

        Result result() {
            double[] steps =
                    trajectory.checkpoints().steps().stream()
                            .mapToDouble(Long::longValue)
                            .toArray();
            double[] explained = trajectory.components().explained();
            double[] walk =
                    centred
                            ? RandomWalk.explained(explained.length)
                            : RandomWalk.explainedFromEnd(explained.length);
            String words = model.name() + ", " + trajectory.frame().words();
            Composite.Builder result =
                    Composite.builder("Training path")
                            .caption("Path, " + words + ", " + plane.risk().description())
                            .array("steps", NumericArray.of(steps))
                            .array("pc", components())
                            .array("path", path())
                            .array("distance", NumericArray.of(trajectory.distances()))
                            .array("explained", NumericArray.of(explained))
                            .array("null", NumericArray.of(RandomWalk.explained(explained.length)))
                            .scalar("missed", trajectory.missed())
                            .notes(trajectory.frame().notes())
                            .note(sentence(explained, walk));
            if (!centred) {
                result.array("null_uncentred", NumericArray.of(walk));
            }
            statistics.ifPresent(result::note);
            Curves.Builder losses =
                    Curves.builder("Loss along the path", Axis.of("step"), Axis.of("loss"));
            for (int split = 0; split < plane.risk().splits(); split++) {
                addLosses(result, losses, steps, split);
            }
            return result.part("surface", surface())
                    .part("loss", losses.build())
                    .part("explained", shares(explained, walk))
                    .build();
        }

        private String sentence(double[] explained, double[] walk) {
            return String.format(
                    Locale.ROOT,
                    "This plane misses %.0f %% of the path; its two directions explain %.1f %% of"
                            + " %s, of a random walk of as many rows %.1f %%.",
                    100 * trajectory.missed(),
                    100 * (explained[0] + explained[1]),
                    centred ? "the variance" : "the sum of squares",
                    100 * (walk[0] + (walk.length > 1 ? walk[1] : 0)));
        }

        private NumericArray components() {
            int width = model.graph().parameterCount();
            double[] all = new double[2 * width];
            for (int k = 0; k < 2; k++) {
                double[] own = trajectory.frame().directions().get(k).parameters();
                System.arraycopy(own, 0, all, k * width, width);
            }
            return NumericArray.of(Shape.of(2, width), all);
        }

        private NumericArray path() {
            List<Anchor> anchors = trajectory.frame().anchors();
            double[] path = new double[2 * anchors.size()];
            for (int i = 0; i < anchors.size(); i++) {
                path[2 * i] = anchors.get(i).x();
                path[2 * i + 1] = anchors.get(i).y();
            }
            return NumericArray.of(Shape.of(anchors.size(), 2), path);
        }

        private void addLosses(
                Composite.Builder result, Curves.Builder losses, double[] steps, int split) {
            String suffix = Risk.suffix(split);
            List<Measurement> there = plane.anchors().stream().map(at -> at.get(split)).toList();
            double[] loss = there.stream().mapToDouble(Measurement::loss).toArray();
            double[] error = there.stream().mapToDouble(Measurement::error).toArray();
            double[] accuracy = there.stream().mapToDouble(Measurement::accuracy).toArray();
            double[] lower = new double[loss.length];
            double[] upper = new double[loss.length];
            for (int i = 0; i < loss.length; i++) {
                lower[i] = loss[i] - error[i];
                upper[i] = loss[i] + error[i];
            }
            losses.series(Series.line("loss" + suffix, steps, loss).band(lower, upper));
            result.array("loss" + suffix, NumericArray.of(loss))
                    .array("accuracy" + suffix, NumericArray.of(accuracy))
                    .array("loss_stderr" + suffix, NumericArray.of(error));
        }

        private Surface surface() {
            List<Anchor> anchors = trajectory.frame().anchors();
            Surface.Builder surface =
                    plane.surface("Loss around the path of " + model.name(), plane.wide())
                            .path(
                                    "path",
                                    anchors.stream().mapToDouble(Anchor::x).toArray(),
                                    anchors.stream().mapToDouble(Anchor::y).toArray())
                            .array("x", NumericArray.of(plane.x()))
                            .array("y", NumericArray.of(plane.y()));
            plane.describe(surface, "surface", "");
            return surface.build();
        }

        private static Curves shares(double[] explained, double[] walk) {
            return Curves.builder(
                            "Shares of the components", Axis.of("component"), Axis.of("share"))
                    .series(Series.points("path", numbers(explained.length), explained))
                    .series(Series.line("random walk", numbers(walk.length), walk))
                    .build();
        }

        private static double[] numbers(int n) {
            double[] numbers = new double[n];
            for (int k = 0; k < n; k++) {
                numbers[k] = k + 1;
            }
            return numbers;
        }
    }
}
