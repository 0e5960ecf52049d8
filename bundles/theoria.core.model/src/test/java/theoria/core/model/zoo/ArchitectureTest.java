package theoria.core.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.math.stat.Moments;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Shape;

class ArchitectureTest {
    private static NetworkGraph parse(String text) {
        return Architecture.parse(text, Shape.of(1, 28, 28), 10);
    }

    @Test
    void theLenetHas61706Parameters() {
        assertThat(parse("lenet").parameterCount()).isEqualTo(61706);
        assertThat(Architecture.parse("lenet", Shape.of(1, 32, 32), 10).parameterCount())
                .isEqualTo(61706);
    }

    @Test
    void aMultilayerPerceptronHasItsWidths() {
        NetworkGraph graph = parse("mlp:784-512-128-32-10");
        assertThat(graph.parameterCount())
                .isEqualTo(784 * 512 + 512 + 512 * 128 + 128 + 128 * 32 + 32 + 32 * 10 + 10);
        assertThat(graph.classes()).isEqualTo(10);
    }

    @Test
    void aSequenceHasItsShapes() {
        NetworkGraph graph =
                parse("seq:1x28x28,conv3x3x3,relu,maxpool3,conv3x3x5s1p1,bn,relu,flatten,dense10");
        assertThat(graph.shape("conv1")).isEqualTo(Shape.of(3, 26, 26));
        assertThat(graph.shape("conv2")).isEqualTo(Shape.of(5, 8, 8));
        assertThat(graph.bufferCount()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mlp:",
                "mlp:7",
                "mlp:7-3:gelu",
                "seq:1x28x28",
                "seq:conv3x3x3",
                "vgg",
                "seq:1x4x4,conv9x9x2",
                "seq:1x28x28,convolve"
            })
    void whatIsNoArchitectureIsRefusedInOneSentence(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void heWeightsHaveTheVarianceOfTheirFanIn() {
        NetworkGraph graph = parse("mlp:784-512-10");
        Weights weights = Initialisation.HE.draw(graph, 3);
        Block kernel = graph.block("fc1.weight");
        Moments moments = Moments.of(weights.values(kernel));
        assertThat(moments.mean()).isCloseTo(0, within(5e-4));
        assertThat(moments.deviation() * moments.deviation())
                .isCloseTo(2.0 / 784, within(0.02 * 2 / 784));
        assertThat(weights.values(graph.block("fc1.bias"))).containsOnly(0.0);
    }

    @Test
    void weightsFollowTheSeedBlockByBlock() {
        NetworkGraph narrow = parse("mlp:784-512-10");
        NetworkGraph other = parse("mlp:784-512-20-10");
        double[] first = Initialisation.HE.draw(narrow, 3).values(narrow.block("fc1.weight"));
        assertThat(Initialisation.HE.draw(other, 3).values(other.block("fc1.weight")))
                .as("a block's weights do not depend on the layers after it")
                .isEqualTo(first);
        assertThat(Initialisation.HE.draw(narrow, 4).values(narrow.block("fc1.weight")))
                .isNotEqualTo(first);
        assertThat(narrow.trainableBlocks().get(0).role()).isEqualTo(Role.KERNEL);
    }
}
