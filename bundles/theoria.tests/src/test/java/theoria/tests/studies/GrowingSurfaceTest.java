package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InMemoryExamples;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.data.SynthDigits;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.Study;
import theoria.core.study.StudyException;
import theoria.core.study.codec.ResultCodec;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.tests.support.BuiltIn;
import theoria.tests.support.Studies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Surfaces that are measured on more and more examples: 10, 20, 40, 60 of the train split, 10, 20,
 * 25 of the test split. What they are in the end, and what every picture on the way is.
 */
class GrowingSurfaceTest {
    private static final double ROUNDING = 1e-12;
    private static final List<Split> BOTH = List.of(Split.TRAIN, Split.TEST);

    private final BuiltIn catalogue = new BuiltIn();
    private final Study study = catalogue.study("landscape.surface").orElseThrow().study();
    private final Dataset digits = SynthDigits.dataset(1, 60, 25);
    private final NetworkGraph graph = Architecture.parse("mlp:1024-6-10", Shape.of(1, 32, 32), 10);
    private Map<String, String> given = new HashMap<>();

    @BeforeEach
    void usual() {
        given = new HashMap<>(Map.of("grid", "13", "precision", "double", "first-samples", "10"));
    }

    private Model model(long seed) {
        return Studies.model(graph, Initialisation.HE.draw(graph, seed).parameters().toDoubles());
    }

    private StudyRequest request(int models, String samples, List<Split> splits) {
        return new StudyRequest(
                List.of(model(1), model(2)).subList(0, models),
                Optional.of(digits),
                SampleSelection.parse(samples),
                splits,
                given,
                1);
    }

    private Result run(StudyRequest request, int threads, Optional<Result> previous)
            throws Exception {
        return new StudyRunner(catalogue, threads)
                .run(study, request, previous, new RunControl(), new RunListener() {})
                .result();
    }

    private Result run(StudyRequest request) throws Exception {
        return run(request, 2, Optional.empty());
    }

    private Result direct(int models, String samples, List<Split> splits) throws Exception {
        Map<String, String> growing = given;
        given = new HashMap<>(growing);
        given.remove("first-samples");
        Result result = run(request(models, samples, splits));
        given = growing;
        return result;
    }

    /** The last picture of a run that is stopped at a fraction of its work. */
    private Result stopped(StudyRequest request, double at) throws Exception {
        RunControl control = new RunControl();
        List<Result> partials = new ArrayList<>();
        RunListener stopper =
                new RunListener() {
                    @Override
                    public void partial(Result result) {
                        partials.add(result);
                    }

                    @Override
                    public void progress(double fraction, String what) {
                        if (fraction >= at) {
                            control.cancel();
                        }
                    }
                };
        StudyRunner runner = new StudyRunner(catalogue, 1);
        assertThatThrownBy(() -> runner.run(study, request, Optional.empty(), control, stopper))
                .isInstanceOf(Cancelled.class);
        return partials.get(partials.size() - 1);
    }

    /** As the history keeps it. */
    private static Result decoded(Result partial) throws Exception {
        return ResultCodec.decode(ResultCodec.encode(partial), "a partial result");
    }

    private static double[] values(Result result, String key) {
        NumericArray array = FlatResult.of(result).arrays().get(key);
        return array.values();
    }

