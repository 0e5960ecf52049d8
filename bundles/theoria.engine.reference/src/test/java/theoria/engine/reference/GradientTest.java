package theoria.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Batch;
import theoria.core.model.engine.BackwardRule;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every operator's gradients against central differences of its forward pass (theory entry I6):
 * step 1e-5, relative error below 1e-6 on 20 random coordinates of the parameters and of the input.
 */
class GradientTest {
    private static final double STEP = 1e-5;
    private static final int BATCH = 5;
    private static final Need NEED =
            Need.of(Precision.DOUBLE, Capability.PARAMETER_GRADIENT, Capability.INPUT_GRADIENT);

    static Stream<Arguments> operators() {
        Window awkward =
                new Window(
                        List.of(3, 2), List.of(2, 1), List.of(1, 0), List.of(0, 2), List.of(1, 2));
        Window threes = Window.square(3, 2, 1);
        Operator.PoolingKind max = Operator.PoolingKind.MAX;
        Operator.PoolingKind average = Operator.PoolingKind.AVERAGE;
        return Stream.of(
                image(
                        "convolution",
                        new Operator.Convolution(4, awkward, 1),
                        Role.KERNEL,
                        Role.BIAS),
                image("groups", new Operator.Convolution(4, awkward, 2), Role.KERNEL),
                image("batch norm", new Operator.BatchNorm(1e-3), ALL_NORM),
                image("max pooling", new Operator.Pooling(max, threes, true, false)),
                image("average", new Operator.Pooling(average, threes, false, false)),
                image("average with padding", new Operator.Pooling(average, threes, true, true)),
                image("relu", activation(ActivationFunction.RELU, 0)),
                image("leaky relu", activation(ActivationFunction.LEAKY_RELU, 0.1)),
                image("elu", activation(ActivationFunction.ELU, 0.7)),
                image("tanh", activation(ActivationFunction.TANH, 0)),
                image("sigmoid", activation(ActivationFunction.SIGMOID, 0)),
                image("softplus", activation(ActivationFunction.SOFTPLUS, 0)),
                image("softmax over channels", new Operator.Softmax(0, false)),
                image("log-softmax over columns", new Operator.Softmax(2, true)),
                image("mean", new Operator.Mean(List.of(1, 2), false)),
                image("mean of one axis", new Operator.Mean(List.of(1), true)),
                image("reshape", new Operator.Reshape(Shape.of(7, 24))),
                image("identity", new Operator.Identity()),
                image("dropout", new Operator.Dropout(0.5)),
                image("lrn", new Operator.LocalResponseNorm(3, 0.5, 0.75, 2)),
                image("pad", new Operator.Pad(List.of(0, 1, 0), List.of(1, 0, 2), 0.3)),
                image("dense on the last axis", new Operator.Dense(3), Role.KERNEL, Role.BIAS));
    }

    private static final Role[] ALL_NORM = {Role.SCALE, Role.SHIFT, Role.MEAN, Role.VARIANCE};

    private static Operator activation(ActivationFunction function, double alpha) {
        return new Operator.Activation(function, alpha);
    }

    /** input 4x7x6, the operator, flatten, dense to three classes. */
    private static Arguments image(String name, Operator operator, Role... roles) {
        Map<Role, String> blocks = new java.util.EnumMap<>(Role.class);
        for (Role role : roles) {
            blocks.put(role, "tested." + role);
        }
        NetworkGraph.Builder builder = NetworkGraph.builder(name).input("x", Shape.of(4, 7, 6));
        builder.add(new Node("tested", operator, List.of("x"), blocks));
        return Arguments.of(name, head(builder, "tested"));
    }

    private static NetworkGraph head(NetworkGraph.Builder builder, String last) {
        builder.add("flat", new Operator.Flatten(), last);
        Map<Role, String> blocks = Map.of(Role.KERNEL, "head.weight", Role.BIAS, "head.bias");
        builder.add(new Node("head", new Operator.Dense(3), List.of("flat"), blocks));
        return builder.build("head");
    }

    static Stream<Arguments> combinations() {
        return Stream.concat(
                operators(),
                Stream.concat(
                        Stream.of(Operator.ArithmeticKind.values()).map(GradientTest::broadcast),
                        Stream.of(residual(), joined(), product(), endsInSoftmax())));
    }

