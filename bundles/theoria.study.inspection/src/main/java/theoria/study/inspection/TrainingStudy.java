package theoria.study.inspection;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.load.Model;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.TrainingCurves;
import theoria.core.study.result.Result;

import java.util.List;
import java.util.Optional;

/**
 * How a registered network was trained (theory entry I16): what was measured at the checkpoints of
 * its trajectory, over the steps - loss, accuracy, norm of the gradient and of the weights, update
 * ratio |du| / |w|, learning rate, share of dead ReLU units. Needs no data.
 */
public final class TrainingStudy implements Study {
    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("inspection.training", "Training curves", "Inspection")
                    .tells(
                            "How loss and accuracy went, whether steps were too large or too small,"
                                    + " and whether units died.",
                            "What happened between checkpoints; means since the last one hide"
                                    + " single jumps.")
                    .formula(
                            "\\|g_t\\|_2,\\quad \\frac{\\|\\theta_{t+1}-\\theta_t\\|_2}"
                                    + "{\\|\\theta_{t+1}\\|_2}",
                            "Goodfellow, Bengio, Courville 2016, chapter 8")
                    .data()
                    .output("step", "steps of the checkpoints, (checkpoints)")
                    .output("loss", "loss on what was measured, (checkpoints)")
                    .output("accuracy", "accuracy there, (checkpoints)")
                    .output("train_loss", "mean loss of the batches since the one before")
                    .output("gradient_norm", "mean norm of the gradient since the one before")
                    .output("weight_norm", "norm of the parameters")
                    .output("update_ratio", "mean of |du| / |w| since the one before")
                    .output("learning_rate", "of the last step")
                    .output("dead_relu", "share of ReLU units that are 0 on 256 examples")
                    .output("best_loss", "smallest loss")
                    .output("best_step", "step of the smallest loss")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        return input.model().trajectory().isEmpty()
                ? Optional.of(
                        "'"
                                + input.model().name()
                                + "' has no checkpoints; it was not trained here")
                : Optional.empty();
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        return new CostEstimate(0.01, 1 << 16, "reads what was measured");
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress) throws Cancelled {
        progress.check();
        List<Model.Waypoint> path = input.model().trajectory();
        TrainingCurves curves =
                new TrainingCurves(
                        path.stream().map(Model.Waypoint::step).toList(),
                        path.stream().map(Model.Waypoint::metrics).toList());
        return curves.result(
                        "Training of "
                                + input.model().name()
                                + ", "
                                + path.size()
                                + " checkpoints up to step "
                                + path.get(path.size() - 1).step())
                .build();
    }
}
