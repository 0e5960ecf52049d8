package theoria.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.Split;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.StudyException;
import theoria.core.study.result.FlatResult;
import theoria.tests.support.Studies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What becomes of running statistics on lines and planes. */
class BatchNormLandscapeTest {
    private static final int EXAMPLES = 40;

    private final NetworkGraph graph =
            Architecture.parse("seq:6,dense5,bn,relu,dense4,bn,relu,dense3", Shape.of(6), 3);
    private final Dataset data = Studies.gaussian(EXAMPLES, 6, 3);

    private Model model(long seed, double mean, double variance) {
        double[] buffers = Initialisation.HE.draw(graph, seed).buffers().toDoubles().clone();
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = buffers[i] == 0 ? mean : variance;
        }
        Weights weights =
                Weights.of(Initialisation.HE.draw(graph, seed).parameters().toDoubles(), buffers);
        return Studies.model("bn" + seed, graph, weights);
    }

    private double[] line(List<Model> models, Map<String, String> given) throws Exception {
        return result(models, given).arrays().get("loss").values();
    }

    private FlatResult result(List<Model> models, Map<String, String> given) throws Exception {
        return Studies.run("landscape.line", models, data, given);
    }

    private double loss(Model model) throws Exception {
        return Studies.run("inspection.evaluation", List.of(model), data, Map.of())
                .scalars()
                .get("loss");
    }

    @Test
    void interpolatedTheEndsKeepTheirLosses() throws Exception {
        List<Model> models = List.of(model(1, 0.3, 2), model(2, -0.2, 0.5));
        Map<String, String> ends = Map.of("points", "2", "from", "0", "to", "1");
        double[] f = line(models, ends);
        assertThat(f[0]).isCloseTo(loss(models.get(0)), within(1e-12));
        assertThat(f[1]).isCloseTo(loss(models.get(1)), within(1e-12));
        Map<String, String> fixed =
                Map.of("points", "2", "from", "0", "to", "1", "statistics", "fixed");
        double[] g = line(models, fixed);
        assertThat(g[0]).isCloseTo(f[0], within(1e-12));
        assertThat(Math.abs(g[1] - f[1])).isGreaterThan(1e-3);
    }

    @Test
    void beyondTheEndsVariancesDoNotBecomeNegative() throws Exception {
        List<Model> models = List.of(model(1, 0, 4), model(2, 0, 0.1));
        FlatResult far = result(models, Map.of("points", "3", "from", "0", "to", "3"));
        assertThat(far.scalars().get("non_finite")).isZero();
    }

    /**
     * One batch of all examples, recomputed by hand: the first layer's outputs z = W x + b have
     * mean m and unbiased variance v, the second layer sees the first normalised by the biased one.
     */
    @Test
    void recomputedStatisticsDoNotDependOnThoseStored() throws Exception {
        Map<String, String> given =
                Map.of(
                        "points",
                        "3",
                        "from",
                        "0",
                        "to",
                        "1",
                        "statistics",
                        "recompute",
                        "statistics-batches",
                        "1",
                        "batch",
                        String.valueOf(EXAMPLES));
        double[] one = line(List.of(model(1, 0.3, 2)), given);
        double[] other = line(List.of(model(1, -5, 9)), given);
        assertThat(one).containsExactly(other);
        assertThat(one[0]).isCloseTo(loss(recomputedByHand(model(1, 0.3, 2))), within(1e-9));
    }

    private Model recomputedByHand(Model model) {
        double[] theta = model.weights().parameters().toDoubles();
        double[] buffers = model.weights().buffers().toDoubles().clone();
        double[][] values = inputs();
        List<Block> blocks = graph.trainableBlocks();
        List<Block> stored = graph.bufferBlocks();
        for (int layer = 0; layer < 2; layer++) {
            // blocks of a layer: kernel, bias, scale, shift
            double[][] z = dense(theta, values, blocks.get(4 * layer), blocks.get(4 * layer + 1));
            int width = z[0].length;
            for (int c = 0; c < width; c++) {
                int channel = c;
                double mean = Arrays.stream(z).mapToDouble(row -> row[channel]).sum() / EXAMPLES;
                double squares =
                        Arrays.stream(z).mapToDouble(r -> Math.pow(r[channel] - mean, 2)).sum();
                buffers[stored.get(2 * layer).offset() + c] = mean;
                buffers[stored.get(2 * layer + 1).offset() + c] = squares / (EXAMPLES - 1);
                double scale = theta[blocks.get(4 * layer + 2).offset() + c];
                double shift = theta[blocks.get(4 * layer + 3).offset() + c];
                double deviation = Math.sqrt(squares / EXAMPLES + 1e-5);
                for (double[] row : z) {
                    row[c] = Math.max(0, (row[c] - mean) / deviation * scale + shift);
                }
            }
            values = z;
        }
        Weights weights = Weights.of(theta, buffers);
        return Studies.model("by hand", graph, weights);
    }

    private double[][] inputs() {
        Batch batch = data.split(Split.TRAIN).orElseThrow().read(0, EXAMPLES);
        double[] flat = batch.inputs().toDoubles();
        double[][] rows = new double[EXAMPLES][];
        for (int n = 0; n < EXAMPLES; n++) {
            rows[n] = Arrays.copyOfRange(flat, 6 * n, 6 * n + 6);
        }
        return rows;
    }

    private static double[][] dense(double[] theta, double[][] inputs, Block kernel, Block bias) {
        int out = kernel.shape().extent(0);
        int in = kernel.shape().extent(1);
        double[][] outputs = new double[inputs.length][out];
        for (int n = 0; n < inputs.length; n++) {
            for (int o = 0; o < out; o++) {
                outputs[n][o] = theta[bias.offset() + o];
                for (int i = 0; i < in; i++) {
                    outputs[n][o] += theta[kernel.offset() + o * in + i] * inputs[n][i];
                }
            }
        }
        return outputs;
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime", "dl4j", "reference"})
    void everyEngineRecomputesThem(String engine) throws Exception {
        Map<String, String> given = new TreeMap<>();
        given.put("points", "3");
        given.put("statistics", "recompute");
        given.put("batch", "8");
        double[] expected = line(List.of(model(1, 0.3, 2)), given);
        given.put("engine", engine);
        given.put("precision", "float");
        double[] found = line(List.of(model(1, 0.3, 2)), given);
        for (int i = 0; i < 3; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-4 * expected[i]));
        }
    }

    /** On the line of a straight path the running statistics are those of its checkpoints. */
    @Test
    void alongAPathTheyGoWithTheWeights() throws Exception {
        Model first = model(1, 0.3, 2);
        Model last = model(2, -0.2, 0.5);
        List<Model.Waypoint> path = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Weights weights = mixed(first, last, i / 2.0);
            path.add(new Model.Waypoint(10L * i, () -> weights));
        }
        Model trained =
                new Model(
                        last.name(),
                        last.hash(),
                        graph,
                        last.weights(),
                        last.contract(),
                        last.origin(),
                        path);
        FlatResult result =
                Studies.run("landscape.trajectory", List.of(trained), data, Map.of("grid", "2"));
        double[] place = result.arrays().get("path").values();
        assertThat(result.arrays().get("steps").values()).containsExactly(0, 10, 20);
        assertThat(result.arrays().get("loss").values()[0]).isCloseTo(loss(first), within(1e-12));
        Map<String, String> line =
                Map.of(
                        "directions",
                        "pca",
                        "points",
                        "2",
                        "from",
                        String.valueOf(Math.min(0, place[0])),
                        "to",
                        String.valueOf(Math.max(0, place[0])));
        double[] f = line(List.of(trained), line);
        assertThat(f[place[0] < 0 ? 0 : 1]).isCloseTo(loss(first), within(1e-9));
        assertThat(f[place[0] < 0 ? 1 : 0]).isCloseTo(loss(last), within(1e-12));
    }

    private Weights mixed(Model a, Model b, double t) {
        double[] theta = mixed(a.weights().parameters(), b.weights().parameters(), t);
        return Weights.of(theta, mixed(a.weights().buffers(), b.weights().buffers(), t));
    }

    private static double[] mixed(Tensor a, Tensor b, double t) {
        double[] mixed = new double[a.size()];
        Arrays.setAll(mixed, i -> (1 - t) * a.get(i) + t * b.get(i));
        return mixed;
    }

    @Test
    void whatWasDoneIsSaid() throws Exception {
        Map<String, String> recompute =
                Map.of(
                        "points",
                        "2",
                        "statistics",
                        "recompute",
                        "statistics-batches",
                        "3",
                        "batch",
                        "10");
        FlatResult result = result(List.of(model(1, 0, 1)), recompute);
        assertThat(result.notes())
                .anyMatch(
                        note ->
                                note.contains(
                                        "recomputed at every point on 3 training batches of 10"));
    }

    @Test
    void oneBatchNormAtTwoPlacesIsRefused() {
        Map<Role, String> blocks =
                Map.of(
                        Role.SCALE, "bn.weight",
                        Role.SHIFT, "bn.bias",
                        Role.MEAN, "bn.running_mean",
                        Role.VARIANCE, "bn.running_var");
        int inputs = graph.inputShape().size();
        NetworkGraph twice =
                NetworkGraph.builder("twice")
                        .input("x", Shape.of(inputs))
                        .add(new Node("a", new Operator.BatchNorm(1e-5), List.of("x"), blocks))
                        .add(new Node("b", new Operator.BatchNorm(1e-5), List.of("a"), blocks))
                        .build("b");
        Model model = Studies.model("twice", twice, Initialisation.HE.draw(twice, 1));
        assertThatThrownBy(() -> result(List.of(model), Map.of("statistics", "recompute")))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("'a' and 'b', which share one running mean");
    }

    @Test
    void aBatchOfOneHasNoVariance() {
        Map<String, String> given = Map.of("statistics", "recompute", "batch", "1");
        assertThatThrownBy(() -> result(List.of(model(1, 0, 1)), given))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("batches of at least 2 examples");
    }
}
