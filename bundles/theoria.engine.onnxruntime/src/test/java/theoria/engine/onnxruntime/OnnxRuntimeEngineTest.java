package theoria.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.model.data.Batch;
import theoria.core.model.engine.BackwardRule;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.graph.Weights;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

class OnnxRuntimeEngineTest {
    private static final Need FLOAT = Need.forward(Precision.FLOAT);
    private static final Need DOUBLE = Need.forward(Precision.DOUBLE);

    private final OnnxRuntimeEngine engine = new OnnxRuntimeEngine();

    /** y = ReLU(W x + b), W = [[1, 2], [3, 4]], then a softmax. */
    private static NetworkGraph small() {
        Map<Role, String> blocks = Map.of(Role.KERNEL, "w", Role.BIAS, "b");
        return NetworkGraph.builder("small")
                .input("x", Shape.of(2))
                .add(new Node("fc", new Operator.Dense(2), List.of("x"), blocks))
                .add("relu", new Operator.Activation(ActivationFunction.RELU, 0), "fc")
                .add("softmax", new Operator.Softmax(0, false), "relu")
                .build("softmax");
    }

    private static Weights smallWeights() {
        return Weights.of(new float[] {1, 2, 3, 4, 0.5f, -100}, new float[0]);
    }

    private static NetworkGraph lenet() {
        return Architecture.parse("lenet", Shape.of(1, 28, 28), 10);
    }

    private static Tensor images(int count) {
        float[] pixels = new float[count * 784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 97 / 97f;
        }
        return Tensor.of(Shape.of(count, 1, 28, 28), pixels);
    }

    @Test
    void computesByHand() throws Exception {
        try (Network network = engine.open(small(), smallWeights(), DOUBLE)) {
            Tensor inputs = Tensor.of(Shape.of(1, 2), new float[] {1, 1});
            Map<String, Tensor> outputs = network.activations(inputs, List.of("relu", "x", "fc"));
            assertThat(outputs.keySet()).containsExactly("relu", "x", "fc");
            assertThat(outputs.get("fc").toDoubles()).containsExactly(3.5, -93);
            assertThat(outputs.get("relu").toDoubles()).containsExactly(3.5, 0);
            assertThat(outputs.get("x").toDoubles()).containsExactly(1, 1);
            Evaluation evaluation = network.evaluate(new Batch(inputs, new int[] {1}));
            assertThat(evaluation.losses()[0])
                    .isCloseTo(Math.log(1 + Math.exp(3.5)), within(1e-14));
        }
    }

    @Test
    void theLossIsFiniteWhereTheProbabilityUnderflows() throws Exception {
        try (Network network = engine.open(small(), smallWeights(), FLOAT)) {
            Tensor inputs = Tensor.of(Shape.of(1, 2), new float[] {1000, 0});
            Evaluation evaluation = network.evaluate(new Batch(inputs, new int[] {0}));
            assertThat(evaluation.losses()[0]).isCloseTo(1899.5, within(1e-3));
            assertThat(evaluation.scores().get(0)).isZero();
        }
    }

    @Test
    void examplesWithoutLabelHaveNoLoss() throws Exception {
        try (Network network = engine.open(small(), smallWeights(), FLOAT)) {
            Tensor inputs = Tensor.of(Shape.of(2, 2), new float[4]);
            Evaluation evaluation = network.evaluate(new Batch(inputs, new int[] {-1, 2}));
            assertThat(evaluation.losses()).containsOnly(Double.NaN);
        }
    }

