package theoria.draw.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import theoria.draw.ColourMap;
import theoria.draw.PictureStyle;
import theoria.draw.Range;

import java.awt.geom.Rectangle2D;

class ScalesTest {
    private static final Rectangle2D PLOT = new Rectangle2D.Double(50, 20, 200, 100);
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    private static Ruler ruler(double from, double to, boolean log, boolean vertical) {
        return new Ruler("a", new Range(from, to), log, vertical, PictureStyle.usual());
    }

    @Test
    void aRulerPlacesValuesInProportionOrByLogarithm() {
        assertThat(ruler(0, 10, false, false).pixel(5, PLOT)).isEqualTo(150);
        assertThat(ruler(0, 10, false, true).pixel(10, PLOT)).isEqualTo(20);
        assertThat(ruler(1, 100, true, false).pixel(10, PLOT)).isCloseTo(150, CLOSE);
        assertThat(ruler(1, 100, true, false).pixel(0, PLOT)).isNaN();
        assertThat(ruler(1, 100, true, true).value(70, PLOT)).isCloseTo(10, CLOSE);
    }

    @Test
    void zoomingKeepsTheValueBeneathThePointer() {
        for (boolean log : new boolean[] {false, true}) {
            Ruler before = ruler(1, 1000, log, false);
            double value = before.value(90, PLOT);
            Range range = before.zoomed(2.5, 90, PLOT);
            Ruler after = ruler(range.from(), range.to(), log, false);
            assertThat(after.value(90, PLOT)).isCloseTo(value, Offset.offset(1e-9 * value));
            assertThat(range.width()).isLessThan(before.range().width());
        }
    }

    @Test
    void draggingMovesValuesWithThePointer() {
        Ruler up = ruler(0, 10, false, true);
        double value = up.value(60, PLOT);
        Range moved = up.dragged(15, PLOT);
        Ruler after = ruler(moved.from(), moved.to(), false, true);
        assertThat(after.pixel(value, PLOT)).isCloseTo(75, CLOSE);
    }

    @Test
    void zoomingInForEverEndsBeforeNumbersDo() {
        Range range = new Range(1, 2);
        for (int i = 0; i < 500; i++) {
            range = ruler(range.from(), range.to(), false, false).zoomed(1.5, 130, PLOT);
        }
        assertThat(range.width()).isPositive();
    }

    @Test
    void cellsLieHalfWayBetweenTheirNeighbours() {
        Cells cells = new Cells(new double[] {0, 1, 3}, false);
        assertThat(cells.range()).isEqualTo(new Range(-0.5, 4));
        assertThat(cells.of(0.49)).isZero();
        assertThat(cells.of(0.51)).isEqualTo(1);
        assertThat(cells.of(2.1)).isEqualTo(2);
        assertThat(cells.of(4.1)).isEqualTo(-1);
        assertThat(cells.of(Double.NaN)).isEqualTo(-1);
    }

    @Test
    void aSingleCellHasAWidth() {
        assertThat(new Cells(new double[] {7}, false).range()).isEqualTo(new Range(6.5, 7.5));
    }

    @Test
    void logarithmicCellsMeetAtTheGeometricMean() {
        Cells cells = new Cells(new double[] {1, 100}, true);
        assertThat(cells.of(9.9)).isZero();
        assertThat(cells.of(10.1)).isEqualTo(1);
    }

    @Test
    void coloursClipAtTheEndsOfTheirRange() {
        ColourScale scale = new ColourScale(new Range(1, 100), true, ColourMap.VIRIDIS);
        assertThat(scale.place(10)).isCloseTo(0.5, CLOSE);
        assertThat(scale.value(0.5)).isCloseTo(10, CLOSE);
        assertThat(scale.rgb(0)).isEqualTo(ColourMap.VIRIDIS.rgb(0));
        assertThat(scale.rgb(1e9)).isEqualTo(ColourMap.VIRIDIS.rgb(1));
    }
}
