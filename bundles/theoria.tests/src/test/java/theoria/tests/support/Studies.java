package theoria.tests.support;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InMemoryExamples;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.Split;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.study.WeightSpace;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Result;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Runs studies on networks and data made in the test, in double precision. */
public final class Studies {
    private Studies() {}

    /** A model of this graph and these weights. */
    public static Model model(NetworkGraph graph, double[] parameters) {
        Weights weights = Weights.of(parameters, new double[graph.bufferCount()]);
        return model(graph.name(), graph, weights);
    }

    /** A model of this name, graph and weights. */
    public static Model model(String name, NetworkGraph graph, Weights weights) {
        return new Model(
                name,
                ModelHash.of(graph, weights),
                graph,
                weights,
                InputContract.IDENTITY,
                "made here",
                List.of());
    }

    /** Normally distributed examples with labels 0, 1, ... in turn, the same in both splits. */
    public static Dataset gaussian(int count, int width, int classes) {
        SeededRandom random = new SeededRandom(11);
        float[] values = new float[count * width];
        int[] labels = new int[count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < count; i++) {
            labels[i] = i % classes;
        }
        Examples examples =
                InMemoryExamples.ofFloats(
                        "gaussian",
                        Shape.of(width),
                        values,
                        labels,
                        InMemoryExamples.numbered(classes));
        Map<Split, Examples> splits = Map.of(Split.TRAIN, examples, Split.TEST, examples);
        return new Dataset("gaussian", new TreeMap<>(splits), "made here", List.of());
    }

    /** The numbers that a study finds that needs neither model nor data. */
    public static FlatResult run(String study, Map<String, String> parameters) throws Exception {
        return FlatResult.of(result(study, parameters));
    }

    /** The result of a study that needs neither model nor data. */
    public static Result result(String study, Map<String, String> parameters) throws Exception {
        return result(study, request(List.of(), parameters).build());
    }

    /** The numbers that a study finds. */
    public static FlatResult run(
            String study, List<Model> models, Dataset data, Map<String, String> parameters)
            throws Exception {
        return FlatResult.of(result(study, models, data, parameters));
    }

    /** The numbers that a study finds on both splits. */
    public static FlatResult both(
            String study, List<Model> models, Dataset data, Map<String, String> parameters)
            throws Exception {
        RequestBuilder both = request(models, parameters).splits(Split.TRAIN, Split.TEST);
        return FlatResult.of(result(study, both.data(data).build()));
    }

    /** The whole result of a study. */
    public static Result result(
            String study, List<Model> models, Dataset data, Map<String, String> parameters)
            throws Exception {
        return result(study, request(models, parameters).data(data).build());
    }

    /** The network at a place of the picture of a study of weights, of the first model. */
    public static Model modelAt(
            String study,
            List<Model> models,
            Dataset data,
            Map<String, String> parameters,
            double x,
            double y)
            throws Exception {
        BuiltIn catalogue = new BuiltIn();
        StudyRequest request = request(models, parameters).data(data).build();
        return new StudyRunner(catalogue, 2)
                .modelAt(
                        (WeightSpace) catalogue.study(study).orElseThrow().study(),
                        request,
                        0,
                        x,
                        y,
                        new RunControl());
    }

    /**
     * The whole result of a study that may go on where an interrupted run stopped.
     *
     * @param partial receives the partial results
     */
    public static Result resumed(
            String study,
            List<Model> models,
            Dataset data,
            Map<String, String> parameters,
            int threads,
            Optional<Result> previous,
            List<Result> partial)
            throws Exception {
        StudyRequest request = request(models, parameters).data(data).build();
        return resumed(study, request, threads, previous, partial::add);
    }

    /**
     * The whole result of what a study is asked, which may go on where an interrupted run stopped.
     *
     * @param partial receives the partial results
     */
    public static Result resumed(
            String study,
            StudyRequest request,
            int threads,
            Optional<Result> previous,
            Consumer<Result> partial)
            throws Exception {
        BuiltIn catalogue = new BuiltIn();
        RunListener listener =
                new RunListener() {
                    @Override
                    public void partial(Result result) {
                        partial.accept(result);
                    }
                };
        return new StudyRunner(catalogue, threads)
                .run(
                        catalogue.study(study).orElseThrow().study(),
                        request,
                        previous,
                        new RunControl(),
                        listener)
                .result();
    }

    /** The whole result of what a study is asked. */
    public static Result result(String study, StudyRequest request) throws Exception {
        return resumed(study, request, 2, Optional.empty(), partial -> {});
    }

    private static RequestBuilder request(List<Model> models, Map<String, String> parameters) {
        return RequestBuilder.of(models).with("precision=double").with(parameters).seed(3);
    }
}
