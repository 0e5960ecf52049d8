package theoria.ui.internal.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Surface;
import theoria.core.study.result.SurfaceCut;

class CutReadingTest {
    private static final double[] AXIS = {-1, 1};
    private static final SurfaceCut CUT = new SurfaceCut(-1, -1, 1, -1);

    private static Surface surface(boolean whole) {
        return Surface.builder("s", Axis.of("x"), AXIS, Axis.of("y"), AXIS)
                .computed(new boolean[] {true, whole, true, true})
                .layer("z", new Axis("z", "nats", false), new double[] {1, 3, 0, 0}, errors())
                .layer("w", Axis.of("w"), new double[] {-1, 3, 0, 0})
                .build();
    }

    private static double[] errors() {
        return new double[] {0.5, 0.5, 0.5, 0.5};
    }

    @Test
    void theNumberIsReadWithItsErrorUnitAndPlace() {
        Curves curves = CUT.of(surface(true), 0);
        assertThat(CutReading.of(curves, CUT, 0.5, 0.25))
                .isEqualTo("A + 0.5 at (−0.5, −1): z 1.5 ± 0.5 nats");
    }

    @Test
    void withoutErrorsNoneAreTold() {
        Curves curves = CUT.of(surface(true), 1);
        assertThat(CutReading.of(curves, CUT, 0, 0)).isEqualTo("A + 0 at (−1, −1): w −1");
    }

    @Test
    void inAGapNothingIsKnown() {
        Curves curves = CUT.of(surface(false), 0);
        assertThat(CutReading.of(curves, CUT, 1, 0.5)).contains("z not known");
    }

    @Test
    void aPathPlaysForAFewSecondsHoweverLongItIs() {
        assertThat(PathPlayer.millis(3)).isEqualTo(500);
        assertThat(PathPlayer.millis(50)).isEqualTo(100);
        assertThat(PathPlayer.millis(100_000)).isEqualTo(60);
    }
}
