package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.StudyException;
import theoria.core.study.parameter.ParameterException;
import theoria.core.study.result.Composite;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.tests.support.BuiltIn;
import theoria.tests.support.Studies;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Landscape studies on what they cannot draw, or draw with holes; and what is kept of it. */
class LandscapeRefusalsTest {
    private final NetworkGraph graph = Architecture.parse("mlp:6-8-3", Shape.of(6), 3);
    private final int parameters = graph.parameterCount();
    private final Dataset data = Studies.gaussian(30, 6, 3);

    @TempDir Path folder;

    private Model model(long seed) {
        return Studies.model(graph, Initialisation.HE.draw(graph, seed).parameters().toDoubles());
    }

    private Path npz(String name, Map<String, NpyArray> arrays) throws Exception {
        Path file = folder.resolve(name);
        NpzFile.write(file, arrays);
        return file;
    }

    private static double[] constant(int size, double value) {
        double[] values = new double[size];
        Arrays.fill(values, value);
        return values;
    }

    private Path directions(double[] dx, double[] dy) throws Exception {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("dx", NpyArray.of(Shape.of(dx.length), dx));
        arrays.put("dy", NpyArray.of(Shape.of(dy.length), dy));
        return npz("directions.npz", arrays);
    }

    private Path path(int rows, int width) throws Exception {
        double[] theta = new double[rows * width];
        Arrays.setAll(theta, i -> Math.sin(i * 0.7 + i % 13));
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("theta", NpyArray.of(Shape.of(rows, width), theta));
        return npz("path.npz", arrays);
    }

    private FlatResult surface(String... given) throws Exception {
        return Studies.run("landscape.surface", List.of(model(1)), data, map(given));
    }

    private FlatResult trajectory(Path path) throws Exception {
        Map<String, String> given = map("grid", "3", "checkpoints", "file:" + path);
        return Studies.run("landscape.trajectory", List.of(model(1)), data, given);
    }

