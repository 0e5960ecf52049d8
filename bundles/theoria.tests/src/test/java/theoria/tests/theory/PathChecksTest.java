package theoria.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.math.optim.Optimiser;
import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Batch;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.StudyException;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Verdict;
import theoria.engine.reference.ReferenceEngine;
import theoria.tests.support.SmallNetworks;
import theoria.tests.support.Studies;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Paths between networks (theory entry L11). */
class PathChecksTest {
    private static final int WIDTH = 8;

    private final Dataset data = Studies.gaussian(40, 6, 3);
    private final NetworkGraph small = graph("mlp:6-8-3");
    private final NetworkGraph wide = graph("mlp:6-16-3");

    private static NetworkGraph graph(String text) {
        return Architecture.parse(text, Shape.of(6), 3);
    }

    private double[] trained(NetworkGraph graph, long seed, int steps) throws Exception {
        Weights weights = Initialisation.HE.draw(graph, seed).to(Precision.DOUBLE);
        double[] theta = weights.parameters().toDoubles();
        Optimiser adam = Optimiser.adam(0.9, 0.999, 1e-8);
        double[] state = new double[adam.stateLength(theta.length)];
        double[] gradient = new double[theta.length];
        Batch batch = data.split(Split.TRAIN).orElseThrow().read(0, 40);
        Need need = Need.of(Precision.DOUBLE, Capability.PARAMETER_GRADIENT);
        try (Network network = new ReferenceEngine().open(graph, weights, need)) {
            for (int step = 1; step <= steps; step++) {
                network.setParameters(theta);
                network.parameterGradient(batch, gradient);
                adam.step(theta, gradient, state, 0.03, step);
            }
        }
        return theta;
    }

    /** The units of each hidden layer in another order. */
    private static double[] permuted(NetworkGraph graph, double[] theta, long seed) {
        double[] moved = theta.clone();
        int layers = graph.blocks().size() / 2;
        for (int l = 1; l < layers; l++) {
            double[] before = moved.clone();
            Block kernel = graph.block("fc" + l + ".weight");
            Block bias = graph.block("fc" + l + ".bias");
            Block next = graph.block("fc" + (l + 1) + ".weight");
            int units = bias.size();
            int row = kernel.size() / units;
            int[] order = new SeededRandom(seed).split(l).permutation(units);
            for (int i = 0; i < units; i++) {
                int from = order[i];
                for (int k = 0; k < row; k++) {
                    moved[kernel.offset() + i * row + k] = before[kernel.offset() + from * row + k];
                }
                moved[bias.offset() + i] = before[bias.offset() + from];
                for (int o = 0; o < next.size() / units; o++) {
                    int at = next.offset() + o * units;
                    moved[at + i] = before[at + from];
                }
            }
        }
        return moved;
    }

    private FlatResult path(List<Model> models, String method, String... more) throws Exception {
        Map<String, String> parameters = new TreeMap<>(Map.of("method", method));
        for (String setting : more) {
            parameters.put(setting.split("=")[0], setting.split("=")[1]);
        }
        FlatResult result = Studies.run("landscape.path", models, data, parameters);
        assertThat(result.verdicts()).isNotEmpty().allMatch(Verdict::holds);
        return result;
    }

    private double loss(Model model) throws Exception {
        return Studies.run("inspection.evaluation", List.of(model), data, Map.of())
                .scalars()
                .get("loss");
    }

    private static double[] losses(FlatResult result, String key) {
        return result.arrays().get(key).values();
    }

    private List<Model> twoSmall() throws Exception {
        return List.of(
                Studies.model(small, trained(small, 1, 300)),
                Studies.model(small, trained(small, 2, 300)));
    }

