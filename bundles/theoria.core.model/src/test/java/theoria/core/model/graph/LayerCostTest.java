package theoria.core.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;

import java.util.List;

/** Theory entry I5. */
class LayerCostTest {
    private final List<LayerCost> lenet =
            LayerCost.of(Architecture.parse("lenet", Shape.of(1, 28, 28), 10));

    private LayerCost layer(String name) {
        return lenet.stream().filter(c -> c.node().name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void parametersOfTheLenet() {
        assertThat(layer("conv1").parameters()).isEqualTo(156);
        assertThat(layer("conv2").parameters()).isEqualTo(2416);
        assertThat(layer("fc1").parameters()).isEqualTo(48120);
        assertThat(lenet.stream().mapToLong(LayerCost::parameters).sum()).isEqualTo(61706);
    }

    @Test
    void multiplyAccumulatesCountNoBias() {
        assertThat(layer("conv1").macs()).isEqualTo(6 * 25 * 28 * 28);
        assertThat(layer("conv2").macs()).isEqualTo(16 * 6 * 25 * 10 * 10);
        assertThat(layer("fc3").macs()).isEqualTo(840);
        assertThat(lenet.stream().mapToLong(LayerCost::macs).sum()).isEqualTo(416520);
    }

    @Test
    void receptiveFieldAndJumpGrowAlongTheLayers() {
        assertThat(layer("conv1").receptiveField()).isEqualTo(5);
        assertThat(layer("pool2").receptiveField()).isEqualTo(6);
        assertThat(layer("pool2").jump()).isEqualTo(2);
        assertThat(layer("conv2").receptiveField()).isEqualTo(14);
        assertThat(layer("fc1").receptiveField()).isEqualTo(28);
    }

    @Test
    void groupsDivideParametersAndWork() {
        NetworkGraph graph =
                NetworkGraph.builder("grouped")
                        .input("x", Shape.of(4, 8, 8))
                        .add(
                                new Node(
                                        "conv",
                                        new Operator.Convolution(8, Window.square(3, 1, 1), 2),
                                        List.of("x"),
                                        java.util.Map.of(Role.KERNEL, "w")))
                        .build("conv");
        LayerCost cost = LayerCost.of(graph).get(1);
        assertThat(cost.parameters()).isEqualTo(8 * 2 * 9);
        assertThat(cost.macs()).isEqualTo(8L * 2 * 9 * 64);
        assertThat(cost.activationBytes()).isEqualTo(8 * 64 * 4);
    }
}
