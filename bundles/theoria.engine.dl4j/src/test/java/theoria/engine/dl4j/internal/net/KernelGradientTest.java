package theoria.engine.dl4j.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.data.Batch;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.engine.dl4j.Graphs;

/** The gradient of the first convolution against that of DL4J's own layer, in double. */
class KernelGradientTest {
    @ParameterizedTest
    @CsvSource({
        "1x9x9,conv3x3x4p1",
        "3x11x8,conv3x3x5s2p1",
        "2x10x10,conv5x3x3",
        "3x7x7,conv7x7x2",
        "1x40x40,conv5x5x8p2"
    })
    void isThatOfTheWholeLayer(String input, String convolution) {
        NetworkGraph graph =
                Architecture.parse(
                        "seq:" + input + "," + convolution + ",relu,flatten,dense4",
                        Shape.of(1),
                        4);
        Weights weights = Initialisation.HE.draw(graph, 3);
        Batch batch = Graphs.batch(graph, 37);

        double[] single = gradient(graph, weights, batch, Precision.FLOAT);
        double[] twice = gradient(graph, weights, batch, Precision.DOUBLE);

        assertThat(single).containsExactly(twice, within(1e-5));
    }

    private static double[] gradient(
            NetworkGraph graph, Weights weights, Batch batch, Precision precision) {
        double[] gradient = new double[graph.parameterCount()];
        try (Dl4jNetwork network =
                new Dl4jNetwork(
                        graph,
                        weights.parameters().toDoubles(),
                        weights.buffers().toDoubles(),
                        Need.of(precision, Capability.PARAMETER_GRADIENT))) {
            network.parameterGradient(batch, gradient);
        }
        return gradient;
    }
}
