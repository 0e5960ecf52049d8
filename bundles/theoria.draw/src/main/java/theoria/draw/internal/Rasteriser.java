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
    private static final float EDGE = -1e-4f;

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
        int left = Math.max(0, (int) (min(x0, x[b], x[c]) - 0.5f));
        int right = Math.min(width - 1, (int) Math.ceil(max(x0, x[b], x[c]) - 0.5f));
        int top = Math.max(0, (int) (min(y0, y[b], y[c]) - 0.5f));
        int bottom = Math.min(height - 1, (int) Math.ceil(max(y0, y[b], y[c]) - 0.5f));
        float inverse = 1 / area;
        // weights of b and c grow by these per column and per row
        float stepB = dy2 * inverse;
        float stepC = -dy1 * inverse;
        float downB = -dx2 * inverse;
        float downC = dx1 * inverse;
        float startX = left + 0.5f - x0;
        for (int row = top; row <= bottom; row++) {
            float startY = row + 0.5f - y0;
            float wb = startX * stepB + startY * downB;
            float wc = startX * stepC + startY * downC;
            for (int at = row * width + left; at <= row * width + right; at++) {
                float wa = 1 - wb - wc;
                if (wa >= EDGE && wb >= EDGE && wc >= EDGE) {
                    float depth = wa * z[a] + wb * z[b] + wc * z[c];
                    if (depth < depths[at]) {
                        depths[at] = depth;
                        pixels[at] = mixed(colours[a], wa, colours[b], wb, colours[c], wc);
                        items[at] = wa >= wb && wa >= wc ? a : wb >= wc ? b : c;
                    }
                }
                wb += stepB;
                wc += stepC;
            }
        }
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

    private static float min(float a, float b, float c) {
        return Math.min(a, Math.min(b, c));
    }

    private static float max(float a, float b, float c) {
        return Math.max(a, Math.max(b, c));
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
