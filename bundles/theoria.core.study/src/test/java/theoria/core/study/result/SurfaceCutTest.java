package theoria.core.study.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

class SurfaceCutTest {
    private static final double[] X = {-1, 0, 0.5, 2};
    private static final double[] Y = {0, 1, 4};
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    /** Bilinear, so that interpolation between any points gives it exactly. */
    private static double function(double x, double y) {
        return 3 + 2 * x - y + 0.5 * x * y;
    }

    private static Surface surface(Axis yAxis, int missing, double at) {
        double[] z = new double[X.length * Y.length];
        double[] errors = new double[z.length];
        boolean[] computed = new boolean[z.length];
        for (int cell = 0; cell < z.length; cell++) {
            z[cell] = function(X[cell % X.length], Y[cell / X.length]);
            errors[cell] = 0.1 + 0.01 * X[cell % X.length];
            computed[cell] = cell != missing || !Double.isNaN(at);
        }
        if (missing >= 0) {
            z[missing] = at;
        }
        return Surface.builder("s", Axis.of("x"), X, yAxis, Y)
                .caption("what was computed")
                .computed(computed)
                .layer("loss", Axis.of("loss").log(), z, errors)
                .layer("other", Axis.of("other"), new double[z.length])
                .build();
    }

    private static Surface whole() {
        return surface(Axis.of("y"), -1, 0);
    }

    @Test
    void aBilinearFunctionIsReadExactlyEverywhereOnTheLine() {
        SurfaceCut cut = new SurfaceCut(-0.8, 3.5, 1.9, 0.25);
        Series curve = cut.of(whole(), 0).series().get(0);
        double length = Math.hypot(2.7, 3.25);
        for (int i = 0; i < curve.x().length; i++) {
            double t = curve.x()[i] / length;
            double x = -0.8 + 2.7 * t;
            assertThat(curve.y()[i]).isCloseTo(function(x, 3.5 - 3.25 * t), EXACT);
            assertThat(curve.upper()[i] - curve.y()[i]).isCloseTo(0.1 + 0.01 * x, EXACT);
            assertThat(curve.y()[i] - curve.lower()[i]).isCloseTo(0.1 + 0.01 * x, EXACT);
        }
    }

    @Test
    void theCurveIsTakenWhereTheLineCrossesTheGridAndGoesFromAToB() {
        SurfaceCut cut = new SurfaceCut(-0.8, 3.5, 1.9, 0.25);
        Curves curves = cut.of(whole(), 0);
        double[] way = curves.series().get(0).x();
        double length = Math.hypot(2.7, 3.25);
        assertThat(way[0]).isZero();
        assertThat(way[way.length - 1]).isEqualTo(length);
        for (int i = 1; i < way.length; i++) {
            assertThat(way[i]).isGreaterThan(way[i - 1]);
        }
        for (double crossing : new double[] {0.8 / 2.7, 1.3 / 2.7, 2.5 / 3.25}) {
            assertThat(Arrays.stream(way).map(w -> Math.abs(w / length - crossing)).min())
                    .hasValueCloseTo(0.0, EXACT);
        }
        assertThat(curves.marks())
                .containsExactly(new Curves.Mark("A", true, 0), new Curves.Mark("B", true, length));
    }

    @Test
    void axesAndCaptionSayWhatIsShown() {
        Curves curves = new SurfaceCut(-1, 0, 2, 4).of(whole(), 0);
        assertThat(curves.title()).isEqualTo("loss from A to B");
        assertThat(curves.y().logarithmic()).isTrue();
        assertThat(curves.x().label()).isEqualTo("distance from A");
        assertThat(curves.caption())
                .isEqualTo("loss on the line from A (-1, 0) to B (2, 4);" + " what was computed");
        assertThat(curves.tables().get("curves").columns().get(3).title()).isEqualTo("loss upper");
    }

    @Test
    void axesOfDifferentUnitsHaveNoDistance() {
        Curves curves =
                new SurfaceCut(-1, 0, 2, 4).of(surface(new Axis("y", "s", false), -1, 0), 1);
        assertThat(curves.x().label()).isEqualTo("part of the way from A to B");
        assertThat(curves.series().get(0).x()).startsWith(0).endsWith(1);
        assertThat(curves.series().get(0).hasBand()).isFalse();
    }

    @Test
    void aMissingOrInfiniteCellIsAGapWhereItHasWeightOnly() {
        int cell = X.length + 1; // (0, 1)
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Surface holed = surface(Axis.of("y"), cell, bad);
            Series through = new SurfaceCut(-1, 0.5, 2, 0.5).of(holed, 0).series().get(0);
            for (int i = 0; i < through.x().length; i++) {
                double x = through.x()[i] - 1;
                boolean beside = x >= 0.5 - 1e-9;
                assertThat(Double.isNaN(through.y()[i]))
                        .as("at %s", x)
                        .isEqualTo(!beside && x > -1 + 1e-9);
            }
            Series along = new SurfaceCut(-1, 0, 2, 0).of(holed, 0).series().get(0);
            assertThat(Arrays.stream(along.y()).allMatch(Double::isFinite)).isTrue();
        }
    }

    @Test
    void besideTheGridIsAGapAndEndsCanBeMovedOntoIt() {
        SurfaceCut over = new SurfaceCut(-3, 0, 5, 0);
        Series curve = over.of(whole(), 0).series().get(0);
        assertThat(curve.y()[0]).isNaN();
        assertThat(curve.y()[curve.y().length - 1]).isNaN();
        assertThat(over.within(whole())).isEqualTo(new SurfaceCut(-1, 0, 2, 0));
    }

    @Test
    void oneRowIsCutAlongItself() {
        double[] one = {7};
        Surface row =
                Surface.builder("r", Axis.of("x"), X, Axis.of("y"), one)
                        .layer("z", Axis.of("z"), new double[] {1, 2, 4, 0})
                        .build();
        Series curve = new SurfaceCut(-1, 7, 2, 7).of(row, 0).series().get(0);
        assertThat(curve.y()).startsWith(1).endsWith(0).contains(2, 4);
    }

    @Test
    void endsMoveAndMustBeFinite() {
        SurfaceCut cut = new SurfaceCut(0, 0, 1, 1);
        assertThat(cut.from(2, 3)).isEqualTo(new SurfaceCut(2, 3, 1, 1));
        assertThat(cut.to(2, 3)).isEqualTo(new SurfaceCut(0, 0, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> new SurfaceCut(0, Double.NaN, 1, 1));
    }
}
