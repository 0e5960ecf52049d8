package theoria.draw.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Surface;
import theoria.draw.Scale;
import theoria.draw.View;

class SlopesTest {
    private static final double[] X = {0, 1, 3, 4, 8};
    private static final double[] Y = {1, 2, 5};

    private static Slopes slopes(int missing, double at, View view) {
        double[] z = new double[X.length * Y.length];
        boolean[] computed = new boolean[z.length];
        for (int cell = 0; cell < z.length; cell++) {
            z[cell] = 10 + 2 * X[cell % X.length] - 3 * Y[cell / X.length];
            computed[cell] = cell != missing || !Double.isNaN(at);
        }
        if (missing >= 0) {
            z[missing] = at;
        }
        Surface surface =
                Surface.builder("s", Axis.of("x"), X, Axis.of("y"), Y)
                        .computed(computed)
                        .layer("z", Axis.of("z"), z)
                        .build();
        return new Slopes(new Field(surface, view));
    }

    @Test
    void theSlopeOfAPlaneIsExactOnAnUnevenGrid() {
        Slopes slopes = slopes(-1, 0, View.USUAL);
        for (int column = 1; column < X.length - 1; column++) {
            assertThat(slopes.at(column, 1)).containsExactly(2, -3);
        }
    }

    @Test
    void theBorderHasNone() {
        Slopes slopes = slopes(-1, 0, View.USUAL);
        assertThat(slopes.at(0, 1)).isEmpty();
        assertThat(slopes.at(X.length - 1, 1)).isEmpty();
        assertThat(slopes.at(2, 0)).isEmpty();
        assertThat(slopes.at(2, 2)).isEmpty();
    }

    @Test
    void besideAMissingOrInfiniteCellThereIsNone() {
        int cell = X.length + 3;
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Slopes slopes = slopes(cell, bad, View.USUAL);
            assertThat(slopes.at(2, 1)).isEmpty();
            assertThat(slopes.at(3, 1)).isEmpty();
            assertThat(slopes.at(1, 1)).containsExactly(2, -3);
        }
    }

    @Test
    void onALogarithmicScaleItIsThatOfTheQuantityItself() {
        Slopes slopes = slopes(-1, 0, View.USUAL.scaled(Scale.LOGARITHMIC));
        assertThat(slopes.at(1, 1)).containsExactly(2, -3);
    }
}
