package theoria.core.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.graph.LayerCost;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.tensor.Shape;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The exact counts of theory entries I12 to I15. */
class ZooTest {
    @ParameterizedTest
    @CsvSource({
        "lenet, 61706",
        "lenet5, 60000",
        "alexnet, 61100840",
        "alexnet-grouped, 60965224",
        "alexnet-ungrouped, 62378344",
        "vgg11, 132863336",
        "vgg13, 133047848",
        "vgg16, 138357544",
        "vgg19, 143667240",
        "resnet18, 11689512",
        "resnet34, 21797672",
        "resnet50, 25557032",
        "resnet50-v1, 25557032",
        "resnet101, 44549160",
        "resnet152, 60192808",
        "cifar-resnet20, 269722",
        "cifar-resnet20-a, 269722",
        "cifar-resnet56-a, 853018",
        "cifar-resnet56-b, 855770",
        "cifar-resnet56-noshort, 853018",
        "cifar-resnet110-a, 1727962",
        "squeezenet1.0, 1248424",
        "squeezenet1.1, 1235496"
    })
    void hasItsNumberOfParameters(String name, int parameters) {
        assertThat(Architecture.parse(name).parameterCount()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "alexnet, 714188480",
        "alexnet-grouped, 724406816",
        "vgg11, 7609090048",
        "vgg13, 11308466176",
        "vgg16, 15470264320",
        "vgg19, 19632062464",
        "resnet18, 1814073344",
        "resnet34, 3663761408",
        "resnet50, 4089184256",
        "resnet50-v1, 3857973248",
        "resnet101, 7801405440",
        "resnet152, 11513626624",
        "resnet152-v1, 11282415616"
    })
    void hasItsMultiplyAccumulates(String name, long macs) {
        assertThat(LayerCost.macs(Architecture.parse(name))).isEqualTo(macs);
    }

    @Test
    void layersOfThePapersAlexNetHaveTheirParametersAndFields() {
        List<LayerCost> layers = LayerCost.of(Architecture.parse("alexnet-grouped"));
        assertThat(layers.stream().map(LayerCost::parameters).filter(p -> p > 0))
                .containsExactly(
                        34_944L,
                        307_456L,
                        885_120L,
                        663_936L,
                        442_624L,
                        37_752_832L,
                        16_781_312L,
                        4_097_000L);
        assertThat(field(layers, "conv5")).isEqualTo(163);
        assertThat(field(layers, "pool5")).isEqualTo(195);
    }

    @Test
    void lastConvolutionsOfVggSeeTheirFields() {
        List<LayerCost> layers = LayerCost.of(Architecture.parse("vgg16"));
        assertThat(field(layers, "features.28")).isEqualTo(196);
        assertThat(field(layers, "features.30")).isEqualTo(212);
    }

    private static int field(List<LayerCost> layers, String name) {
        return layers.stream()
                .filter(layer -> layer.node().name().equals(name))
                .findFirst()
                .orElseThrow()
                .receptiveField();
    }

    @Test
    void layersOfLeNet5HaveTheParametersOfThePaper() {
        NetworkGraph graph = Architecture.parse("lenet5");
        Map<String, Long> perLayer =
                LayerCost.of(graph).stream()
                        .collect(
                                Collectors.groupingBy(
                                        layer -> layer.node().name().split("\\.")[0],
                                        Collectors.summingLong(LayerCost::parameters)));
        assertThat(perLayer)
                .containsEntry("C1", 156L)
                .containsEntry("S2", 12L)
                .containsEntry("C3", 1516L)
                .containsEntry("S4", 32L)
                .containsEntry("C5", 48_120L)
                .containsEntry("F6", 10_164L)
                .containsEntry("output", 0L);
        assertThat(graph.classes()).isEqualTo(10);
    }

    @Test
    void fitsItselfToTheData() {
        NetworkGraph graph = Architecture.parse("cifar-resnet20-a", Shape.of(1, 28, 28), 7);
        assertThat(graph.inputShape()).isEqualTo(Shape.of(1, 28, 28));
        assertThat(graph.classes()).isEqualTo(7);
    }

    @Test
    void everyNameOfTheZooMakesANetworkWithBlocksOfItsOwn() {
        for (String name : Architecture.names()) {
            NetworkGraph graph = Architecture.parse(name);
            assertThat(graph.nodes().stream().map(Node::name)).as(name).doesNotHaveDuplicates();
            assertThat(graph.blocks()).as(name).isNotEmpty();
        }
    }

    @Test
    void whatIsNotKnownNamesWhatIs() {
        assertThatThrownBy(() -> Architecture.parse("vgg12"))
                .hasMessageContaining("'vgg12' is not known")
                .hasMessageContaining("vgg11");
        assertThatThrownBy(() -> Architecture.parse("cifar-resnet21"))
                .hasMessageContaining("6 n + 2 layers");
        assertThatThrownBy(() -> Architecture.parse("vgg16", Shape.of(1, 28, 28), 10))
                .hasMessageContaining("at least 32x32");
    }
}
