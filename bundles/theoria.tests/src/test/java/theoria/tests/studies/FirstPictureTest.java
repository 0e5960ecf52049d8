package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.SynthDigits;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.tests.support.BuiltIn;
import theoria.tests.support.Studies;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is seen first of a large surface: a coarse picture of all of it, after so few of its cells
 * that it comes within a second or two ({@code theoria bench landscape} measures the seconds).
 */
class FirstPictureTest {
    private static final int GRID = 51;

    /** At 10 ms a point on one core, less than a second. */
    private static final int FEW = 64;

    @Test
    void theFirstPartialResultShowsTheWholePlane() throws Exception {
        NetworkGraph graph = Architecture.parse("lenet", Shape.of(1, 32, 32), 10);
        double[] theta = Initialisation.HE.draw(graph, 1).parameters().toDoubles();
        Model lenet = Studies.model(graph, theta);
        RunControl control = new RunControl();
        List<Surface> seen = new ArrayList<>();
        RunListener watcher =
                new RunListener() {
                    @Override
                    public void partial(Result result) {
                        seen.add((Surface) result);
                        control.cancel();
                    }
                };
        BuiltIn catalogue = new BuiltIn();
        StudyRequest request =
                new StudyRequest(
                        List.of(lenet),
                        Optional.of(SynthDigits.dataset(1, 1000, 1)),
                        SampleSelection.ALL,
                        List.of(),
                        Map.of("grid", String.valueOf(GRID)),
                        1);
        assertThatThrownBy(
                        () ->
                                new StudyRunner(catalogue, 2)
                                        .run(
                                                catalogue
                                                        .study("landscape.surface")
                                                        .orElseThrow()
                                                        .study(),
                                                request,
                                                Optional.empty(),
                                                control,
                                                watcher))
                .isInstanceOf(Cancelled.class);
        Surface first = seen.get(0);
        assertThat(cells(first, 0, GRID, 0, GRID)).isBetween(1, FEW);
        int half = GRID / 2;
        assertThat(cells(first, 0, half, 0, half)).as("lower left").isGreaterThan(4);
        assertThat(cells(first, 0, half, half, GRID)).as("lower right").isGreaterThan(4);
        assertThat(cells(first, half, GRID, 0, half)).as("upper left").isGreaterThan(4);
        assertThat(cells(first, half, GRID, half, GRID)).as("upper right").isGreaterThan(4);
    }

    private static int cells(Surface surface, int bottom, int top, int left, int right) {
        int count = 0;
        for (int row = bottom; row < top; row++) {
            for (int column = left; column < right; column++) {
                count += surface.computed()[row * GRID + column] ? 1 : 0;
            }
        }
        return count;
    }
}
