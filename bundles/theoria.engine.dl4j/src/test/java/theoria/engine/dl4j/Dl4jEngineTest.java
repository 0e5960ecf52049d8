package theoria.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.data.Batch;
import theoria.core.model.engine.BackwardRule;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class Dl4jEngineTest {
    private static final NetworkGraph SMOOTH = Graphs.smooth(0.3);
    private static final Weights WEIGHTS = Graphs.weights(SMOOTH, 1);
    private static final Need ALL =
            Need.of(
                    Precision.DOUBLE,
                    Capability.PARAMETER_GRADIENT,
                    Capability.INPUT_GRADIENT,
                    Capability.BACKWARD_RULES);

    private final Dl4jEngine engine = new Dl4jEngine();

    @Test
    void oneDnnServesTheConvolutionsAndTheProvenanceSaysSo() {
        assertThat(engine.versions())
                .containsEntry("dl4j", "1.0.0-M2.1")
                .containsEntry("nd4j", "CpuBackend")
                .containsEntry("onednn", "active")
                .containsKey("openblas_coretype");
    }

    @Test
    void denseKernelsAreOutByIn() throws Exception {
        Node dense =
                new Node(
                        "fc",
                        new Operator.Dense(2),
                        List.of("x"),
                        Map.of(Role.KERNEL, "w", Role.BIAS, "b"));
        NetworkGraph graph =
                NetworkGraph.builder("dense").input("x", Shape.of(3)).add(dense).build("fc");
        Weights weights = Weights.of(new double[] {1, 2, 3, 4, 5, 6, 10, 20}, new double[0]);
        Tensor inputs = Tensor.of(Shape.of(2, 3), new float[] {1, 0, 0, 0, 1, 1});
        try (Network network = engine.open(graph, weights, Need.forward(Precision.DOUBLE))) {
            assertThat(network.scores(inputs).toDoubles()).containsExactly(11, 24, 15, 31);
        }
    }

    @Test
    void theParameterGradientIsThatOfDifferences() throws Exception {
        Batch batch = Graphs.batch(SMOOTH, 5);
        double[] gradient = new double[SMOOTH.parameterCount()];
        double step = 1e-5;
        try (Network network = engine.open(SMOOTH, WEIGHTS, ALL)) {
            double loss = network.parameterGradient(batch, gradient);
            assertThat(loss).isCloseTo(mean(network.evaluate(batch)), within(1e-12));
            double[] theta = network.parameters();
            for (int i = 0; i < theta.length; i += 7) {
                double centre = theta[i];
                theta[i] = centre + step;
                network.setParameters(theta);
                double above = mean(network.evaluate(batch));
                theta[i] = centre - step;
                network.setParameters(theta);
                double below = mean(network.evaluate(batch));
                theta[i] = centre;
                assertThat(gradient[i]).isCloseTo((above - below) / (2 * step), within(1e-8));
            }
        }
    }

    private static double mean(Evaluation evaluation) {
        double sum = 0;
        for (double loss : evaluation.losses()) {
            sum += loss;
        }
        return sum / evaluation.size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fc2", "tanh", "gone", "x"})
    void theInputGradientOfAnyNodeIsThatOfDifferences(String node) throws Exception {
        Batch batch = Graphs.batch(SMOOTH, 2);
        Shape shape = SMOOTH.shape(node).prepend(2);
        double[] cotangent = new double[shape.size()];
        for (int i = 0; i < cotangent.length; i++) {
            cotangent[i] = i % 3 - 1;
        }
        Tensor direction = Tensor.of(shape, cotangent);
        double step = 1e-5;
        try (Network network = engine.open(SMOOTH, WEIGHTS, ALL)) {
            Tensor gradient =
                    network.inputGradient(batch.inputs(), node, direction, BackwardRule.PLAIN);
            double[] x = batch.inputs().toDoubles();
            for (int i = 0; i < x.length; i += 11) {
                double centre = x[i];
                x[i] = centre + step;
                double above = scalar(network, batch, x, node, cotangent);
                x[i] = centre - step;
                double below = scalar(network, batch, x, node, cotangent);
                x[i] = centre;
                assertThat(gradient.get(i)).isCloseTo((above - below) / (2 * step), within(1e-8));
            }
        }
    }

    private static double scalar(
            Network network, Batch batch, double[] x, String node, double[] cotangent) {
        Tensor inputs = Tensor.of(batch.inputs().shape(), x.clone());
        double[] output =
                network.activations(inputs, List.of(node)).values().iterator().next().toDoubles();
        double sum = 0;
        for (int i = 0; i < output.length; i++) {
            sum += output[i] * cotangent[i];
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void repeatsAndCopiesAndOtherThreadsGiveTheSameBits(Precision precision) throws Exception {
        NetworkGraph graph = Architecture.parse("lenet", Shape.of(1, 28, 28), 10);
        Weights weights = Initialisation.HE.draw(graph, 3);
        Batch batch = Graphs.batch(graph, 300);
        Need need = Need.of(precision, Capability.PARAMETER_GRADIENT);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Network network = engine.open(graph, weights, need);
                Network copy = network.copy()) {
            double[] first = gradient(network, batch);
            Tensor scores = network.scores(batch.inputs());
            assertThat(gradient(network, batch)).isEqualTo(first);
            assertThat(network.scores(batch.inputs())).isEqualTo(scores);
            copy.setParameters(copy.parameters());
            assertThat(gradient(copy, batch)).isEqualTo(first);
            assertThat(other.submit(() -> gradient(network, batch)).get()).isEqualTo(first);
            assertThat(gradient(network, batch)).isEqualTo(first);
        } finally {
            other.shutdownNow();
        }
    }

    private static double[] gradient(Network network, Batch batch) {
        double[] gradient = new double[network.graph().parameterCount()];
        network.parameterGradient(batch, gradient);
        return gradient;
    }

    @Test
    void aCopyKeepsItsWeights() throws Exception {
        Batch batch = Graphs.batch(SMOOTH, 3);
        try (Network network = engine.open(SMOOTH, WEIGHTS, ALL);
                Network copy = network.copy()) {
            Tensor before = copy.scores(batch.inputs());
            network.setParameters(new double[SMOOTH.parameterCount()]);
            assertThat(copy.scores(batch.inputs())).isEqualTo(before);
            assertThat(network.scores(batch.inputs())).isNotEqualTo(before);
        }
    }

    @Test
    void singlePrecisionRoundsTheWeights() throws Exception {
        try (Network network = engine.open(SMOOTH, WEIGHTS, Need.forward(Precision.FLOAT))) {
            double[] expected = WEIGHTS.to(Precision.FLOAT).parameters().toDoubles();
            assertThat(network.parameters()).isEqualTo(expected);
            assertThat(network.scores(Graphs.batch(SMOOTH, 1).inputs()).precision())
                    .isEqualTo(Precision.FLOAT);
        }
    }

    @Test
    void twoHundredNetworksLeaveNoNativeMemoryBehind() throws Exception {
        NetworkGraph graph = Architecture.parse("lenet", Shape.of(1, 28, 28), 10);
        Weights weights = Initialisation.HE.draw(graph, 3);
        Batch batch = Graphs.batch(graph, 64);
        Need need = Need.of(Precision.FLOAT, Capability.PARAMETER_GRADIENT);
        openAndClose(graph, weights, batch, need, 20);
        long before = Pointer.physicalBytes();
        openAndClose(graph, weights, batch, need, 200);
        // each network works in some 10 MB, 2 GB in all
        assertThat(Pointer.physicalBytes() - before).isLessThan(300L << 20);
    }

    private void openAndClose(
            NetworkGraph graph, Weights weights, Batch batch, Need need, int times)
            throws EngineException {
        for (int i = 0; i < times; i++) {
            try (Network network = engine.open(graph, weights, need)) {
                network.parameterGradient(batch, new double[graph.parameterCount()]);
            }
        }
    }

    @Test
    void wrongSizesAreRefusedWithBothSizes() throws Exception {
        try (Network network = engine.open(SMOOTH, WEIGHTS, Need.forward(Precision.DOUBLE))) {
            Tensor wrong = Tensor.of(Shape.of(1, 7), new float[7]);
            assertThatThrownBy(() -> network.scores(wrong))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("1x7")
                    .hasMessageContaining("2x6x5");
            assertThatThrownBy(() -> network.setParameters(new double[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3 parameters");
            Batch batch = Graphs.batch(SMOOTH, 1);
            assertThatThrownBy(() -> gradient(network, batch))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("PARAMETER_GRADIENT");
        }
    }

    @Test
    void whatItDeclinesItDoesNotOpen() {
        Need need = Need.of(Precision.DOUBLE, Capability.HESSIAN_PRODUCT);
        assertThatThrownBy(() -> engine.open(SMOOTH, WEIGHTS, need))
                .isInstanceOf(EngineException.class)
                .hasMessage("engine dl4j has no Hessian products");
    }
}
