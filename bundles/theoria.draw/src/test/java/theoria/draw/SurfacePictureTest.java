package theoria.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Surface;

import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

class SurfacePictureTest {
    private static final View SPACE = View.USUAL.inSpace(true);

    private static Surface surface(int n) {
        return surface(n, -1);
    }

    /** A bowl; a cell may be left out. */
    private static Surface surface(int n, int hole) {
        double[] axis = new double[n];
        for (int i = 0; i < n; i++) {
            axis[i] = n == 1 ? 0 : -1 + 2.0 * i / (n - 1);
        }
        double[] z = new double[n * n];
        double[] errors = new double[n * n];
        boolean[] computed = new boolean[n * n];
        for (int i = 0; i < z.length; i++) {
            z[i] = 1 + axis[i % n] * axis[i % n] + axis[i / n] * axis[i / n];
            errors[i] = 0.01;
            computed[i] = i != hole;
        }
        return Surface.builder("s", Axis.of("x"), axis, Axis.of("y"), axis)
                .computed(computed)
                .layer("loss", Axis.of("loss"), z, errors)
                .layer("other", Axis.of("other"), new double[n * n])
                .build();
    }

    @Test
    void surfacesOfOneScaleHaveEqualColoursForEqualNumbers() {
        double[] axis = {0, 1};
        Surface.Builder low = Surface.builder("s", Axis.of("x"), axis, Axis.of("y"), axis);
        low.layer("loss", Axis.of("loss"), new double[] {0, 1, 1, 2});
        Surface.Builder high = Surface.builder("s", Axis.of("x"), axis, Axis.of("y"), axis);
        high.layer("loss", Axis.of("loss"), new double[] {2, 3, 3, 4});
        assertThat(colour(low.build(), 3)).isNotEqualTo(colour(high.build(), 0));
        int two = colour(low.scale(0, 4).build(), 3);
        assertThat(colour(high.scale(0, 4).build(), 0)).isEqualTo(two);
    }

    private static int colour(Surface surface, int cell) {
        int[] at = Looking.find(Looking.at(surface, View.USUAL), cell);
        return Looking.image(surface, View.USUAL).getRGB(at[0] + 12, at[1] + 12);
    }

    @Test
    void aMapReadsTheCellBeneathThePointer() {
        Surface surface = surface(5, 7);
        Picture picture = Looking.at(surface, View.USUAL);
        int[] at = Looking.find(picture, 23);
        Reading reading = picture.at(at[0] + 5, at[1] + 5).orElseThrow();
        assertThat(reading.text()).isEqualTo("(0.5, 1): loss 2.25 ± 0.01");
        assertThat(reading.item()).isEqualTo(23);
        assertThat(reading.place()).contains(new Reading.Place(0.5, 1));
        int[] hole = Looking.find(picture, 7);
        assertThat(picture.at(hole[0], hole[1]).orElseThrow().text())
                .isEqualTo("(0, −0.5): not computed");
        assertThat(Looking.at(surface, View.USUAL.ofLayer(1)).at(200, 150).orElseThrow().text())
                .contains("other 0");
    }

    @Test
    void aPlaceIsFoundOnTheMapAndInSpaceWhereItIsRead() {
        Surface surface = surface(5);
        for (View view : List.of(View.USUAL, SPACE)) {
            Picture picture = Looking.at(surface, view);
            Point2D point = picture.find(new Reading.Place(0, 1)).orElseThrow();
            assertThat(picture.at(point.getX(), point.getY()).orElseThrow().place())
                    .contains(new Reading.Place(0, 1));
            assertThat(picture.find(new Reading.Place(7, 0))).isEmpty();
        }
    }

