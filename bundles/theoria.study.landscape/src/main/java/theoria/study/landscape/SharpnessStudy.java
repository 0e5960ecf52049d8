package theoria.study.landscape;

import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.graph.LayerCost;
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
import theoria.study.landscape.internal.LabelledBatches;
import theoria.study.landscape.internal.LossParameter;
import theoria.study.landscape.internal.Memory;
import theoria.study.landscape.internal.sharpness.SharpnessPlan;
import theoria.study.landscape.internal.sharpness.SharpnessReport;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the loss rises near a network, by the measures of Keskar et al. 2017, of SAM (Foret et
 * al. 2021), of adaptive SAM (Kwon et al. 2021) and by random noise - and beside each number that
 * of the same function with rescaled weights (Dinh et al. 2017; theory entry L12).
 */
public final class SharpnessStudy implements Study {
    /** Passes of a step of an ascent: a value, a gradient, and now and then a halving. */
    private static final int PASSES_PER_STEP = 6;

    /** Losses that are looked at for a step, a longer one first. */
    private static final double LOSSES_PER_STEP = 1.5;

    /** Places at which the way to the top of an ascent is measured for the picture. */
    private static final int PLACES = 20;

    private static final Parameter.Real EPSILON =
            real("epsilon", "Epsilon", "Keskar's box: |y_i| up to epsilon (|x_i| + 1).", 1e-3, 0);
    private static final Parameter.Real RHO =
            real("rho", "Radius", "SAM's ball: |d|_2 up to rho.", 0.05, 0);
    private static final Parameter.Real ADAPTIVE_RHO =
            real(
                    "adaptive-rho",
                    "Adaptive radius",
                    "Adaptive sharpness: |d / |x||_2 up to this.",
                    0.5,
                    0);
    private static final Parameter.Real SIGMA =
            real(
                    "sigma",
                    "Noise",
                    "Standard deviation of the noise, relative to the root mean square of each"
                            + " block of weights.",
                    0.01,
                    0);
    private static final Parameter.Whole STEPS =
            new Parameter.Whole("steps", "Steps", "Steps of an ascent, at most.", 20, 1, 1_000_000);
    private static final Parameter.Whole RESTARTS =
            new Parameter.Whole(
                    "restarts",
                    "Restarts",
                    "Ascents for each maximum: the first from the middle, others from random"
                            + " points.",
                    3,
                    1,
                    1000);
    private static final Parameter.Whole DRAWS =
            new Parameter.Whole("draws", "Draws", "Draws of the noise.", 20, 2, 1_000_000);
    private static final Parameter.Whole SUBSPACE =
            new Parameter.Whole(
                    "subspace",
                    "Subspace",
                    "Dimensions of a random subspace for Keskar's measure; 0 takes the whole"
                            + " space.",
                    0,
                    0,
                    100_000);
    private static final Parameter.Real RESCALE =
            real("rescale", "Rescale", "Factor of the function-preserving rescaling.", 7, 1e-6);

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("landscape.sharpness", "Sharpness", "Landscape")
                    .tells(
                            "How far the loss rises near the network by the usual measures, and"
                                    + " which of them see the scale of the weights that the"
                                    + " function does not.",
                            "Whether the network generalizes; of two networks with unequal training"
                                    + " losses, anything about how they were trained.")
                    .formula(
                            "\\phi = 100\\, \\frac{\\max_{y \\in C} f(x+y) - f(x)}{1 + f(x)},\\quad"
                                    + " C = \\{|y_i| \\le \\epsilon (|x_i| + 1)\\}",
                            "Keskar, Mudigere, Nocedal, Smelyanskiy, Tang 2017; Dinh, Pascanu,"
                                    + " S. Bengio, Y. Bengio 2017")
                    .models(1, 2)
                    .data(Split.TRAIN)
                    .samples(1000)
                    .parameter(EPSILON)
                    .parameter(RHO)
                    .parameter(ADAPTIVE_RHO)
                    .parameter(SIGMA)
                    .parameter(STEPS)
                    .parameter(RESTARTS)
                    .parameter(DRAWS)
                    .parameter(SUBSPACE)
                    .parameter(RESCALE)
                    .parameter(LossParameter.LOSS)
                    .output("loss", "mean loss f(x)")
                    .output("keskar", "100 (max f(x + y) - f(x)) / (1 + f(x)) over Keskar's box")
                    .output("sam", "max f(x + d) - f(x) over the ball, by ascent")
                    .output("sam_first_order", "the same to first order, rho |grad f|_2")
                    .output("asam", "max f(x + d) - f(x) over |d / |x||_2 <= rho, by ascent")
                    .output("asam_first_order", "the same to first order")
                    .output("expected", "mean of f(x + e) - f(x) over the noise")
                    .output("expected_stderr", "its standard error")
                    .output("rescaled_loss", "of the rescaled network; so are the following")
                    .output("rescaled_keskar", "Keskar's measure there")
                    .output("rescaled_sam", "SAM's there")
                    .output("rescaled_sam_first_order", "to first order")
                    .output("rescaled_asam", "the adaptive one there")
                    .output("rescaled_asam_first_order", "to first order")
                    .output("rescaled_expected", "mean over the noise there")
                    .output("rescaled_expected_stderr", "its standard error")
                    .output("share", "shares of the way to the highest points found, (21)")
                    .output("keskar_rise", "f there above f(x) on the way to keskar's, (21)")
                    .output("sam_rise", "the same on the way to SAM's, (21)")
                    .output("asam_rise", "the same on the way to the adaptive one's, (21)")
                    .output("rescaled_keskar_rise", "of the rescaled network, (21)")
                    .output("rescaled_sam_rise", "of the rescaled network, (21)")
                    .output("rescaled_asam_rise", "of the rescaled network, (21)")
                    .build();

