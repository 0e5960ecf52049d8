package theoria.draw.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import java.util.List;

class ContoursTest {
    private static double[] heights(int n, java.util.function.DoubleBinaryOperator f) {
        double[] heights = new double[n * n];
        for (int i = 0; i < heights.length; i++) {
            heights[i] = f.applyAsDouble(i % n, i / n);
        }
        return heights;
    }

    @Test
    void aPlaneHasOneStraightLine() {
        List<Contours.Line> lines = new Contours(11, 11, heights(11, (x, y) -> x)).at(3.25);
        assertThat(lines).hasSize(1);
        Contours.Line line = lines.get(0);
        assertThat(line.size()).isEqualTo(11);
        for (int i = 0; i < line.size(); i++) {
            assertThat(line.x(i)).isEqualTo(3.25);
        }
        assertThat(Math.abs(line.y(10) - line.y(0))).isEqualTo(10);
    }

    @Test
    void aBowlHasOneClosedRingOfTheRightRadius() {
        int n = 41;
        double middle = 20;
        double[] bowl = heights(n, (x, y) -> Math.hypot(x - middle, y - middle));
        List<Contours.Line> lines = new Contours(n, n, bowl).at(12.3);
        assertThat(lines).hasSize(1);
        Contours.Line ring = lines.get(0);
        assertThat(ring.x(0)).isEqualTo(ring.x(ring.size() - 1));
        assertThat(ring.y(0)).isEqualTo(ring.y(ring.size() - 1));
        for (int i = 0; i < ring.size(); i++) {
            double radius = Math.hypot(ring.x(i) - middle, ring.y(i) - middle);
            assertThat(radius).isCloseTo(12.3, Offset.offset(0.02));
        }
    }

    @Test
    void aSaddleKeepsEveryPiece() {
        double[] saddle = {0, 1, 1, 0};
        List<Contours.Line> lines = new Contours(2, 2, saddle).at(0.5);
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line.size()).isEqualTo(2));
    }

    @Test
    void noLineCrossesAHole() {
        double[] holed = heights(5, (x, y) -> x == 2 && y == 2 ? Double.NaN : x);
        List<Contours.Line> lines = new Contours(5, 5, holed).at(1.5);
        assertThat(lines).hasSize(2);
    }

    @Test
    void aSingleRowHasNoLines() {
        assertThat(new Contours(5, 1, new double[] {1, 2, 3, 4, 5}).at(2.5)).isEmpty();
    }
}
