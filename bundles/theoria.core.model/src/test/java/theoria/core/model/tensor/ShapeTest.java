package theoria.core.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void sizeIsTheProductOfTheExtents() {
        assertThat(Shape.of(2, 3, 4).size()).isEqualTo(24);
        assertThat(Shape.scalar().size()).isEqualTo(1);
        assertThat(Shape.of(2, 0, 4).size()).isZero();
    }

    @Test
    void negativeAxesCountFromTheEnd() {
        assertThat(Shape.of(2, 3, 4).extent(-1)).isEqualTo(4);
        assertThatThrownBy(() -> Shape.of(2).extent(1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("axis 1");
    }

    @Test
    void aShapeOfMoreElementsThanAnArrayHoldsIsRefused() {
        assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 2^31-1");
        assertThatThrownBy(() -> Shape.of(0, 1 << 30, 1 << 30, 1 << 30))
                .as("an extent of 0 must not hide the others")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void squeezingDropsExtentsOfOne() {
        assertThat(Shape.of(1, 28, 1).squeeze()).isEqualTo(Shape.of(28));
        assertThat(Shape.of(1, 28, 28)).hasToString("1x28x28");
    }
}
