package theoria.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.data.Split;
import theoria.core.model.load.Model;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.runtime.job.StudyRequest;
import theoria.testkit.SharedFiles;
import theoria.tests.support.SharedRuns;
import theoria.tests.support.Studies;

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
    @TempDir java.nio.file.Path workspace;

    private StudyRequest request(
            List<String> networks, List<Split> splits, Map<String, String> given) throws Exception {
        SharedRuns runs = new SharedRuns(workspace);
        List<Model> models = new ArrayList<>();
        for (String name : networks) {
            String file = "golden/models/" + name + ".onnx";
            models.add(runs.model(file, Optional.empty(), "scale=1/255"));
        }
        return runs.mnist(models, "0:1000", splits, given);
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
        StudyRequest request = request(List.of("lenet-mnist"), List.of(), plane("double"));
        Result whole =
                Studies.resumed("landscape.surface", request, 2, Optional.empty(), partials::add);
        Map<String, NpyArray> golden =
                NpzFile.read(SharedFiles.require("golden/landscape/surface11.npz"));
        compare(whole.arrays().get("loss"), golden.get("loss").toDoubles(), 1e-9);
        assertThat(whole.arrays().get("accuracy").values())
                .containsExactly(golden.get("accuracy").toDoubles());
        Surface first = (Surface) partials.get(0);
        assertThat(first.complete()).isFalse();
        Result resumed =
                Studies.resumed("landscape.surface", request, 1, Optional.of(first), partial -> {});
        assertThat(resumed).isEqualTo(whole);
    }

    @Test
    void onMoreAndMoreImagesItEndsAsThatOfTorch() throws Exception {
        Map<String, String> given = plane("float");
        given.put("first-samples", "100");
        Map<String, NpyArray> golden =
                NpzFile.read(SharedFiles.require("golden/landscape/surface11.npz"));
        checkLoss(given, golden.get("loss").toDoubles());
    }

    @Test
    void directionsOfAFileAreNormalisedOnWish() throws Exception {
        Map<String, NpyArray> golden =
                NpzFile.read(SharedFiles.require("golden/landscape/directions.npz"));
        Map<String, NpyArray> raw = new LinkedHashMap<>();
        raw.put("dx", golden.get("raw_dx"));
        raw.put("dy", golden.get("raw_dy"));
        java.nio.file.Path file = workspace.resolve("raw.npz");
        NpzFile.write(file, raw);
        Map<String, String> given = plane("float");
        given.put("grid", "3");
        Result whole = surface(given);
        given.put("directions", "file:" + file);
        Result asTheyAre = surface(given);
        given.put("normalize", "filter");
        given.put("ignore", "biasbn");
        compare(surface(given).arrays().get("loss"), whole.arrays().get("loss").values(), 1e-6);
        assertThat(asTheyAre.arrays().get("loss")).isNotEqualTo(whole.arrays().get("loss"));
    }

    private Result surface(Map<String, String> given) throws Exception {
        StudyRequest request = request(List.of("lenet-mnist"), List.of(), given);
        return Studies.result("landscape.surface", request);
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
        compare(surface(given).arrays().get("loss"), expected, 1e-4);
    }

    @Test
    void lineBetweenTwoNetworksIsThatOfTorch() throws Exception {
        StudyRequest request =
                request(
                        List.of("lenet-mnist", "lenet-mnist-b"),
                        List.of(Split.TRAIN, Split.TEST),
                        Map.of("precision", "double"));
        Result result = Studies.result("landscape.line", request);
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
