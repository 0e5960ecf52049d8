package theoria.draw.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RasteriserTest {
    private static final int RED = 0xff0000;
    private static final int GREEN = 0x00ff00;

    private static final float[] X = {0, 20, 0, 20};
    private static final float[] Y = {0, 0, 20, 20};

    private static int at(Rasteriser raster, int x, int y) {
        return raster.pixels()[y * raster.width() + x];
    }

    private static float[] depth(float all) {
        return new float[] {all, all, all, all};
    }

    private static int[] colour(int all) {
        return new int[] {all, all, all, all};
    }

    /** Covers the left half of a 40 x 20 image by two triangles. */
    private static void square(Rasteriser raster, float depth, int colour) {
        raster.triangle(X, Y, depth(depth), colour(colour), 0, 1, 2);
        raster.triangle(X, Y, depth(depth), colour(colour), 3, 2, 1);
    }

    @Test
    void twoTrianglesCoverASquareWithoutSeamAndNothingElse() {
        Rasteriser raster = new Rasteriser(40, 20);
        square(raster, 1, RED);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 40; x++) {
                assertThat(at(raster, x, y)).isEqualTo(x < 20 ? 0xff000000 | RED : 0);
            }
        }
    }

    @Test
    void theNearerShowsWhateverTheOrder() {
        Rasteriser nearLast = new Rasteriser(40, 20);
        square(nearLast, 2, RED);
        square(nearLast, 1, GREEN);
        Rasteriser nearFirst = new Rasteriser(40, 20);
        square(nearFirst, 1, GREEN);
        square(nearFirst, 2, RED);
        assertThat(nearLast.pixels()).isEqualTo(nearFirst.pixels());
        assertThat(at(nearLast, 5, 5)).isEqualTo(0xff000000 | GREEN);
    }

    @Test
    void coloursChangeLinearlyOverATriangle() {
        Rasteriser raster = new Rasteriser(100, 100);
        float[] x = {0, 100, 0};
        float[] y = {0, 0, 100};
        raster.triangle(x, y, new float[3], new int[] {0, 200, 0}, 0, 1, 2);
        for (int column = 0; column < 90; column += 10) {
            int blue = at(raster, column, 2) & 0xff;
            assertThat((double) blue).isCloseTo(2 * (column + 0.5), within(1));
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double bound) {
        return org.assertj.core.data.Offset.offset(bound);
    }

    @Test
    void aPixelBelongsToTheNearestCorner() {
        Rasteriser raster = new Rasteriser(40, 20);
        square(raster, 1, RED);
        assertThat(raster.item(1, 1)).isZero();
        assertThat(raster.item(18, 1)).isEqualTo(1);
        assertThat(raster.item(1, 18)).isEqualTo(2);
        assertThat(raster.item(18, 18)).isEqualTo(3);
        assertThat(raster.item(30, 10)).isEqualTo(-1);
        assertThat(raster.item(-1, 10)).isEqualTo(-1);
        assertThat(raster.item(5, 20)).isEqualTo(-1);
    }

    @Test
    void aSurfaceHidesWhatLiesBehindItOnly() {
        Rasteriser raster = new Rasteriser(40, 20);
        square(raster, 1, RED);
        assertThat(raster.hides(5, 5, 1.5, 0.1)).isTrue();
        assertThat(raster.hides(5, 5, 1.05, 0.1)).isFalse();
        assertThat(raster.hides(5, 5, 0.5, 0.1)).isFalse();
        assertThat(raster.hides(30, 5, 9, 0.1)).isFalse();
        assertThat(raster.hides(-5, 5, 9, 0.1)).isFalse();
    }

    @Test
    void trianglesBeyondTheBorderAreCutAndEmptyOnesLeftOut() {
        Rasteriser raster = new Rasteriser(10, 10);
        float[] x = {-1000, 1000, 0, Float.NaN};
        float[] y = {-1000, -1000, 1000, 0};
        raster.triangle(x, y, depth(1), colour(RED), 0, 1, 2);
        assertThat(raster.pixels()).containsOnly(0xff000000 | RED);
        Rasteriser empty = new Rasteriser(10, 10);
        empty.triangle(x, y, depth(1), colour(RED), 0, 0, 1);
        empty.triangle(x, y, depth(1), colour(RED), 0, 1, 3);
        assertThat(empty.pixels()).containsOnly(0);
    }

    @Test
    void aDotIsASquareThatNearerThingsCover() {
        Rasteriser raster = new Rasteriser(40, 20);
        square(raster, 1, RED);
        raster.dot(10, 10, 2, 4, GREEN, 7);
        raster.dot(30, 10, 2, 4, GREEN, 8);
        assertThat(at(raster, 10, 10)).isEqualTo(0xff000000 | RED);
        assertThat(raster.item(30, 10)).isEqualTo(8);
        long dotted =
                java.util.Arrays.stream(raster.pixels())
                        .filter(p -> p == (0xff000000 | GREEN))
                        .count();
        assertThat(dotted).isEqualTo(16);
    }

    private static org.assertj.core.data.Offset<Integer> byOne() {
        return org.assertj.core.data.Offset.offset(1);
    }

    @Test
    void aVeilIsTheDenserTheNearerAndHiddenBehind() {
        Rasteriser raster = new Rasteriser(40, 20);
        square(raster, 1, RED);
        for (float depth : new float[] {0.5f, 0.98f, 0.999f, 1, 2}) {
            Rasteriser veil = new Rasteriser(40, 20);
            square(veil, depth, GREEN);
            int[] pixels = raster.pixels().clone();
            raster.veil(veil, pixels);
            int green = pixels[5 * 40 + 5] >> 8 & 255;
            int expected = depth >= 1 ? 0 : depth > 0.99f ? 6 : 128;
            assertThat(green).as("at depth %s", depth).isCloseTo(expected, byOne());
            assertThat(pixels[5 * 40 + 5] >>> 24).isEqualTo(255);
        }
        assertThat(raster.item(5, 5)).as("what is read").isNotNegative();
        assertThat(at(raster, 5, 5)).isEqualTo(0xff000000 | RED);
    }

    @Test
    void aVeilBesideTheSceneIsHalfTransparent() {
        Rasteriser empty = new Rasteriser(40, 20);
        Rasteriser veil = new Rasteriser(40, 20);
        square(veil, 1, GREEN);
        int[] pixels = empty.pixels().clone();
        empty.veil(veil, pixels);
        assertThat(pixels[5 * 40 + 5]).isEqualTo(0x80000000 | GREEN);
        assertThat(pixels[5 * 40 + 30]).isZero();
    }
}
