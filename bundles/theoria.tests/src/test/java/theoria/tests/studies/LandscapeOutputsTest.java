package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.Run;
import theoria.core.study.codec.ResultCodec;
import theoria.core.study.result.Composite;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Surface;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.tests.support.BuiltIn;
import theoria.tests.support.Studies;
import theoria.tests.support.Theoria;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Landscapes of several models, seeds and of paths: documented keys, the same bits on one and three
 * threads, through the codec, by every writer.
 */
class LandscapeOutputsTest {
    private static final BuiltIn CATALOGUE = new BuiltIn();

    private final NetworkGraph graph = Architecture.parse("mlp:6-5-3", Shape.of(6), 3);
    private final Dataset data = Studies.gaussian(20, 6, 3);

    @TempDir Path folder;

    private Model model(long seed) {
        Weights weights = Initialisation.HE.draw(graph, seed);
        Model plain = Studies.model(graph, weights.parameters().toDoubles());
        List<Model.Waypoint> path = new ArrayList<>();
        for (int step = 0; step < 4; step++) {
            Weights there = Initialisation.HE.draw(graph, 10 * seed + step);
            path.add(new Model.Waypoint(step, () -> there));
        }
        return new Model(
                "net" + seed,
                plain.hash(),
                graph,
                plain.weights(),
                plain.contract(),
                plain.origin(),
                path);
    }

    private Run run(String study, int models, Map<String, String> given, int threads)
            throws Exception {
        List<Model> all = new ArrayList<>();
        for (int k = 1; k <= models; k++) {
            all.add(model(k));
        }
        StudyEntry entry = CATALOGUE.study(study).orElseThrow();
        StudyRequest request =
                new StudyRequest(
                        all,
                        Optional.of(data),
                        SampleSelection.ALL,
                        List.of(Split.TRAIN, Split.TEST),
                        given,
                        1);
        return new StudyRunner(CATALOGUE, threads)
                .run(
                        entry.study(),
                        request,
                        Optional.empty(),
                        new RunControl(),
                        new RunListener() {});
    }

    @ParameterizedTest
    @CsvSource({
        "landscape.surface, 2, grid=5 seeds=3 classes=true",
        "landscape.surface, 3, grid=5 directions=between",
        "landscape.surface, 2, grid=5 directions=between orthogonal=true",
        "landscape.surface, 1, grid=5 directions=pca",
        "landscape.surface, 1, grid=5 directions=gradient loss=multi-margin",
        "landscape.surface, 1, grid=5 directions=hessian",
        "landscape.line, 2, points=5 classes=true",
        "landscape.path, 2, points=5 method=permuted",
        "landscape.path, 2, points=5 method=polychain bends=2 steps=5",
        "landscape.line, 3, points=5 seeds=2",
        "landscape.line, 1, points=5 directions=pca centre=false",
        "landscape.trajectory, 1, grid=5 loss=mse"
    })
    void everyFormIsWholeAndTheSameOnAnyThreads(String study, int models, String words)
            throws Exception {
        Map<String, String> given = new TreeMap<>();
        for (String word : words.split(" ")) {
            given.put(word.split("=")[0], word.split("=")[1]);
        }
        Run run = run(study, models, given, 1);
        assertThat(run(study, models, given, 3).result()).isEqualTo(run.result());
        byte[] bytes = ResultCodec.encode(run.result());
        assertThat(ResultCodec.decode(bytes, "test")).isEqualTo(run.result());
        List<String> documented = run.descriptor().outputs().stream().map(o -> o.key()).toList();
        FlatResult flat = FlatResult.of(run.result());
        List<String> keys = new ArrayList<>(flat.arrays().keySet());
        keys.addAll(flat.scalars().keySet());
        keys.removeIf(key -> key.contains("."));
        assertThat(keys)
                .isNotEmpty()
                .allMatch(key -> documented.contains(key.replaceFirst("(_[2-9])?(_test)?$", "")));
        WrittenForms.check(CATALOGUE.writers(), run, folder);
    }

    @Test
    void severalSurfacesShareOneScale() throws Exception {
        Composite result = (Composite) run("landscape.surface", 2, Map.of("grid", "5"), 1).result();
        double[] scale = {result.scalars().get("colour_low"), result.scalars().get("colour_high")};
        for (String part : List.of("surface", "surface_2")) {
            assertThat(((Surface) result.parts().get(part)).scale()).containsExactly(scale);
        }
        assertThat(result.notes()).contains("net2 shares the directions of net1.");
    }

    @Test
    void aTrainingOfTheRegistryIsAPath() throws Exception {
        Theoria theoria = new Theoria(folder.resolve("ws"));
        String synth = "synthdigits?train=200&test=50";
        Theoria.Outcome trained =
                theoria.run(
                        "train",
                        "mlp:1024-8-10",
                        "--data",
                        synth,
                        "--name",
                        "m",
                        "--epochs",
                        "4",
                        "--checkpoint-every",
                        "5");
        assertThat(trained.code()).as(trained.err()).isZero();
        Path out = folder.resolve("path.npz");
        Theoria.Outcome outcome =
                theoria.run(
                        "run",
                        "landscape.trajectory",
                        "--model",
                        "m",
                        "--data",
                        synth,
                        "-p",
                        "grid=3",
                        "-o",
                        out.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        Map<String, NpyArray> arrays = NpzFile.read(out);
        double[] steps = arrays.get("steps").toDoubles();
        assertThat(steps).isSorted().hasSizeGreaterThan(2);
        assertThat(arrays.get("loss").size()).isEqualTo(steps.length);
        assertThat(arrays.get("path").shape()).isEqualTo(Shape.of(steps.length, 2));
        assertThat(arrays).containsKeys("surface.loss", "missed", "null", "explained");
    }
}
