package theoria.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.model.data.Dataset;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.result.FlatResult;
import theoria.tests.support.Studies;

import java.util.List;
import java.util.Map;

/** Theory entries L1 and L2. */
class LandscapeChecksTest {
    private static final double C = 7;

    private final NetworkGraph graph = Architecture.parse("mlp:6-8-3", Shape.of(6), 3);
    private final Dataset data = Studies.gaussian(40, 6, 3);

    private Model drawn(long seed) {
        double[] theta = Initialisation.HE.draw(graph, seed).parameters().toDoubles();
        return Studies.model(graph, theta);
    }

    /** (W1, b1, W2) to (c W1, c b1, W2 / c): the same function with ReLU. */
    private Model rescaled(Model model) {
        double[] theta = model.weights().parameters().toDoubles();
        for (Block block : graph.blocks()) {
            double factor = factor(block.name());
            for (int i = 0; i < block.size(); i++) {
                theta[block.offset() + i] *= factor;
            }
        }
        return Studies.model(graph, theta);
    }

    private static double factor(String block) {
        if (block.startsWith("fc1")) {
            return C;
        }
        return block.equals("fc2.weight") ? 1 / C : 1;
    }

    private double[] surface(Model model, String normalise) throws Exception {
        Map<String, String> parameters = Map.of("grid", "5", "normalise", normalise);
        FlatResult result = Studies.run("landscape.surface", List.of(model), data, parameters);
        return result.arrays().get("loss").values();
    }

    @Test
    void aFilterNormalisedSurfaceDoesNotSeeTheScaleOfLayers() throws Exception {
        Model model = drawn(1);
        double[] before = surface(model, "filter");
        double[] after = surface(rescaled(model), "filter");
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isCloseTo(before[i], within(1e-10 * Math.max(1, before[i])));
        }
    }

    @Test
    void aRawSurfaceDoes() throws Exception {
        Model model = drawn(1);
        double[] before = surface(model, "none");
        double[] after = surface(rescaled(model), "none");
        double largest = 0;
        for (int i = 0; i < before.length; i++) {
            largest = Math.max(largest, Math.abs(after[i] - before[i]) / before[i]);
        }
        assertThat(largest).isGreaterThan(0.01);
    }

    @Test
    void theMiddleOfASurfaceIsTheLossOfTheNetwork() throws Exception {
        Model model = drawn(2);
        double[] surface = surface(model, "filter");
        FlatResult evaluation =
                Studies.run("inspection.evaluation", List.of(model), data, Map.of());
        double loss = evaluation.scalars().get("loss");
        assertThat(surface[12]).isCloseTo(loss, within(1e-12));
    }

    @Test
    void theEndsOfALineAreTheLossesOfTheTwoNetworks() throws Exception {
        Map<String, String> parameters = Map.of("points", "5", "from", "0", "to", "1");
        List<Model> models = List.of(drawn(1), drawn(2));
        FlatResult line = Studies.run("landscape.line", models, data, parameters);
        double[] loss = line.arrays().get("loss").values();
        for (int m = 0; m < 2; m++) {
            FlatResult evaluation =
                    Studies.run("inspection.evaluation", List.of(models.get(m)), data, Map.of());
            assertThat(loss[4 * m]).isCloseTo(evaluation.scalars().get("loss"), within(1e-12));
        }
    }

    @Test
    void theLineBackIsTheLineReversed() throws Exception {
        Map<String, String> parameters = Map.of("points", "9", "from", "-0.5", "to", "1.5");
        Model a = drawn(1);
        Model b = drawn(2);
        double[] there =
                Studies.run("landscape.line", List.of(a, b), data, parameters)
                        .arrays()
                        .get("loss")
                        .values();
        double[] back =
                Studies.run("landscape.line", List.of(b, a), data, parameters)
                        .arrays()
                        .get("loss")
                        .values();
        for (int i = 0; i < there.length; i++) {
            assertThat(back[there.length - 1 - i]).isCloseTo(there[i], within(1e-12));
        }
    }
}
