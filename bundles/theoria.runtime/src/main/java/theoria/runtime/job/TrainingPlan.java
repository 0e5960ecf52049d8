package theoria.runtime.job;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.PreparedExamples;
import theoria.core.model.data.SelectedExamples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.engine.TrainingState;
import theoria.core.model.engine.TrainingTask;
import theoria.core.model.file.Sha256;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.zoo.Architecture;
import theoria.core.study.StudyException;
import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.catalogue.EngineChooser;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A training request with its network and its examples made ready. */
final class TrainingPlan {
    private final TrainingRequest request;
    private final Examples raw;
    private final NetworkGraph graph;
    private final Weights initial;
    private final Set<String> frozen;
    private final Examples train;
    private final Optional<Examples> heldOut;
    private final Optional<Examples> test;

    private TrainingPlan(TrainingRequest request, Examples raw, NetworkGraph graph, Weights start) {
        this.request = request;
        this.raw = raw;
        this.graph = graph;
        this.initial = start.to(request.spec().precision());
        this.frozen = request.options().frozen(graph);
        Examples all = PreparedExamples.of(raw, request.contract(), graph.inputShape());
        Examples kept = all;
        Optional<Examples> measured = Optional.empty();
        if (request.options().heldOut() > 0) {
            int many = (int) Math.round(request.options().heldOut() * all.size());
            long seed = request.spec().seed();
            int[] order = new SeededRandom(seed).split("held out").permutation(all.size());
            measured = Optional.of(chosen(all, order, 0, many, "held out"));
            kept = chosen(all, order, many, all.size(), "without those held out");
        }
        this.heldOut = measured;
        this.train = request.options().corruption().of(kept, request.spec().seed());
        this.test =
                request.data()
                        .split(Split.TEST)
                        .map(e -> PreparedExamples.of(e, request.contract(), graph.inputShape()));
    }

    private static Examples chosen(Examples all, int[] order, int from, int to, String words) {
        if (from == to) {
            throw new IllegalArgumentException(
                    "of " + all.size() + " examples none is left to be " + words);
        }
        int[] chosen = IntStream.range(from, to).map(i -> order[i]).sorted().toArray();
        return new SelectedExamples(all, chosen, words);
    }

    /**
     * Makes ready what a request names.
     *
     * @throws StudyException if the data has no train split
     * @throws ShapeException if network and data do not fit
     * @throws IllegalArgumentException if an option names what is not there
     */
    static TrainingPlan of(TrainingRequest request) throws StudyException {
        Examples raw =
                request.data()
                        .split(Split.TRAIN)
                        .orElseThrow(() -> new StudyException("the data has no train split"));
        Optional<Model> start = request.start();
        if (start.isPresent() && start.get().graph().weightsOnly()) {
            throw new StudyException(
                    "'"
                            + start.get().name()
                            + "' holds weights only, and training computes with a network; give an"
                            + " architecture");
        }
        NetworkGraph graph =
                start.isPresent()
                        ? start.get().graph()
                        : Architecture.parse(request.architecture(), raw.shape(), raw.classes());
        Weights weights =
                start.isPresent()
                        ? start.get().weights()
                        : request.initialisation().draw(graph, request.spec().seed());
        requireOutputs(graph, raw, request.architecture());
        String obstacle = request.options().augmentation().obstacle(graph.inputShape());
        if (!obstacle.isEmpty()) {
            throw new ShapeException(obstacle);
        }
        return new TrainingPlan(request, raw, graph, weights);
    }

    private static void requireOutputs(NetworkGraph graph, Examples examples, String name) {
        if (examples.classes() > graph.classes()) {
            throw new ShapeException(
                    examples.description()
                            + " has labels up to "
                            + (examples.classes() - 1)
                            + ", but '"
                            + name
                            + "' has only "
                            + graph.classes()
                            + " outputs");
        }
    }

    NetworkGraph graph() {
        return graph;
    }

    Weights initial() {
        return initial;
    }

    /** What is trained on. */
    Examples train() {
        return train;
    }

    /** What is measured at checkpoints. */
    Optional<Examples> measured() {
        return heldOut.or(() -> test);
    }

    /** The input contract of the trained version. */
    InputContract contract() {
        return request.contract().withClassNames(raw.classNames());
    }

    /** Where the trained version comes from, in words. */
    String source() {
        return request.architecture() + " on " + request.data().origin();
    }

    TrainingTask task(Optional<TrainingState> resume) {
        return new TrainingTask(
                graph,
                initial,
                train,
                measured(),
                request.spec(),
                resume,
                frozen,
                request.options().augmentation());
    }

    /** Hash of everything that determines the weights. */
    String key(String trainer) {
        String options = request.options().key();
        String text =
                String.join(
                        "\n",
                        ModelHash.of(graph, initial),
                        train.hash(),
                        request.contract().text(),
                        request.spec().toString(),
                        trainer);
        return Sha256.of(options.isEmpty() ? text : text + "\n" + options);
    }

    /**
     * Where a part of the training data was measured, its loss and accuracy become those of the
     * validation, and the test split, if there is one, is measured now.
     */
    void finish(Catalogue catalogue, Weights weights, Map<String, Double> metrics)
            throws EngineException {
        if (heldOut.isEmpty()) {
            return;
        }
        for (String key : new String[] {"loss", "accuracy"}) {
            Double value = metrics.remove(key);
            if (value != null) {
                metrics.put("validation_" + key, value);
            }
        }
        if (test.isPresent()) {
            Need need = Need.forward(weights.precision());
            EngineChooser chooser = new EngineChooser(catalogue.engines());
            try (Network network =
                    chooser.choose(graph, need, Optional.empty()).open(graph, weights, need)) {
                Evaluation.measure(test.get(), network::evaluate, metrics);
            }
        }
    }
}
