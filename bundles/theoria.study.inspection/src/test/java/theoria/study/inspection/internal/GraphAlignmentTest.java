package theoria.study.inspection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.study.inspection.internal.GraphAlignment.Change;

import java.util.List;

final class GraphAlignmentTest {
    private static NetworkGraph graph(String architecture) {
        return Architecture.parse(architecture, Shape.of(1, 12, 12), 10);
    }

    private static GraphAlignment align(String first, String second) {
        return GraphAlignment.of(
                graph("seq:1x12x12," + first + ",flatten,dense10"),
                graph("seq:1x12x12," + second + ",flatten,dense10"));
    }

    private static List<Change> changes(GraphAlignment alignment) {
        return alignment.pairs().stream().map(GraphAlignment.Pair::change).toList();
    }

    @Test
    void equalGraphsAreIdentical() {
        GraphAlignment alignment = align("conv3x3x4,relu,maxpool2", "conv3x3x4,relu,maxpool2");
        assertThat(alignment.identical()).isTrue();
        assertThat(changes(alignment)).containsOnly(Change.SAME);
    }

    @Test
    void otherWidthsAreChangedLayers() {
        GraphAlignment alignment = align("conv3x3x4,relu,maxpool2", "conv3x3x8,relu,maxpool2");
        assertThat(alignment.identical()).isFalse();
        assertThat(alignment.count(Change.CHANGED)).as("both layers with kernels").isEqualTo(2);
        assertThat(alignment.count(Change.ADDED) + alignment.count(Change.REMOVED)).isZero();
        assertThat(alignment.blocks()).hasSize(4);
        assertThat(alignment.blocks().stream().filter(b -> b.comparable()))
                .as("only the last bias kept its shape")
                .hasSize(1);
    }

    @Test
    void anInsertedLayerIsAddedAndTheRestStaysAligned() {
        GraphAlignment alignment = align("conv3x3x4,relu,maxpool2", "conv3x3x4,bn,relu,maxpool2");
        assertThat(alignment.count(Change.ADDED)).isEqualTo(1);
        assertThat(alignment.count(Change.REMOVED)).isZero();
        assertThat(alignment.count(Change.CHANGED)).isZero();
        assertThat(alignment.identical()).isFalse();
        GraphAlignment back = align("conv3x3x4,bn,relu,maxpool2", "conv3x3x4,relu,maxpool2");
        assertThat(back.count(Change.REMOVED)).isEqualTo(1);
        assertThat(back.count(Change.ADDED)).isZero();
    }

    @Test
    void anotherFunctionIsAnotherLayer() {
        GraphAlignment alignment = align("conv3x3x4,relu,maxpool2", "conv3x3x4,tanh,maxpool2");
        assertThat(alignment.count(Change.CHANGED)).isEqualTo(1);
        assertThat(alignment.identical()).isFalse();
    }
}
