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
import theoria.core.study.result.Composite;
import theoria.core.study.result.Content;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.study.landscape.internal.LossParameter;
import theoria.study.landscape.internal.Options;
import theoria.study.landscape.internal.Risk;
import theoria.study.landscape.internal.direction.DirectionParameters;
import theoria.study.landscape.internal.direction.DirectionSource;
import theoria.study.landscape.internal.direction.Frames;
import theoria.study.landscape.internal.frame.Anchor;
import theoria.study.landscape.internal.frame.Axes;
import theoria.study.landscape.internal.frame.Frame;
import theoria.study.landscape.internal.frame.Mover;
import theoria.study.landscape.internal.frame.StatisticsParameters;
import theoria.study.landscape.internal.grid.Costs;
import theoria.study.landscape.internal.grid.Plane;
import theoria.study.landscape.internal.grid.PlaneWork;
import theoria.study.landscape.internal.grid.Rounds;
import theoria.study.landscape.internal.grid.Topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The empirical risk on a plane: z(x, y) = L(theta + x d + y e), with random directions d and e
 * scaled filter by filter to the weights' norm (Li et al. 2018, theory entry L2), or along a
 * gradient, a training path, through several models, or as a file gives them. Computed coarse to
 * fine, so that every partial result is a picture of the whole plane; an interrupted run goes on
 * with the same bits. Of several models there is a surface each, on one grid.
 */
public final class SurfaceStudy implements WeightSpace {
    /** Largest grid: beyond it the number of cells would be no int. */
    static final int LARGEST_GRID = 20_001;

    private static final Parameter.Whole GRID =
            new Parameter.Whole(
                    "grid", "Grid", "Points along each direction.", 51, 2, LARGEST_GRID);
    private static final Parameter.Real RANGE =
            new Parameter.Real(
                    "range",
                    "Range",
                    "x and y run from -range to range; between models and along a path, how far"
                            + " beyond them.",
                    1.0,
                    1e-6,
                    1e6,
                    "");
    private static final Parameter.Choice DIRECTIONS =
            new Parameter.Choice(
                    "directions",
                    "Directions",
                    "random, between models, pca of the training path, gradient, hessian (its two"
                        + " sharpest eigenvectors), or file:PATH with dx and dy (npz) or of Li et"
                        + " al. (HDF5).",
                    "random",
                    DirectionSource.WORDS);

    private static final Parameter.Real REFINE =
            new Parameter.Real(
                    "refine",
                    "Refine",
                    "0 computes every cell; else cells of finer levels are interpolated where the"
                            + " surface bends by less than this share of its range.",
                    0.0,
                    0.0,
                    1.0,
                    "");

