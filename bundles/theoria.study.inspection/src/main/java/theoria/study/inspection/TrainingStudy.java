package theoria.study.inspection;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.load.Model;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Table;
import theoria.core.study.result.TableRows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

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

    private static final List<String> SHOWN =
            List.of(
                    "loss",
                    "accuracy",
                    "train_loss",
                    "gradient_norm",
                    "weight_norm",
                    "update_ratio",
                    "learning_rate",
                    "dead_relu");

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
        double[] steps = path.stream().mapToDouble(Model.Waypoint::step).toArray();
        Composite.Builder result =
                Composite.builder("Training curves")
                        .caption(
                                "Training of "
                                        + input.model().name()
                                        + ", "
                                        + steps.length
                                        + " checkpoints up to step "
                                        + path.get(path.size() - 1).step())
                        .array("step", NumericArray.of(steps));
        for (String key : SHOWN) {
            double[] values = values(path, key);
            if (known(values)) {
                result.array(key, NumericArray.of(values));
            }
        }
        addBest(result, steps, values(path, "loss"));
        add(result, "losses", "Loss", "loss", path, steps, List.of("train_loss", "loss"));
        add(result, "accuracy", "Accuracy", "accuracy", path, steps, List.of("accuracy"));
        add(result, "gradient", "Norm of the gradient", "norm", path, steps, List.of("gradient_norm"));
        add(result, "weights", "Norm of the weights", "norm", path, steps, List.of("weight_norm"));
        add(result, "update", "Update ratio", "|du| / |w|", path, steps, List.of("update_ratio"));
        add(result, "dead", "Dead ReLU units", "share", path, steps, List.of("dead_relu"));
        add(result, "rate", "Learning rate", "rate", path, steps, List.of("learning_rate"));
        return result.part("checkpoints", table(path)).build();
    }

    private static void addBest(Composite.Builder result, double[] steps, double[] losses) {
        int best = -1;
        for (int i = 0; i < losses.length; i++) {
            if (best < 0 ? !Double.isNaN(losses[i]) : losses[i] < losses[best]) {
                best = i;
            }
        }
        if (best >= 0) {
            result.scalar("best_loss", losses[best]).scalar("best_step", steps[best]);
        }
    }

    private static void add(
            Composite.Builder result,
            String part,
            String title,
            String axis,
            List<Model.Waypoint> path,
            double[] steps,
            List<String> keys) {
        Curves.Builder curves = Curves.builder(title, Axis.of("step"), Axis.of(axis));
        boolean any = false;
        for (String key : keys) {
            double[] values = values(path, key);
            if (known(values)) {
                curves.series(Series.line(key.replace("_", " "), steps, values));
                any = true;
            }
        }
        if (any) {
            result.part(part, curves.build());
        }
    }

    /** NaN where it was not measured. */
    private static double[] values(List<Model.Waypoint> path, String key) {
        return path.stream().mapToDouble(p -> p.metrics().getOrDefault(key, Double.NaN)).toArray();
    }

    private static boolean known(double[] values) {
        for (double value : values) {
            if (!Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    private static Table table(List<Model.Waypoint> path) {
        TreeSet<String> keys = new TreeSet<>();
        path.forEach(point -> keys.addAll(point.metrics().keySet()));
        TableRows rows = new TableRows().integers("step");
        keys.forEach(key -> rows.reals(key.replace("_", " ")));
        for (Model.Waypoint point : path) {
            List<Object> row = new ArrayList<>();
            row.add(point.step());
            keys.forEach(key -> row.add(point.metrics().getOrDefault(key, Double.NaN)));
            rows.add(row.toArray());
        }
        return Table.builder("Checkpoints").rows(rows).build();
    }
}
