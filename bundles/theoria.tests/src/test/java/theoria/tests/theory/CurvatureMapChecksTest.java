package theoria.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.model.data.Dataset;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Result;
import theoria.core.study.result.Verdict;
import theoria.tests.support.Studies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Theory entry L4: lambda_min and lambda_max on the plane of L2. */
class CurvatureMapChecksTest {
    private static final String STUDY = "landscape.curvature-map";

    private final NetworkGraph graph = Architecture.parse("mlp:10-16-4:tanh", Shape.of(10), 4);
    private final Dataset data = Studies.gaussian(60, 10, 4);
    private final Model model =
            Studies.model(graph, Initialisation.HE.draw(graph, 1).parameters().toDoubles());

    private static Map<String, String> parameters(String... more) {
        Map<String, String> values = new TreeMap<>(Map.of("grid", "3", "tolerance", "1e-9"));
        for (String parameter : more) {
            values.put(parameter.split("=")[0], parameter.split("=")[1]);
        }
        return values;
    }

    private Result run(int threads, Optional<Result> previous, List<Result> partial)
            throws Exception {
        List<Model> models = List.of(model);
        return Studies.resumed(STUDY, models, data, parameters(), threads, previous, partial);
    }

    @Test
    void everyCellHasTheEndsOfTheDenseSpectrumThere() throws Exception {
        FlatResult map = Studies.run(STUDY, List.of(model), data, parameters());
        double[] largest = map.arrays().get("lambda_max").values();
        double[] smallest = map.arrays().get("lambda_min").values();
        double[] ratio = map.arrays().get("ratio").values();
        int down = 0;
        for (int cell = 0; cell < 9; cell++) {
            Model there =
                    Studies.modelAt(
                            STUDY, List.of(model), data, parameters(), cell % 3 - 1, cell / 3 - 1);
            FlatResult dense =
                    Studies.run(
                            "landscape.hessian", List.of(there), data, Map.of("method", "dense"));
            double[] all = dense.arrays().get("eigenvalues").values();
            double least = all[all.length - 1];
            assertThat(largest[cell]).isCloseTo(all[0], within(1e-8 * all[0]));
            assertThat(smallest[cell]).isCloseTo(least, within(1e-8 * all[0]));
            assertThat(ratio[cell]).isCloseTo(Math.abs(least / all[0]), within(1e-7));
            down += least < 0 ? 1 : 0;
        }
        assertThat(map.scalars().get("centre_lambda_max")).isEqualTo(largest[4]);
        assertThat(map.scalars().get("centre_lambda_min")).isEqualTo(smallest[4]);
        assertThat(map.scalars().get("bending_down")).isEqualTo(down / 9.0);
        assertThat(map.verdicts()).isNotEmpty().allMatch(Verdict::holds);
    }

    @Test
    void aSearchThatEndsEarlySaysSo() throws Exception {
        FlatResult map =
                Studies.run(STUDY, List.of(model), data, parameters("grid=2", "products=4"));
        assertThat(map.scalars().get("products")).isEqualTo(16);
        assertThat(map.verdicts()).noneMatch(Verdict::holds);
    }

    @Test
    void threadsAndInterruptionsChangeNoBit() throws Exception {
        List<Result> partial = new ArrayList<>();
        Result one = run(1, Optional.empty(), partial);
        assertThat(run(2, Optional.empty(), new ArrayList<>())).isEqualTo(one);
        assertThat(run(2, Optional.of(partial.get(0)), new ArrayList<>())).isEqualTo(one);
    }

    @Test
    void aLossThatIsNoNumberIsKeptAndNothingMadeUp() throws Exception {
        double[] huge = new double[graph.parameterCount()];
        Arrays.fill(huge, 1e200);
        FlatResult broken =
                Studies.run(
                        STUDY,
                        List.of(Studies.model(graph, huge)),
                        data,
                        parameters("grid=2", "loss=mse", "normalize=none"));
        assertThat(Arrays.stream(broken.arrays().get("loss").values()))
                .allMatch(value -> !Double.isFinite(value));
        assertThat(broken.arrays().get("lambda_max").values()).containsOnly(Double.NaN);
        assertThat(broken.scalars().get("bending_down")).isNaN();
    }
}
