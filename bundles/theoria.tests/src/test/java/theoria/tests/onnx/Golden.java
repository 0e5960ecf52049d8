package theoria.tests.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.engine.reference.ReferenceEngine;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Golden outputs against the reference engine. */
final class Golden {
    private Golden() {}

    /** One output of a network, in the precision of the golden numbers. */
    static Tensor scores(ImportedModel model, String output, Tensor input, Tensor expected)
            throws Exception {
        NetworkGraph graph = model.graph().withOutput(output);
        Shape example = graph.inputShape();
        int examples = example.size() == 0 ? 0 : input.size() / example.size();
        Precision precision = expected.precision();
        Need need = Need.forward(precision).withRawOutputs(true);
        try (Network network =
                new ReferenceEngine().open(graph, model.weights().to(precision), need)) {
            return network.scores(input.reshape(example.prepend(examples)));
        }
    }

    /** All numbers within a tolerance relative to the largest; what is not finite is equal. */
    static void assertClose(Tensor actual, Tensor expected, double tolerance) {
        assertThat(actual.size()).as("numbers put out").isEqualTo(expected.size());
        double largest = 0;
        for (int i = 0; i < expected.size(); i++) {
            double value = Math.abs(expected.get(i));
            largest = Double.isFinite(value) ? Math.max(largest, value) : largest;
        }
        for (int i = 0; i < expected.size(); i++) {
            double difference = Math.abs(actual.get(i) - expected.get(i));
            boolean same = Double.compare(actual.get(i), expected.get(i)) == 0;
            assertThat(same || difference <= tolerance * largest)
                    .as("number %d is %s, not %s", i, actual.get(i), expected.get(i))
                    .isTrue();
        }
    }

    /** Positions of the largest numbers, the largest first. */
    static List<Integer> top(Tensor scores, int count) {
        return IntStream.range(0, scores.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores.get(i)))
                .limit(count)
                .toList();
    }
}
