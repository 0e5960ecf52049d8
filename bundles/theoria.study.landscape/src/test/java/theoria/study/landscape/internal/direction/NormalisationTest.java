package theoria.study.landscape.internal.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;

import java.util.List;
import java.util.Map;

/** Theory entry L2: |d_f| = |w_f| to 1e-10 for every filter. */
class NormalisationTest {
    private final NetworkGraph graph = graph();
    private final double[] weights = RandomDirections.draw(graph, 1, "weights");

    private static NetworkGraph graph() {
        Operator convolution = new Operator.Convolution(4, Window.square(3, 1, 0), 1);
        Map<Role, String> first = Map.of(Role.KERNEL, "c.weight", Role.BIAS, "c.bias");
        Map<Role, String> second = Map.of(Role.KERNEL, "d.weight", Role.BIAS, "d.bias");
        return NetworkGraph.builder("small")
                .input("x", Shape.of(2, 6, 6))
                .add(new Node("c", convolution, List.of("x"), first))
                .add("mean", new Operator.Mean(List.of(1, 2), false), "c")
                .add(new Node("d", new Operator.Dense(3), List.of("mean"), second))
                .build("d");
    }

    private double[] normalised(Normalisation how, boolean ignore) {
        double[] direction = RandomDirections.draw(graph, 5, "dx");
        how.apply(graph, weights, direction, ignore);
        return direction;
    }

    private static double norm(double[] values, int from, int size) {
        double sum = 0;
        for (int i = from; i < from + size; i++) {
            sum += values[i] * values[i];
        }
        return Math.sqrt(sum);
    }

    @Test
    void everyFilterHasTheNormOfItsWeights() {
        double[] direction = normalised(Normalisation.FILTER, true);
        int filters = 0;
        for (Block block : graph.trainableBlocks()) {
            if (block.shape().rank() < 2) {
                assertThat(norm(direction, block.offset(), block.size())).isZero();
                continue;
            }
            int size = block.size() / block.shape().extent(0);
            for (int at = block.offset(); at < block.offset() + block.size(); at += size) {
                double expected = norm(weights, at, size);
                assertThat(norm(direction, at, size)).isCloseTo(expected, within(1e-10));
                filters++;
            }
        }
        assertThat(filters).isEqualTo(7);
    }

    @Test
    void everyBlockHasTheNormOfItsWeights() {
        double[] direction = normalised(Normalisation.LAYER, true);
        for (Block block : graph.trainableBlocks()) {
            double expected =
                    block.shape().rank() < 2 ? 0 : norm(weights, block.offset(), block.size());
            assertThat(norm(direction, block.offset(), block.size()))
                    .isCloseTo(expected, within(1e-10));
        }
    }

    @Test
    void everyWeightMovesByItsSize() {
        double[] direction = normalised(Normalisation.WEIGHT, true);
        Block kernel = graph.trainableBlocks().get(0);
        for (int i = 0; i < kernel.size(); i++) {
            assertThat(Math.abs(direction[i])).isCloseTo(Math.abs(weights[i]), within(1e-12));
        }
    }

    /** Not the bias itself, as in the code of Li et al., but a random direction of its norm. */
    @Test
    void biasesThatAreNotIgnoredMoveAtRandom() {
        double[] direction = normalised(Normalisation.FILTER, false);
        Block bias = graph.trainableBlocks().get(1);
        double expected = norm(weights, bias.offset(), bias.size());
        assertThat(norm(direction, bias.offset(), bias.size())).isCloseTo(expected, within(1e-10));
        assertThat(direction[bias.offset()]).isNotEqualTo(weights[bias.offset()]);
    }

    @ParameterizedTest
    @EnumSource(Normalisation.class)
    void ignoredBlocksStayWhateverTheScaling(Normalisation how) {
        double[] direction = normalised(how, true);
        Block bias = graph.trainableBlocks().get(1);
        assertThat(norm(direction, bias.offset(), bias.size())).isZero();
        assertThat(norm(direction, 0, direction.length)).isPositive();
    }

    @Test
    void nothingIsScaledWithoutNormalisation() {
        assertThat(normalised(Normalisation.NONE, false))
                .containsExactly(RandomDirections.draw(graph, 5, "dx"));
    }
}
