package theoria.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Shape;
import theoria.core.study.StudyException;
import theoria.core.study.result.Composite;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Surface;
import theoria.testkit.SharedFiles;
import theoria.tests.support.Studies;
import theoria.tests.support.Theoria;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Landscapes that others computed, and those of the command line read back. */
class StoredLandscapeTest {
    @TempDir Path folder;

    private static FlatResult read(Path file, String... more) throws Exception {
        Map<String, String> parameters = new LinkedHashMap<>(Map.of("file", file.toString()));
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], more[i + 1]);
        }
        return Studies.run("landscape.stored", parameters);
    }

    @Test
    void theSurfaceOfLiWithoutShortcutsIsRuggedAndTheOtherIsNot() throws Exception {
        Path shortcuts = SharedFiles.require("data/landscape/cifar-surfaces/resnet56-51x51.h5");
        Path none = SharedFiles.require("data/landscape/cifar-surfaces/resnet56-noshort-51x51.h5");
        FlatResult smooth = read(shortcuts, "scale", "log", "persistence", "0");
        FlatResult rugged = read(none, "scale", "log", "persistence", "0");
        assertThat(smooth.arrays().get("x").values()).hasSize(51);
        assertThat(smooth.scalars().get("missing")).isZero();
        assertThat(smooth.scalars().get("minima")).isEqualTo(2);
        assertThat(rugged.scalars().get("minima")).isEqualTo(13);
        assertThat(smooth.arrays().get("persistence").values()[0])
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(smooth.arrays().get("minimum_x").values()[0]).isCloseTo(0, within(0.1));
    }

    @Test
    void whatLiMarksAsMissingIsMissingAndPercentAreFractions() throws Exception {
        Path file =
                SharedFiles.require(
                        "data/landscape/mnist-small-dense-crossentropy/surface-25x25-unfinished.h5");
        assertThat(read(file).scalars().get("missing")).isEqualTo(525);
        Path whole =
                SharedFiles.require(
                        "data/landscape/mnist-small-dense-crossentropy/surface-15x15.h5");
        Composite result =
                (Composite) Studies.result("landscape.stored", Map.of("file", whole.toString()));
        Surface surface = (Surface) result.parts().get("surface");
        assertThat(surface.layers().get(0).key()).isEqualTo("train_loss");
        double[] accuracy =
                surface.layers().stream()
                        .filter(layer -> layer.key().equals("train_acc"))
                        .findFirst()
                        .orElseThrow()
                        .values();
        assertThat(Arrays.stream(accuracy).max().orElseThrow()).isBetween(0.9, 1.0);
    }

    @Test
    void theSurfaceOfTheCommandLineComesBackBitForBit() throws Exception {
        Theoria theoria = new Theoria(folder);
        Path file = folder.resolve("surface.npz");
        Path model = SharedFiles.require("golden/models/lenet-mnist.onnx");
        Theoria.Outcome outcome =
                theoria.run(
                        "run",
                        "landscape.surface",
                        "--model",
                        model.toString(),
                        "--data",
                        SharedFiles.require("data/mnist").toString(),
                        "--preprocess",
                        "scale=1/255",
                        "--samples",
                        "0:50",
                        "-p",
                        "grid=5",
                        "-o",
                        file.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        double[] loss = NpzFile.read(file).get("loss").toDoubles();
        Composite result =
                (Composite) Studies.result("landscape.stored", Map.of("file", file.toString()));
        Surface surface = (Surface) result.parts().get("surface");
        assertThat(surface.layers().get(0).values()).isEqualTo(loss);
        assertThat(surface.paths()).isNotEmpty();
    }

    @Test
    void curvesOfModeConnectivityAndSurfacesOfLandscaperAreRead() throws Exception {
        Path curve = folder.resolve("curve.npz");
        NpzFile.write(
                curve,
                Map.of(
                        "ts", array(Shape.of(3), 0, 0.5, 1),
                        "tr_loss", array(Shape.of(3), 1, 2, 1),
                        "te_err", array(Shape.of(3), 10, 20, 10)));
        FlatResult line = read(curve);
        assertThat(line.arrays().get("te_err").values()).containsExactly(0.1, 0.2, 0.1);
        Path landscaper = folder.resolve("landscaper.npz");
        NpzFile.write(
                landscaper,
                Map.of(
                        "coordinates", array(Shape.of(2, 2), 0, 1, 5, 6),
                        "loss", array(Shape.of(2, 2), 4, 3, 2, 1)));
        FlatResult surface = read(landscaper);
        assertThat(surface.arrays().get("y").values()).containsExactly(5, 6);
        assertThat(surface.arrays().get("minimum_x").values()).containsExactly(1);
        assertThat(surface.arrays().get("minimum_value").values()).containsExactly(1);
    }

    private static NpyArray array(Shape shape, double... values) {
        return NpyArray.of(shape, values);
    }

    @Test
    void aFileWithoutALandscapeIsRefusedInWords() throws Exception {
        Path file = folder.resolve("other.npz");
        NpzFile.write(file, Map.of("a", array(Shape.of(2), 1, 2)));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("'other.npz' has no coordinates");
        NpzFile.write(file, Map.of("x", array(Shape.of(2), 1, 2)));
        assertThatThrownBy(() -> read(file)).hasMessageContaining("nothing over its coordinates");
        assertThatThrownBy(() -> Studies.run("landscape.stored", Map.of()))
                .hasMessageContaining("parameter file is ''");
    }
}
