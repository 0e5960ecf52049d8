package theoria.engine.dl4j.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.Role;
import theoria.core.model.tensor.Shape;

class ParameterLayoutTest {
    private static final double[] NONE = {};

    @BeforeAll
    static void load() {
        NativeSetup.enter();
    }

    /** A vector of 8 numbers whose entries 2 to 7 are a matrix of DL4J, 3 by 2 in column order. */
    private static INDArray matrix() {
        INDArray flat = Nd4j.zeros(DataType.DOUBLE, 8);
        return flat.get(NDArrayIndex.interval(2, 8)).reshape('f', 3, 2);
    }

    @Test
    void aDenseKernelIsTransposedByItsStrides() {
        ParameterLayout layout = new ParameterLayout(8);
        layout.tie(new Block("w", Role.KERNEL, Shape.of(2, 3), 0), matrix(), 1, 0);
        assertThat(layout.toDl4j(new double[] {1, 2, 3, 4, 5, 6}, NONE))
                .containsExactly(0, 0, 1, 2, 3, 4, 5, 6);
        assertThat(ParameterLayout.positions(matrix(), 0, 1)).containsExactly(2, 5, 3, 6, 4, 7);
    }

    @Test
    void gradientsOfASharedTensorAreAddedUp() {
        INDArray flat = Nd4j.zeros(DataType.DOUBLE, 4);
        ParameterLayout layout = new ParameterLayout(4);
        Block shared = new Block("b", Role.BIAS, Shape.of(2), 1);
        layout.tie(shared, flat.get(NDArrayIndex.interval(0, 2)), 0);
        layout.tie(shared, flat.get(NDArrayIndex.interval(2, 4)), 0);
        double[] gradient = new double[3];
        layout.addGradient(new double[] {1, 2, 10, 20}, NONE, gradient);
        assertThat(gradient).containsExactly(0, 11, 22);
    }

    @Test
    void buffersMoveByWhatDl4jGivesAsTheirGradient() {
        INDArray flat = Nd4j.zeros(DataType.DOUBLE, 2);
        ParameterLayout layout = new ParameterLayout(2);
        layout.tie(new Block("m", Role.MEAN, Shape.of(2), 0), flat, 0);
        double[] buffers = {5, 6};
        layout.updateBuffers(new double[] {1, -1}, buffers);
        assertThat(buffers).containsExactly(4, 7);
    }

    @Test
    void wrongSizesAreSaid() {
        ParameterLayout layout = new ParameterLayout(8);
        Block block = new Block("w", Role.KERNEL, Shape.of(5), 0);
        assertThatThrownBy(() -> layout.tie(block, matrix(), 1, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'w' has 5 numbers, DL4J's array 6");
    }
}
