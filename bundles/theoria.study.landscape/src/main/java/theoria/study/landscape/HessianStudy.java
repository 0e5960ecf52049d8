package theoria.study.landscape;

import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.Work;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.result.Result;
import theoria.study.landscape.internal.LossParameter;
import theoria.study.landscape.internal.curvature.HessianPlan;
import theoria.study.landscape.internal.curvature.HessianRun;
import theoria.study.landscape.internal.curvature.PiecewiseLinear;
import theoria.study.landscape.internal.curvature.ProductCosts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The Hessian H of the mean loss (theory entries L4 and L5): extreme eigenvalues by Lanczos or all
 * by a dense decomposition, trace by Hutchinson and Hutch++, density by stochastic Lanczos
 * quadrature, the Gauss-Newton part, and the blocks of the layers. Its products with vectors are
 * exact (Pearlmutter 1994). Running statistics stay as they are.
 */
public final class HessianStudy implements Study {
    private static final Parameter.Words COMPUTE =
            new Parameter.Words(
                    "compute",
                    "Compute",
                    "Of eigenvalues, trace, exact-trace, density, gauss-newton, fisher those"
                            + " wanted, joined by commas.",
                    "eigenvalues");
    private static final Parameter.Whole TOP =
            new Parameter.Whole("top", "Top", "Number of largest eigenvalues.", 5, 1, 200);
    private static final Parameter.Whole BOTTOM =
            new Parameter.Whole("bottom", "Bottom", "Number of smallest eigenvalues.", 0, 0, 200);
    private static final Parameter.Whole PROBES =
            new Parameter.Whole(
                    "probes", "Probes", "Random vectors for trace and density.", 10, 2, 10_000);
    private static final Parameter.Whole STEPS =
            new Parameter.Whole("steps", "Steps", "Lanczos steps from each.", 90, 2, 2000);
    private static final Parameter.Choice METHOD =
            new Parameter.Choice(
                    "method",
                    "Method",
                    "lanczos for the extreme eigenvalues, dense for all of at most 5,000"
                            + " parameters; auto is dense up to 500.",
                    "auto",
                    List.of("auto", "lanczos", "dense"));
    private static final Parameter.Flag BLOCKS =
            new Parameter.Flag(
                    "blocks",
                    "Blocks",
                    "Whether the diagonal block of each layer is looked at too.",
                    false);

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("landscape.hessian", "Curvature", "Landscape")
                    .tells(
                            "How sharply the loss bends around the network, in which few directions"
                                    + " most, and how many are flat or bend down.",
                            "Whether the network generalizes: curvature changes when layers are"
                                    + " rescaled though the function does not.")
                    .formula(
                            "H = \\nabla^2 L(\\theta),\\quad H v = \\lambda v,\\quad"
                                    + " \\mathrm{tr} H = E[z'Hz],\\quad"
                                    + " \\phi(x) = \\frac1P \\sum_i N(x; \\lambda_i, \\sigma^2)",
                            "Pearlmutter 1994; Ghorbani, Krishnan, Xiao 2019; Sagun, Evci, Guney,"
                                    + " Dauphin, Bottou 2017")
                    .data(Split.TRAIN)
                    .samples(1000)
                    .parameter(COMPUTE)
                    .parameter(TOP)
                    .parameter(BOTTOM)
                    .parameter(PROBES)
                    .parameter(STEPS)
                    .parameter(METHOD)
                    .parameter(BLOCKS)
                    .parameter(LossParameter.LOSS)
                    .output("eigenvalues", "descending: top, then bottom ones; all if dense")
                    .output(
                            "residuals",
                            "|Hv - lambda v| / |lambda_1| of each, by one more product")
                    .output("gradient_norm", "norm of the gradient of the mean loss")
                    .output("gradient_overlap", "share of |g|^2 in the space of the top vectors")
                    .output(
                            "trace",
                            "of H: exact if dense or exact-trace, else by Hutchinson's probes")
                    .output("trace_stderr", "its standard error, 0 if exact")
                    .output("trace_hutchinson", "mean of z'Hz over the probes")
                    .output("trace_hutchinson_stderr", "its standard error")
                    .output("trace_hutchpp", "by Hutch++ with as many products as probes")
                    .output("trace_hutchpp_stderr", "its standard error")
                    .output("density_x", "eigenvalues, (401)")
                    .output("density_y", "density there, (401)")
                    .output("density_stderr", "its standard error over the probes, (401)")
                    .output("density_sigma", "width of the Gaussian: range of the nodes / steps")
                    .output("negative_mass", "share of the eigenvalues below 0")
                    .output("spectrum_mean", "mean of the eigenvalues")
                    .output("spectrum_variance", "variance of the eigenvalues")
                    .output(
                            "mp_edges",
                            "ends of the Marchenko-Pastur law of that mean and variance")
                    .output("gauss_newton_trace", "of G, exact, from the Jacobians of the examples")
                    .output("gauss_newton_eigenvalues", "the top ones of G, descending")
                    .output("gauss_newton_residuals", "|Gv - lambda v| / |lambda_1| of each")
                    .output("fisher_trace", "mean of |g_i|^2, g_i the gradient of example i")
                    .output(
                            "fisher_eigenvalues",
                            "the top ones of F = mean of g_i g_i', descending")
                    .output("fisher_residuals", "|Fv - lambda v| / |lambda_1| of each")
                    .output("block_eigenvalues", "largest one of each layer's block, (layers)")
                    .output("block_residuals", "|Hv - lambda v| / |lambda| of each, (layers)")
                    .output("block_traces", "of each block, by the probes, (layers)")
                    .output("block_traces_stderr", "their standard errors, (layers)")
                    .output("block_gauss_newton_traces", "of the blocks of G, exact, (layers)")
                    .output("asymmetry", "|u'Hv - v'Hu| / (|Hu| |v|) of two random vectors")
                    .output("products", "number of products with a vector that were made")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    private static HessianPlan plan(StudyInput input) {
        int size = input.model().graph().parameterCount();
        String method = input.values().get(METHOD);
        boolean small = method.equals("auto") && size <= HessianPlan.USUAL_DENSE;
        return new HessianPlan(
                HessianPlan.words(input.values().get(COMPUTE)),
                input.values().get(TOP),
                input.values().get(BOTTOM),
                input.values().get(PROBES),
                input.values().get(STEPS),
                small || method.equals("dense"),
                input.values().get(BLOCKS));
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        HessianPlan plan = plan(input);
        Set<String> unknown = new java.util.TreeSet<>(plan.compute());
        unknown.removeAll(HessianPlan.WORDS);
        if (!unknown.isEmpty()) {
            return Optional.of(
                    "compute has '"
                            + String.join("', '", unknown)
                            + "'; there are "
                            + String.join(", ", HessianPlan.WORDS));
        }
        NetworkGraph graph = input.model().graph();
        Optional<String> notLinear =
                plan.traceOfGaussNewton()
                        ? PiecewiseLinear.obstacle(
                                graph,
                                LossParameter.of(input)
                                        .head(graph, input.need().rawOutputs())
                                        .lossNode())
                        : Optional.empty();
        if (notLinear.isPresent()) {
            return Optional.of(
                    "exact-trace: in '"
                            + input.model().name()
                            + "' "
                            + notLinear.get()
                            + "; compute=trace estimates it");
        }
        int size = graph.parameterCount();
        if (size == 0) {
            return Optional.of("'" + input.model().name() + "' has no parameters");
        }
        if (plan.dense() && size > HessianPlan.LARGEST_DENSE) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "'%s' has %,d parameters; method=dense takes at most %,d",
                            input.model().name(),
                            size,
                            HessianPlan.LARGEST_DENSE));
        }
        long bytes = plan.bytes(size);
        if (bytes > Runtime.getRuntime().maxMemory() * 3 / 4) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "'%s' has %,d parameters: %d Lanczos vectors take %,d MB; ask for fewer"
                                    + " steps",
                            input.model().name(),
                            size,
                            input.values().get(STEPS),
                            bytes >> 20));
        }
        return Optional.empty();
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        NetworkGraph graph = input.model().graph();
        HessianPlan plan = plan(input);
        long layers = graph.nodes().stream().filter(node -> !node.blocks().isEmpty()).count();
        long products = plan.products(graph.parameterCount(), (int) layers);
        double passes = plan.jacobians() ? 8.0 * graph.classes() : 0; // of single examples
        return new CostEstimate(
                ProductCosts.seconds(input, input.model(), products, passes),
                plan.bytes(graph.parameterCount()),
                ProductCosts.words(products),
                work(input, plan, products));
    }

    /** The diagonals of G and Fisher take passes of one example, G's one for each class. */
    private static List<Work> work(StudyInput input, HessianPlan plan, long products) {
        Model model = input.model();
        double examples = input.exampleCount();
        Work all = ProductCosts.work(input, model, LossParameter.of(input), products, examples);
        Work.Kind gradient = Work.Kind.GRADIENT;
        List<Work> work = new ArrayList<>(List.of(all));
        int passes = plan.jacobians() ? model.graph().classes() : 0;
        passes += plan.compute().contains("gauss-newton") ? 1 : 0;
        passes += plan.compute().contains("fisher") ? 1 : 0;
        if (passes > 0) {
            work.add(new Work(model, all.need(), gradient, passes, examples, 1, all.pieces()));
        }
        return work;
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        return new HessianRun(input, plan(input), LossParameter.of(input)).compute(progress);
    }
}
