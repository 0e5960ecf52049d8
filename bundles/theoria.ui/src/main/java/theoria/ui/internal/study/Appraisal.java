package theoria.ui.internal.study;

import theoria.core.model.data.Dataset;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunSpec;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.runtime.source.Sources;
import theoria.ui.internal.run.RunWords;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be said of a run before it begins: why it cannot, or what it costs.
 *
 * @param obstacle one sentence, empty if there is none
 * @param cost one line, empty if there is an obstacle
 * @param layers names of the first model's nodes, in the order they are computed
 */
record Appraisal(String obstacle, String cost, List<String> layers) {
    /** Why not, nothing else being known. */
    static Appraisal not(String obstacle) {
        return new Appraisal(obstacle, "", List.of());
    }

    private static final double MEGA = 1e6;

    /** How a run's cost is found. */
    @FunctionalInterface
    interface Estimator {
        /** From metadata alone, at once. */
        Estimator QUICK = StudyRunner::cost;

        /** Timed, if it is long: a moment the first time. */
        Estimator TIMED = Appraisal::timed;

        /** The cost. */
        CostEstimate cost(StudyRunner runner, Study study, StudyRequest request);
    }

    private static CostEstimate timed(StudyRunner runner, Study study, StudyRequest request) {
        try {
            return runner.estimate(study, request, new RunControl());
        } catch (Cancelled e) {
            return runner.cost(study, request); // the window is closing
        }
    }

    /** Appraises a run; reads its models and data if they were not read yet. Not for the window. */
    static Appraisal of(
            Study study, RunSpec spec, Sources sources, StudyRunner runner, Estimator estimator) {
        List<String> layers = new ArrayList<>();
        try {
            List<Model> models = new ArrayList<>();
            for (String reference : spec.models()) {
                models.add(sources.model(reference));
            }
            models.stream()
                    .limit(1)
                    .flatMap(model -> model.graph().nodes().stream())
                    .forEach(node -> layers.add(node.name()));
            boolean needsData = !study.descriptor().data().isEmpty();
            Optional<Dataset> data = needsData ? sources.data(spec.data()) : Optional.empty();
            StudyRequest request = spec.request(models, data);
            Optional<String> obstacle = runner.obstacle(study, request);
            return obstacle.isPresent()
                    ? new Appraisal(obstacle.get(), "", layers)
                    : new Appraisal(
                            "",
                            words(estimator.cost(runner, study, request), runner.threads()),
                            layers);
        } catch (FormatException | RegistryException | ShapeException e) {
            return new Appraisal(String.valueOf(e.getMessage()), "", layers);
        } catch (RuntimeException e) {
            // a study of a plug-in may throw anything when it is asked
            return new Appraisal(String.valueOf(e.getMessage()), "", layers);
        }
    }

    private static String words(CostEstimate cost, int threads) {
        return "about "
                + RunWords.duration(cost.seconds() / threads)
                + String.format(Locale.ROOT, ", %,.0f MB. ", Math.max(1, cost.bytes() / MEGA))
                + cost.basis();
    }

    /** Whether it can run. */
    boolean possible() {
        return obstacle.isEmpty();
    }
}