    private static void requireEqual(FlatResult grown, FlatResult direct) {
        for (Map.Entry<String, NumericArray> array : direct.arrays().entrySet()) {
            double[] expected = array.getValue().values();
            double[] actual = grown.arrays().get(array.getKey()).values();
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                requireEqual(array.getKey(), actual[i], expected[i]);
            }
        }
        direct.scalars()
                .forEach((key, number) -> requireEqual(key, grown.scalars().get(key), number));
    }

    private static void requireEqual(String what, double actual, double expected) {
        assertThat(Double.isNaN(actual)).as(what).isEqualTo(Double.isNaN(expected));
        if (!Double.isNaN(expected) && actual != expected) {
            double most = ROUNDING * Math.max(Math.abs(expected), 1e-2);
            assertThat(Math.abs(actual - expected)).as(what).isLessThanOrEqualTo(most);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, all, classes=true",
        "1, 1, 0:25, classes=false",
        "2, 1, 24, classes=true",
        "1, 3, all, classes=true",
        "2, 2, 5:25, loss=mse",
        "1, 1, all, topology=true"
    })
    void inTheEndItIsTheSurfaceOfAllExamplesAtOnce(
            int models, int seeds, String samples, String word) throws Exception {
        given.put("seeds", "" + seeds);
        given.put(word.split("=")[0], word.split("=")[1]);
        Result grown = run(request(models, samples, BOTH));
        Result direct = direct(models, samples, BOTH);
        requireEqual(FlatResult.of(grown), FlatResult.of(direct));
        assertThat(grown.kind()).isEqualTo(direct.kind());
        assertThat(grown.caption()).isEqualTo(direct.caption());
        assertThat(direct.arrays()).doesNotContainKeys("samples_used", "seed_loss");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.08, 0.18, 0.3, 0.5, 0.9})
    void everyPictureOnTheWayIsOfTheExamplesThatItNames(double fraction) throws Exception {
        Result partial = stopped(request(1, "0:60", List.of()), fraction);
        Surface surface = (Surface) partial;
        double[] used = values(partial, "samples_used");
        assertThat(surface.layers().get(surface.layers().size() - 1).values()).isEqualTo(used);
        Map<Integer, Result> directs = new HashMap<>();
        for (int n : List.of(10, 20, 40, 60)) {
            directs.put(n, direct(1, "0:" + n, List.of()));
        }
        int computed = 0;
        for (int cell = 0; cell < used.length; cell++) {
            assertThat(surface.computed()[cell]).isEqualTo(used[cell] > 0);
            for (String key : List.of("loss", "loss_stderr", "accuracy", "margin")) {
                double value = values(partial, key)[cell];
                if (used[cell] == 0) {
                    assertThat(value).isNaN();
                    continue;
                }
                double expected = values(directs.get((int) used[cell]), key)[cell];
                assertThat(value).isFinite();
                requireEqual(key, value, expected);
                assertThat(used[cell] > 10 || value == expected).isTrue();
            }
            computed += used[cell] > 0 ? 1 : 0;
        }
        assertThat(computed).isEqualTo(fraction < 0.16 ? computed : used.length);
        assertThat(partial.caption()).matches(".*so far on (\\d+ to )?\\d+ of 60 examples.*");
        assertThat(partial.notes())
                .contains(
                        "Each cell is measured in rounds, on 10, 20, 40, 60 examples, the first of"
                                + " the range before the others; samples_used tells on how many it"
                                + " stands.");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "1, 1, true", "1, 3, false", "2, 2, false"})
    void threadsAndInterruptionsDoNotMatter(int models, int seeds, boolean topology)
            throws Exception {
        given.put("seeds", "" + seeds);
        given.put("classes", "true");
        given.put("topology", "" + topology);
        StudyRequest request = request(models, "50", BOTH.subList(0, 1));
        byte[] bits = ResultCodec.encode(run(request));
        assertThat(ResultCodec.encode(run(request, 1, Optional.empty()))).isEqualTo(bits);
        for (double fraction : new double[] {0.1, 0.2, 0.25, 0.5, 0.9}) {
            Result partial = decoded(stopped(request, fraction));
            assertThat(ResultCodec.encode(run(request, 2, Optional.of(partial))))
                    .as("stopped at " + fraction)
                    .isEqualTo(bits);
        }
    }

    @Test
    void anInterruptedRunMeasuresOnlyWhatIsMissing() throws Exception {
        StudyRequest request = request(1, "all", BOTH);
        List<Double> fractions = new ArrayList<>();
        RunListener listener =
                new RunListener() {
                    @Override
                    public void progress(double fraction, String what) {
                        fractions.add(fraction);
                    }
                };
        Result partial = stopped(request, 0.6);
        new StudyRunner(catalogue, 1)
                .run(study, request, Optional.of(partial), new RunControl(), listener);
        assertThat(fractions.get(0)).isBetween(0.4, 0.65);
        assertThat(fractions).isSorted();
        assertThat(fractions.get(fractions.size() - 1)).isBetween(0.95, 1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"60", "61", "1000000000"})
    void noFewerFirstThanThereAreIsAllAtOnce(String first) throws Exception {
        given.put("first-samples", first);
        Result grown = run(request(1, "all", BOTH));
        assertThat(ResultCodec.encode(grown)).isEqualTo(ResultCodec.encode(direct(1, "all", BOTH)));
    }

    @Test
    void theFirstAreDrawnUnlessARangeWasAskedFor() throws Exception {
        given.put("classes", "true");
        Dataset sorted = sorted();
        for (String samples : List.of("all", "50", "0:60")) {
            StudyRequest asked = request(1, samples, List.of(Split.TRAIN));
            StudyRequest request =
                    new StudyRequest(
                            asked.models(),
                            Optional.of(sorted),
                            asked.samples(),
                            asked.splits(),
                            asked.parameters(),
                            1);
            Result partial = stopped(request, 0.17);
            int cells = values(partial, "loss").length;
            int classes = 0;
            for (int c = 0; c < 10; c++) {
                classes += Double.isFinite(values(partial, "class_loss")[c * cells]) ? 1 : 0;
            }
            assertThat(classes).as(samples).isBetween(samples.equals("0:60") ? 1 : 5, 10);
            assertThat(classes == 2).as(samples).isEqualTo(samples.equals("0:60"));
        }
    }

    /** The digits in the order of their labels. */
    private Dataset sorted() {
        Examples train = digits.split(Split.TRAIN).orElseThrow();
        int width = train.shape().size();
        float[] values = new float[train.size() * width];
        int[] labels = new int[train.size()];
        int at = 0;
        for (int label = 0; label < 10; label++) {
            for (int i = 0; i < train.size(); i++) {
                if (train.read(i, 1).labels()[0] == label) {
                    float[] own = train.read(i, 1).inputs().toFloats();
                    System.arraycopy(own, 0, values, at * width, width);
                    labels[at++] = label;
                }
            }
        }
        Examples examples =
                InMemoryExamples.ofFloats(
                        "sorted", train.shape(), values, labels, train.classNames());
        Map<Split, Examples> splits = Map.of(Split.TRAIN, examples);
        return new Dataset("sorted", new TreeMap<>(splits), "made here", List.of());
    }

    @Test
    void itDoesNotGoWithRefinement() throws Exception {
        given.put("refine", "0.01");
        assertThatThrownBy(() -> run(request(1, "all", BOTH)))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("first-samples=10")
                .hasMessageContaining("refine=0.01");
        given.put("first-samples", "60");
        assertThat(run(request(1, "all", BOTH)).arrays()).containsKey("interpolated");
    }
}
