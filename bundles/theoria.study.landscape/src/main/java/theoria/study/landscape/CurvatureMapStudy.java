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
import theoria.core.study.Work;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.result.Result;
import theoria.study.landscape.internal.LossParameter;
import theoria.study.landscape.internal.Options;
import theoria.study.landscape.internal.curvature.CurvatureMap;
import theoria.study.landscape.internal.curvature.ProductCosts;
import theoria.study.landscape.internal.direction.DirectionParameters;
import theoria.study.landscape.internal.direction.DirectionSource;
import theoria.study.landscape.internal.direction.Frames;
import theoria.study.landscape.internal.frame.Axes;
import theoria.study.landscape.internal.frame.Frame;
import theoria.study.landscape.internal.frame.Mover;
import theoria.study.landscape.internal.frame.StatisticsParameters;
import theoria.study.landscape.internal.grid.Costs;

import java.util.List;
import java.util.Optional;

/**
 * How convex the loss is on a plane: the largest and the smallest eigenvalue of the Hessian at
 * every point theta + x d + y e, and their ratio, which Li et al. (2018) map to show that a slice
 * that looks convex may hide directions in which the loss bends down (theory entry L4).
 */
public final class CurvatureMapStudy implements WeightSpace {
    private static final int USUAL_PRODUCTS = 25;

    private static final Parameter.Whole GRID =
            new Parameter.Whole("grid", "Grid", "Points along each direction.", 11, 2, 201);
    private static final Parameter.Real RANGE =
            new Parameter.Real(
                    "range", "Range", "x and y run from -range to range.", 1.0, 1e-6, 1e6, "");
    private static final Parameter.Choice DIRECTIONS =
            new Parameter.Choice(
                    "directions",
                    "Directions",
                    "random, pca of the training path, gradient, hessian (its two sharpest"
                            + " eigenvectors), or file:PATH with dx and dy (npz) or of Li et al."
                            + " (HDF5).",
                    "random",
                    DirectionSource.WORDS.stream().filter(w -> !w.equals("between")).toList());
    private static final Parameter.Real TOLERANCE =
            new Parameter.Real(
                    "tolerance",
                    "Tolerance",
                    "Residual of an eigenpair at which its search ends, relative to the largest"
                            + " eigenvalue in size.",
                    1e-3,
                    1e-12,
                    0.1,
                    "");
    private static final Parameter.Whole MOST =
            new Parameter.Whole(
                    "products",
                    "Products",
                    "Products with the Hessian at a point after which its search ends as it is.",
                    100,
                    4,
                    10_000);

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("landscape.curvature-map", "Curvature map", "Landscape")
                    .tells(
                            "Where on a plane the loss is convex in all its parameters, and where"
                                + " it bends down in a direction that the picture does not show.",
                            "How many directions bend down, and how far they lead; one point is"
                                    + " looked at by landscape.hessian.")
                    .formula(
                            "\\lambda_{max}, \\lambda_{min} \\text{ of } \\nabla^2 L(\\theta + x d"
                                    + " + y e)",
                            "Li, Xu, Taylor, Studer, Goldstein 2018, section 5.3")
                    .data(Split.TRAIN)
                    .samples(200)
                    .parameter(GRID)
                    .parameter(RANGE)
                    .parameter(DIRECTIONS)
                    .parameter(TOLERANCE)
                    .parameter(MOST)
                    .parameter(DirectionParameters.NORMALIZE)
                    .parameter(DirectionParameters.IGNORE)
                    .parameter(DirectionParameters.ORTHOGONAL)
                    .parameter(LossParameter.LOSS)
                    .parameter(StatisticsParameters.STATISTICS)
                    .parameter(StatisticsParameters.STATISTICS_BATCHES)
                    .parameter(DirectionParameters.CHECKPOINTS)
                    .parameter(DirectionParameters.CENTRE)
                    .output("x", "abscissae, (grid)")
                    .output("y", "ordinates, (grid)")
                    .output("lambda_max", "largest eigenvalue, (grid, grid), row = y")
                    .output("lambda_min", "smallest eigenvalue, (grid, grid), row = y")
                    .output("ratio", "|lambda_min / lambda_max|, (grid, grid)")
                    .output("loss", "mean loss, (grid, grid)")
                    .output("residual", "residual estimate, relative to the larger in size")
                    .output("cell_products", "products with the Hessian made for each cell")
                    .output("centre_lambda_max", "at the network itself, if 0 is a grid point")
                    .output("centre_lambda_min", "at the network itself, if 0 is a grid point")
                    .output("bending_down", "share of the cells whose lambda_min is below 0")
                    .output("products", "products with the Hessian that were made")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        Model model = input.model();
        if (model.graph().parameterCount() < 2) {
            return Optional.of("'" + model.name() + "' has fewer than two parameters");
        }
        Optional<String> directions = Frames.obstacle(input, input.values().get(DIRECTIONS), 2);
        return directions.isPresent()
                ? directions
                : Costs.planes(input, List.of(model), input.values().get(GRID));
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long grid = input.values().get(GRID);
        long products = grid * grid * Math.min(USUAL_PRODUCTS, input.values().get(MOST));
        Model model = input.model();
        return new CostEstimate(
                ProductCosts.seconds(input, model, products, 0),
                (long) Costs.planeBytes(input, List.of(model), grid)
                        + 50L * 8 * model.graph().parameterCount(),
                "about " + ProductCosts.words(products),
                List.of(work(input, products, (int) (grid * grid))));
    }

    /** The cells go to the threads, each with all of its products. */
    private static Work work(StudyInput input, long products, int cells) {
        Work one =
                ProductCosts.work(
                        input,
                        input.model(),
                        LossParameter.of(input),
                        products,
                        input.exampleCount());
        return new Work(
                one.model(),
                one.need(),
                one.kind(),
                one.passes(),
                one.examples(),
                one.batch(),
                cells);
    }

    private static Frame frame(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        return Frames.of(input, input.values().get(DIRECTIONS), 1, 2, progress).get(0).get(0);
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Frame frame = frame(input, progress);
        Options options = new Options(input.values());
        Mover mover = Mover.of(input, input.model(), options, frame, progress);
        double[][] axes =
                Axes.of(List.of(frame), input.values().get(RANGE), input.values().get(GRID));
        double tolerance = input.values().get(TOLERANCE);
        CurvatureMap map =
                new CurvatureMap(input, frame, mover, axes, tolerance, input.values().get(MOST));
        input.previous().ifPresent(map::resume);
        return map.compute(progress);
    }

    @Override
    public Weights weightsAt(
            StudyInput input, int model, double x, double y, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        return Mover.weights(input, input.model(), frame(input, progress), x, y, progress);
    }
}
