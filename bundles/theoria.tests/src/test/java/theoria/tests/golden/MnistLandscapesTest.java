package theoria.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.load.Model;
import theoria.core.model.load.NamedTensors;
import theoria.core.study.StudyException;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.format.keras.KerasWeightsLoader;
import theoria.testkit.SharedFiles;
import theoria.tests.support.SharedRuns;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Landscapes that the code of Li et al. computed with torch, on the 60,000 training images of MNIST
 * (data/landscape): centre, corners and 20 random points, relative loss to 1e-5, the same accuracy.
 */
class MnistLandscapesTest {
    private static final int IMAGES = 60_000;

    @TempDir Path workspace;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mnist-dense-crossentropy; model_20230414_171505_10; mlp:784-64-64-64-10; 25",
                "mnist-small-dense-crossentropy; model_10; mlp:784-128-10; 15",
                "mnist-cnn-crossentropy; model_4;"
                    + " seq:1x28x28,conv3x3x3,relu,maxpool3,conv3x3x5,relu,maxpool3,flatten,dense10;"
                    + " 25"
            })
    void pointsOfTheSurfaceAreThoseOfTorch(
            String folder, String file, String architecture, int grid) throws Exception {
        SharedRuns runs = new SharedRuns(workspace);
        String root = "data/landscape/" + folder + "/";
        Model model =
                runs.model(root + file, Optional.of(architecture), "scale=1/255,mean=.5,std=.5");
        Map<String, String> given = new TreeMap<>();
        given.put("grid", String.valueOf(grid));
        given.put("directions", "file:" + SharedFiles.require(root + "directions.h5"));
        Surface one = surface(runs, model, "0:1", given, Optional.empty());
        Set<Integer> cells = cells(grid);
        Surface found = surface(runs, model, "all", given, Optional.of(allBut(one, cells)));
        String name = "surface-" + grid + "x" + grid + ".h5";
        Map<String, double[]> golden = numbers(SharedFiles.require(root + name));
        for (int j = 0; j < grid; j++) {
            assertThat(found.x()[j]).isCloseTo(golden.get("xcoordinates")[j], within(1e-12));
            assertThat(found.y()[j]).isCloseTo(golden.get("ycoordinates")[j], within(1e-12));
        }
        double worst = 0;
        for (int cell : cells) {
            double loss = found.arrays().get("loss").values()[cell];
            double expected = golden.get("train_loss")[cell];
            worst = Math.max(worst, Math.abs(loss - expected) / expected);
            double right = found.arrays().get("accuracy").values()[cell] * IMAGES;
            double percent = golden.get("train_acc")[cell];
            assertThat(Math.round(right)).isEqualTo(Math.round(percent / 100 * IMAGES));
        }
        assertThat(worst).as(folder).isLessThan(1e-5);
    }

    @Test
    void directionsOfAnotherNetworkAreRefusedByTensor() throws Exception {
        SharedRuns runs = new SharedRuns(workspace);
        Model model =
                runs.model(
                        "data/landscape/mnist-small-dense-crossentropy/model_10",
                        Optional.of("mlp:784-128-10"),
                        "scale=1/255,mean=.5,std=.5");
        for (String other : List.of("mnist-dense-crossentropy", "mnist-cnn-crossentropy")) {
            Path file = SharedFiles.require("data/landscape/" + other + "/directions.h5");
            Map<String, String> given = Map.of("grid", "3", "directions", "file:" + file);
            assertThatThrownBy(() -> surface(runs, model, "0:10", given, Optional.empty()))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("'directions.h5' holds")
                    .hasMessageContaining("one per parameter, in 4 tensors");
        }
    }

    private static Surface surface(
            SharedRuns runs,
            Model model,
            String samples,
            Map<String, String> given,
            Optional<Result> previous)
            throws Exception {
        return (Surface)
                runs.run(
                        "landscape.surface",
                        runs.mnist(List.of(model), samples, List.of(), given),
                        previous,
                        2);
    }

    private static Set<Integer> cells(int grid) {
        Set<Integer> cells = new TreeSet<>();
        int last = grid * grid - 1;
        cells.addAll(List.of(last / 2, 0, grid - 1, last - grid + 1, last));
        SeededRandom random = new SeededRandom(20);
        while (cells.size() < 25) {
            cells.add(random.nextInt(grid * grid));
        }
        return cells;
    }

    /** A surface that says all but these cells were computed, so that a run computes these. */
    private static Surface allBut(Surface surface, Set<Integer> cells) {
        boolean[] computed = surface.computed().clone();
        cells.forEach(cell -> computed[cell] = false);
        Surface.Builder copy =
                Surface.builder(
                                surface.title(),
                                surface.xAxis(),
                                surface.x(),
                                surface.yAxis(),
                                surface.y())
                        .computed(computed);
        for (Surface.Layer layer : surface.layers()) {
            if (layer.hasErrors()) {
                copy.layer(layer.key(), layer.axis(), layer.values(), layer.errors());
            } else {
                copy.layer(layer.key(), layer.axis(), layer.values());
            }
        }
        return copy.build();
    }

    private static Map<String, double[]> numbers(Path file) throws Exception {
        Map<String, double[]> numbers = new TreeMap<>();
        for (NamedTensors.Entry entry : new KerasWeightsLoader().load(file).tensors()) {
            numbers.put(entry.name(), entry.values().toDoubles());
        }
        return numbers;
    }
}
