package theoria.runtime.cli;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.load.Model;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code theoria bench landscape-reference}: computes every point of a stored loss surface again
 * and tells how far the two are apart.
 */
final class ReferenceBench {
    private static final String REFERENCE = "reference";
    private static final List<String> LOSSES = List.of("train_loss", "loss");
    private static final List<String> ACCURACIES = List.of("train_acc", "accuracy");

    private final Session session;
    private final StudyRequest given;
    private final Map<String, String> parameters;

    /**
     * For a model, data and parameters of {@code landscape.surface}, with the file of the surface
     * as the parameter {@code reference}.
     *
     * @throws UsageException if one of them is missing
     */
    ReferenceBench(Session session, StudyRequest given, Map<String, String> parameters)
            throws UsageException {
        if (given.models().isEmpty()
                || given.data().isEmpty()
                || !parameters.containsKey(REFERENCE)) {
            throw new UsageException(
                    "the benchmark 'landscape-reference' needs --model, --data and -p"
                            + " reference=FILE, a stored surface");
        }
        this.session = session;
        this.given = given;
        this.parameters = new LinkedHashMap<>(parameters);
    }

    Timing timing() throws Exception {
        String file = parameters.remove(REFERENCE);
        Surface stored = stored(file);
        double[] x = stored.x();
        parameters.put("grid", String.valueOf(x.length));
        parameters.put("range", String.valueOf(x[x.length - 1]));
        String work =
                x.length
                        + "x"
                        + stored.y().length
                        + " cells of '"
                        + given.models().get(0).name()
                        + "', all examples";
        return Timing.of("landscape-reference", work, 1, false, () -> compare(stored));
    }

    private Surface stored(String file) throws Exception {
        Result result = run("landscape.stored", List.of(), Optional.empty(), Map.of("file", file));
        Result picture = result instanceof Composite all ? all.parts().get("surface") : result;
        if (picture instanceof Surface surface) {
            return surface;
        }
        throw new UsageException("parameter reference is '" + file + "', which holds no surface");
    }

    private Result run(
            String study, List<Model> models, Optional<Dataset> data, Map<String, String> values)
            throws Exception {
        StudyRequest request =
                new StudyRequest(
                        models,
                        data,
                        SampleSelection.ALL,
                        data.isEmpty() ? List.of() : List.of(Split.TRAIN),
                        values,
                        given.seed());
        return session.runner()
                .run(
                        RunCommand.study(session, study).study(),
                        request,
                        Optional.empty(),
                        session.control(),
                        new RunListener() {})
                .result();
    }

    private Map<String, Object> compare(Surface stored) throws Exception {
        Surface found =
                (Surface) run("landscape.surface", given.models(), given.data(), parameters);
        if (!near(stored.x(), found.x()) || !near(stored.y(), found.y())) {
            throw new UsageException("the stored surface has no square grid around the network");
        }
        double[] expected = values(stored, LOSSES);
        double[] loss = values(found, LOSSES);
        double[] right = values(stored, ACCURACIES);
        double[] accuracy = values(found, ACCURACIES);
        double examples = given.data().orElseThrow().split(Split.TRAIN).orElseThrow().size();
        double worst = 0;
        int cells = 0;
        int others = 0;
        for (int i = 0; i < expected.length; i++) {
            if (!Double.isNaN(expected[i])) {
                cells++;
                worst = Math.max(worst, Math.abs(loss[i] - expected[i]) / Math.abs(expected[i]));
                long difference = Math.round((accuracy[i] - right[i]) * examples);
                others += difference == 0 ? 0 : 1;
            }
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("cells", cells);
        facts.put("worst_relative_loss", worst);
        facts.put("cells_of_other_accuracy", others);
        return facts;
    }

    private static boolean near(double[] a, double[] b) {
        return a.length == b.length
                && IntStream.range(0, a.length).allMatch(i -> Math.abs(a[i] - b[i]) < 1e-9);
    }

    private static double[] values(Surface surface, List<String> keys) throws UsageException {
        return surface.layers().stream()
                .filter(layer -> keys.contains(layer.key()))
                .findFirst()
                .map(Surface.Layer::values)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "'"
                                                + surface.title()
                                                + "' has none of "
                                                + String.join(", ", keys)
                                                + "; there are "
                                                + Arrays.toString(
                                                        surface.layers().stream()
                                                                .map(Surface.Layer::key)
                                                                .toArray())));
    }
}