    @Test
    void newWeightsCountAtTheNextPass() throws Exception {
        try (Network network = engine.open(small(), smallWeights(), FLOAT)) {
            Tensor inputs = Tensor.of(Shape.of(1, 2), new float[] {1, 1});
            network.setParameters(new double[] {0, 0, 0, 0, 7, 8.1});
            assertThat(network.activations(inputs, List.of("fc")).get("fc").toFloats())
                    .containsExactly(7, 8.1f);
            assertThat(network.parameters()).containsExactly(0, 0, 0, 0, 7, 8.1f);
            assertThatThrownBy(() -> network.setParameters(new double[5]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("5 parameters for a network with 6");
        }
    }

    @Test
    void runningStatisticsAreBuffers() throws Exception {
        Map<Role, String> blocks = Map.of(Role.MEAN, "m", Role.VARIANCE, "v");
        NetworkGraph graph =
                NetworkGraph.builder("norm")
                        .input("x", Shape.of(1))
                        .add(new Node("bn", new Operator.BatchNorm(0), List.of("x"), blocks))
                        .build("bn");
        Weights weights = Weights.of(new float[0], new float[] {1, 4});
        try (Network network = engine.open(graph, weights, FLOAT)) {
            Tensor inputs = Tensor.of(Shape.of(1, 1), new float[] {5});
            assertThat(network.scores(inputs).get(0)).isEqualTo(2);
            network.setBuffers(new double[] {3, 1});
            assertThat(network.scores(inputs).get(0)).isEqualTo(2);
            network.setBuffers(new double[] {3, 16});
            assertThat(network.scores(inputs).get(0)).isEqualTo(0.5);
            assertThat(network.buffers()).containsExactly(3, 16);
        }
    }

    @Test
    void theSameInputGivesTheSameBitsAgainAndInACopy() throws Exception {
        Tensor inputs = images(150);
        try (Network network = engine.open(lenet(), Initialisation.HE.draw(lenet(), 1), FLOAT);
                Network copy = network.copy()) {
            Tensor first = network.scores(inputs);
            assertThat(network.scores(inputs)).isEqualTo(first);
            network.setParameters(new double[61_706]);
            assertThat(copy.scores(inputs)).isEqualTo(first);
            assertThat(network.scores(inputs)).isNotEqualTo(first);
        }
    }

    @Test
    void twoThreadsWithANetworkEachGiveTheSameBits() throws Exception {
        Weights weights = Initialisation.HE.draw(lenet(), 1);
        Tensor inputs = images(100);
        Tensor[] results = new Tensor[2];
        Thread[] threads = new Thread[2];
        try (Network one = engine.open(lenet(), weights, FLOAT);
                Network two = one.copy()) {
            Network[] networks = {one, two};
            for (int i = 0; i < 2; i++) {
                int index = i;
                threads[i] = new Thread(() -> results[index] = networks[index].scores(inputs));
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(results[0]).isNotNull().isEqualTo(results[1]);
    }

    @Test
    void anEmptyBatchHasNoScores() throws Exception {
        try (Network network = engine.open(small(), smallWeights(), FLOAT)) {
            Tensor none = Tensor.of(Shape.of(0, 2), new float[0]);
            assertThat(network.scores(none).shape()).isEqualTo(Shape.of(0, 2));
        }
    }

    @Test
    void inputsOfAnotherShapeAreRefusedWithBothShapes() throws Exception {
        try (Network network = engine.open(small(), smallWeights(), FLOAT)) {
            Tensor wrong = Tensor.of(Shape.of(1, 3), new float[3]);
            assertThatThrownBy(() -> network.scores(wrong))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("1x3")
                    .hasMessageContaining("takes 2");
        }
    }

    @Test
    void gradientsAreDeclined() throws Exception {
        for (Capability capability : Capability.values()) {
            Need need = Need.of(Precision.FLOAT, capability);
            assertThat(engine.obstacle(small(), need).isEmpty())
                    .isEqualTo(capability == Capability.FORWARD);
        }
        Tensor inputs = Tensor.of(Shape.of(1, 2), new float[2]);
        try (Network network = engine.open(small(), smallWeights(), FLOAT)) {
            Batch batch = new Batch(inputs, new int[1]);
            assertThatThrownBy(() -> network.parameterGradient(batch, new double[6]))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(
                            () -> network.inputGradient(inputs, "fc", inputs, BackwardRule.PLAIN))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void anOperatorWithoutKernelIsNamed() {
        assertThat(engine.obstacle(lenet(), FLOAT)).isEmpty();
        assertThat(engine.obstacle(lenet(), DOUBLE))
                .contains("Convolution 'conv1' has no kernel for double");
        assertThatThrownBy(() -> engine.open(lenet(), Initialisation.HE.draw(lenet(), 1), DOUBLE))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("engine onnxruntime Convolution 'conv1'");
    }

    @Test
    void whatTheNativeLibraryWouldRefuseIsAnObstacle() {
        assertThat(obstacle(new Operator.LocalResponseNorm(4, 1, 1, 1)))
                .contains("LocalResponseNorm 'y' sums over 4 channels, an even number");
        Window overhanging =
                new Window(
                        List.of(2, 2), List.of(1, 1), List.of(2, 0), List.of(0, 0), List.of(1, 1));
        assertThat(
                        obstacle(
                                new Operator.Pooling(
                                        Operator.PoolingKind.MAX, overhanging, false, false)))
                .contains("Pooling 'y' has padding not smaller than its window");
    }

    @Test
    void newerOperatorsWithoutKernelForDoubleAreNamed() {
        Operator resize =
                new Operator.Resize(
                        true,
                        List.of(3, 16, 16),
                        List.of(1.0, 2.0, 2.0),
                        Operator.Coordinates.HALF_PIXEL,
                        Operator.Rounding.FLOOR);
        for (Operator operator :
                List.of(
                        resize,
                        new Operator.GroupNorm(0, 0.5),
                        new Operator.Activation(ActivationFunction.MISH, 0))) {
            NetworkGraph graph = one(operator);
            assertThat(engine.obstacle(graph, FLOAT)).isEmpty();
            assertThat(engine.obstacle(graph, DOUBLE))
                    .contains(operator.title() + " 'y' has no kernel for double");
        }
        assertThat(engine.obstacle(one(new Operator.LayerNorm(0, 0.1)), DOUBLE))
                .contains("LayerNorm 'y' has epsilon 0.1, in ONNX a single");
        assertThat(engine.obstacle(one(new Operator.LayerNorm(0, 0.5)), DOUBLE)).isEmpty();
    }

    @Test
    void weightsThatAreComputedWithKeepTheirSigns() throws Exception {
        Operator parameter = new Operator.Parameter(Role.SCALE, Shape.of(8, 1, 1));
        NetworkGraph graph =
                NetworkGraph.builder("rectified weights")
                        .input("x", Shape.of(1, 4, 4))
                        .add(
                                new Node(
                                        "c",
                                        new Operator.Convolution(8, Window.square(3, 1, 1), 1),
                                        List.of("x"),
                                        Map.of(Role.KERNEL, "w")))
                        .add(new Node("p", parameter, List.of(), Map.of(Role.SCALE, "s")))
                        .add("r", new Operator.Activation(ActivationFunction.RELU, 0), "p")
                        .add("y", new Operator.Arithmetic(Operator.ArithmeticKind.ADD), "c", "r")
                        .build("y");
        float[] weights = new float[80];
        Arrays.fill(weights, 72, 80, -1);
        try (Network network = engine.open(graph, Weights.of(weights, new float[0]), FLOAT)) {
            Tensor inputs = Tensor.of(Shape.of(1, 1, 4, 4), new float[16]);
            assertThat(network.scores(inputs).toDoubles()).containsOnly(0);
        }
    }

    private static NetworkGraph one(Operator operator) {
        return NetworkGraph.builder("one")
                .input("x", Shape.of(3, 8, 8))
                .add("y", operator, "x")
                .build("y");
    }

    private java.util.Optional<String> obstacle(Operator operator) {
        return engine.obstacle(one(operator), FLOAT);
    }

    @Test
    void aClosedNetworkSaysSo() throws Exception {
        Network network = engine.open(small(), smallWeights(), FLOAT);
        network.close();
        network.close();
        Tensor inputs = Tensor.of(Shape.of(1, 2), new float[2]);
        assertThatThrownBy(() -> network.scores(inputs))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("network 'small' is closed");
    }

    @Test
    void twoHundredNetworksOpenAndCloseOneAfterAnother() throws Exception {
        Weights weights = Initialisation.HE.draw(lenet(), 1);
        Tensor inputs = images(2);
        float[] first = {};
        for (int cycle = 0; cycle < 200; cycle++) {
            try (Network network = engine.open(lenet(), weights, FLOAT)) {
                float[] scores = network.scores(inputs).toFloats();
                network.activations(inputs, List.of("conv1"));
                first = cycle == 0 ? scores : first;
                assertThat(Arrays.equals(scores, first)).isTrue();
            }
        }
    }

    @Test
    void theVersionIsThatOfTheNativeLibrary() {
        assertThat(engine.versions().get("onnxruntime")).matches("\\d+\\.\\d+\\.\\d+.*");
    }
}
