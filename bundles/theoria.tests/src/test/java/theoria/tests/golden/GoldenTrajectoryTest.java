package theoria.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.load.Model;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Shape;
import theoria.core.study.StudyException;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.testkit.SharedFiles;
import theoria.tests.support.SharedRuns;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Training paths against scikit-learn (golden/landscape/trajectory.npz, 1e-8) and torch's nets. */
class GoldenTrajectoryTest {
    @TempDir Path workspace;

    private SharedRuns runs;

    @BeforeEach
    void prepare() {
        runs = new SharedRuns(workspace);
    }

    private Result lenet(String centre, int threads) throws Exception {
        Model model = runs.model("golden/models/lenet-mnist.onnx", Optional.empty(), "scale=1/255");
        Map<String, String> given =
                Map.of(
                        "checkpoints",
                        "file:" + SharedFiles.require("golden/landscape/checkpoints.npz"),
                        "centre",
                        centre,
                        "grid",
                        "3");
        return runs.run(
                "landscape.trajectory",
                runs.mnist(List.of(model), "0:200", List.of(), given),
                Optional.empty(),
                threads);
    }

    private static void close(double[] actual, double[] golden) {
        assertThat(actual).hasSameSizeAs(golden);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < golden.length; i++) {
            largest = Math.max(largest, Math.abs(golden[i]));
            difference = Math.max(difference, Math.abs(actual[i] - golden[i]));
        }
        assertThat(difference / largest).isLessThan(1e-8);
    }

    @ParameterizedTest
    @CsvSource({
        "true, explained_variance_ratio, components, coordinates, .0751",
        "false, uncentred_energy_ratio, uncentred_components, uncentred_coordinates, .0465"
    })
    void thePlaneIsThatOfScikitLearn(
            String centre, String shares, String components, String coordinates, double missed)
            throws Exception {
        Result result = lenet(centre, 2);
        Map<String, NpyArray> golden =
                NpzFile.read(SharedFiles.require("golden/landscape/trajectory.npz"));
        close(result.arrays().get("explained").values(), golden.get(shares).toDoubles());
        close(result.arrays().get("pc").values(), golden.get(components).toDoubles());
        close(result.arrays().get("path").values(), golden.get(coordinates).toDoubles());
        assertThat(result.scalars().get("missed")).isCloseTo(missed, within(5e-5));
        assertThat(result.arrays().get("pc").shape()).isEqualTo(Shape.of(2, 61706));
        assertThat(result.arrays().get("null").values()).hasSize(8);
        assertThat(result.arrays().containsKey("null_uncentred")).isEqualTo(centre.equals("false"));
    }

    @Test
    void thePathEndsAtTheNetworkAndIsDrawnOnTheSurface() throws Exception {
        Result result = lenet("true", 1);
        assertThat(lenet("true", 2)).isEqualTo(result);
        double[] loss = result.arrays().get("loss").values();
        assertThat(loss).hasSize(10);
        assertThat(loss[9]).isLessThan(loss[0]);
        Surface surface = (Surface) ((Composite) result).parts().get("surface");
        assertThat(surface.paths().get(0).x()).hasSize(10);
        assertThat(surface.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "trajectory-mnist-cnn-margin;"
                    + " seq:1x28x28,conv3x3x3,relu,maxpool3,conv3x3x5,relu,maxpool3,flatten,dense10;"
                    + " 380",
                "trajectory-mnist-dense-margin; mlp:784-64-64-64-10; 59210"
            })
    void aFolderOfTorchCheckpointsIsAPathOfFallingMarginLoss(
            String folder, String architecture, int parameters) throws Exception {
        Model model =
                runs.model(
                        "data/landscape/" + folder + "/model_9",
                        Optional.of(architecture),
                        "scale=1/255,mean=.5,std=.5");
        Map<String, String> given = new TreeMap<>();
        given.put("checkpoints", "file:" + SharedFiles.require("data/landscape/" + folder));
        given.put("loss", "multi-margin");
        given.put("grid", "3");
        Result result =
                runs.run(
                        "landscape.trajectory",
                        runs.mnist(List.of(model), "0:2000", List.of(), given),
                        Optional.empty(),
                        2);
        assertThat(result.arrays().get("pc").shape()).isEqualTo(Shape.of(2, parameters));
        double[] loss = result.arrays().get("loss").values();
        assertThat(loss).hasSize(9);
        assertThat(loss[8]).isBetween(0.0, 0.2).isLessThan(loss[0]);
        assertThat(result.arrays().get("accuracy").values()[8]).isGreaterThan(0.7);
        assertThat(result.scalars().get("missed")).isBetween(0.0, 0.5);
    }

    @Test
    void aFolderOfNetworksIsAPathToo() throws Exception {
        Path folder = Files.createDirectory(workspace.resolve("epochs"));
        List<String> names = List.of("lenet-mnist", "lenet-mnist-b", "lenet-mnist");
        for (int i = 0; i < 3; i++) {
            Path file = SharedFiles.require("golden/models/" + names.get(i) + ".onnx");
            Files.copy(file, folder.resolve("epoch" + (8 + i) + ".onnx"));
        }
        Map<String, String> given = Map.of("checkpoints", "file:" + folder, "grid", "2");
        Model model = runs.model("golden/models/lenet-mnist.onnx", Optional.empty(), "scale=1/255");
        Result result =
                runs.run(
                        "landscape.trajectory",
                        runs.mnist(List.of(model), "0:100", List.of(), given),
                        Optional.empty(),
                        1);
        double[] loss = result.arrays().get("loss").values();
        assertThat(loss[0]).isEqualTo(loss[2]).isNotEqualTo(loss[1]);
        Model other =
                runs.model(
                        "data/landscape/trajectory-mnist-cnn-margin/model_9",
                        Optional.of(
                                "seq:1x28x28,conv3x3x3,relu,maxpool3,conv3x3x5,relu,maxpool3,"
                                        + "flatten,dense10"),
                        "scale=1/255,mean=.5,std=.5");
        assertThatThrownBy(
                        () ->
                                runs.run(
                                        "landscape.trajectory",
                                        runs.mnist(List.of(other), "0:100", List.of(), given),
                                        Optional.empty(),
                                        1))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("'epoch8.onnx' holds blocks of shapes");
    }
}
