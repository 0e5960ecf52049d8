package theoria.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.load.Model;
import theoria.core.study.result.FlatResult;
import theoria.runtime.job.StudyRequest;
import theoria.tests.support.SharedRuns;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two ResNet-56 of Li et al. 2018: without shortcuts the loss rises much faster. */
class ShortcutsLandscapeTest {
    private static final String CONTRACT = "mean=125.3:123.0:113.9,std=63.0:62.1:66.7";
    private static final int GRID = 7;

    @TempDir Path workspace;

    @Test
    void withoutShortcutsTheLossAroundTheNetworkIsAtLeastThreeTimesLarger() throws Exception {
        SharedRuns runs = new SharedRuns(workspace);
        List<Model> models =
                List.of(
                        network(runs, "resnet56_model_300.t7", "cifar-resnet56-b"),
                        network(runs, "resnet56_noshort_model_300.t7", "cifar-resnet56-noshort"));
        Dataset cifar = runs.data("data/cifar10-subset");
        StudyRequest request =
                new StudyRequest(
                        models,
                        Optional.of(cifar),
                        SampleSelection.parse("0:200"),
                        List.of(Split.TRAIN),
                        Map.of("grid", String.valueOf(GRID)),
                        1);
        FlatResult result =
                FlatResult.of(runs.run("landscape.surface", request, Optional.empty(), 2));
        double with = ring(result.arrays().get("loss").values());
        double without = ring(result.arrays().get("loss_2").values());
        assertThat(without / with).isGreaterThanOrEqualTo(3);
        assertThat(result.scalars().get("colour_high"))
                .as("one scale for both")
                .isGreaterThanOrEqualTo(result.scalars().get("max_loss"))
                .isGreaterThanOrEqualTo(result.scalars().get("max_loss_2"));
    }

    private static Model network(SharedRuns runs, String file, String architecture)
            throws Exception {
        return runs.model("data/pytorch/" + file, Optional.of(architecture), CONTRACT);
    }

    /** Mean of the eight neighbours of the centre. */
    private static double ring(double[] loss) {
        int centre = GRID / 2;
        double sum = 0;
        for (int row = centre - 1; row <= centre + 1; row++) {
            for (int column = centre - 1; column <= centre + 1; column++) {
                sum += row == centre && column == centre ? 0 : loss[row * GRID + column];
            }
        }
        return sum / 8;
    }
}
