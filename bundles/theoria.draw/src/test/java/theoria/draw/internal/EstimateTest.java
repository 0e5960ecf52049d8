package theoria.draw.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {
    private static final double N = Double.NaN;

    @Test
    void guessesWhatIsMissingAndNothingElse() {
        double[] places = {0.25, N, 0.75};
        boolean[] missing = {false, true, false};
        double[] guesses = Estimate.of(places, missing, 3);
        assertThat(guesses[0]).isNaN();
        assertThat(guesses[1]).isCloseTo(0.5, within(1e-9));
        assertThat(guesses[2]).isNaN();
    }

    @Test
    void aPlaneOfWhichTheBorderIsKnownIsFound() {
        int side = 7;
        double[] places = new double[side * side];
        boolean[] missing = new boolean[places.length];
        for (int cell = 0; cell < places.length; cell++) {
            int column = cell % side;
            int row = cell / side;
            missing[cell] = column > 0 && column < side - 1 && row > 0 && row < side - 1;
            places[cell] = missing[cell] ? N : 0.1 * column + 0.05 * row;
        }
        double[] guesses = Estimate.of(places, missing, side);
        for (int cell = 0; cell < places.length; cell++) {
            if (missing[cell]) {
                double exact = 0.1 * (cell % side) + 0.05 * (cell / side);
                assertThat(guesses[cell]).isCloseTo(exact, within(0.02));
            }
        }
    }

    @Test
    void nothingKnownIsNothingGuessed() {
        double[] places = {N, N, N, N};
        boolean[] missing = {true, true, true, true};
        assertThat(Estimate.of(places, missing, 2)).containsOnly(N);
    }
}
