package theoria.core.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A tensor over a buffer is one over the same numbers in an array. */
class TensorTest {
    private static final float[] NUMBERS = {1, -0f, Float.NaN, 2.5f, 3, 4};

    private static FloatBuffer buffer() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(32).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(7);
        for (float number : NUMBERS) {
            bytes.putFloat(number);
        }
        return bytes.position(4).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().limit(6);
    }

    @Test
    void aBufferIsReadWhereItLies() {
        Tensor array = Tensor.of(Shape.of(2, 3), NUMBERS);
        Tensor tensor = Tensor.of(Shape.of(2, 3), buffer());
        assertThat(tensor).isEqualTo(array).hasSameHashCodeAs(array);
        assertThat(array).isEqualTo(tensor);
        assertThat(tensor.precision()).isEqualTo(Precision.FLOAT);
        assertThat(tensor.get(3)).isEqualTo(2.5);
        assertThat(tensor.toFloats()).isEqualTo(NUMBERS);
        assertThat(tensor.toDoubles()).isEqualTo(array.toDoubles());
        assertThat(tensor.rows(1, 1)).isEqualTo(array.rows(1, 1));
        assertThat(tensor.reshape(Shape.of(6))).isEqualTo(array.reshape(Shape.of(6)));
        float[] target = new float[8];
        tensor.copyTo(target, 1);
        assertThat(target).containsExactly(0, 1, -0f, Float.NaN, 2.5f, 3, 4, 0);
        assertThat(tensor).isNotEqualTo(Tensor.of(Shape.of(2, 3), new double[6]));
        assertThatThrownBy(() -> Tensor.of(Shape.of(2), buffer()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
