package theoria.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Batch;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Tensor;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.engine.onnxruntime.OnnxRuntimeEngine;
import theoria.engine.reference.ReferenceEngine;

/**
 * ONNX Runtime combines batch norms with the convolutions before them, anew whenever the weights
 * change; the reference engine does not.
 */
class FoldedNormsTest {
    private static final int EXAMPLES = 3;

    private final SeededRandom random = new SeededRandom(3);

    @ParameterizedTest
    @ValueSource(strings = {"cifar-resnet20-a", "cifar-resnet20-b", "cifar-resnet20-noshort"})
    void bothEnginesAgreeAtWhateverWeightsCome(String architecture) throws Exception {
        NetworkGraph graph = Architecture.parse(architecture);
        Batch batch = batch(graph);
        Weights drawn = Initialisation.HE.draw(graph, 1);
        try (Network network =
                        new OnnxRuntimeEngine().open(graph, drawn, Need.of(Precision.FLOAT));
                Network oracle =
                        new ReferenceEngine().open(graph, drawn, Need.of(Precision.DOUBLE))) {
            for (int place = 0; place < 2; place++) {
                network.setParameters(moved(drawn.parameters().toDoubles(), 0.8, 1.2));
                network.setBuffers(moved(drawn.buffers().toDoubles(), 0, 0.5));
                oracle.setParameters(network.parameters());
                oracle.setBuffers(network.buffers());
                double[] expected = oracle.evaluate(batch).losses();
                double[] losses = network.evaluate(batch).losses();
                for (int i = 0; i < EXAMPLES; i++) {
                    assertThat(losses[i]).isCloseTo(expected[i], within(1e-5 * (1 + expected[i])));
                }
            }
        }
    }

    private Batch batch(NetworkGraph graph) {
        float[] pixels = new float[EXAMPLES * graph.inputShape().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        Tensor inputs = Tensor.of(graph.inputShape().prepend(EXAMPLES), pixels);
        return new Batch(inputs, new int[] {0, 4, 9});
    }

    /** Parameters times, means and variances of 0 and 1 plus a number between two others. */
    private double[] moved(double[] numbers, double low, double high) {
        double[] moved = numbers.clone();
        for (int i = 0; i < moved.length; i++) {
            double number = random.nextDouble(low, high);
            moved[i] = low > 0 ? numbers[i] * number : numbers[i] + number;
        }
        return moved;
    }
}
