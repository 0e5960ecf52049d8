package theoria.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Batch;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.KeptPass;
import theoria.core.model.engine.Loss;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.List;
import java.util.Map;

/**
 * Products with the Hessian (theory entry L4): each operator's R-operator against differences of
 * gradients, and what every Hessian has.
 */
class CurvatureTest {
    private static final double STEP = 1e-6;

    static List<Arguments> cases() {
        return GradientCases.all();
    }

    private static Network open(NetworkGraph graph, Loss loss) throws Exception {
        Need need =
                Need.of(Precision.DOUBLE, Capability.HESSIAN_PRODUCT, Capability.PARAMETER_GRADIENT)
                        .withLoss(loss);
        return new ReferenceEngine().open(graph, weights(graph), need);
    }

    /** Of size 0.1 to 0.3: no softmax is saturated and no divisor tiny, where all is rounding. */
    private static Weights weights(NetworkGraph graph) {
        Weights weights = GradientCases.weights(graph);
        SeededRandom random = new SeededRandom(10);
        double[] parameters = weights.parameters().toDoubles();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = Math.signum(parameters[i]) * random.nextDouble(0.1, 0.3);
        }
        return Weights.of(parameters, weights.buffers().toDoubles());
    }

    /** Each block has the same share of the direction, however few numbers it has. */
    private static double[] direction(NetworkGraph graph, long seed) {
        double[] direction = new double[graph.parameterCount()];
        SeededRandom random = new SeededRandom(seed);
        graph.trainableBlocks()
                .forEach(
                        block -> {
                            for (int i = 0; i < block.size(); i++) {
                                direction[block.offset() + i] =
                                        random.nextGaussian() / Math.sqrt(block.size());
                            }
                        });
        double length = Math.sqrt(dot(direction, direction));
        for (int i = 0; i < direction.length; i++) {
            direction[i] /= length;
        }
        return direction;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] product(Network network, Batch batch, double[] v) {
        double[] product = new double[v.length];
        network.hessianProduct(batch, v, product);
        return product;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void productEqualsCentralDifferencesOfTheGradient(String name, NetworkGraph graph)
            throws Exception {
        Batch batch = GradientCases.batch(graph);
        double[] v = direction(graph, 5);
        try (Network network = open(graph, Loss.CROSS_ENTROPY)) {
            double[] theta = network.parameters();
            double[] product = product(network, batch, v);
            double[] plus = gradient(network, batch, theta, v, STEP);
            double[] minus = gradient(network, batch, theta, v, -STEP);
            double scale = 0;
            for (int i = 0; i < v.length; i++) {
                scale = Math.max(scale, Math.max(Math.abs(product[i]), Math.abs(plus[i])));
            }
            for (int i = 0; i < v.length; i++) {
                double difference = (plus[i] - minus[i]) / (2 * STEP);
                assertThat(product[i]).isCloseTo(difference, within(1e-7 * scale));
            }
        }
    }

    private static double[] gradient(
            Network network, Batch batch, double[] theta, double[] v, double step) {
        double[] moved = theta.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += step * v[i];
        }
        network.setParameters(moved);
        double[] gradient = new double[moved.length];
        network.parameterGradient(batch, gradient);
        return gradient;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void productIsSymmetricAndLinear(String name, NetworkGraph graph) throws Exception {
        Batch batch = GradientCases.batch(graph);
        double[] u = direction(graph, 6);
        double[] v = direction(graph, 7);
        try (Network network = open(graph, Loss.CROSS_ENTROPY)) {
            double[] hu = product(network, batch, u);
            double[] hv = product(network, batch, v);
            double scale = Math.sqrt(dot(hu, hu) * dot(v, v));
            assertThat(dot(u, hv)).isCloseTo(dot(v, hu), within(1e-10 * scale));
            assertThat(product(network, batch, new double[u.length])).containsOnly(0);
            assertThat(product(network, batch, v)).containsExactly(hv);
        }
    }

    /** Whichever product came before, on whichever network with the same weights. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void productsWithAKeptPassHaveTheSameBits(String name, NetworkGraph graph) throws Exception {
        Batch batch = GradientCases.batch(graph);
        double[] v = direction(graph, 13);
        try (Network network = open(graph, Loss.CROSS_ENTROPY);
                Network other = network.copy()) {
            double[] hessian = product(network, batch, v);
            double[] gaussNewton = new double[v.length];
            network.gaussNewtonProduct(batch, v, gaussNewton);
            double[] fisher = new double[v.length];
            network.empiricalFisherProduct(batch, v, fisher);
            KeptPass pass = network.keep(batch);
            double[] product = new double[v.length];
            for (Network one : List.of(network, other)) {
                one.hessianProduct(pass, v, product);
                assertThat(product).containsExactly(hessian);
                one.gaussNewtonProduct(pass, v, product);
                assertThat(product).containsExactly(gaussNewton);
                one.empiricalFisherProduct(pass, v, product);
                assertThat(product).containsExactly(fisher);
                one.hessianProduct(pass, v, product);
                assertThat(product).containsExactly(hessian);
            }
            assertThat(product(network, batch, v)).containsExactly(hessian);
            assertThat(network.keptBytes(1)).isPositive();
            network.hessianProduct(KeptPass.nothing(batch), v, product);
            assertThat(product).containsExactly(hessian);
        }
    }

    @Test
    void refusesAPassOfAnotherNetwork() throws Exception {
        NetworkGraph graph = (NetworkGraph) cases().get(0).get()[1];
        NetworkGraph another = (NetworkGraph) cases().get(cases().size() - 1).get()[1];
        double[] v = new double[another.parameterCount()];
        try (Network network = open(graph, Loss.CROSS_ENTROPY);
                Network otherLoss = open(graph, Loss.MSE);
                Network stranger = open(another, Loss.CROSS_ENTROPY)) {
            KeptPass pass = network.keep(GradientCases.batch(graph));
            double[] w = new double[graph.parameterCount()];
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> otherLoss.hessianProduct(pass, w, w.clone()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> stranger.hessianProduct(pass, v, v.clone()))
                    .withMessage("a kept pass of another engine, network or loss");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gaussNewtonDiagonalEqualsItsProducts(String name, NetworkGraph graph) throws Exception {
        Batch batch = GradientCases.batch(graph);
        SeededRandom random = new SeededRandom(3);
        try (Network network = open(graph, Loss.CROSS_ENTROPY)) {
            double[] diagonal = new double[graph.parameterCount()];
            network.gaussNewtonDiagonal(batch, diagonal);
            double scale = 0;
            for (double entry : diagonal) {
                assertThat(entry).isGreaterThanOrEqualTo(0);
                scale = Math.max(scale, entry);
            }
            for (int trial = 0; trial < 10; trial++) {
                int i = random.nextInt(diagonal.length);
                double[] unit = new double[diagonal.length];
                unit[i] = 1;
                double[] product = new double[diagonal.length];
                network.gaussNewtonProduct(batch, unit, product);
                assertThat(product[i]).isCloseTo(diagonal[i], within(1e-12 * scale));
            }
        }
    }

    /** F v = (1/n) sum g_i (g_i'v), with the gradients of the single examples. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void empiricalFisherProductEqualsTheGradientsOfTheExamples(String name, NetworkGraph graph)
            throws Exception {
        Batch batch = GradientCases.batch(graph);
        double[] v = direction(graph, 9);
        try (Network network = open(graph, Loss.CROSS_ENTROPY)) {
            double[] expected = new double[v.length];
            double[] one = new double[v.length];
            for (int n = 0; n < batch.size(); n++) {
                Batch example = new Batch(batch.inputs().rows(n, 1), new int[] {batch.labels()[n]});
                network.parameterGradient(example, one);
                double along = dot(one, v) / batch.size();
                for (int i = 0; i < v.length; i++) {
                    expected[i] += along * one[i];
                }
            }
            double[] product = new double[v.length];
            network.empiricalFisherProduct(batch, v, product);
            double scale = Math.sqrt(dot(expected, expected));
            for (int i = 0; i < v.length; i++) {
                assertThat(product[i]).isCloseTo(expected[i], within(1e-12 * scale));
            }
        }
    }

    /** Of a network that is linear in its weights the Gauss-Newton matrix is the whole Hessian. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void linearNetworksHaveNoOtherCurvatureThanTheLoss(Loss loss) throws Exception {
        NetworkGraph.Builder builder = NetworkGraph.builder("linear").input("x", Shape.of(4));
        Map<Role, String> blocks = Map.of(Role.KERNEL, "w", Role.BIAS, "b");
        builder.add(new Node("z", new Operator.Dense(3), List.of("x"), blocks));
        NetworkGraph graph = builder.build("z");
        Batch batch = GradientCases.batch(graph);
        double[] v = direction(graph, 8);
        try (Network network = open(graph, loss)) {
            double[] product = new double[v.length];
            network.gaussNewtonProduct(batch, v, product);
            double[] expected = product(network, batch, v);
            for (int i = 0; i < v.length; i++) {
                assertThat(product[i]).isCloseTo(expected[i], within(1e-14));
            }
            double[] diagonal = new double[v.length];
            network.gaussNewtonDiagonal(batch, diagonal);
            for (int i = 0; i < v.length; i++) {
                double[] unit = new double[v.length];
                unit[i] = 1;
                assertThat(diagonal[i]).isCloseTo(product(network, batch, unit)[i], within(1e-14));
            }
        }
    }

    /** l(w) = l(f(w x)) of one number: the second derivative of s at 0 and at kinks. */
    @ParameterizedTest
    @CsvSource({
        "RELU, 0, 0, 0, 0",
        "RELU, 0, 0, 1, 0",
        "LEAKY_RELU, 0.1, 0, 0, 0",
        "ELU, 0.5, 0, 0, 0.5",
        "CELU, 2, 0, -1, 0.3032653299",
        "HARD_SWISH, 0, 0, 1, 0.3333333333",
        "HARD_SWISH, 0, 0, 3, 0",
        "TANH, 0, 0, 1, -0.6397000084",
        "SIGMOID, 0, 0, 1, -0.0908577476",
        "SOFTPLUS, 0, 0, 1, 0.1966119332",
        "SOFTSIGN, 0, 0, 1, -0.25",
        "SOFTSIGN, 0, 0, 0, 0",
        "GELU, 0, 0, 1, 0.2419707245",
        "ABSOLUTE, 0, 0, 0, 0",
        "RECIPROCAL, 0, 0, 2, 0.25",
        "LOGARITHM, 0, 0, 2, -0.25",
        "SQUARE_ROOT, 0, 0, 4, -0.03125",
        "SQUARE_ROOT, 0, 0, 0, 0",
        "ERROR_FUNCTION, 0, 0, 1, -0.8302149948",
        "ROUND, 0, 0, 2.5, 0"
    })
    void secondDerivativesAndTheirConventions(
            ActivationFunction function, double alpha, double beta, double x, double curvature)
            throws Exception {
        NetworkGraph.Builder builder = NetworkGraph.builder("one").input("x", Shape.of(1));
        Operator scale = new Operator.Parameter(Role.SCALE, Shape.of(1));
        builder.add(new Node("w", scale, List.of(), Map.of(Role.SCALE, "w")));
        Operator times = new Operator.Arithmetic(Operator.ArithmeticKind.MULTIPLY);
        builder.add("wx", times, "x", "w");
        builder.add("y", new Operator.Activation(function, alpha, beta), "wx");
        builder.add("y y", new Operator.Concat(0), "y", "y");
        Tensor mask = Tensor.of(Shape.of(2), new double[] {0, 1});
        builder.add("mask", new Operator.Constant(mask));
        builder.add("z", times, "y y", "mask");
        Need need = Need.of(Precision.DOUBLE, Capability.HESSIAN_PRODUCT);
        Weights weights = Weights.of(new double[] {x}, new double[0]);
        Batch batch = new Batch(Tensor.of(Shape.of(1, 1), new double[] {1}), new int[] {1});
        try (Network network = new ReferenceEngine().open(builder.build("z"), weights, need)) {
            double y = network.scores(batch.inputs()).get(1);
            double p = 1 / (1 + Math.exp(-y)); // l = log(1 + exp(-y)), l'' = p (1 - p)
            double[] gauss = new double[1];
            network.gaussNewtonProduct(batch, new double[] {1}, gauss);
            double[] product = product(network, batch, new double[] {1});
            assertThat((product[0] - gauss[0]) / (p - 1)).isCloseTo(curvature, within(1e-9));
        }
    }

    @Test
    void networksOpenedForLessSaySo() throws Exception {
        NetworkGraph graph = (NetworkGraph) cases().get(0).get()[1];
        Need need = Need.of(Precision.DOUBLE, Capability.PARAMETER_GRADIENT);
        try (Network network =
                new ReferenceEngine().open(graph, GradientCases.weights(graph), need)) {
            double[] v = new double[graph.parameterCount()];
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> network.hessianProduct(GradientCases.batch(graph), v, v))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("HESSIAN_PRODUCT");
        }
    }
}
