package theoria.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Tile;

import java.awt.geom.Rectangle2D;

class ImageGridPictureTest {
    private static ImageGrid grid(int tiles, ImageGrid.Scale scale) {
        ImageGrid.Builder grid = ImageGrid.builder("g").scale(scale);
        for (int i = 0; i < tiles; i++) {
            float[] values = new float[64];
            for (int p = 0; p < 64; p++) {
                values[p] = i + p / 64f;
            }
            grid.tile(new Tile("conv1:" + i, 1, 8, 8, values));
        }
        return grid.build();
    }

    @Test
    void aTileIsReadWithPixelValueAndItsRange() {
        Picture picture = Looking.at(grid(40, ImageGrid.Scale.PER_TILE), View.USUAL);
        int[] at = Looking.find(picture, 3);
        Reading reading = picture.at(at[0] + 1, at[1] + 1).orElseThrow();
        assertThat(reading.label()).isEqualTo("conv1:3");
        assertThat(reading.text()).isEqualTo("conv1:3: 3 at row 0, column 0 (tile 3 … 3.984)");
        assertThat(reading.place()).contains(new Reading.Place(0, 0));
    }

    @Test
    void zoomingKeepsThePixelBeneathThePointerAndDraggingScrolls() {
        ImageGrid grid = grid(300, ImageGrid.Scale.COMMON);
        Picture picture = Looking.at(grid, View.USUAL);
        Reading before = picture.at(180, 200).orElseThrow();
        View closer = picture.zoomed(3, 180, 200);
        Reading after = Looking.at(grid, closer).at(180, 200).orElseThrow();
        assertThat(after.item()).isEqualTo(before.item());
        View scrolled = Looking.at(grid, closer).dragged(-30, -50);
        assertThat(Looking.at(grid, scrolled).at(150, 150).orElseThrow().item())
                .isEqualTo(before.item());
    }

    @Test
    void theGridIsNotDraggedBeyondItsEnds() {
        ImageGrid grid = grid(300, ImageGrid.Scale.COMMON);
        View up = Looking.at(grid, View.USUAL).dragged(500, 500);
        assertThat(up.top()).isZero();
        assertThat(up.left()).isZero();
        View down = Looking.at(grid, View.USUAL).dragged(0, -1e9);
        assertThat(Looking.find(Looking.at(grid, down), 299)).hasSize(2);
    }

    @Test
    void aTileIsFoundByItsLabelAndMovedIntoSight() {
        ImageGrid grid = grid(300, ImageGrid.Scale.COMMON);
        Picture picture = Looking.at(grid, View.USUAL);
        Rectangle2D third = picture.find("conv1:3"::equals).orElseThrow();
        assertThat(picture.at(third.getCenterX(), third.getCenterY()).orElseThrow().item())
                .isEqualTo(3);
        assertThat(picture.revealing("conv1:3"::equals)).isEmpty();
        assertThat(picture.find("conv1:299"::equals)).isEmpty();
        View down = picture.revealing("conv1:299"::equals).orElseThrow();
        Rectangle2D last = Looking.at(grid, down).find("conv1:299"::equals).orElseThrow();
        assertThat(last.getHeight()).isGreaterThan(third.getHeight() - 1);
        assertThat(Looking.at(grid, down).revealing("conv1:299"::equals)).isEmpty();
        assertThat(picture.revealing("no such tile"::equals)).isEmpty();
    }

    @Test
    void numbersThatAreNotFiniteAreMarkedAndDoNotSpoilTheScale() {
        float[] values = {0, Float.NaN, Float.POSITIVE_INFINITY, 1};
        ImageGrid grid = ImageGrid.builder("g").tile(new Tile("t", 1, 2, 2, values)).build();
        assertThat(Looking.count(Looking.image(grid, View.USUAL), 0xD55E00)).isGreaterThan(500);
        assertThat(Looking.at(grid, View.USUAL).values()).isEqualTo(new Range(0, 1));
    }

    @Test
    void onlyACommonScaleHasABar() {
        int dark = ColourMap.GREY.rgb(0);
        long without =
                Looking.count(
                        Looking.image(grid(1, ImageGrid.Scale.PER_TILE), View.USUAL)
                                .getSubimage(300, 40, 100, 250),
                        rgb -> rgb < 0x404040);
        long with =
                Looking.count(
                        Looking.image(grid(1, ImageGrid.Scale.COMMON), View.USUAL)
                                .getSubimage(300, 40, 100, 250),
                        rgb -> rgb < 0x404040);
        assertThat(dark).isZero();
        assertThat(without).isZero();
        assertThat(with).isGreaterThan(300);
    }

    @Test
    void theBestSizeShowsEveryTile() {
        ImageGrid grid = grid(100, ImageGrid.Scale.PER_TILE);
        PictureStyle style = Pictures.bestStyle(grid, false);
        Picture picture = Pictures.picture(grid, style, View.USUAL);
        boolean last = false;
        for (int x = 0; x < style.width(); x++) {
            last |= picture.at(x, style.height() - 30.0).filter(r -> r.item() == 99).isPresent();
        }
        assertThat(last).isTrue();
    }
}
