package theoria.study.inspection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.Role;
import theoria.core.model.tensor.Shape;

final class TensorChangeTest {
    private static final Block KERNEL = new Block("fc.weight", Role.KERNEL, Shape.of(2, 2), 0);

    @Test
    void measuresDistanceAngleAndSpectrum() {
        double[] a = {3, 0, 0, 4};
        double[] b = {3, 0, 0, 1};
        TensorChange change = TensorChange.of(KERNEL, a, b, 10);
        assertThat(change.relative()).isCloseTo(3.0 / 5, within(1e-15));
        assertThat(change.cosine()).isCloseTo(13 / (5 * Math.sqrt(10)), within(1e-15));
        assertThat(change.differing()).isEqualTo(1);
        assertThat(change.largest()).isEqualTo(3);
        assertThat(change.top()).isCloseTo(4, within(1e-12));
        assertThat(change.otherTop()).isCloseTo(3, within(1e-12));
        double spectral = Math.sqrt(1 + 4) / 5; // (4,3) and (3,1)
        assertThat(change.spectral()).isCloseTo(spectral, within(1e-12));
    }

    @Test
    void whatIsEqualHasNoDistanceEvenIfItIsZero() {
        double[] zero = new double[4];
        TensorChange change = TensorChange.of(KERNEL, zero, zero, 0);
        assertThat(change.relative()).isZero();
        assertThat(change.cosine()).isEqualTo(1);
        assertThat(change.spectral()).isNaN();
    }
}
