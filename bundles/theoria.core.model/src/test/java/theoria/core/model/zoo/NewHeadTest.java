package theoria.core.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Shape;

final class NewHeadTest {
    private static NetworkGraph graph(String text) {
        return Architecture.parse(text, Shape.of(1, 8, 8), 10);
    }

    @Test
    void onlyTheLastLayerIsNew() {
        NetworkGraph old = graph("seq:1x8x8,conv3x3x4,relu,flatten,dense16,relu,dense10");
        Weights trained = Initialisation.HE.draw(old, 1);
        NewHead made = NewHead.of(old, trained, 3, Initialisation.HE, 2);
        assertThat(made.graph().classes()).isEqualTo(3);
        for (Block block : made.graph().blocks()) {
            Block before = old.block(block.name());
            double[] now = made.weights().values(block);
            if (before.shape().equals(block.shape())) {
                assertThat(now).as(block.name()).isEqualTo(trained.values(before));
            } else {
                assertThat(block.shape().extent(0)).as(block.name()).isEqualTo(3);
            }
        }
        int less = old.parameterCount() - made.graph().parameterCount();
        assertThat(less).isEqualTo(7 * 17);
    }

    @Test
    void aConvolutionThatClassifiesIsReplacedAsWell() {
        NetworkGraph old = graph("seq:1x8x8,conv3x3x4,relu,conv1x1x10,gap");
        NewHead made = NewHead.of(old, Initialisation.HE.draw(old, 1), 5, Initialisation.HE, 2);
        assertThat(made.graph().classes()).isEqualTo(5);
    }

    @Test
    void aNetworkWithoutLayersHasNone() {
        NetworkGraph old = graph("seq:1x8x8,relu,flatten");
        Weights none = Initialisation.HE.draw(old, 1);
        assertThatThrownBy(() -> NewHead.of(old, none, 5, Initialisation.HE, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("no dense or convolution layer");
    }
}
