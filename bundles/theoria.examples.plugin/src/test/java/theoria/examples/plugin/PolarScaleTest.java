package theoria.examples.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Series;

/** Where points lie in the circle. */
class PolarScaleTest {
    private static PolarScale scale(Axis y, double... ordinates) {
        double[] x = new double[ordinates.length];
        java.util.Arrays.setAll(x, i -> i);
        return new PolarScale(
                Curves.builder("c", Axis.of("x"), y)
                        .series(Series.line("s", x, ordinates))
                        .build());
    }

    @Test
    void beginsAtTheTopAndRunsClockwise() {
        PolarScale scale = scale(Axis.of("y"), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(scale.place(0, 1)).isEqualTo(new PolarScale.Place(0, -1));
        assertThat(scale.place(3, 1).x()).isCloseTo(1, within(1e-12));
        assertThat(scale.place(6, 1).y()).isCloseTo(1, within(1e-12));
        assertThat(scale.place(0, 0.5).y()).isEqualTo(-0.5);
        assertThat(scale.abscissaAt(11.0 / 12)).isCloseTo(11, within(1e-12));
    }

    @Test
    void takesAnglesAsTheyAre() {
        Series quarter = Series.line("s", new double[] {0, 90}, new double[] {1, 1});
        Curves curves =
                Curves.builder("c", new Axis("phase", "deg", false), Axis.of("y"))
                        .series(quarter)
                        .build();
        PolarScale scale = new PolarScale(curves);
        assertThat(scale.place(90, 1).x()).isCloseTo(1, within(1e-12));
        assertThat(scale.abscissaAt(0.5)).isEqualTo(180);
    }

    @Test
    void putsTheLeastOrdinateInTheCentreIfItIsNegativeOrLogarithmic() {
        assertThat(scale(Axis.of("y"), -2, 2).place(0, -2).distance(0, 0)).isZero();
        PolarScale decades = scale(Axis.of("y").log(), 1, 100);
        assertThat(decades.place(0, 10).y()).isCloseTo(-0.5, within(1e-12));
        assertThat(decades.ordinateAt(0.5)).isCloseTo(10, within(1e-12));
    }

    @Test
    void readsABarInItsMiddleAndCountsWhatIsMissingAsNothing() {
        Series bars = Series.bars("b", new double[] {0, 2, 4}, new double[] {1, 2});
        assertThat(PolarScale.abscissa(bars, 1)).isEqualTo(3);
        assertThat(scale(Axis.of("y"), Double.NaN).empty()).isTrue();
        assertThat(scale(Axis.of("y")).empty()).isTrue();
    }
}