    @Test
    void zoomingAMapKeepsThePlaceAndDraggingTakesItAlong() {
        Surface surface = surface(201);
        Picture picture = Looking.at(surface, View.USUAL);
        Reading before = picture.at(170, 120).orElseThrow();
        View closer = picture.zoomed(4, 170, 120);
        assertThat(Looking.at(surface, closer).at(170, 120).orElseThrow().item())
                .isEqualTo(before.item());
        View moved = Looking.at(surface, closer).dragged(-40, 25);
        assertThat(Looking.at(surface, moved).at(130, 145).orElseThrow().item())
                .isEqualTo(before.item());
        assertThat(closer.x().width()).isCloseTo(2.01 / 4, Offset.offset(1e-9));
    }

    @Test
    void oneCellOneRowAndOneColumnArePaintedAndRead() {
        double[] one = {3};
        double[] row = {0, 1, 2};
        double[] z = {1, 2, 4};
        Surface point = surface(1);
        Surface flat =
                Surface.builder("r", Axis.of("x"), row, Axis.of("y"), one)
                        .layer("z", Axis.of("z"), z)
                        .path("p", row, new double[] {3, 3, 3})
                        .build();
        Surface tall =
                Surface.builder("c", Axis.of("x"), one, Axis.of("y"), row)
                        .layer("z", Axis.of("z"), z)
                        .build();
        for (Surface surface : new Surface[] {point, flat, tall}) {
            Reading reading = Looking.at(surface, View.USUAL).at(200, 150).orElseThrow();
            assertThat(reading.item()).isEqualTo(surface.computed().length / 2);
            assertThat(Looking.find(Looking.at(surface, SPACE), 0)).hasSize(2);
            Looking.image(surface, View.USUAL);
            Looking.image(surface, SPACE);
        }
    }

    @Test
    void nothingFiniteIsStillAPicture() {
        double[] axis = {0, 1};
        double[] bad = {Double.NaN, Double.NaN, Double.POSITIVE_INFINITY, 1};
        Surface surface =
                Surface.builder("s", Axis.of("x"), axis, Axis.of("y"), axis)
                        .computed(new boolean[] {true, true, true, false})
                        .layer("z", Axis.of("z").log(), bad)
                        .build();
        assertThat(Looking.count(Looking.image(surface, View.USUAL), 0xD55E00)).isGreaterThan(500);
        assertThat(Looking.at(surface, SPACE).at(200, 150)).isEmpty();
        Looking.image(surface, SPACE);
        assertThat(Looking.at(surface, View.USUAL).values()).isEqualTo(new Range(0, 1));
    }

    @Test
    void aNarrowerRangeClipsColoursAndMarksIt() {
        Surface surface = surface(11);
        BufferedImage usual = Looking.image(surface, View.USUAL);
        BufferedImage clipped = Looking.image(surface, View.USUAL.over(new Range(1, 1.2)));
        int brightest = ColourMap.VIRIDIS.rgb(1);
        assertThat(Looking.count(clipped, brightest))
                .isGreaterThan(10 * Looking.count(usual, brightest));
        assertThat(Looking.at(surface, View.USUAL).values()).isEqualTo(new Range(1, 3));
    }

    @Test
    void anOpenEndOfARangeIsAutomatic() {
        Surface surface = surface(11);
        int brightest = ColourMap.VIRIDIS.rgb(1);
        double open = Double.NEGATIVE_INFINITY;
        BufferedImage half = Looking.image(surface, View.USUAL.over(new Range(open, 1.2)));
        BufferedImage whole = Looking.image(surface, View.USUAL.over(new Range(1, 1.2)));
        assertThat(Looking.count(half, brightest)).isEqualTo(Looking.count(whole, brightest));
        assertThat(Looking.at(surface, View.USUAL).logarithmic()).isFalse();
    }