    @ParameterizedTest
    @CsvSource({"linear, 1", "bezier, 1", "bezier, 3", "polychain, 1", "polychain, 2"})
    void theEndsAreTheNetworks(String method, String bends) throws Exception {
        List<Model> models = twoSmall();
        double[] losses =
                losses(path(models, method, "bends=" + bends, "points=7", "steps=20"), "loss");
        assertThat(losses).hasSize(7);
        assertThat(losses[0]).isCloseTo(loss(models.get(0)), within(1e-12));
        assertThat(losses[6]).isCloseTo(loss(models.get(1)), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bezier", "polychain"})
    void aTrainedPathGoesAroundTheBarrierOfTheLine(String method) throws Exception {
        FlatResult result = path(twoSmall(), method);
        double straight = result.scalars().get("linear_barrier");
        assertThat(straight).isGreaterThan(0.5);
        assertThat(result.scalars().get("barrier")).isLessThan(straight / 4);
    }

    @Test
    void aTrainedPathSaysOnWhichExamplesItWasTrained() throws Exception {
        List<Model> models = twoSmall();
        assertThat(path(models, "bezier", "steps=1", "points=2").notes())
                .anyMatch(
                        note -> note.contains("of the train split on which the path is measured"));
        Map<String, String> bezier = Map.of("method", "bezier", "steps", "1", "points", "2");
        assertThat(Studies.both("landscape.path", models, data, bezier).notes())
                .anyMatch(
                        note -> note.contains("trained on the train split alone; the test split"));
        assertThat(path(models, "linear", "points=2").notes())
                .noneMatch(note -> note.contains("trained on"));
    }

    @Test
    void withoutStepsTheCurveIsTheLine() throws Exception {
        FlatResult result = path(twoSmall(), "bezier", "steps=0", "bends=2");
        double[] curve = losses(result, "loss");
        double[] line = losses(result, "linear_loss");
        for (int i = 0; i < curve.length; i++) {
            assertThat(curve[i]).isCloseTo(line[i], within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp:6-8-3", "mlp:6-10-9-3:tanh"})
    void permutingUnitsBackRemovesTheBarrier(String architecture) throws Exception {
        NetworkGraph graph = graph(architecture);
        double[] theta = trained(graph, 3, 300);
        Model first = Studies.model(graph, theta);
        Model second = Studies.model(graph, permuted(graph, theta, 5));
        assertThat(second.weights()).isNotEqualTo(first.weights());
        assertThat(loss(second)).isCloseTo(loss(first), within(1e-12));
        FlatResult result = path(List.of(first, second), "permuted");
        assertThat(result.scalars().get("linear_barrier")).isGreaterThan(0.1);
        assertThat(result.scalars().get("barrier")).isCloseTo(0, within(1e-12));
    }

    /** Filters, batch norm, and a unit that is four columns of the layer behind. */
    @Test
    void filtersAreMatchedToo() throws Exception {
        Model conv = SmallNetworks.all().get("conv");
        double[] theta = conv.weights().parameters().toDoubles();
        double[] moved = theta.clone();
        int[] order = {2, 0, 3, 1};
        Block kernel = conv.graph().trainableBlocks().get(0);
        Block bias = conv.graph().trainableBlocks().get(1);
        Block dense = conv.graph().trainableBlocks().get(2);
        for (int i = 0; i < 4; i++) {
            System.arraycopy(
                    theta, kernel.offset() + 9 * order[i], moved, kernel.offset() + 9 * i, 9);
            moved[bias.offset() + i] = theta[bias.offset() + order[i]];
            for (int o = 0; o < 3; o++) {
                int row = dense.offset() + o * 64;
                System.arraycopy(theta, row + 16 * order[i], moved, row + 16 * i, 16);
            }
        }
        Model second = Studies.model(conv.graph(), moved);
        Dataset images = Studies.gaussian(30, 64, 3);
        FlatResult result =
                Studies.run(
                        "landscape.path",
                        List.of(Studies.model(conv.graph(), theta), second),
                        images,
                        Map.of("method", "permuted", "points", "11"));
        assertThat(result.verdicts()).hasSize(2).allMatch(Verdict::holds);
        double[] losses = losses(result, "loss");
        for (double loss : losses) {
            assertThat(loss).isCloseTo(losses[0], within(1e-12));
        }
        double[] line = losses(result, "linear_loss");
        assertThat(line[10]).isCloseTo(line[0], within(1e-12));
        assertThat(Math.abs(line[5] - line[0])).isGreaterThan(0.01);
    }

    /** A network of 8 units in one of 16, from unit {@code from} on; the others are dead. */
    private double[] embedded(double[] narrow, int from, boolean blind) {
        double[] theta = new double[wide.parameterCount()];
        SeededRandom random = new SeededRandom(from);
        Block in = wide.block("fc1.weight");
        Block bias = wide.block("fc1.bias");
        Block out = wide.block("fc2.weight");
        for (int i = 0; i < 2 * WIDTH; i++) {
            int own = (i + 2 * WIDTH - from) % (2 * WIDTH);
            boolean dead = own >= WIDTH;
            for (int k = 0; k < 6; k++) {
                double drawn = blind ? 0 : random.nextGaussian();
                theta[in.offset() + i * 6 + k] =
                        dead ? drawn : narrow[small.block("fc1.weight").offset() + own * 6 + k];
            }
            theta[bias.offset() + i] = dead ? -0.5 : narrow[small.block("fc1.bias").offset() + own];
            for (int o = 0; o < 3; o++) {
                double drawn = blind ? random.nextGaussian() : 0;
                theta[out.offset() + o * 2 * WIDTH + i] =
                        dead ? drawn : narrow[small.block("fc2.weight").offset() + o * WIDTH + own];
            }
        }
        int to = wide.block("fc2.bias").offset();
        System.arraycopy(narrow, small.block("fc2.bias").offset(), theta, to, 3);
        return theta;
    }

    @ParameterizedTest
    @CsvSource({"0, false", "8, false", "3, false", "0, true", "3, true"})
    void overDeadUnitsThereIsNoBarrier(int from, boolean blind) throws Exception {
        Model first = Studies.model(wide, embedded(trained(small, 1, 100), 0, blind));
        Model second = Studies.model(wide, embedded(trained(small, 2, 100), from, blind));
        FlatResult result = path(List.of(first, second), "explicit", "points=141");
        double[] losses = losses(result, "loss");
        double worse = Math.max(loss(first), loss(second));
        assertThat(Arrays.stream(losses).max().orElseThrow()).isLessThanOrEqualTo(worse + 1e-12);
        assertThat(losses[140]).isCloseTo(loss(second), within(1e-12));
        assertThat(result.scalars().get("linear_barrier")).isGreaterThan(0.05);
    }

    @Test
    void withTooFewDeadUnitsThereIsNoExplicitPath() {
        assertThatThrownBy(() -> path(twoSmall(), "explicit"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("of 8 units 8 live in the first network and 8 in the second");
    }

    @Test
    void layersThatBreakTheChainAreNamed() {
        Model residual = SmallNetworks.all().get("residual");
        assertThatThrownBy(
                        () ->
                                Studies.run(
                                        "landscape.path",
                                        List.of(residual, residual),
                                        Studies.gaussian(10, 64, 3),
                                        Map.of("method", "permuted")))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("layer 'sum' has 2 inputs");
        Model deep = Studies.model(graph("mlp:6-4-4-3"), new double[63]);
        assertThatThrownBy(() -> path(List.of(deep, deep), "explicit"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("needs one hidden layer; 'fc2'");
    }

    @Test
    void theNetworkAtAPlaceOfAPathHasItsLossThere() throws Exception {
        List<Model> models = twoSmall();
        double[] losses = losses(path(models, "bezier", "points=5", "steps=30"), "loss");
        Map<String, String> parameters = Map.of("method", "bezier", "steps", "30");
        Model there = Studies.modelAt("landscape.path", models, data, parameters, 0.5, 0);
        assertThat(loss(there)).isCloseTo(losses[2], within(1e-12));
    }

    @Test
    void aTrainingThatDivergesIsToldInWords() {
        NetworkGraph deep = graph("seq:6,dense4,dense4,dense4,dense4,dense4,dense4,dense4,dense3");
        double[] theta = Initialisation.HE.draw(deep, 1).parameters().toDoubles();
        Model model = Studies.model(deep, theta);
        assertThatThrownBy(
                        () ->
                                path(
                                        List.of(model, model),
                                        "bezier",
                                        "rate=1e6",
                                        "steps=50",
                                        "precision=float"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("diverged at rate 1000000.0");
    }
}
