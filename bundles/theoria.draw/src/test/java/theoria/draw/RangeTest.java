package theoria.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RangeTest {
    private static final Range USUAL = new Range(2, 8);
    private static final double OPEN = Double.POSITIVE_INFINITY;

    @Test
    void anOpenEndIsTheUsualOne() {
        assertThat(Range.ALL.completed(USUAL, false)).isEqualTo(USUAL);
        assertThat(new Range(3, OPEN).completed(USUAL, false)).isEqualTo(new Range(3, 8));
        assertThat(new Range(-OPEN, 3).completed(USUAL, false)).isEqualTo(new Range(2, 3));
        assertThat(new Range(0, 9).completed(USUAL, false)).isEqualTo(new Range(0, 9));
    }

    @Test
    void anEndBeyondTheUsualOtherOneTakesItAlong() {
        assertThat(new Range(10, OPEN).completed(USUAL, false)).isEqualTo(new Range(10, 16));
        assertThat(new Range(-OPEN, 1).completed(USUAL, false)).isEqualTo(new Range(-5, 1));
        assertThat(new Range(10, OPEN).completed(USUAL, true)).isEqualTo(new Range(10, 100));
        assertThat(new Range(-OPEN, 1).completed(USUAL, true)).isEqualTo(new Range(0.1, 1));
        assertThat(new Range(1e300, OPEN).completed(USUAL, false).to()).isGreaterThan(1e300);
    }

    @Test
    void whatIsNotPositiveHasNoPlaceOnALogarithmicScale() {
        assertThat(new Range(-1, 3).completed(USUAL, true)).isEqualTo(new Range(2, 3));
        assertThat(new Range(-2, 0).completed(USUAL, true)).isEqualTo(USUAL);
    }
}