    @Test
    void aRangeBesideAllNumbersClipsThemAll() {
        Surface surface = surface(11);
        View below = View.USUAL.over(new Range(Double.NEGATIVE_INFINITY, 0.5));
        View above = View.USUAL.over(new Range(7, Double.POSITIVE_INFINITY));
        for (View view : new View[] {below, above, below.scaled(Scale.LOGARITHMIC)}) {
            int colour = ColourMap.VIRIDIS.rgb(view.values().to() < 1 ? 1 : 0);
            assertThat(Looking.count(Looking.image(surface, view), colour)).isGreaterThan(30_000);
        }
    }

    @Test
    void anEndThatHasNoPlaceOnALogarithmicScaleIsAutomatic() {
        Surface surface = surface(11);
        View log = View.USUAL.scaled(Scale.LOGARITHMIC);
        View view = log.over(new Range(-1, 1.2));
        assertThat(Looking.at(surface, view).logarithmic()).isTrue();
        int brightest = ColourMap.VIRIDIS.rgb(1);
        assertThat(Looking.count(Looking.image(surface, view), brightest))
                .isEqualTo(
                        Looking.count(
                                Looking.image(surface, log.over(new Range(1, 1.2))), brightest));
    }

    @Test
    void coloursMayBeChosenAndDivergingOnesAreCentredAtZero() {
        double[] axis = {0, 1, 2};
        Surface surface =
                Surface.builder("s", Axis.of("x"), axis, Axis.of("y"), axis)
                        .layer("z", Axis.of("z"), new double[] {-1, 0, 0, 0, 0, 0, 0, 0, 4})
                        .build();
        View diverging = View.USUAL.coloured(Optional.of(ColourMap.DIVERGING));
        assertThat(Looking.count(Looking.image(surface, diverging), 0xF7F7F7)).isGreaterThan(5000);
        View magma = View.USUAL.coloured(Optional.of(ColourMap.MAGMA));
        assertThat(Looking.count(Looking.image(surface, magma), ColourMap.MAGMA.rgb(1)))
                .isGreaterThan(500);
    }

    @Test
    void inSpaceThePointerReadsTheCellItPointsAt() {
        Surface surface = surface(21);
        View above = SPACE.from(new Camera(0, 90, 1, 0.2));
        Picture picture = Looking.at(surface, above);
        int middle = 10 * 21 + 10;
        int[] at = Looking.find(picture, middle);
        assertThat(picture.at(at[0], at[1]).orElseThrow().text())
                .isEqualTo("(0, 0): loss 1 ± 0.01");
        int right = Looking.find(picture, middle + 5)[0];
        int far = Looking.find(picture, middle + 5 * 21)[1];
        assertThat(right).as("x grows to the right").isGreaterThan(at[0] + 10);
        assertThat(far).as("y grows upwards, seen from above").isLessThan(at[1] - 10);
    }

    @Test
    void draggingTurnsAndWheelComesCloser() {
        Picture picture = Looking.at(surface(5), SPACE);
        Camera usual = View.USUAL.camera();
        assertThat(picture.dragged(20, 10).camera()).isEqualTo(usual.turned(10, 5));
        assertThat(picture.zoomed(2, 10, 10).camera().zoom()).isEqualTo(2);
    }

    @Test
    void aGuessedCellIsReadAsNotComputed() {
        Surface whole = surface(5);
        Surface holed = surface(5, 12);
        View above = SPACE.from(new Camera(0, 90, 1, 0.2));
        int[] middle = Looking.find(Looking.at(whole, above), 12);
        assertThat(Looking.at(holed, above).at(middle[0] + 4, middle[1] + 4))
                .hasValueSatisfying(r -> assertThat(r.text()).contains("not computed"));
    }

    @Test
    void theSameViewGivesTheSameBits() {
        BufferedImage first = Looking.image(surface(31), SPACE);
        BufferedImage second = Looking.image(surface(31), SPACE);
        for (int y = 0; y < first.getHeight(); y++) {
            for (int x = 0; x < first.getWidth(); x++) {
                assertThat(first.getRGB(x, y)).isEqualTo(second.getRGB(x, y));
            }
        }
    }
}
