package theoria.tests.support;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InMemoryExamples;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.study.result.FlatResult;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs studies on networks and data made in the test, in double precision. */
public final class Studies {
    private Studies() {}

    /** A model of this graph and these weights. */
    public static Model model(NetworkGraph graph, double[] parameters) {
        Weights weights = Weights.of(parameters, new double[graph.bufferCount()]);
        return new Model(
                graph.name(),
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

    /** The numbers that a study finds. */
    public static FlatResult run(
            String study, List<Model> models, Dataset data, Map<String, String> parameters)
            throws Exception {
        Map<String, String> all = new TreeMap<>(parameters);
        all.putIfAbsent("precision", "double");
        BuiltIn catalogue = new BuiltIn();
        StudyRequest request =
                new StudyRequest(models, Optional.of(data), SampleSelection.ALL, List.of(), all, 3);
        return FlatResult.of(
                new StudyRunner(catalogue, 2)
                        .run(
                                catalogue.study(study).orElseThrow().study(),
                                request,
                                Optional.empty(),
                                new RunControl(),
                                new RunListener() {})
                        .result());
    }
}
