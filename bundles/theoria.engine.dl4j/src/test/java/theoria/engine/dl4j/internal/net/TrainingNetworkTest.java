package theoria.engine.dl4j.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import theoria.core.model.data.Batch;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.engine.dl4j.Graphs;

import java.util.List;
import java.util.Map;

class TrainingNetworkTest {
    private static final NetworkGraph SMOOTH = Graphs.smooth(0.3);
    private static final Weights WEIGHTS = Graphs.weights(SMOOTH, 1);

    private static TrainingNetwork open(NetworkGraph graph, Weights weights, Precision precision) {
        return new TrainingNetwork(
                graph,
                weights.parameters().toDoubles(),
                weights.buffers().toDoubles(),
                precision,
                9);
    }

    @Test
    void theGradientInTrainingModeIsThatOfDifferences() {
        Batch batch = Graphs.batch(SMOOTH, 6);
        int count = SMOOTH.parameterCount();
        double[] gradient = new double[count];
        double step = 1e-5;
        try (TrainingNetwork network = open(SMOOTH, WEIGHTS, Precision.DOUBLE)) {
            network.gradient(batch, 4, gradient);
            double[] theta = network.parameters();
            for (int i = 0; i < count; i += 7) {
                double centre = theta[i];
                theta[i] = centre + step;
                network.setParameters(theta);
                double above = network.gradient(batch, 4, new double[count]);
                theta[i] = centre - step;
                network.setParameters(theta);
                double below = network.gradient(batch, 4, new double[count]);
                theta[i] = centre;
                assertThat(gradient[i]).isCloseTo((above - below) / (2 * step), within(1e-7));
            }
        }
    }

    @Test
    void singlePrecisionFollowsDouble() {
        Batch batch = Graphs.batch(SMOOTH, 6);
        double[] single = new double[SMOOTH.parameterCount()];
        double[] twice = new double[SMOOTH.parameterCount()];
        try (TrainingNetwork a = open(SMOOTH, WEIGHTS, Precision.FLOAT);
                TrainingNetwork b = open(SMOOTH, WEIGHTS, Precision.DOUBLE)) {
            a.gradient(batch, 4, single);
            b.gradient(batch, 4, twice);
            assertThat(single).containsExactly(twice, within(1e-4));
            assertThat(a.buffers()).containsExactly(b.buffers(), within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void runningStatisticsMoveTowardsThoseOfTheBatch(Precision precision) {
        int channels = 3;
        NetworkGraph graph =
                NetworkGraph.builder("norm")
                        .input("x", Shape.of(channels, 2, 2))
                        .add(
                                new Node(
                                        "bn",
                                        new Operator.BatchNorm(1e-3),
                                        List.of("x"),
                                        Map.of(Role.MEAN, "m", Role.VARIANCE, "v")))
                        .add("flat", new Operator.Flatten(), "bn")
                        .build("flat");
        Batch batch = Graphs.batch(graph, 4);
        Weights weights = Graphs.weights(graph, 2);
        double[] expected = weights.buffers().toDoubles().clone();
        for (int c = 0; c < channels; c++) {
            double[] moments = moments(batch, channels, c);
            expected[c] = 0.9 * expected[c] + 0.1 * moments[0];
            expected[channels + c] = 0.9 * expected[channels + c] + 0.1 * moments[1];
        }
        try (TrainingNetwork network = open(graph, weights, precision)) {
            network.gradient(batch, 0, new double[0]);
            assertThat(network.buffers()).containsExactly(expected, within(1e-6));
        }
    }

    /** Mean and variance (divided by the number) of a channel of 2x2 images. */
    private static double[] moments(Batch batch, int channels, int channel) {
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < batch.size(); n++) {
            for (int p = 0; p < 4; p++) {
                double x = batch.inputs().get((n * channels + channel) * 4 + p);
                sum += x;
                squares += x * x;
            }
        }
        double mean = sum / (4 * batch.size());
        return new double[] {mean, squares / (4 * batch.size()) - mean * mean};
    }

    @Test
    void dropoutFollowsFromSeedAndStep() {
        Batch batch = Graphs.batch(SMOOTH, 6);
        double[] gradient = new double[SMOOTH.parameterCount()];
        try (TrainingNetwork network = open(SMOOTH, WEIGHTS, Precision.DOUBLE)) {
            double first = network.gradient(batch, 4, gradient);
            double next = network.gradient(batch, 5, gradient);
            assertThat(network.gradient(batch, 4, gradient)).isEqualTo(first);
            assertThat(next).isNotEqualTo(first);
        }
    }

    @Test
    void measurementsAreInInferenceModeWithTheMovedStatistics() {
        Batch batch = Graphs.batch(SMOOTH, 6);
        try (TrainingNetwork network = open(SMOOTH, WEIGHTS, Precision.DOUBLE)) {
            double[] before = network.evaluate(batch).losses();
            assertThat(network.evaluate(batch).losses()).isEqualTo(before);
            network.gradient(batch, 0, new double[SMOOTH.parameterCount()]);
            assertThat(network.evaluate(batch).losses()).isNotEqualTo(before);
        }
    }
}
