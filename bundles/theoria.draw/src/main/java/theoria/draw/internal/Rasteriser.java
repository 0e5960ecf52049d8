package theoria.draw.internal;

import java.util.Arrays;

/**
 * Paints triangles and dots into an image with a z-buffer: of what lies behind each other the
 * nearest shows. Colours are interpolated linearly over a triangle (Gouraud). Knows nothing of
 * surfaces and cameras: coordinates are pixels, depth grows away from the viewer. One thread, fixed
 * order, so that the same scene gives the same bits.
 */
final class Rasteriser {
    private static final int OPAQUE = 0xff000000;
    private static final int HALF_OPAQUE = 0x80000000;
    private static final float EDGE = -1e-4f;

    /** Depth by which a veil must be nearer to be as dense as it gets. */
    private static final float FULL_GAP = 0.02f;

    /**
     * Twice the area below which a triangle's pixels just take the colour of the nearest corner.
     */
    private static final float SMALL = 12;

    private final int width;
    private final int height;
    private final int[] pixels;
    private final float[] depths;
    private final int[] items;

    /** An empty, transparent image. */
    Rasteriser(int width, int height) {
        this.width = width;
        this.height = height;
        pixels = new int[width * height];
        depths = new float[width * height];
        items = new int[width * height];
        Arrays.fill(depths, Float.POSITIVE_INFINITY);
        Arrays.fill(items, -1);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Colours 0xAARRGGBB, 0 where nothing was painted. */
    int[] pixels() {
        return pixels;
    }

    /** The item painted at a pixel; -1 for none or outside. */
    int item(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? -1 : items[y * width + x];
    }

    /** Whether a point lies behind what was painted, by more than a tolerance. */
    boolean hides(double x, double y, double depth, double tolerance) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        if (column < 0 || row < 0 || column >= width || row >= height) {
            return false;
        }
        return depths[row * width + column] < depth - tolerance;
    }

    /**
     * Paints a triangle between three of many points.
     *
     * @param x abscissae of the points, in pixels
     * @param y ordinates, downwards
     * @param z depths
     * @param colours 0xRRGGBB; a point is also the item that the pixels next to it belong to
     */
    void triangle(float[] x, float[] y, float[] z, int[] colours, int a, int b, int c) {
        float x0 = x[a];
        float y0 = y[a];
        float dx1 = x[b] - x0;
        float dy1 = y[b] - y0;
        float dx2 = x[c] - x0;
        float dy2 = y[c] - y0;
        float area = dx1 * dy2 - dx2 * dy1;
        if (area == 0 || Float.isNaN(area)) {
            return;
        }
        int left = Math.max(0, (int) (x0 + min(dx1, dx2) - 0.5f));
        int right = Math.min(width - 1, (int) (x0 + max(dx1, dx2) + 0.5f));
        int top = Math.max(0, (int) (y0 + min(dy1, dy2) - 0.5f));
        int bottom = Math.min(height - 1, (int) (y0 + max(dy1, dy2) + 0.5f));
        boolean small = area < SMALL && area > -SMALL;
        float inverse = 1 / area;
        // weights of b and c grow by these per column
        float stepB = dy2 * inverse;
        float stepC = -dy1 * inverse;
        float startX = left + 0.5f - x0;
        float za = z[a];
        float zb = z[b] - za;
        float zc = z[c] - za;
        for (int row = top; row <= bottom; row++) {
            float startY = row + 0.5f - y0;
            float wb = startX * stepB - startY * dx2 * inverse;
            float wc = startX * stepC + startY * dx1 * inverse;
            int end = row * width + right;
            for (int at = row * width + left; at <= end; at++, wb += stepB, wc += stepC) {
                float wa = 1 - wb - wc;
                if (wa >= EDGE && wb >= EDGE && wc >= EDGE) {
                    float depth = za + wb * zb + wc * zc;
                    if (depth < depths[at]) {
                        int nearest = wa >= wb && wa >= wc ? a : wb >= wc ? b : c;
                        depths[at] = depth;
                        items[at] = nearest;
                        pixels[at] =
                                small
                                        ? OPAQUE | colours[nearest]
                                        : mixed(colours[a], wa, colours[b], wb, colours[c], wc);
                    }
                }
            }
        }
    }

    /**
     * Lays another scene over some pixels of this one, half transparent, where it is nearer: the
     * less the nearer it is to this scene, so that what cannot be told apart keeps its colour.
     *
     * @param other of the same size
     * @param onto pixels, which are those of this scene or a copy of them
     */
    void veil(Rasteriser other, int[] onto) {
        for (int at = 0; at < onto.length; at++) {
            float gap = depths[at] - other.depths[at];
            if (other.items[at] >= 0 && gap > 0) {
                onto[at] =
                        onto[at] == 0
                                ? HALF_OPAQUE | other.pixels[at] & 0xffffff
                                : veiled(onto[at], other.pixels[at], gap / (2 * FULL_GAP));
            }
        }
    }

    private static int veiled(int below, int above, float part) {
        float share = Math.min(0.5f, part);
        int mixed = mixed(below, 1 - share, above, share, 0, 0);
        return below & OPAQUE | mixed & 0xffffff;
    }

    private static int mixed(int a, float wa, int b, float wb, int c, float wc) {
        int red = (int) (wa * (a >> 16 & 255) + wb * (b >> 16 & 255) + wc * (c >> 16 & 255) + 0.5f);
        int green = (int) (wa * (a >> 8 & 255) + wb * (b >> 8 & 255) + wc * (c >> 8 & 255) + 0.5f);
        int blue = (int) (wa * (a & 255) + wb * (b & 255) + wc * (c & 255) + 0.5f);
        return OPAQUE | octet(red) << 16 | octet(green) << 8 | octet(blue);
    }

    private static int octet(int value) {
        return value < 0 ? 0 : Math.min(value, 255);
    }

    private static float min(float a, float b) {
        float least = a < b ? a : b;
        return least < 0 ? least : 0;
    }

    private static float max(float a, float b) {
        float most = a > b ? a : b;
        return most > 0 ? most : 0;
    }

    /** Paints a square dot about a point. */
    void dot(float x, float y, float depth, int size, int colour, int item) {
        if (Float.isNaN(x + y)) {
            return;
        }
        int left = Math.round(x - size / 2f);
        int top = Math.round(y - size / 2f);
        for (int row = Math.max(0, top); row < Math.min(height, top + size); row++) {
            for (int column = Math.max(0, left); column < Math.min(width, left + size); column++) {
                int at = row * width + column;
                if (depth < depths[at]) {
                    depths[at] = depth;
                    pixels[at] = OPAQUE | colour;
                    items[at] = item;
                }
            }
        }
    }
}
