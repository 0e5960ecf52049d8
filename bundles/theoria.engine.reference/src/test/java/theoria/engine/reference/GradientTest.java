package theoria.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Batch;
import theoria.core.model.engine.BackwardRule;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every operator's gradients against central differences of its forward pass (theory entry I6):
 * step 1e-5, relative error below 1e-6 on 20 random coordinates of the parameters, each block being
 * as likely, and of the input.
 */
class GradientTest {
    private static final double STEP = 1e-5;
    private static final int BATCH = GradientCases.BATCH;
    private static final Need NEED =
            Need.of(Precision.DOUBLE, Capability.PARAMETER_GRADIENT, Capability.INPUT_GRADIENT);

    static List<Arguments> cases() {
        return GradientCases.all();
    }

    /** Of the operators only rounding to integers has another gradient than differences show. */
    @Test
    void everyOperatorIsTried() {
        Set<Class<?>> tried = new HashSet<>();
        for (Arguments item : cases()) {
            NetworkGraph graph = (NetworkGraph) item.get()[1];
            graph.nodes().forEach(node -> tried.add(node.operator().getClass()));
        }
        tried.add(Operator.Quantize.class);
        assertThat(tried).containsExactlyInAnyOrder(Operator.class.getPermittedSubclasses());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void parameterGradientEqualsCentralDifferences(String name, NetworkGraph graph)
            throws Exception {
        Batch batch = GradientCases.batch(graph);
        try (Network network =
                new ReferenceEngine().open(graph, GradientCases.weights(graph), NEED)) {
            double[] theta = network.parameters();
            double[] gradient = new double[theta.length];
            network.parameterGradient(batch, gradient);
            double scale = largest(gradient);
            SeededRandom random = new SeededRandom(9);
            List<Block> blocks = graph.trainableBlocks();
            for (int trial = 0; trial < 20; trial++) {
                Block block = blocks.get(random.nextInt(blocks.size()));
                int i = block.offset() + random.nextInt(block.size());
                double slope =
                        (loss(network, batch, theta, i, STEP)
                                        - loss(network, batch, theta, i, -STEP))
                                / (2 * STEP);
                assertThat(gradient[i]).isCloseTo(slope, within(1e-6 * scale));
            }
        }
    }

    private static double loss(Network network, Batch batch, double[] theta, int i, double step) {
        double[] moved = theta.clone();
        moved[i] += step;
        network.setParameters(moved);
        return java.util.Arrays.stream(network.evaluate(batch).losses()).average().orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void inputGradientEqualsCentralDifferences(String name, NetworkGraph graph) throws Exception {
        Batch batch = GradientCases.batch(graph);
        double[] x = batch.inputs().toDoubles();
        Shape shape = batch.inputs().shape();
        SeededRandom random = new SeededRandom(4);
        double[] cotangent = new double[BATCH * graph.classes()];
        random.nextGaussians(cotangent);
        Tensor direction = Tensor.of(Shape.of(BATCH, graph.classes()), cotangent);
        try (Network network =
                new ReferenceEngine().open(graph, GradientCases.weights(graph), NEED)) {
            Tensor inputs = Tensor.of(shape, x);
            double[] gradient =
                    network.inputGradient(inputs, graph.output(), direction, BackwardRule.PLAIN)
                            .toDoubles();
            double scale = largest(gradient);
            for (int trial = 0; trial < 20; trial++) {
                int i = random.nextInt(x.length);
                double slope =
                        (scalar(network, shape, x, i, STEP, cotangent)
                                        - scalar(network, shape, x, i, -STEP, cotangent))
                                / (2 * STEP);
                assertThat(gradient[i]).isCloseTo(slope, within(1e-6 * scale));
            }
        }
    }

    private static double scalar(
            Network network, Shape shape, double[] x, int i, double step, double[] cotangent) {
        double[] moved = x.clone();
        moved[i] += step;
        Tensor scores = network.scores(Tensor.of(shape, moved));
        double sum = 0;
        for (int j = 0; j < cotangent.length; j++) {
            sum += cotangent[j] * scores.get(j);
        }
        return sum;
    }

    private static double largest(double[] values) {
        double largest = 1e-3;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
