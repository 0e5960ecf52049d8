package theoria.ui.internal.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.study.result.SurfaceCut;
import theoria.draw.Camera;
import theoria.draw.ColourMap;
import theoria.draw.Overlay;
import theoria.draw.Range;
import theoria.draw.Scale;
import theoria.draw.View;

import java.util.Optional;

class TogetherTest {
    private static final Overlay OVERLAY =
            new Overlay(Optional.of(new SurfaceCut(0, 0, 1, 1)), true, true, 4);
    private static final View MAP =
            View.USUAL
                    .window(new Range(0, 1), new Range(2, 3))
                    .ofLayer(2)
                    .over(new Range(0, 5))
                    .scaled(Scale.LOGARITHMIC)
                    .coloured(Optional.of(ColourMap.MAGMA))
                    .with(OVERLAY);
    private static final View SPACE =
            View.USUAL.inSpace(true).from(Camera.USUAL.turned(20, 10).withHeight(0.9));

    @Test
    void spaceTakesOverWhatIsShownAndKeepsItsDirection() {
        View space = Together.inSpace(MAP, SPACE);
        assertThat(space.space()).isTrue();
        assertThat(space.camera()).isEqualTo(SPACE.camera());
        assertThat(space.x()).isEqualTo(Range.ALL);
        assertThat(space.layer()).isEqualTo(2);
        assertThat(space.values()).isEqualTo(new Range(0, 5));
        assertThat(space.valueScale()).isEqualTo(Scale.LOGARITHMIC);
        assertThat(space.colours()).contains(ColourMap.MAGMA);
        assertThat(space.overlay()).isEqualTo(OVERLAY);
    }

    @Test
    void theMapKeepsItsPart() {
        View turned = Together.inSpace(MAP, SPACE).from(Camera.USUAL.turned(90, 0));
        assertThat(Together.onMap(turned, MAP)).isEqualTo(MAP);
    }

    @Test
    void movingOneLeavesTheOtherAsItIs() {
        View space = Together.inSpace(MAP, SPACE);
        View moved = MAP.window(new Range(5, 6), new Range(5, 6));
        assertThat(Together.inSpace(moved, space)).isEqualTo(space);
    }
}
