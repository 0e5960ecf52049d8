package theoria.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.data.Split;
import theoria.core.model.load.Model;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.study.result.Result;
import theoria.runtime.job.StudyRequest;
import theoria.testkit.SharedFiles;
import theoria.tests.support.RequestBuilder;
import theoria.tests.support.SharedRuns;
import theoria.tests.support.Studies;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Norms and margins against golden/generalization: 1e-9 (norms), 1e-10 (margins), relative. */
class GoldenGeneralizationTest {
    @TempDir Path workspace;

    private Result run(String study, String network, String contract, String data)
            throws Exception {
        SharedRuns runs = new SharedRuns(workspace);
        Model model = runs.model("golden/models/" + network + ".onnx", Optional.empty(), contract);
        StudyRequest request =
                RequestBuilder.of(model)
                        .data(runs.data("data/" + data))
                        .samples("0:1000")
                        .splits(
                                study.endsWith("norms")
                                        ? List.of()
                                        : List.of(Split.TRAIN, Split.TEST))
                        .with("precision=double")
                        .build();
        return Studies.result(study, request);
    }

    private static JsonObject golden(String network) throws Exception {
        String text =
                Files.readString(SharedFiles.require("golden/generalization/generalization.json"));
        return JsonParser.parseString(text).getAsJsonObject().getAsJsonObject(network);
    }

    private static void checkLayers(
            Result result, JsonObject golden, String key, String goldenKey) {
        double[] actual = result.arrays().get(key).values();
        List<Double> expected = new ArrayList<>();
        JsonObject layers = golden.getAsJsonObject("layers");
        for (String layer : layers.keySet()) {
            JsonObject own = layers.getAsJsonObject(layer);
            expected.add(own.has(goldenKey) ? own.get(goldenKey).getAsDouble() : Double.NaN);
        }
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < actual.length; i++) {
            if (!expected.get(i).isNaN()) {
                assertThat(actual[i])
                        .as("%s of layer %d", key, i)
                        .isCloseTo(expected.get(i), within(1e-9 * expected.get(i)));
            }
        }
    }

    private static void checkScalar(Result result, String key, double expected) {
        assertThat(result.scalars().get(key)).isCloseTo(expected, within(1e-9 * expected));
    }

    @Test
    void normsOfTheMlp() throws Exception {
        Result result = run("generalization.norms", "mlp-relu-digits", "scale=1/16", "uci-digits");
        JsonObject golden = golden("mlp-relu-digits");
        checkLayers(result, golden, "spectral", "spectral");
        checkLayers(result, golden, "frobenius", "frobenius");
        checkLayers(result, golden, "row_norms", "sum_of_row_norms_2_1");
        checkLayers(result, golden, "stable_rank", "stable_rank");
        checkScalar(result, "lipschitz_product", golden.get("lipschitz_product").getAsDouble());
        checkScalar(result, "path_norm", golden.get("path_norm_l2").getAsDouble());
        checkScalar(
                result,
                "path_norm_with_biases",
                golden.get("path_norm_l2_with_biases").getAsDouble());
        checkScalar(
                result,
                "spectral_complexity",
                golden.get("spectral_complexity_reference_zero").getAsDouble());
    }

    @Test
    void normsOfTheLenet() throws Exception {
        Result result = run("generalization.norms", "lenet-mnist", "scale=1/255", "mnist");
        JsonObject golden = golden("lenet-mnist");
        checkLayers(result, golden, "spectral", "spectral");
        checkLayers(result, golden, "row_norms", "sum_of_row_norms_2_1");
        checkLayers(result, golden, "operator_norm", "operator_norm_as_used");
        checkLayers(result, golden, "operator_norm_circular", "operator_norm_circular");
        checkScalar(
                result,
                "path_norm_with_biases",
                golden.get("path_norm_squared_net_on_ones").getAsDouble());
    }

    @Test
    void marginsOfTheMlp() throws Exception {
        Result result =
                run("generalization.margins", "mlp-relu-digits", "scale=1/16", "uci-digits");
        Map<String, NpyArray> golden =
                NpzFile.read(
                        SharedFiles.require("golden/generalization/mlp-relu-digits-margins.npz"));
        compare(result, "margins", golden.get("train"));
        compare(result, "margins_test", golden.get("test"));
        compare(result, "normalised_margins", golden.get("train_normalised"));
        assertThat(result.scalars().get("negative"))
                .isEqualTo(golden("mlp-relu-digits").get("train_margin_negative").getAsDouble());
    }

    @Test
    void marginsOfTheLenet() throws Exception {
        Result result = run("generalization.margins", "lenet-mnist", "scale=1/255", "mnist");
        Map<String, NpyArray> golden =
                NpzFile.read(SharedFiles.require("golden/generalization/lenet-margins.npz"));
        compare(result, "margins", golden.get("train"));
        compare(result, "margins_test", golden.get("test"));
    }

    private static void compare(Result result, String key, NpyArray golden) {
        double[] actual = result.arrays().get(key).values();
        double[] expected = golden.toDoubles();
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
        }
        assertThat(difference / largest).as(key).isLessThan(1e-9);
    }
}