    private static Map<String, String> map(String... words) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < words.length; i += 2) {
            map.put(words[i], words[i + 1]);
        }
        return map;
    }

    @Test
    void aDirectionOfZerosIsRefused() throws Exception {
        Path file = directions(constant(parameters, 1), new double[parameters]);
        assertThatThrownBy(() -> surface("grid", "3", "directions", "file:" + file))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("direction 2")
                .hasMessageContaining("is zero");
    }

    @Test
    void aDirectionWithoutNumbersIsRefused() throws Exception {
        Path file = directions(constant(parameters, Double.NaN), constant(parameters, 1));
        assertThatThrownBy(() -> surface("grid", "3", "directions", "file:" + file))
                .hasMessageContaining("direction 1")
                .hasMessageContaining("not finite");
    }

    @Test
    void directionsOfAnotherArchitectureAreRefusedWithBothNumbers() throws Exception {
        Path file = directions(constant(7, 1), constant(7, 1));
        assertThatThrownBy(() -> surface("grid", "3", "directions", "file:" + file))
                .hasMessageContaining("dx of 7")
                .hasMessageContaining(parameters + " numbers");
    }

    @Test
    void parallelDirectionsAreTold() throws Exception {
        Path file = directions(constant(parameters, .1), constant(parameters, .2));
        FlatResult result = surface("grid", "3", "directions", "file:" + file);
        assertThat(result.notes()).anyMatch(note -> note.contains("nearly parallel"));
        assertThatThrownBy(
                        () ->
                                surface(
                                        "grid",
                                        "3",
                                        "orthogonal",
                                        "true",
                                        "directions",
                                        "file:" + file))
                .hasMessageContaining("is zero");
    }

    @Test
    void orthogonalDirectionsAreOrthogonal() throws Exception {
        assertThat(surface("grid", "3").scalars().get("cosine")).isNotZero();
        double cosine = surface("grid", "3", "orthogonal", "true").scalars().get("cosine");
        assertThat(Math.abs(cosine)).isLessThan(1e-14);
    }

    @Test
    void gridsAndRangesWithoutExtentAreAMatterOfUsage() {
        assertThatThrownBy(() -> surface("grid", "1"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("whole number from 2");
        assertThatThrownBy(() -> surface("range", "0")).isInstanceOf(ParameterException.class);
    }

    @Test
    void aGridThatDoesNotFitSaysWhatItNeedsAndWhatThereIs() {
        assertThatThrownBy(() -> surface("grid", "10001"))
                .isInstanceOf(StudyException.class)
                .hasMessageMatching(
                        "a grid of 10001 x 10001 for '.*' needs \\d+\\.\\d GB,"
                                + " \\d+\\.\\d [GM]B available");
    }

    @Test
    void lossesThatAreNoNumbersAreKeptAndCounted() throws Exception {
        double[] huge = constant(parameters, 0);
        huge[0] = 1e308;
        double[] small = constant(parameters, 0);
        small[1] = 1;
        Path file = directions(huge, small);
        FlatResult result = surface("grid", "3", "range", "10", "directions", "file:" + file);
        double[] loss = result.arrays().get("loss").values();
        assertThat(loss).hasSize(9);
        assertThat(loss[4]).isFinite();
        long odd = Arrays.stream(loss).filter(value -> !Double.isFinite(value)).count();
        assertThat(odd).isBetween(3L, 6L);
        assertThat(result.scalars().get("non_finite")).isEqualTo(odd);
        assertThat(result.notes()).anyMatch(note -> note.startsWith(odd + " of 9 cells"));
    }

    @Test
    void lossesOfTwentyTwoPowersOfTenAreOnALogarithmicScale() throws Exception {
        double[] far = new double[parameters];
        Arrays.setAll(far, i -> 1e12 * Math.cos(i)); // two layers square it
        double[] near = constant(parameters, 0);
        near[1] = 1;
        Path file = directions(far, near);
        Map<String, String> given = map("grid", "3", "directions", "file:" + file);
        Surface surface = (Surface) run("landscape.surface", List.of(model(1)), given, 1).get(0);
        assertThat(surface.scalars().get("max_loss")).isGreaterThan(1e20);
        assertThat(surface.layers().get(0).axis().logarithmic()).isTrue();
        assertThat(theoria.draw.Pictures.of(surface)).isNotEmpty();
    }

    @Test
    void aNetworkWithoutCheckpointsHasNoPath() {
        assertThatThrownBy(
                        () ->
                                Studies.run(
                                        "landscape.trajectory", List.of(model(1)), data, Map.of()))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("no checkpoints");
        assertThatThrownBy(() -> surface("directions", "pca"))
                .hasMessageContaining("no checkpoints");
    }

    @Test
    void pathsThatSpanNoPlaneAreRefused() throws Exception {
        Path one = path(1, parameters);
        assertThatThrownBy(() -> trajectory(one)).hasMessageContaining("one checkpoint");
        Path none = Files.createDirectory(folder.resolve("none"));
        assertThatThrownBy(() -> trajectory(none)).hasMessageContaining("no checkpoints");
        Path other = path(4, parameters + 1);
        assertThatThrownBy(() -> trajectory(other))
                .hasMessageContaining("rows of " + parameters + " numbers");
        Map<String, NpyArray> same = new LinkedHashMap<>();
        same.put("theta", NpyArray.of(Shape.of(3, parameters), constant(3 * parameters, 1)));
        Path still = npz("still.npz", same);
        assertThatThrownBy(() -> trajectory(still)).hasMessageContaining("all the same");
    }

    @Test
    void aStraightPathIsOneComponentAndMissesNothing() throws Exception {
        double[] theta = new double[5 * parameters];
        Arrays.setAll(theta, i -> (i / parameters) * Math.cos(i % parameters));
        Map<String, NpyArray> rows = new LinkedHashMap<>();
        rows.put("theta", NpyArray.of(Shape.of(5, parameters), theta));
        FlatResult result = trajectory(npz("straight.npz", rows));
        assertThat(result.arrays().get("explained").values()[0]).isGreaterThan(1 - 1e-12);
        assertThat(result.scalars().get("missed")).isLessThan(1e-12);
        assertThat(result.notes()).anyMatch(note -> note.contains("straight"));
    }

    @Test
    void threeCheckpointsSpanTheirPlane() throws Exception {
        double[] theta = new double[3 * parameters];
        theta[parameters] = 1;
        theta[2 * parameters] = 1;
        theta[2 * parameters + 1] = 1;
        Map<String, NpyArray> rows = new LinkedHashMap<>();
        rows.put("theta", NpyArray.of(Shape.of(3, parameters), theta));
        FlatResult result = trajectory(npz("bent.npz", rows));
        assertThat(result.scalars().get("missed")).isLessThan(1e-12);
        assertThat(Arrays.stream(result.arrays().get("distance").values()).max().orElseThrow())
                .isLessThan(1e-7);
        assertThat(result.notes()).noneMatch(note -> note.contains("straight"));
    }

    @Test
    void normalisingWhatIsSpannedByNetworksIsRefused() {
        assertThatThrownBy(
                        () ->
                                Studies.run(
                                        "landscape.surface",
                                        List.of(model(1), model(2), model(3)),
                                        data,
                                        map("directions", "between", "normalize", "filter")))
                .hasMessageContaining("not normalised");
    }

    @Test
    void threeEqualNetworksSpanNoPlane() {
        List<Model> models = List.of(model(1), model(2), model(1));
        Map<String, String> given = map("directions", "between", "grid", "3");
        assertThatThrownBy(() -> Studies.run("landscape.surface", models, data, given))
                .hasMessageContaining("one line");
    }

    private List<Result> run(
            String study, List<Model> models, Map<String, String> given, int threads)
            throws Exception {
        return run(study, models, given, threads, Optional.empty());
    }

    /** The final result, and after it the partial ones. */
    private List<Result> run(
            String study,
            List<Model> models,
            Map<String, String> given,
            int threads,
            Optional<Result> previous)
            throws Exception {
        BuiltIn catalogue = new BuiltIn();
        List<Result> partials = new ArrayList<>();
        RunListener listener =
                new RunListener() {
                    @Override
                    public void partial(Result result) {
                        partials.add(result);
                    }
                };
        Result result =
                new StudyRunner(catalogue, threads)
                        .run(
                                catalogue.study(study).orElseThrow().study(),
                                new StudyRequest(
                                        models,
                                        Optional.of(data),
                                        SampleSelection.ALL,
                                        List.of(),
                                        given,
                                        3),
                                previous,
                                new RunControl(),
                                listener)
                        .result();
        partials.add(0, result);
        return partials;
    }

    @Test
    void whatWasInterruptedGoesOnWithTheSameBits() throws Exception {
        Map<String, String> path = map("grid", "13", "checkpoints", "file:" + path(5, parameters));
        continues("landscape.trajectory", List.of(model(1)), path, "surface");
        Map<String, String> seeds = map("grid", "13", "seeds", "2", "classes", "true");
        continues("landscape.surface", List.of(model(1), model(2)), seeds, "surface_2");
    }

    private void continues(String study, List<Model> models, Map<String, String> given, String part)
            throws Exception {
        List<Result> results = run(study, models, given, 2);
        Composite first = (Composite) results.get(1);
        assertThat(((Surface) first.parts().get(part)).complete()).isFalse();
        assertThat(first.arrays().keySet()).isEqualTo(results.get(0).arrays().keySet());
        List<Result> again = run(study, models, given, 1, Optional.of(first));
        assertThat(again.get(0)).isEqualTo(results.get(0));
    }
}
