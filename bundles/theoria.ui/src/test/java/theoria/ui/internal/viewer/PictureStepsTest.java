package theoria.ui.internal.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Tile;
import theoria.draw.Picture;
import theoria.draw.PictureStyle;
import theoria.draw.Pictures;
import theoria.draw.Reading;
import theoria.draw.View;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Optional;

class PictureStepsTest {
    private static final Picture NINE = nine();

    /** Nine tiles, three in a row. */
    private static Picture nine() {
        ImageGrid.Builder grid = ImageGrid.builder("g").scale(ImageGrid.Scale.COMMON);
        for (int i = 0; i < 9; i++) {
            grid.tile(new Tile("conv1:" + i, 1, 8, 8, new float[64]));
        }
        return Pictures.picture(grid.build(), new PictureStyle(420, 440, false), View.USUAL);
    }

    private static Optional<String> from(int tile, char key) {
        Rectangle2D place = NINE.find(("conv1:" + tile)::equals).orElseThrow();
        Point2D middle = new Point2D.Double(place.getCenterX(), place.getCenterY());
        return PictureSteps.of(key).orElseThrow().next(NINE, middle).map(Reading::label);
    }

    @Test
    void everyWayLeadsToTheNeighbourThere() {
        int columns = columns();
        assertThat(columns).isBetween(2, 4);
        int middle = columns + 1;
        assertThat(from(middle, 'l')).contains("conv1:" + (middle + 1));
        assertThat(from(middle, 'j')).contains("conv1:" + (middle - 1));
        assertThat(from(middle, 'i')).contains("conv1:" + (middle - columns));
        assertThat(from(1, 'K')).contains("conv1:" + (1 + columns));
    }

    private static int columns() {
        double top = NINE.find("conv1:0"::equals).orElseThrow().getY();
        int columns = 1;
        while (NINE.find(("conv1:" + columns)::equals).orElseThrow().getY() == top) {
            columns++;
        }
        return columns;
    }

    @Test
    void theEdgeIsTheEnd() {
        assertThat(from(0, 'j')).isEmpty();
        assertThat(from(0, 'i')).isEmpty();
    }

    @Test
    void otherKeysAreNoWay() {
        assertThat(PictureSteps.of('x')).isEmpty();
        assertThat(PictureSteps.of('L')).contains(new PictureSteps(2, 0));
    }
}
