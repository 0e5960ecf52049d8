package theoria.core.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.tensor.Shape;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

final class AugmentationTest {
    private static final Shape SHAPE = Shape.of(1, 2, 3);
    private static final float[] PICTURE = {1, 2, 3, 4, 5, 6};

    private static Set<String> outcomes(Augmentation augmentation) {
        Set<String> seen = new HashSet<>();
        for (int seed = 0; seed < 500; seed++) {
            float[] values = PICTURE.clone();
            augmentation.apply(values, 0, SHAPE, new SeededRandom(seed));
            seen.add(Arrays.toString(values));
        }
        return seen;
    }

    @Test
    void flipMirrorsHalfOfThePictures() {
        assertThat(outcomes(new Augmentation(true, 0, 0)))
                .containsExactlyInAnyOrder(
                        "[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]", "[3.0, 2.0, 1.0, 6.0, 5.0, 4.0]");
    }

    @Test
    void shiftMovesEachWayAndFillsWithZeros() {
        assertThat(outcomes(new Augmentation(false, 1, 0)))
                .hasSize(9)
                .contains("[0.0, 1.0, 2.0, 0.0, 4.0, 5.0]", "[4.0, 5.0, 6.0, 0.0, 0.0, 0.0]");
    }

    /** A picture moved to the right and then mirrored is the mirrored one moved to the left. */
    @Test
    void flipAndShiftMakeAllCombinations() {
        assertThat(outcomes(new Augmentation(true, 1, 0)))
                .hasSize(18)
                .contains("[0.0, 3.0, 2.0, 0.0, 6.0, 5.0]", "[2.0, 1.0, 0.0, 5.0, 4.0, 0.0]");
    }

    @Test
    void theTextIsReadAgain() {
        for (String text : new String[] {"", "flip", "flip,shift=4", "shift=2,noise=0.25"}) {
            assertThat(Augmentation.parse(text).text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flop", "shift=-1", "shift=", "noise=x", "flip,,", "noise=."})
    void whatCannotBeReadIsNamed(String text) {
        assertThatThrownBy(() -> Augmentation.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("augmentation is");
    }
}
