package theoria.study.landscape;

import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
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
import theoria.core.study.result.Derivation;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.study.landscape.internal.CoarseToFine;
import theoria.study.landscape.internal.Directions;
import theoria.study.landscape.internal.Normalisation;
import theoria.study.landscape.internal.Risk;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The empirical risk on a plane through a network: z(x, y) = L(theta + x d + y e), with random
 * directions d and e scaled filter by filter to the weights' norm (Li et al. 2018, theory entry
 * L2), or given ones. Running statistics stay as they are. Computed coarse to fine, so that every
 * partial result is a picture of the whole plane; an interrupted run goes on with the same bits.
 */
public final class SurfaceStudy implements Study {
    private static final Parameter.Whole GRID =
            new Parameter.Whole("grid", "Grid", "Points along each direction.", 51, 2, 2001);
    private static final Parameter.Real RANGE =
            new Parameter.Real(
                    "range", "Range", "x and y run from -range to range.", 1.0, 1e-6, 1e6, "");
    private static final Parameter.Choice DIRECTIONS =
            new Parameter.Choice(
                    "directions",
                    "Directions",
                    "random, or file:PATH of an npz archive with flat dx and dy, used as they are.",
                    "random",
                    List.of("random", "file:"));
    private static final Parameter.Choice NORMALISE =
            new Parameter.Choice(
                    "normalise",
                    "Normalise",
                    "How random directions are scaled against the weights.",
                    "filter",
                    Arrays.stream(Normalisation.values()).map(Normalisation::word).toList());

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("landscape.surface", "Loss surface", "Landscape")
                    .tells(
                            "How the loss rises around the network on a plane: flat or sharp,"
                                    + " smooth or rugged, as far as this slice shows.",
                            "Anything off the plane. Filter-normalised slices do not change when"
                                    + " whole layers are rescaled, but do when single neurons are.")
                    .formula(
                            "z(x,y) = L(\\theta + x d + y e),\\quad"
                                    + " d_f \\leftarrow d_f \\|w_f\\| / \\|d_f\\|",
                            "Li, Xu, Taylor, Studer, Goldstein 2018")
                    .data(Split.TRAIN)
                    .samples(1000)
                    .parameter(GRID)
                    .parameter(RANGE)
                    .parameter(DIRECTIONS)
                    .parameter(NORMALISE)
                    .output("x", "abscissae, (grid)")
                    .output("y", "ordinates, (grid)")
                    .output("loss", "mean loss, (grid, grid), row = y")
                    .output("accuracy", "fraction right, (grid, grid), row = y")
                    .output("centre_loss", "loss of the network itself, if 0 is a grid point")
                    .output("min_loss", "smallest loss on the grid")
                    .output("max_loss", "largest loss on the grid")
                    .output("cosine", "of the angle between the two directions")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long macs = LayerCost.macs(input.model().graph());
        long grid = input.values().get(GRID);
        long bytes = 8L * 3 * input.model().graph().parameterCount() + 64 * grid * grid;
        return CostEstimate.forward(macs, grid * grid * input.exampleCount(), bytes);
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        return new Plane(input).compute(progress);
    }

    /** One plane at work. */
    private static final class Plane {
        private final StudyInput input;
        private final Model model;
        private final Risk risk;
        private final double[] axis;
        private final double[] theta;
        private final double[] dx;
        private final double[] dy;
        private final boolean[] computed;
        private final double[][] layers;

        Plane(StudyInput input) throws StudyException {
            this.input = input;
            this.model = input.model();
            this.risk = new Risk(input, model);
            int grid = input.values().get(GRID);
            double range = input.values().get(RANGE);
            this.axis = LineStudy.points(-range, range, grid);
            this.theta = model.weights().parameters().toDoubles();
            double[][] directions = directions();
            this.dx = directions[0];
            this.dy = directions[1];
            this.computed = new boolean[grid * grid];
            this.layers = new double[2 * risk.splits()][grid * grid];
            for (double[] layer : layers) {
                Arrays.fill(layer, Double.NaN);
            }
            input.previous().ifPresent(this::resume);
        }

        private double[][] directions() throws StudyException {
            String choice = input.values().get(DIRECTIONS);
            if (choice.startsWith("file:")) {
                return Directions.read(Path.of(choice.substring("file:".length())), theta.length);
            }
            Normalisation how =
                    Normalisation.valueOf(input.values().get(NORMALISE).toUpperCase(Locale.ROOT));
            return new double[][] {
                Directions.random(model.graph(), theta, input.seed(), "dx", how),
                Directions.random(model.graph(), theta, input.seed(), "dy", how)
            };
        }

        /** Takes over what an interrupted run of the same input had computed. */
        private void resume(Result previous) {
            if (previous instanceof Surface
                    && Arrays.equals(((Surface) previous).x(), axis)
                    && ((Surface) previous).layers().size() == layers.length) {
                Surface surface = (Surface) previous;
                System.arraycopy(surface.computed(), 0, computed, 0, computed.length);
                for (int i = 0; i < layers.length; i++) {
                    double[] values = surface.layers().get(i).values();
                    System.arraycopy(values, 0, layers[i], 0, values.length);
                }
            }
        }

        Result compute(StudyProgress progress) throws StudyException, EngineException, Cancelled {
            int done = count();
            for (List<Integer> round : CoarseToFine.rounds(axis.length)) {
                List<Integer> open = round.stream().filter(cell -> !computed[cell]).toList();
                if (open.isEmpty()) {
                    continue;
                }
                int before = done;
                int[] finished = new int[1];
                List<double[][]> values =
                        risk.at(
                                open.size(),
                                (network, index) -> {
                                    network.setParameters(point(open.get(index)));
                                    synchronized (finished) {
                                        progress.report(
                                                (double) (before + finished[0]++) / computed.length,
                                                "loss surface");
                                    }
                                },
                                progress);
                for (int i = 0; i < open.size(); i++) {
                    store(open.get(i), values.get(i));
                }
                done += open.size();
                progress.publish(result());
            }
            return result();
        }

        private int count() {
            int count = 0;
            for (boolean cell : computed) {
                count += cell ? 1 : 0;
            }
            return count;
        }

        private double[] point(int cell) {
            double x = axis[cell % axis.length];
            double y = axis[cell / axis.length];
            double[] point = new double[theta.length];
            for (int i = 0; i < point.length; i++) {
                point[i] = theta[i] + x * dx[i] + y * dy[i];
            }
            return point;
        }

        private void store(int cell, double[][] values) {
            for (int split = 0; split < values.length; split++) {
                layers[2 * split][cell] = values[split][0];
                layers[2 * split + 1][cell] = values[split][1];
            }
            computed[cell] = true;
        }

        private Surface result() {
            int n = axis.length;
            Surface.Builder surface =
                    Surface.builder(
                                    "Loss surface of " + model.name(),
                                    Axis.of("x"),
                                    axis,
                                    Axis.of("y"),
                                    axis)
                            .caption(caption())
                            .computed(computed.clone())
                            .array("x", NumericArray.of(axis))
                            .array("y", NumericArray.of(axis));
            Shape shape = Shape.of(n, n);
            for (int split = 0; split < risk.splits(); split++) {
                String suffix = Risk.suffix(split);
                double[] loss = layers[2 * split].clone();
                double[] accuracy = layers[2 * split + 1].clone();
                surface.layer("loss" + suffix, Axis.of("loss" + suffix), loss)
                        .layer("accuracy" + suffix, Axis.of("accuracy" + suffix), accuracy)
                        .array("loss" + suffix, NumericArray.of(shape, loss))
                        .array("accuracy" + suffix, NumericArray.of(shape, accuracy));
                addScalars(surface, suffix, loss);
            }
            surface.scalar("cosine", Directions.cosine(dx, dy));
            if (model.graph().bufferCount() > 0) {
                surface.note("Running statistics of batch norm stay those of the network.");
            }
            return surface.build();
        }

        private void addScalars(Surface.Builder surface, String suffix, double[] loss) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int cell = 0; cell < loss.length; cell++) {
                if (computed[cell] && !Double.isNaN(loss[cell])) {
                    min = Math.min(min, loss[cell]);
                    max = Math.max(max, loss[cell]);
                }
            }
            int n = axis.length;
            double centre = n % 2 == 1 ? loss[n / 2 * n + n / 2] : Double.NaN;
            surface.scalar("centre_loss" + suffix, centre)
                    .derived("min_loss" + suffix, min, Derivation.least("surface", "loss" + suffix))
                    .derived(
                            "max_loss" + suffix,
                            max,
                            Derivation.largest("surface", "loss" + suffix));
        }

        private String caption() {
            String choice = input.values().get(DIRECTIONS);
            String plane =
                    choice.equals("random")
                            ? input.values().get(NORMALISE)
                                    + "-normalised random plane, seed "
                                    + input.seed()
                            : "plane of " + choice.substring("file:".length());
            return "Loss, " + model.name() + ", " + plane + ", " + risk.description();
        }
    }
}
