package theoria.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Surface;
import theoria.core.study.result.Text;
import theoria.core.study.result.Tile;

import java.awt.image.BufferedImage;
import java.util.Map;

class PicturesTest {
    private static final PictureStyle STYLE = new PictureStyle(400, 300, false);

    private static Surface surface(boolean[] computed, double... values) {
        return Surface.builder(
                        "s", Axis.of("x"), new double[] {0, 1}, Axis.of("y"), new double[] {0, 1})
                .computed(computed)
                .layer("loss", Axis.of("loss"), values)
                .build();
    }

    private static int pixel(BufferedImage image, double x, double y) {
        int width = 400 - 70 - 120;
        int height = 300 - 40 - 60;
        return image.getRGB((int) (70 + x * width), (int) (40 + y * height)) & 0xffffff;
    }

    @Test
    void theSmallestOrdinateLiesAtTheBottomAndColoursFollowTheValues() {
        boolean[] all = {true, true, true, true};
        BufferedImage image = Pictures.image(surface(all, 0, 1, 2, 3), STYLE);
        assertThat(pixel(image, 0.1, 0.9)).isEqualTo(ColourMap.VIRIDIS.rgb(0));
        assertThat(pixel(image, 0.9, 0.1)).isEqualTo(ColourMap.VIRIDIS.rgb(1));
    }

    @Test
    void aCellThatWasNotComputedIsPale() {
        boolean[] some = {true, true, true, false};
        BufferedImage image = Pictures.image(surface(some, 0, 1, 2, 3), STYLE);
        int guess = pixel(image, 0.6, 0.1);
        assertThat(guess).isNotEqualTo(0xffffff);
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat(guess >> shift & 0xff).isGreaterThanOrEqualTo(0x7e);
        }
    }

    @Test
    void valuesThatAreNotFiniteAreCrossedOutAndDoNotSpoilTheScale() {
        boolean[] all = {true, true, true, true};
        double nan = Double.NaN;
        BufferedImage image =
                Pictures.image(surface(all, 0, Double.POSITIVE_INFINITY, nan, 3), STYLE);
        assertThat(pixel(image, 0.1, 0.9)).isEqualTo(ColourMap.VIRIDIS.rgb(0));
        assertThat(pixel(image, 0.9, 0.1)).isEqualTo(ColourMap.VIRIDIS.rgb(1));
    }

    @Test
    void curvesLeaveInkInTheColourOfTheirSeries() {
        Curves curves =
                Curves.builder("c", Axis.of("x"), Axis.of("y").log())
                        .series(
                                Series.line("a", new double[] {0, 1}, new double[] {1, 1000})
                                        .band(new double[] {0.5, 900}, new double[] {2, 1100}))
                        .series(Series.bars("b", new double[] {0, 1}, new double[] {5}))
                        .markX("here", 0.5)
                        .build();
        BufferedImage image = Pictures.image(curves, STYLE);
        int wanted = STYLE.series(0).getRGB() & 0xffffff;
        assertThat(contains(image, wanted)).isTrue();
    }

    private static boolean contains(BufferedImage image, int rgb) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xffffff) == rgb) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void divergingTilesAreWhiteAtZero() {
        ImageGrid grid =
                ImageGrid.builder("g")
                        .scale(ImageGrid.Scale.DIVERGING)
                        .tile(new Tile("t", 1, 1, 3, new float[] {-2, 0, 1}))
                        .build();
        BufferedImage image = Pictures.image(grid, Pictures.bestStyle(grid, true));
        assertThat(contains(image, ColourMap.DIVERGING.rgb(0.5))).isTrue();
        assertThat(contains(image, ColourMap.DIVERGING.rgb(0))).isTrue();
    }

    @Test
    void aCompositesPicturesBearItsPartsNames() {
        boolean[] all = {true, true, true, true};
        Result surface = surface(all, 0, 1, 2, 3);
        Composite composite =
                Composite.builder("c")
                        .part("plane", surface)
                        .part("words", Text.builder("t", "nothing to see").build())
                        .build();
        assertThat(Pictures.of(composite)).containsExactly(Map.entry("plane", surface));
    }

    @Test
    void wordsHaveNoPicture() {
        Text text = Text.builder("t", "words").build();
        assertThatThrownBy(() -> Pictures.image(text, STYLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a text has no picture");
    }
}
