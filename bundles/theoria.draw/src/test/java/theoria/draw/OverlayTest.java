package theoria.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Surface;
import theoria.core.study.result.SurfaceCut;

import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/** What is laid over surfaces on demand is in the picture, where it belongs, and only on demand. */
class OverlayTest {
    private static final int N = 21;
    private static final View SPACE = View.USUAL.inSpace(true);
    private static final double[] AXIS = axis();

    private static double[] axis() {
        double[] axis = new double[N];
        for (int i = 0; i < N; i++) {
            axis[i] = -1 + 2.0 * i / (N - 1);
        }
        return axis;
    }

    /** A slope that rises to the right, with errors, and a path along the middle. */
    private static Surface slope() {
        double[] z = new double[N * N];
        double[] errors = new double[N * N];
        boolean[] computed = new boolean[N * N];
        for (int cell = 0; cell < z.length; cell++) {
            z[cell] = AXIS[cell % N];
            errors[cell] = 0.2;
            computed[cell] = true;
        }
        return Surface.builder("s", Axis.of("x"), AXIS, Axis.of("y"), AXIS)
                .computed(computed)
                .layer("z", Axis.of("z"), z, errors)
                .layer("flat", Axis.of("flat"), new double[N * N])
                .path("way", new double[] {-0.9, -0.3, 0.3, 0.9}, new double[] {0, 0, 0, 0})
                .build();
    }

    private static View with(View view, Overlay overlay) {
        return view.with(overlay);
    }

    private static long different(BufferedImage one, BufferedImage other) {
        long count = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                count += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
            }
        }
        return count;
    }

    private static int rgb(BufferedImage image, Picture picture, double x, double y) {
        Point2D at = picture.find(new Reading.Place(x, y)).orElseThrow();
        return image.getRGB((int) at.getX(), (int) at.getY()) & 0xffffff;
    }

    @Test
    void aCutIsALineFromAToBOnTheMapAndInSpace() {
        Surface surface = slope();
        SurfaceCut cut = new SurfaceCut(-0.8, -0.5, 0.8, -0.5);
        for (View view : List.of(View.USUAL, SPACE.from(new Camera(0, 90, 1, 0.2)))) {
            View cutView = with(view, Overlay.NONE.along(Optional.of(cut)));
            BufferedImage image = Looking.image(surface, cutView);
            Picture picture = Looking.at(surface, cutView);
            assertThat(rgb(image, picture, 0.01, -0.5)).as("on the line").isLessThan(0x303030);
            assertThat(rgb(image, picture, 0.01, -0.7)).as("beside it").isGreaterThan(0x101010);
            assertThat(different(image, Looking.image(surface, view))).isGreaterThan(400);
        }
    }

    @Test
    void arrowsPointDownhillAndAreOnlyThereOnDemand() {
        Surface surface = slope();
        View view = with(View.USUAL, Overlay.NONE.pointing(true));
        BufferedImage arrows = Looking.image(surface, view);
        BufferedImage usual = Looking.image(surface, View.USUAL);
        assertThat(different(arrows, usual)).isGreaterThan(1000);
        View flat = view.ofLayer(1);
        assertThat(Looking.count(Looking.image(surface, flat), 0)).isZero();
        assertThat(
                        different(
                                Looking.image(surface, SPACE),
                                Looking.image(surface, SPACE.with(view.overlay()))))
                .as("space has none")
                .isZero();
    }

    @Test
    void theBandHatchesWhereAContourIsUndecided() {
        Surface surface = slope();
        View band = with(View.USUAL, Overlay.NONE.banded(true));
        long hatched = different(Looking.image(surface, band), Looking.image(surface, View.USUAL));
        assertThat(hatched).isGreaterThan(2000);
        View none = band.ofLayer(1);
        View usual = View.USUAL.ofLayer(1);
        assertThat(different(Looking.image(surface, none), Looking.image(surface, usual)))
                .as("without errors")
                .isZero();
    }

    @Test
    void theBandLiesAboveAndBelowInSpaceAndLeavesTheReadingAlone() {
        Surface surface = slope();
        View band = with(SPACE, Overlay.NONE.banded(true));
        assertThat(different(Looking.image(surface, band), Looking.image(surface, SPACE)))
                .isGreaterThan(3000);
        Picture usual = Looking.at(surface, SPACE);
        Picture banded = Looking.at(surface, band);
        for (int x = 60; x < 340; x += 7) {
            assertThat(banded.at(x, 170)).isEqualTo(usual.at(x, 170));
        }
        View none = band.ofLayer(1);
        assertThat(
                        different(
                                Looking.image(surface, none),
                                Looking.image(surface, SPACE.ofLayer(1))))
                .isZero();
    }

    @Test
    void aPathIsDrawnUpToThePointAskedFor() {
        Surface surface = slope();
        for (View view : List.of(View.USUAL, SPACE.from(new Camera(0, 90, 1, 0.2)))) {
            Picture picture = Looking.at(surface, view);
            BufferedImage whole = Looking.image(surface, view);
            BufferedImage two = Looking.image(surface, with(view, Overlay.NONE.upTo(2)));
            assertThat(rgb(two, picture, -0.6, 0)).isEqualTo(rgb(whole, picture, -0.6, 0));
            assertThat(rgb(two, picture, 0.6, 0)).isNotEqualTo(rgb(whole, picture, 0.6, 0));
        }
    }

    @Test
    void morePointsThanThereAreAreTheWholePathWithItsNumber() {
        Surface surface = slope();
        BufferedImage four = Looking.image(surface, with(View.USUAL, Overlay.NONE.upTo(4)));
        BufferedImage many = Looking.image(surface, with(View.USUAL, Overlay.NONE.upTo(99)));
        assertThat(different(four, many)).isZero();
        assertThat(different(four, Looking.image(surface, View.USUAL))).isBetween(10L, 600L);
        assertThat(Overlay.NONE.upTo(-3)).isEqualTo(Overlay.NONE);
    }

    @Test
    void aPlaceBeneathAPixelIsExactAndKeptWithinThePlot() {
        Picture map = Looking.at(slope(), View.USUAL);
        Point2D at = map.find(new Reading.Place(0.25, -0.5)).orElseThrow();
        Reading.Place place = map.place(at.getX(), at.getY()).orElseThrow();
        assertThat(place.x()).isCloseTo(0.25, Offset.offset(1e-9));
        assertThat(place.y()).isCloseTo(-0.5, Offset.offset(1e-9));
        assertThat(map.place(-50, 5000).orElseThrow().x()).isCloseTo(-1.05, Offset.offset(1e-9));
        assertThat(Looking.at(slope(), SPACE).place(10, 10)).isEmpty();
    }

    @Test
    void whatIsLaidOverStaysWhenEverythingIsShownAgain() {
        Overlay overlay = new Overlay(Optional.of(new SurfaceCut(0, 0, 1, 1)), true, true, 3);
        View view = View.USUAL.with(overlay).window(new Range(0, 1), new Range(0, 1));
        assertThat(view.whole()).isEqualTo(View.USUAL.with(overlay));
    }
}
