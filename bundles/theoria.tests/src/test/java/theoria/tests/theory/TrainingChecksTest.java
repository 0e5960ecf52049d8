package theoria.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Batch;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.engine.reference.ReferenceEngine;
import theoria.tests.support.Studies;

import java.util.List;

/** Theory entries I6 and I16. */
class TrainingChecksTest {
    private static final int WIDTH = 500;
    private static final int NETWORKS = 50;

    private final ReferenceEngine engine = new ReferenceEngine();

    /** E[z^2] of the fifth layer stays near its value at the first: a mean over 50 networks. */
    @Test
    void heInitialisationKeepsTheSecondMoment() throws Exception {
        NetworkGraph graph =
                Architecture.parse("mlp:500-500-500-500-500-500", Shape.of(WIDTH), WIDTH);
        SeededRandom random = new SeededRandom(1);
        double sum = 0;
        for (int i = 0; i < NETWORKS; i++) {
            double[] input = new double[WIDTH];
            double norm = 0;
            for (int k = 0; k < WIDTH; k++) {
                input[k] = random.nextGaussian();
                norm += input[k] * input[k];
            }
            double second = 2 * norm / WIDTH; // of the first layer's outputs, expected
            Need need = Need.forward(Precision.DOUBLE);
            try (Network network = engine.open(graph, Initialisation.HE.draw(graph, i), need)) {
                double[] z = network.scores(Tensor.of(Shape.of(1, WIDTH), input)).toDoubles();
                double square = 0;
                for (double value : z) {
                    square += value * value;
                }
                sum += square / WIDTH / second;
            }
        }
        assertThat(sum / NETWORKS).isCloseTo(1, within(0.1));
    }

    @Test
    void theMeanOfAllDisjointBatchGradientsIsTheFullGradient() throws Exception {
        NetworkGraph graph = Architecture.parse("mlp:6-8-3:tanh", Shape.of(6), 3);
        Examples data = Studies.gaussian(40, 6, 3).split(Split.TRAIN).orElseThrow();
        Need need = Need.of(Precision.DOUBLE, Capability.PARAMETER_GRADIENT);
        try (Network network = engine.open(graph, Initialisation.HE.draw(graph, 1), need)) {
            double[] full = new double[graph.parameterCount()];
            network.parameterGradient(data.read(0, 40), full);
            double[] mean = new double[full.length];
            for (int from : List.of(0, 10, 20, 30)) {
                Batch batch = data.read(from, 10);
                double[] part = new double[full.length];
                network.parameterGradient(batch, part);
                for (int i = 0; i < part.length; i++) {
                    mean[i] += part[i] / 4;
                }
            }
            for (int i = 0; i < full.length; i++) {
                assertThat(mean[i]).isCloseTo(full[i], within(1e-12));
            }
        }
    }
}