    /** x op a trainable tensor of one number per channel, and the result op x again. */
    private static Arguments broadcast(Operator.ArithmeticKind kind) {
        Shape perChannel = Shape.of(4, 1, 1);
        NetworkGraph.Builder builder =
                NetworkGraph.builder(kind.title()).input("x", Shape.of(4, 7, 6));
        Operator parameter = new Operator.Parameter(Role.BIAS, perChannel);
        builder.add(new Node("p", parameter, List.of(), Map.of(Role.BIAS, "p")));
        builder.add("squash", new Operator.Activation(ActivationFunction.SIGMOID, 0), "p");
        builder.add("tested", new Operator.Arithmetic(kind), "x", "squash");
        builder.add("swapped", new Operator.Arithmetic(kind), "tested", "squash");
        return Arguments.of(kind.title(), head(builder, "swapped"));
    }

    private static Arguments residual() {
        Map<Role, String> shared = Map.of(Role.KERNEL, "shared.weight");
        Operator conv = new Operator.Convolution(4, Window.square(3, 1, 1), 1);
        NetworkGraph.Builder builder =
                NetworkGraph.builder("residual").input("x", Shape.of(4, 7, 6));
        builder.add(new Node("c1", conv, List.of("x"), shared));
        builder.add("r", new Operator.Activation(ActivationFunction.TANH, 0), "c1");
        builder.add(new Node("c2", conv, List.of("r"), shared));
        builder.add("sum", new Operator.Arithmetic(Operator.ArithmeticKind.ADD), "c2", "x");
        return Arguments.of("shared kernel and skip", head(builder, "sum"));
    }

    private static Arguments joined() {
        NetworkGraph.Builder builder = NetworkGraph.builder("concat").input("x", Shape.of(4, 7, 6));
        builder.add("t", new Operator.Activation(ActivationFunction.TANH, 0), "x");
        builder.add("joined", new Operator.Concat(1), "x", "t", "x");
        return Arguments.of("concat", head(builder, "joined"));
    }

    private static Arguments product() {
        NetworkGraph.Builder builder = NetworkGraph.builder("matmul").input("x", Shape.of(4, 7, 6));
        Operator parameter = new Operator.Parameter(Role.KERNEL, Shape.of(6, 2));
        builder.add(new Node("p", parameter, List.of(), Map.of(Role.KERNEL, "p")));
        builder.add("tested", new Operator.MatMul(), "x", "p");
        return Arguments.of("matrix product", head(builder, "tested"));
    }

    private static Arguments endsInSoftmax() {
        NetworkGraph.Builder builder =
                NetworkGraph.builder("softmax head").input("x", Shape.of(4, 7, 6));
        builder.add("flat", new Operator.Flatten(), "x");
        Map<Role, String> blocks = Map.of(Role.KERNEL, "w");
        builder.add(new Node("z", new Operator.Dense(3), List.of("flat"), blocks));
        builder.add("p", new Operator.Softmax(0, false), "z");
        return Arguments.of("final softmax", builder.build("p"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinations")
    void parameterGradientEqualsCentralDifferences(String name, NetworkGraph graph)
            throws Exception {
        Batch batch = batch(graph);
        try (Network network = new ReferenceEngine().open(graph, weights(graph), NEED)) {
            double[] theta = network.parameters();
            double[] gradient = new double[theta.length];
            network.parameterGradient(batch, gradient);
            double scale = largest(gradient);
            SeededRandom random = new SeededRandom(9);
            for (int trial = 0; trial < 20; trial++) {
                int i = random.nextInt(theta.length);
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
    @MethodSource("combinations")
    void inputGradientEqualsCentralDifferences(String name, NetworkGraph graph) throws Exception {
        Batch batch = batch(graph);
        double[] x = batch.inputs().toDoubles();
        Shape shape = batch.inputs().shape();
        SeededRandom random = new SeededRandom(4);
        double[] cotangent = new double[BATCH * graph.classes()];
        random.nextGaussians(cotangent);
        Tensor direction = Tensor.of(Shape.of(BATCH, graph.classes()), cotangent);
        try (Network network = new ReferenceEngine().open(graph, weights(graph), NEED)) {
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

    private static Weights weights(NetworkGraph graph) {
        SeededRandom random = new SeededRandom(1);
        double[] parameters = new double[graph.parameterCount()];
        double[] buffers = new double[graph.bufferCount()];
        random.nextGaussians(parameters);
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = random.nextDouble(0.5, 1.5);
        }
        return Weights.of(parameters, buffers);
    }

    private static Batch batch(NetworkGraph graph) {
        SeededRandom random = new SeededRandom(2);
        double[] x = new double[BATCH * graph.inputShape().size()];
        random.nextGaussians(x);
        int[] labels = new int[BATCH];
        for (int n = 0; n < BATCH; n++) {
            labels[n] = random.nextInt(graph.classes());
        }
        return new Batch(Tensor.of(graph.inputShape().prepend(BATCH), x), labels);
    }
}