    private static Parameter.Real real(
            String key, String label, String help, double otherwise, double least) {
        return new Parameter.Real(key, label, help, otherwise, least, 1e6, "");
    }

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        for (Model model : input.models()) {
            if (model.graph().parameterCount() == 0) {
                return Optional.of("'" + model.name() + "' has no parameters");
            }
        }
        return Memory.obstacle("the subspace for '" + input.model().name() + "'", bytes(input));
    }

    /** Each of two workers holds a subspace and some vectors. */
    private static double bytes(StudyInput input) {
        double vectors = 2.0 * (input.values().get(SUBSPACE) + 10);
        return 8 * vectors * input.model().graph().parameterCount();
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long ascents = (long) SharpnessPlan.KINDS * input.values().get(RESTARTS);
        long own =
                2 * ascents * (PASSES_PER_STEP * (long) input.values().get(STEPS) + PLACES)
                        + 2L * input.values().get(DRAWS);
        double macs = 0;
        for (Model model : input.models()) {
            macs += (double) LayerCost.macs(model.graph()) * own * input.exampleCount();
        }
        return new CostEstimate(
                macs / CostEstimate.MACS_PER_SECOND,
                (long) bytes(input),
                String.format(Locale.ROOT, "%,d passes over the examples, at most", own),
                work(input));
    }

    /**
     * A step is a gradient and as a rule one or two losses; the rescaled network takes the same.
     */
    private static List<Work> work(StudyInput input) {
        int ascents = SharpnessPlan.KINDS * input.values().get(RESTARTS);
        int draws = input.values().get(DRAWS);
        double steps = (double) ascents * input.values().get(STEPS);
        double losses = LOSSES_PER_STEP * steps + ascents * PLACES + draws;
        Need need = SharpnessPlan.need(input, LossParameter.of(input));
        double examples = input.exampleCount();
        int pieces = ascents + draws;
        List<Work> work = new ArrayList<>();
        for (Model model : input.models()) {
            int batch = LabelledBatches.size(model.graph(), input.batch());
            work.add(new Work(model, need, Work.Kind.GRADIENT, 2 * steps, examples, batch, pieces));
            work.add(new Work(model, need, Work.Kind.FORWARD, 2 * losses, examples, batch, pieces));
        }
        return work;
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        SharpnessPlan plan =
                new SharpnessPlan(
                        input.values().get(EPSILON),
                        input.values().get(RHO),
                        input.values().get(ADAPTIVE_RHO),
                        input.values().get(SIGMA),
                        input.values().get(STEPS),
                        input.values().get(RESTARTS),
                        input.values().get(DRAWS),
                        input.values().get(SUBSPACE),
                        input.values().get(RESCALE));
        return new SharpnessReport(input, plan, LossParameter.of(input)).compute(progress);
    }
}
