package theoria.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.awt.Color;
import java.awt.image.BufferedImage;

class FormulasTest {
    private static int painted(BufferedImage image) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getRGB(x, y) >>> 24 > 128 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void aFormulaIsInkOnATransparentGround() {
        BufferedImage image = Formulas.image("\\frac{1}{n} \\sum_i x_i", 20, Color.BLACK);
        assertThat(painted(image))
                .isBetween(50, image.getWidth() * image.getHeight() / 2)
                .isEqualTo(painted(Formulas.image("\\frac{1}{n} \\sum_i x_i", 20, Color.RED)));
        assertThat(image.getRGB(0, 0)).isZero();
    }

    @Test
    void aLargerOneIsLarger() {
        BufferedImage small = Formulas.image("\\|w\\|_2", 12, Color.BLACK);
        BufferedImage large = Formulas.image("\\|w\\|_2", 36, Color.BLACK);
        assertThat(large.getWidth()).isGreaterThan(2 * small.getWidth());
        assertThat(large.getHeight()).isGreaterThan(2 * small.getHeight());
    }

    @Test
    void whatIsNoFormulaIsRefused() {
        assertThatThrownBy(() -> Formulas.image("\\nosuchcommand", 12, Color.BLACK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'\\nosuchcommand' is no formula");
    }
}
