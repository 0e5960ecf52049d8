package theoria.core.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import theoria.core.model.graph.GraphCodec;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

class WeightMappingTest {
    private final NetworkGraph graph = Architecture.parse("mlp:4-3-3-2");

    private static NamedTensors.Entry entry(String name, double first, int... extents) {
        Shape shape = Shape.of(extents);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (first + i);
        }
        return new NamedTensors.Entry(name, Tensor.of(shape, values), "F32", false);
    }

    private static NamedTensors file(List<NamedTensors.Entry> entries) {
        return new NamedTensors(entries, Map.of(), "test", List.of());
    }

    private static List<NamedTensors.Entry> complete(String prefix) {
        return List.of(
                entry(prefix + "fc1.weight", 0, 3, 4),
                entry(prefix + "fc1.bias", 100, 3),
                entry(prefix + "fc2.weight", 200, 3, 3),
                entry(prefix + "fc2.bias", 300, 3),
                entry(prefix + "fc3.weight", 400, 2, 3),
                entry(prefix + "fc3.bias", 500, 2));
    }

    @Test
    void namesGoBeforeOrderAndPrefixesAreLeftAside() throws FormatException {
        List<NamedTensors.Entry> shuffled = new ArrayList<>(complete("module."));
        Collections.reverse(shuffled);
        WeightMapping mapping = WeightMapping.attach(graph, file(shuffled));
        assertThat(mapping.weights().values(graph.block("fc1.bias")))
                .containsExactly(100, 101, 102);
        assertThat(mapping.pairs()).allMatch(pair -> pair.how().equals("by name"));
        assertThat(mapping.summary())
                .isEqualTo("6 tensors found their places by name, 0 by order and shape.");
        assertThat(mapping.pairs().get(0).toString())
                .isEqualTo("fc1.weight 3x4 <- module.fc1.weight (by name)");
    }

    @Test
    void strangeNamesGoByOrderShapeAndWhatTheirLastPartSays() throws FormatException {
        List<NamedTensors.Entry> entries =
                List.of(
                        entry("0.bias", 100, 3),
                        entry("0.weight", 0, 3, 4),
                        entry("2.bias", 300, 3),
                        entry("2.weight", 200, 3, 3),
                        entry("4.bias", 500, 2),
                        entry("4.weight", 400, 2, 3));
        WeightMapping mapping = WeightMapping.attach(graph, file(entries));
        assertThat(mapping.weights().values(graph.block("fc2.bias"))).startsWith(300);
        assertThat(mapping.pairs()).allMatch(pair -> pair.how().equals("by order and shape"));
    }

    @Test
    void aKernelStoredInputFirstIsTransposed() throws FormatException {
        List<NamedTensors.Entry> entries = new ArrayList<>(complete(""));
        entries.set(0, entry("fc1.weight", 0, 4, 3));
        WeightMapping mapping = WeightMapping.attach(graph, file(entries));
        assertThat(mapping.weights().values(graph.block("fc1.weight"))).startsWith(0, 3, 6, 9, 1);
        assertThat(mapping.pairs().get(0).how()).isEqualTo("by name, transposed");
    }

    @Test
    void countersAreNamedAndNotUsed() throws FormatException {
        List<NamedTensors.Entry> entries = new ArrayList<>(complete(""));
        Tensor count = Tensor.of(Shape.scalar(), new double[] {7});
        entries.add(new NamedTensors.Entry("bn.num_batches_tracked", count, "I64", true));
        WeightMapping mapping = WeightMapping.attach(graph, file(entries));
        assertThat(mapping.unused()).containsExactly("bn.num_batches_tracked");
        assertThat(mapping.weights().precision()).isEqualTo(Precision.FLOAT);
    }

    @Test
    void aMissingTensorAndOneLeftOverAreNamed() {
        List<NamedTensors.Entry> entries = new ArrayList<>(complete(""));
        NamedTensors.Entry bias = entries.remove(3);
        assertThatThrownBy(() -> WeightMapping.attach(graph, file(entries)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("fits 'fc2.bias' of shape 3")
                .hasMessageContaining("free are none");
        entries.add(bias);
        entries.add(entry("extra", 0, 9));
        assertThatThrownBy(() -> WeightMapping.attach(graph, file(entries)))
                .hasMessageContaining("has no place for 'extra' 9");
    }

    @Test
    void tensorsAloneMakeAGraphOfWeightsOnly() throws FormatException {
        List<NamedTensors.Entry> entries = new ArrayList<>(complete(""));
        entries.add(entry("bn.running_mean", 0, 3));
        LooseWeights loose = LooseWeights.of("loose", file(entries));
        assertThat(loose.graph().weightsOnly()).isTrue();
        assertThat(loose.graph().classes()).isZero();
        assertThat(loose.graph().block("fc1.weight").role()).isEqualTo(Role.KERNEL);
        assertThat(loose.graph().block("fc1.bias").role()).isEqualTo(Role.BIAS);
        assertThat(loose.graph().block("bn.running_mean").role()).isEqualTo(Role.MEAN);
        assertThatThrownBy(loose.graph()::inputShape).hasMessageContaining("holds weights only");
        NetworkGraph again = GraphCodec.read(GraphCodec.write(loose.graph()), "the test");
        assertThat(again.nodes()).containsExactlyElementsOf(loose.graph().nodes());
    }
}
