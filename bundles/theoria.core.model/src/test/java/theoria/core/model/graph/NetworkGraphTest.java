package theoria.core.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import theoria.core.model.tensor.Shape;

import java.util.List;
import java.util.Map;

class NetworkGraphTest {
    private static Node dense(String name, String from, int units, String kernel) {
        return new Node(
                name,
                new Operator.Dense(units),
                List.of(from),
                Map.of(Role.KERNEL, kernel, Role.BIAS, name + ".bias"));
    }

    private static NetworkGraph.Builder start() {
        return NetworkGraph.builder("net").input("x", Shape.of(4));
    }

    @Test
    void parametersLieInOrderOfFirstUseKernelThenBias() {
        NetworkGraph graph =
                start().add(dense("a", "x", 3, "a.w")).add(dense("b", "a", 2, "b.w")).build("b");
        assertThat(graph.trainableBlocks())
                .extracting(Block::name)
                .containsExactly("a.w", "a.bias", "b.w", "b.bias");
        assertThat(graph.block("b.w").offset()).isEqualTo(15);
        assertThat(graph.parameterCount()).isEqualTo(12 + 3 + 6 + 2);
    }

    @Test
    void aSharedKernelIsStoredOnce() {
        NetworkGraph graph =
                start().add(dense("a", "x", 4, "w")).add(dense("b", "a", 4, "w")).build("b");
        assertThat(graph.parameterCount()).isEqualTo(16 + 4 + 4);
    }

    @Test
    void aKernelCannotBeSharedUnderTwoShapes() {
        NetworkGraph.Builder builder = start().add(dense("a", "x", 3, "w"));
        assertThatThrownBy(() -> builder.add(dense("b", "a", 3, "w")))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("'w' is shared as 3x4 and 3x3");
    }

    @Test
    void anInputThatNoEarlierNodePutsOutIsRefused() {
        assertThatThrownBy(() -> start().add("r", new Operator.Identity(), "later"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'later', which no earlier node puts out");
    }

    @Test
    void shapesThatDoNotFitNameTheLayer() {
        NetworkGraph.Builder builder = start().input("y", Shape.of(5));
        Operator add = new Operator.Arithmetic(Operator.ArithmeticKind.ADD);
        assertThatThrownBy(() -> builder.add("sum", add, "x", "y"))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("layer 'sum'");
    }

    @Test
    void aFinalSoftmaxIsWhereTheLossIsComputed() {
        NetworkGraph graph =
                start().add(dense("a", "x", 3, "w"))
                        .add("soft", new Operator.Softmax(0, false), "a")
                        .build("soft");
        assertThat(LossHead.of(graph, false).lossNode()).isEqualTo("a");
        assertThat(LossHead.of(graph, false).kind()).isEqualTo(LossHead.Kind.SOFTMAX_INPUT);
        assertThat(LossHead.of(graph, true).lossNode()).isEqualTo("soft");
    }

    @Test
    void theCodecKeepsTheGraph() throws Exception {
        NetworkGraph graph =
                start().add(dense("a", "x", 3, "w"))
                        .add("soft", new Operator.Softmax(0, true), "a")
                        .build("soft", "a");
        byte[] bytes = GraphCodec.write(graph);
        NetworkGraph back = GraphCodec.read(bytes, "blob");
        assertThat(List.copyOf(back.nodes())).isEqualTo(List.copyOf(graph.nodes()));
        assertThat(back.outputs()).isEqualTo(graph.outputs());
        assertThat(GraphCodec.write(back)).isEqualTo(bytes);
    }

    @Test
    void theHashDependsOnEveryWeightAndNotOnTheName() {
        NetworkGraph graph = start().add(dense("a", "x", 3, "w")).build("a");
        NetworkGraph renamed =
                NetworkGraph.builder("other")
                        .input("x", Shape.of(4))
                        .add(dense("a", "x", 3, "w"))
                        .build("a");
        double[] theta = new double[15];
        String hash = ModelHash.of(graph, Weights.of(theta, new double[0]));
        assertThat(ModelHash.of(renamed, Weights.of(theta, new double[0]))).isEqualTo(hash);
        theta[14] = 1e-300;
        assertThat(ModelHash.of(graph, Weights.of(theta, new double[0]))).isNotEqualTo(hash);
    }
}
