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

import java.util.Arrays;
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
        Map<String, String> parameters = Map.of("grid", "5", "normalize", normalise);
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
    void theNetworkAtAPlaceOfASurfaceHasItsLossThere() throws Exception {
        Model model = drawn(4);
        Map<String, String> parameters = Map.of("grid", "5", "precision", "double");
        double[] surface =
                Studies.run("landscape.surface", List.of(model), data, parameters)
                        .arrays()
                        .get("loss")
                        .values();
        for (int[] cell : new int[][] {{2, 2}, {0, 4}, {3, 1}}) {
            double x = -1 + cell[0] * 0.5;
            double y = -1 + cell[1] * 0.5;
            Model there =
                    Studies.modelAt("landscape.surface", List.of(model), data, parameters, x, y);
            FlatResult evaluation =
                    Studies.run(
                            "inspection.evaluation",
                            List.of(there),
                            data,
                            Map.of("precision", "double"));
            assertThat(evaluation.scalars().get("loss"))
                    .isCloseTo(surface[cell[1] * 5 + cell[0]], within(1e-12));
        }
    }

    @Test
    void theNetworkAtAnEndOfALineIsTheSecondNetwork() throws Exception {
        List<Model> models = List.of(drawn(1), drawn(2));
        Model there = Studies.modelAt("landscape.line", models, data, Map.of(), 1, 0);
        assertThat(there.weights()).isEqualTo(models.get(1).weights());
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

    @Test
    void aLineThatIsGivenFromItsEndIsAsMonotonic() throws Exception {
        Model a = drawn(1);
        Model b = drawn(2);
        for (List<Model> pair : List.of(List.of(a, b), List.of(b, a))) {
            double there = monotonic(pair, "-0.5", "1.5");
            assertThat(monotonic(pair, "1.5", "-0.5")).isEqualTo(there);
        }
        assertThat(monotonic(List.of(a, b), "-1", "-0.5")).isNaN();
    }

    private double monotonic(List<Model> pair, String from, String to) throws Exception {
        Map<String, String> given = Map.of("points", "9", "from", from, "to", to);
        return Studies.run("landscape.line", pair, data, given).scalars().get("monotonic");
    }

    /** A linear network under squared error: the loss is a quadratic function of the weights. */
    private static Model linear(long seed) {
        NetworkGraph dense = Architecture.parse("mlp:6-3", Shape.of(6), 3);
        return Studies.model(dense, Initialisation.HE.draw(dense, seed).parameters().toDoubles());
    }

    @Test
    void aQuadraticLossIsAParabolaOnALine() throws Exception {
        Map<String, String> given = Map.of("loss", "mse", "points", "7", "from", "-1", "to", "2");
        double[] f =
                Studies.run("landscape.line", List.of(linear(1), linear(2)), data, given)
                        .arrays()
                        .get("loss")
                        .values();
        for (int i = 0; i + 3 < f.length; i++) {
            double third = f[i + 3] - 3 * f[i + 2] + 3 * f[i + 1] - f[i];
            assertThat(third).isCloseTo(0, within(1e-10));
        }
        assertThat(Math.abs(f[2] - 2 * f[1] + f[0])).isGreaterThan(1e-3);
    }

    @Test
    void aQuadraticSurfaceIsTheAnalyticOne() throws Exception {
        Map<String, String> given = Map.of("loss", "mse", "grid", "5", "ignore", "none");
        double[] z =
                Studies.run("landscape.surface", List.of(linear(1)), data, given)
                        .arrays()
                        .get("loss")
                        .values();
        // z = a + b x + c y + d x^2 + e x y + f y^2 from six points; the others must agree
        double a = z[12];
        double b = z[14] / 2 - z[10] / 2;
        double c = z[22] / 2 - z[2] / 2;
        double d = (z[14] + z[10]) / 2 - a;
        double f = (z[22] + z[2]) / 2 - a;
        double e = z[24] - a - b - c - d - f;
        for (int i = 0; i < 25; i++) {
            double x = (i % 5 - 2) / 2.0;
            double y = (i / 5 - 2) / 2.0;
            double expected = a + b * x + c * y + d * x * x + e * x * y + f * y * y;
            assertThat(z[i]).isCloseTo(expected, within(1e-10 * Math.max(1, expected)));
        }
    }

    @Test
    void theGradientDirectionRisesAsFastAsTheGradientIsLong() throws Exception {
        Map<String, String> given =
                Map.of("directions", "gradient", "points", "3", "from", "-1e-4", "to", "1e-4");
        Model model = drawn(1);
        double[] f =
                Studies.run("landscape.line", List.of(model), data, given)
                        .arrays()
                        .get("loss")
                        .values();
        double slope = (f[2] - f[0]) / 2e-4;
        Map<String, String> other =
                Map.of("directions", "random", "points", "3", "from", "-1e-4", "to", "1e-4");
        double[] g =
                Studies.run("landscape.line", List.of(model), data, other)
                        .arrays()
                        .get("loss")
                        .values();
        assertThat(slope).isGreaterThan(0.1);
        assertThat(f[0]).isLessThan(f[1]);
        assertThat(g[2] - g[0]).isNotEqualTo(f[2] - f[0]);
    }

    @Test
    void threeModelsLieAtTheirPlacesOfTheirPlane() throws Exception {
        List<Model> models = List.of(drawn(1), drawn(2), drawn(3));
        FlatResult plane =
                Studies.run(
                        "landscape.surface",
                        models,
                        data,
                        Map.of("directions", "between", "grid", "3"));
        double[] x = plane.arrays().get("anchor_x").values();
        double[] y = plane.arrays().get("anchor_y").values();
        double unit = distance(models.get(0), models.get(1));
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < i; j++) {
                double drawn = Math.hypot(x[i] - x[j], y[i] - y[j]) * unit;
                double real = distance(models.get(i), models.get(j));
                assertThat(drawn).isCloseTo(real, within(1e-10 * real));
            }
            FlatResult own =
                    Studies.run("inspection.evaluation", List.of(models.get(i)), data, Map.of());
            assertThat(plane.arrays().get("anchor_loss").values()[i])
                    .isCloseTo(own.scalars().get("loss"), within(1e-12));
        }
        assertThat(plane.scalars().get("cosine")).isCloseTo(0, within(1e-12));
    }

    private static double distance(Model a, Model b) {
        double[] p = a.weights().parameters().toDoubles();
        double[] q = b.weights().parameters().toDoubles();
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += (p[i] - q[i]) * (p[i] - q[i]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void theStandardErrorIsThatOfTheExamplesLosses() throws Exception {
        Model model = drawn(1);
        FlatResult surface =
                Studies.run("landscape.surface", List.of(model), data, Map.of("grid", "3"));
        double[] losses =
                Studies.run("inspection.evaluation", List.of(model), data, Map.of())
                        .arrays()
                        .get("losses")
                        .values();
        double deviation = theoria.core.math.stat.Moments.of(losses).deviation();
        assertThat(surface.arrays().get("loss_stderr").values()[4])
                .isCloseTo(deviation / Math.sqrt(losses.length), within(1e-12));
    }

    @Test
    void theLossesOfTheClassesMakeTheLoss() throws Exception {
        FlatResult line =
                Studies.run(
                        "landscape.line",
                        List.of(drawn(1)),
                        Studies.gaussian(30, 6, 3),
                        Map.of("points", "3", "classes", "true"));
        double[] classes = line.arrays().get("class_loss").values();
        double[] loss = line.arrays().get("loss").values();
        for (int i = 0; i < 3; i++) {
            double mean = (classes[i] + classes[3 + i] + classes[6 + i]) / 3;
            assertThat(mean).isCloseTo(loss[i], within(1e-12 * loss[i]));
        }
    }

    @Test
    void seedsAreAveraged() throws Exception {
        Model model = drawn(1);
        Map<String, String> given = Map.of("points", "5", "seeds", "3");
        FlatResult three = Studies.run("landscape.line", List.of(model), data, given);
        FlatResult one = Studies.run("landscape.line", List.of(model), data, Map.of("points", "5"));
        double[] spread = three.arrays().get("loss_spread").values();
        assertThat(spread[1]).isCloseTo(0, within(1e-12)); // t = 0 is the network for every seed
        assertThat(spread[4]).isGreaterThan(0);
        double[] mean = three.arrays().get("loss").values();
        assertThat(mean[1]).isCloseTo(one.arrays().get("loss").values()[1], within(1e-12));
        assertThat(mean[4]).isNotEqualTo(one.arrays().get("loss").values()[4]);
    }

    @Test
    void modelsOfEqualBlocksShareDirections() throws Exception {
        List<Model> models = List.of(drawn(1), drawn(1), drawn(2));
        FlatResult result = Studies.run("landscape.surface", models, data, Map.of("grid", "3"));
        assertThat(result.arrays().get("loss_2")).isEqualTo(result.arrays().get("loss"));
        assertThat(result.arrays().get("loss_3")).isNotEqualTo(result.arrays().get("loss"));
        // the third by itself draws against its own weights
        double[] own = surface(drawn(2), "filter");
        assertThat(result.arrays().get("loss_3").values()[8]).isNotEqualTo(own[24]);
        double low = result.scalars().get("colour_low");
        assertThat(result.scalars().get("min_loss")).isGreaterThanOrEqualTo(low);
        assertThat(result.scalars().get("min_loss_3")).isGreaterThanOrEqualTo(low);
    }

    /** At the network the loss bends along them as the eigenvalues say, and has no mixed part. */
    @Test
    void alongEigenvectorsOfTheHessianTheLossBendsAsTheEigenvaluesSay() throws Exception {
        NetworkGraph smooth = Architecture.parse("mlp:6-8-3:tanh", Shape.of(6), 3);
        double[] theta = Initialisation.HE.draw(smooth, 3).parameters().toDoubles();
        List<Model> models = List.of(Studies.model(smooth, theta));
        double h = 1e-3;
        Map<String, String> grid =
                Map.of("grid", "3", "range", String.valueOf(h), "directions", "hessian");
        double[] z =
                Studies.run("landscape.surface", models, data, grid).arrays().get("loss").values();
        double[] eigenvalues =
                Studies.run("landscape.hessian", models, data, Map.of())
                        .arrays()
                        .get("eigenvalues")
                        .values();
        double[] top = Arrays.stream(eigenvalues).map(v -> -v).sorted().map(v -> -v).toArray();
        assertThat((z[3] - 2 * z[4] + z[5]) / (h * h)).isCloseTo(top[0], within(1e-4 * top[0]));
        assertThat((z[1] - 2 * z[4] + z[7]) / (h * h)).isCloseTo(top[1], within(1e-4 * top[0]));
        double mixed = (z[8] - z[6] - z[2] + z[0]) / (4 * h * h);
        assertThat(mixed).isCloseTo(0, within(1e-4 * top[0]));
    }
}
