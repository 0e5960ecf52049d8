package theoria.study.landscape;

import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.graph.LayerCost;
import theoria.core.model.load.Model;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.result.Result;
import theoria.study.landscape.internal.LossParameter;
import theoria.study.landscape.internal.curvature.StabilityRun;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The largest eigenvalue of the Hessian at the checkpoints of a training against the curvature at
 * which its steps become unstable (Cohen et al. 2021; theory entry L4).
 */
public final class EdgeOfStabilityStudy implements Study {
    private static final double MACS_PER_SECOND = 2e9;
    private static final double MACS_PER_PRODUCT = 7;
    private static final long USUAL_PRODUCTS = 30;

    private static final Parameter.Whole CHECKPOINTS =
            new Parameter.Whole(
                    "checkpoints",
                    "Checkpoints",
                    "Checkpoints to look at, at most: the first, the last and some between.",
                    20,
                    1,
                    10_000);

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("landscape.edge-of-stability", "Edge of stability", "Landscape")
                    .tells(
                            "Whether the loss became as sharp during the training as the learning"
                                    + " rate can bear.",
                            "Whether the training would have gone better with another learning"
                                    + " rate.")
                    .formula(
                            "\\lambda_{\\max}(\\nabla^2 L(\\theta_t)) \\quad\\mathrm{against}\\quad"
                                    + " 2/\\eta,\\; 2(1+\\beta)/\\eta",
                            "Cohen, Kaur, Li, Kolter, Talwalkar 2021; Cohen et al. 2022")
                    .data(Split.TRAIN)
                    .samples(1000)
                    .parameter(CHECKPOINTS)
                    .parameter(LossParameter.LOSS)
                    .output("step", "steps of the checkpoints, (checkpoints)")
                    .output("lambda_max", "largest eigenvalue of the Hessian, (checkpoints)")
                    .output("residuals", "|Hv - lambda v| / |lambda| of each, by one more product")
                    .output(
                            "threshold",
                            "2(1 + momentum)/rate - weight decay, (checkpoints); NaN if not known")
                    .output(
                            "preconditioned_lambda_max",
                            "that of Adam's preconditioned Hessian, (checkpoints)")
                    .output(
                            "preconditioned_residuals",
                            "|Mv - lambda v| / |lambda| of each, M the preconditioned Hessian")
                    .output(
                            "preconditioned_threshold",
                            "2(1 + beta_1)/((1 - beta_1) rate), (checkpoints)")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        String name = input.model().name();
        if (input.model().trajectory().isEmpty()) {
            return Optional.of("'" + name + "' has no checkpoints; it was not trained here");
        }
        return input.model().graph().parameterCount() == 0
                ? Optional.of("'" + name + "' has no parameters")
                : Optional.empty();
    }

    private static List<Model.Waypoint> path(StudyInput input) {
        List<Model.Waypoint> all = input.model().trajectory();
        int most = input.values().get(CHECKPOINTS);
        if (all.size() <= most) {
            return all;
        }
        List<Model.Waypoint> some = new ArrayList<>();
        for (int k = 0; k < most; k++) {
            int last = all.size() - 1;
            some.add(all.get(most == 1 ? last : (int) ((long) last * k / (most - 1))));
        }
        return some;
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long checkpoints =
                Math.min(input.model().trajectory().size(), input.values().get(CHECKPOINTS));
        long macs = LayerCost.macs(input.model().graph());
        double products = (double) checkpoints * USUAL_PRODUCTS;
        return new CostEstimate(
                products * MACS_PER_PRODUCT * macs * input.exampleCount() / MACS_PER_SECOND,
                8L * 60 * input.model().graph().parameterCount(),
                String.format(
                        Locale.ROOT,
                        "%,d checkpoints, some %d products with the Hessian at each",
                        checkpoints,
                        USUAL_PRODUCTS));
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        return new StabilityRun(input, LossParameter.of(input), path(input)).compute(progress);
    }
}
