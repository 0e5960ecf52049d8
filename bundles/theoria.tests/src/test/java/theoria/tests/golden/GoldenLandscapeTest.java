package theoria.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.load.Model;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.study.Run;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.runtime.source.DataSources;
import theoria.runtime.source.ModelSources;
import theoria.runtime.source.Workspace;
import theoria.testkit.SharedFiles;
import theoria.tests.support.BuiltIn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Surfaces and lines of the golden LeNet, 1,000 samples, against golden/landscape: 1e-9 in double,
 * 1e-4 in float, relative to the largest value.
 */
class GoldenLandscapeTest {
    private final BuiltIn catalogue = new BuiltIn();

    @TempDir java.nio.file.Path workspace;

    private Model model(String name) throws Exception {
        ModelSources sources = new ModelSources(catalogue, new Workspace(workspace));
        String file = SharedFiles.require("golden/models/" + name + ".onnx").toString();
        return sources.resolve(file, Optional.of(InputContract.parse("scale=1/255")));
    }

    private StudyRequest request(List<Model> models, List<Split> splits, Map<String, String> given)
            throws Exception {
        Dataset mnist =
                new DataSources(catalogue.datasetLoaders())
                        .resolve(SharedFiles.require("data/mnist").toString());
        SampleSelection samples = SampleSelection.parse("0:1000");
        return new StudyRequest(models, Optional.of(mnist), samples, splits, given, 1);
    }

    private Result run(
            String study,
            StudyRequest request,
            int threads,
            Optional<Result> previous,
            RunListener listener)
            throws Exception {
        Run run =
                new StudyRunner(catalogue, threads)
                        .run(
                                catalogue.study(study).orElseThrow().study(),
                                request,
                                previous,
                                new RunControl(),
                                listener);
        return run.result();
    }

    private Map<String, String> plane(String precision) {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("grid", "11");
        given.put("directions", "file:" + SharedFiles.require("golden/landscape/directions.npz"));
        given.put("precision", precision);
        return given;
    }

    @Test
    void surfaceInDoubleIsThatOfTorch() throws Exception {
        List<Result> partials = new ArrayList<>();
        RunListener listener =
                new RunListener() {
                    @Override
                    public void partial(Result result) {
                        partials.add(result);
                    }
                };
        StudyRequest request = request(List.of(model("lenet-mnist")), List.of(), plane("double"));
        Result whole = run("landscape.surface", request, 2, Optional.empty(), listener);
        Map<String, NpyArray> golden =
                NpzFile.read(SharedFiles.require("golden/landscape/surface11.npz"));
        compare(whole.arrays().get("loss"), golden.get("loss").toDoubles(), 1e-9);
        assertThat(whole.arrays().get("accuracy").values())
                .containsExactly(golden.get("accuracy").toDoubles());
        Surface first = (Surface) partials.get(0);
        assertThat(first.complete()).isFalse();
        Result resumed =
                run("landscape.surface", request, 1, Optional.of(first), new RunListener() {});
        assertThat(resumed).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime", "dl4j", "reference"})
    void surfaceInFloatIsThatOfTorchOnEveryEngine(String engine) throws Exception {
        Map<String, String> given = plane("float");
        given.put("engine", engine);
        double[] whole = golden51();
        double[] everyFifth = new double[121];
        for (int i = 0; i < 121; i++) {
            everyFifth[i] = whole[i / 11 * 5 * 51 + i % 11 * 5];
        }
        checkLoss(given, everyFifth);
    }

    @Test
    void everyPointOfTheLargeSurfaceIsThatOfTorch() throws Exception {
        assumeTrue(Boolean.getBoolean("theoria.slow"), "takes a minute: verify --slow");
        Map<String, String> given = plane("float");
        given.put("grid", "51");
        checkLoss(given, golden51());
    }

    private static double[] golden51() throws Exception {
        Map<String, NpyArray> golden =
                NpzFile.read(SharedFiles.require("golden/landscape/surface51.npz"));
        return golden.get("loss32").toDoubles();
    }

    private void checkLoss(Map<String, String> given, double[] expected) throws Exception {
        StudyRequest request = request(List.of(model("lenet-mnist")), List.of(), given);
        Result result =
                run("landscape.surface", request, 2, Optional.empty(), new RunListener() {});
        compare(result.arrays().get("loss"), expected, 1e-4);
    }

    @Test
    void lineBetweenTwoNetworksIsThatOfTorch() throws Exception {
        StudyRequest request =
                request(
                        List.of(model("lenet-mnist"), model("lenet-mnist-b")),
                        List.of(Split.TRAIN, Split.TEST),
                        Map.of("precision", "double"));
        Result result = run("landscape.line", request, 2, Optional.empty(), new RunListener() {});
        Map<String, NpyArray> golden =
                NpzFile.read(SharedFiles.require("golden/landscape/line.npz"));
        Map<String, String> keys = new LinkedHashMap<>();
        for (String key : golden.keySet()) {
            keys.put(
                    key,
                    key.contains("test")
                            ? (key.contains("loss") ? "loss_test" : "accuracy_test")
                            : key.contains("loss")
                                    ? "loss"
                                    : key.contains("acc") ? "accuracy" : "t");
        }
        for (Map.Entry<String, String> key : keys.entrySet()) {
            compare(
                    result.arrays().get(key.getValue()),
                    golden.get(key.getKey()).toDoubles(),
                    1e-9);
        }
    }

    private static void compare(NumericArray actual, double[] expected, double tolerance) {
        assertThat(actual.values()).hasSameSizeAs(expected);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(actual.values()[i] - expected[i]));
        }
        assertThat(difference / largest).isLessThan(tolerance);
    }
}