    private static final Parameter.Flag TOPOLOGY =
            new Parameter.Flag(
                    "topology",
                    "Topology",
                    "Whether minima, saddles and persistence of the surface are found and drawn.",
                    false);

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("landscape.surface", "Loss surface", "Landscape")
                    .version("1.1.0")
                    .tells(
                            "How the loss rises around the network on a plane: flat or sharp,"
                                    + " smooth or rugged, as far as this slice shows.",
                            "Anything off the plane. Filter-normalised slices do not change when"
                                    + " whole layers are rescaled, but do when single neurons are.")
                    .formula(
                            "z(x,y) = L(\\theta + x d + y e),\\quad"
                                    + " d_f \\leftarrow d_f \\|w_f\\| / \\|d_f\\|",
                            "Li, Xu, Taylor, Studer, Goldstein 2018")
                    .models(1, 9)
                    .data(Split.TRAIN)
                    .samples(1000)
                    .parameter(GRID)
                    .parameter(RANGE)
                    .parameter(REFINE)
                    .parameter(Rounds.FIRST_SAMPLES)
                    .parameter(DIRECTIONS)
                    .parameter(DirectionParameters.NORMALIZE)
                    .parameter(DirectionParameters.IGNORE)
                    .parameter(DirectionParameters.ORTHOGONAL)
                    .parameter(DirectionParameters.SEEDS)
                    .parameter(LossParameter.LOSS)
                    .parameter(StatisticsParameters.STATISTICS)
                    .parameter(StatisticsParameters.STATISTICS_BATCHES)
                    .parameter(DirectionParameters.CHECKPOINTS)
                    .parameter(DirectionParameters.CENTRE)
                    .parameter(Options.CLASSES)
                    .parameter(TOPOLOGY)
                    .parameter(Topology.PERSISTENCE)
                    .output("x", "abscissae, (grid)")
                    .output("y", "ordinates, (grid)")
                    .output("loss", "mean loss, (grid, grid), row = y; of several seeds their mean")
                    .output("accuracy", "fraction right, (grid, grid), row = y")
                    .output("loss_stderr", "standard error of the loss over the examples")
                    .output("margin", "mean of the score of the class less the next best")
                    .output(
                            "loss_spread",
                            "standard deviation of the loss over the seeds, if several")
                    .output("class_loss", "mean loss of each class, (classes, grid, grid), on wish")
                    .output("interpolated", "1 where a cell is interpolated, else 0, if refine > 0")
                    .output("samples_used", "examples each cell stands on, if first-samples > 0")
                    .output("seed_loss", "loss of each seed, if several and first-samples > 0")
                    .output("seed_loss_stderr", "its standard error, (seeds, grid, grid)")
                    .output("centre_loss", "loss of the network itself, if 0 is a grid point")
                    .output("min_loss", "smallest loss on the grid")
                    .output("max_loss", "largest loss on the grid")
                    .output("non_finite", "number of cells whose loss is no finite number")
                    .output("cosine", "of the angle between the two directions")
                    .output("anchor_x", "abscissae of the models or checkpoints of the plane")
                    .output("anchor_y", "their ordinates")
                    .output("anchor_loss", "their own loss")
                    .output("minimum_x", "place of each minimum, most persistent first; topology")
                    .output("minimum_y", "place of each minimum")
                    .output("minimum_value", "its loss; its common logarithm if losses are wide")
                    .output("persistence", "height of the walls of each minimum")
                    .output("minima", "number of minima above the threshold")
                    .output("colour_low", "least loss of all surfaces, if several")
                    .output("colour_high", "largest loss of all surfaces, if several")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        String word = input.values().get(DIRECTIONS);
        Optional<String> directions = Frames.obstacle(input, word, 2);
        if (input.values().get(TOPOLOGY) && models(input, word).size() > 1) {
            return Optional.of(
                    "topology=true is of one surface, not of those of '"
                            + input.model().name()
                            + "' and others");
        }
        double refine = input.values().get(REFINE);
        if (refine > 0 && Rounds.count(input) > 1) {
            return Optional.of(
                    "first-samples="
                            + input.values().get(Rounds.FIRST_SAMPLES)
                            + " measures every cell again on more samples, refine="
                            + refine
                            + " leaves cells out by what they are on all; give one of them");
        }
        return directions.isPresent()
                ? directions
                : Costs.planes(input, models(input, word), input.values().get(GRID));
    }

    /** Planes through several models are one; else there is one of each. */
    private static List<Model> models(StudyInput input, String word) {
        return word.equals("between") ? List.of(input.model()) : input.models();
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long grid = input.values().get(GRID);
        String word = input.values().get(DIRECTIONS);
        List<Model> models = models(input, word);
        double bytes = Costs.planeBytes(input, models, grid);
        return Costs.forward(input, models, word, grid * grid, bytes);
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Job job = new Job(input, progress);
        input.previous().ifPresent(job::resume);
        new PlaneWork(job.planes, input.values().get(GRID), progress)
                .compute(() -> progress.publish(job.result()));
        return job.result();
    }

    @Override
    public Weights weightsAt(
            StudyInput input, int model, double x, double y, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        String word = input.values().get(DIRECTIONS);
        List<Model> models = models(input, word);
        Frame frame = Frames.of(input, word, models.size(), 2, progress).get(model).get(0);
        return Mover.weights(input, models.get(model), frame, x, y, progress);
    }

    /** The surfaces of a run. */
    private static final class Job {
        private final StudyInput input;
        private final List<Plane> planes = new ArrayList<>();
        private final List<String> sentences = new ArrayList<>();
        private final double[][] axes;

        Job(StudyInput input, StudyProgress progress)
                throws StudyException, EngineException, Cancelled {
            this.input = input;
            Options options = new Options(input.values());
            String word = input.values().get(DIRECTIONS);
            List<Model> models = models(input, word);
            List<List<Frame>> frames = Frames.of(input, word, models.size(), 2, progress);
            List<Frame> first = frames.stream().map(own -> own.get(0)).toList();
            axes = Axes.of(first, input.values().get(RANGE), input.values().get(GRID));
            for (int k = 0; k < models.size(); k++) {
                Model model = models.get(k);
                Mover mover = Mover.of(input, model, options, first.get(k), progress);
                Rounds rounds = Rounds.of(input, model, options);
                Plane plane = new Plane(rounds, mover, frames.get(k), axes[0], axes[1]);
                plane.refine(input.values().get(REFINE));
                plane.measureAnchors(progress);
                planes.add(plane);
                mover.sentence().filter(s -> !sentences.contains(s)).ifPresent(sentences::add);
            }
        }

        void resume(Result previous) {
            for (int k = 0; k < planes.size(); k++) {
                Result surface = previous;
                if (previous instanceof Composite) {
                    Result part = ((Composite) previous).parts().get(part(k));
                    surface = part == null ? previous : part;
                }
                planes.get(k).resume(surface, previous.arrays(), Frames.suffix(k));
            }
        }

        private static String part(int k) {
            return "surface" + Frames.suffix(k);
        }

        Result result() {
            if (planes.size() > 1) {
                return several();
            }
            Plane plane = planes.get(0);
            Surface.Builder surface = picture(plane, plane.wide());
            if (input.values().get(TOPOLOGY)) {
                return withTopology(plane, surface);
            }
            describe(surface, plane);
            return surface.build();
        }

        /** Everything but the picture of the only plane. */
        private <B extends Content.Builder<B>> void describe(B result, Plane plane) {
            result.caption("Loss, " + words(plane) + ", " + plane.risk().description())
                    .array("x", NumericArray.of(axes[0]))
                    .array("y", NumericArray.of(axes[1]));
            plane.describe(result, "surface", "");
            addAnchors(result, plane, "");
            result.notes(plane.frame().notes()).notes(sentences);
            plane.rounds().sentence().ifPresent(result::note);
        }

        private Composite withTopology(Plane plane, Surface.Builder surface) {
            double[] heights = plane.losses();
            for (int i = 0; plane.wide() && i < heights.length; i++) {
                heights[i] = Math.log10(heights[i]);
            }
            double share = input.values().get(Topology.PERSISTENCE);
            Topology topology = Topology.of(axes[0], axes[1], heights, share);
            Composite.Builder result = Composite.builder(surface.build().title());
            describe(result, plane);
            topology.addTo(result);
            topology.drawOn(surface);
            if (plane.wide()) {
                result.note("Heights and persistence are common logarithms of the loss.");
            }
            result.part("surface", surface.caption(Topology.LEGEND).build());
            topology.addPartsTo(result);
            return result.build();
        }

        private Surface.Builder picture(Plane plane, boolean logarithmic) {
            String title =
                    plane.frame().several()
                            ? "Loss, " + plane.frame().words()
                            : "Loss surface of " + plane.risk().model().name();
            Surface.Builder surface = plane.surface(title, logarithmic);
            List<Anchor> anchors = plane.frame().anchors();
            if (!anchors.isEmpty()) {
                surface.path(
                        anchors.get(0).name() + " to " + anchors.get(anchors.size() - 1).name(),
                        anchors.stream().mapToDouble(Anchor::x).toArray(),
                        anchors.stream().mapToDouble(Anchor::y).toArray());
            }
            return surface;
        }

        private String words(Plane plane) {
            String own = plane.risk().model().name() + ", " + plane.frame().words();
            String seeds = plane.seeds() == 1 ? "" : ", mean of " + plane.seeds() + " seeds";
            String standing = plane.standing();
            return own + seeds + (standing.isEmpty() ? "" : ", " + standing);
        }

        private static <B extends Content.Builder<B>> void addAnchors(
                B result, Plane plane, String model) {
            List<Anchor> anchors = plane.frame().anchors();
            if (anchors.isEmpty()) {
                return;
            }
            double[] x = anchors.stream().mapToDouble(Anchor::x).toArray();
            double[] y = anchors.stream().mapToDouble(Anchor::y).toArray();
            result.array("anchor_x" + model, NumericArray.of(x))
                    .array("anchor_y" + model, NumericArray.of(y));
            for (int split = 0; split < plane.risk().splits(); split++) {
                int s = split;
                double[] loss =
                        plane.anchors().stream().mapToDouble(at -> at.get(s).loss()).toArray();
                String key = "anchor_loss" + model + Risk.suffix(split);
                result.array(key, NumericArray.of(loss));
            }
        }

        /** A surface for each model, their numbers under suffixed keys, on one scale. */
        private Composite several() {
            boolean logarithmic = planes.stream().anyMatch(Plane::wide);
            List<String> captions = planes.stream().map(this::words).toList();
            Composite.Builder result =
                    Composite.builder("Loss surfaces")
                            .caption(
                                    "Loss: "
                                            + String.join("; ", captions)
                                            + "; "
                                            + planes.get(0).risk().description())
                            .array("x", NumericArray.of(axes[0]))
                            .array("y", NumericArray.of(axes[1]));
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < planes.size(); k++) {
                Plane plane = planes.get(k);
                String model = Frames.suffix(k);
                plane.describe(result, part(k), model);
                addAnchors(result, plane, model);
                result.notes(plane.frame().notes());
                double[] range = plane.range(0);
                low = Double.isNaN(range[0]) ? low : Math.min(low, range[0]);
                high = Double.isNaN(range[1]) ? high : Math.max(high, range[1]);
            }
            result.scalar("colour_low", low).scalar("colour_high", high);
            result.notes(sentences).notes(Frames.sharing(input, input.values().get(DIRECTIONS)));
            planes.get(0).rounds().sentence().ifPresent(result::note);
            result.note(
                    String.format(
                            Locale.ROOT,
                            "One scale for all surfaces: losses from %.4g to %.4g.",
                            low,
                            high));
            for (int k = 0; k < planes.size(); k++) {
                Surface.Builder picture = picture(planes.get(k), logarithmic);
                if (low < high) {
                    picture.scale(low, high);
                }
                result.part(part(k), picture.caption(captions.get(k)).build());
            }
            return result.build();
        }
    }
}
