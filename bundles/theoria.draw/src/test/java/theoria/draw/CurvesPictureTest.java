package theoria.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Series;

import java.awt.image.BufferedImage;

class CurvesPictureTest {
    private static final double[] X = {0, 40, 80};

    private static Curves loss(double... y) {
        return Curves.builder("c", Axis.of("step"), new Axis("loss", "nats", false))
                .series(Series.line("train loss", X, y))
                .build();
    }

    private static int ink(BufferedImage image, int series) {
        return (int) Looking.count(image, Looking.STYLE.series(series).getRGB() & 0xffffff);
    }

    @Test
    void theNearestPointIsRead() {
        Picture picture = Looking.at(loss(3, 0.123, 1), View.USUAL);
        int[] at = Looking.find(picture, 1);
        Reading reading = picture.at(at[0], at[1] + 3).orElseThrow();
        assertThat(reading.text()).isEqualTo("train loss: 0.123 nats at step 40");
        assertThat(reading.label()).isEqualTo("train loss");
        assertThat(reading.place()).contains(new Reading.Place(40, 0.123));
        assertThat(picture.at(2, 2)).isEmpty();
    }

    @Test
    void bandsAndBarsAreReadWithTheirEnds() {
        Curves curves =
                Curves.builder("c", Axis.of("x"), Axis.of("count"))
                        .series(
                                Series.points("p", new double[] {1}, new double[] {9})
                                        .band(new double[] {8}, new double[] {9.5}))
                        .series(Series.bars("h", new double[] {2, 3}, new double[] {5}))
                        .build();
        Picture picture = Looking.at(curves, View.USUAL);
        assertThat(picture.at(330, 200).orElseThrow().text()).isEqualTo("h: 5 from 2 to 3");
        int[] at = Looking.find(picture, 0);
        assertThat(picture.at(at[0], at[1]).orElseThrow().text())
                .isEqualTo("p: 9 (8 to 9.5) at x 1");
    }

    @Test
    void zoomingKeepsThePointBeneathThePointerAndDraggingTakesItAlong() {
        Curves curves = loss(3, 2, 1);
        // the first row where a point is read lies as high above it as points are read
        int[] at = Looking.find(Looking.at(curves, View.USUAL), 1);
        double x = at[0] + 3;
        double y = at[1] + 13;
        View closer = Looking.at(curves, View.USUAL).zoomed(3, x, y);
        assertThat(closer.x().width()).isCloseTo(86.4 / 3, Offset.offset(0.01));
        assertThat(Looking.at(curves, closer).at(x, y).orElseThrow().item()).isEqualTo(1);
        View moved = Looking.at(curves, closer).dragged(20, -30);
        assertThat(Looking.at(curves, moved).at(x + 20, y - 30).orElseThrow().item()).isEqualTo(1);
        assertThat(moved.x().width()).isCloseTo(closer.x().width(), Offset.offset(1e-9));
    }

    @Test
    void aLogarithmicAxisIsZoomedInProportion() {
        Curves curves =
                Curves.builder("c", Axis.of("x"), Axis.of("y").log())
                        .series(Series.line("a", X, new double[] {1, 100, 10000}))
                        .build();
        Picture picture = Looking.at(curves, View.USUAL);
        View closer = picture.zoomed(2, 200, 150);
        double decades = Math.log10(closer.y().to() / closer.y().from());
        assertThat(decades).isCloseTo(4 * 1.08 / 2, Offset.offset(0.01));
        View linear =
                Looking.at(curves, View.USUAL.axes(Scale.LINEAR, Scale.LINEAR)).zoomed(2, 200, 150);
        assertThat(linear.y().width()).isCloseTo(9999 * 1.08 / 2, Offset.offset(1.0));
    }

    @Test
    void numbersThatAreNotPositiveAreLeftOutOfALogarithmicAxisAndSaid() {
        Curves some =
                Curves.builder("c", Axis.of("x"), Axis.of("y").log())
                        .series(Series.points("a", X, new double[] {10, -5, 1000}))
                        .build();
        Picture picture = Looking.at(some, View.USUAL);
        assertThat(picture.zoomed(1, 200, 150).y().from()).isPositive();
        long said = Looking.count(Looking.image(some, View.USUAL), CurvesPictureTest::faint);
        Curves all = loss(10, 5, 1000);
        assertThat(said)
                .isGreaterThan(
                        Looking.count(Looking.image(all, View.USUAL), CurvesPictureTest::faint));
    }

    private static boolean faint(int rgb) {
        return rgb == (Looking.STYLE.faint().getRGB() & 0xffffff);
    }

    @Test
    void withoutAnyPositiveNumberALogarithmicAxisFallsBackToALinearOne() {
        Curves curves =
                Curves.builder("c", Axis.of("x"), Axis.of("y").log())
                        .series(Series.line("a", X, new double[] {-1, -2, 0}))
                        .build();
        assertThat(Looking.at(curves, View.USUAL).zoomed(1, 200, 150).y().from()).isNegative();
        assertThat(ink(Looking.image(curves, View.USUAL), 0)).isGreaterThan(50);
    }

    @Test
    void whatIsNotFiniteIsMarkedAndBreaksTheLine() {
        int whole = ink(Looking.image(loss(1, 2, 1), View.USUAL), 0);
        int broken = ink(Looking.image(loss(1, Double.NaN, 1), View.USUAL), 0);
        assertThat(broken).isPositive().isLessThan(whole);
        BufferedImage above = Looking.image(loss(1, Double.POSITIVE_INFINITY, 1), View.USUAL);
        assertThat(Looking.count(above.getSubimage(100, 34, 200, 12), CurvesPictureTest::blue))
                .isPositive();
        assertThat(Looking.count(above.getSubimage(100, 60, 200, 60), CurvesPictureTest::blue))
                .isZero();
    }

    /** The first series' colour, smoothed. */
    private static boolean blue(int rgb) {
        return (rgb >> 16 & 255) < 170 && (rgb & 255) - (rgb >> 16 & 255) > 60;
    }

    @Test
    void aSeriesWithoutPointsSaysSo() {
        Curves empty =
                Curves.builder("c", Axis.of("x"), Axis.of("y"))
                        .series(Series.line("a", new double[0], new double[0]))
                        .build();
        BufferedImage image = Looking.image(empty, View.USUAL);
        assertThat(Looking.count(image.getSubimage(150, 120, 120, 60), CurvesPictureTest::faint))
                .isPositive();
        assertThat(Looking.at(empty, View.USUAL).at(200, 150)).isEmpty();
    }

    @Test
    void fiftySeriesLeaveRoomForTheCurvesAndNameMostOfThem() {
        Curves.Builder many = Curves.builder("c", Axis.of("x"), Axis.of("y"));
        for (int i = 0; i < 50; i++) {
            many.series(Series.line("run " + i, X, new double[] {i, i + 1, i}));
        }
        Picture picture = Pictures.picture(many.build(), PictureStyle.usual(), View.USUAL);
        int rightmost = 0;
        for (int x = 0; x < 720; x++) {
            rightmost = picture.at(x, 240).isPresent() ? x : rightmost;
        }
        assertThat(rightmost).as("the last points are well right").isBetween(500, 620);
        PictureStyle style = PictureStyle.usual();
        BufferedImage image = Pictures.image(many.build(), style);
        int legend = style.ink().getRGB() & 0xffffff;
        assertThat(Looking.count(image.getSubimage(620, 40, 100, 420), legend)).isGreaterThan(300);
    }
}
