package theoria.format.data.internal;

/**
 * A decoded picture.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param height rows
 * @param width columns
 * @param values numbers 0 to 255, (channels, height, width), row-major
 */
public record Pixels(int channels, int height, int width, byte[] values) {
    /** OpenCV's weights of red, green and blue in grey, times 2^14. */
    private static final int[] GREY = {4899, 9617, 1868};

    private static final int GREY_BITS = 14;

    /** Bits of the weights between two pixels. */
    private static final int ONE = 1 << 11;

    private int value(int plane, int y, int x) {
        return values[(plane * height + y) * width + x] & 0xff;
    }

    /** The picture in grey, 0.299 R + 0.587 G + 0.114 B rounded, if it is not yet. */
    public Pixels grey() {
        if (channels == 1) {
            return this;
        }
        int size = height * width;
        byte[] grey = new byte[size];
        for (int i = 0; i < size; i++) {
            int sum = 1 << GREY_BITS - 1;
            for (int c = 0; c < GREY.length; c++) {
                sum += GREY[c] * (values[c * size + i] & 0xff);
            }
            grey[i] = (byte) (sum >> GREY_BITS);
        }
        return new Pixels(1, height, width, grey);
    }

    /** The picture in three colours, grey three times. */
    public Pixels colours() {
        if (channels == 3) {
            return this;
        }
        byte[] colours = new byte[3 * values.length];
        for (int c = 0; c < 3; c++) {
            System.arraycopy(values, 0, colours, c * values.length, values.length);
        }
        return new Pixels(3, height, width, colours);
    }

    /** The planes in the opposite order: blue, green, red. */
    public Pixels reversed() {
        int size = height * width;
        byte[] reversed = new byte[values.length];
        for (int c = 0; c < channels; c++) {
            System.arraycopy(values, c * size, reversed, (channels - 1 - c) * size, size);
        }
        return new Pixels(channels, height, width, reversed);
    }

    /**
     * The picture in another size: bilinear between the centres of the pixels, not smoothed before,
     * in the fixed-point arithmetic of OpenCV's resize with INTER_LINEAR (weights of 11 bits),
     * whose numbers it reproduces; that is how most networks' pictures were prepared.
     */
    public Pixels resized(int newHeight, int newWidth) {
        if (newHeight == height && newWidth == width) {
            return this;
        }
        Places across = Places.of(width, newWidth);
        Places down = Places.of(height, newHeight);
        byte[] resized = new byte[channels * newHeight * newWidth];
        int next = 0;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < newHeight; y++) {
                for (int x = 0; x < newWidth; x++) {
                    int above = between(c, down.first[y], across, x);
                    int below = between(c, down.second[y], across, x);
                    int sum =
                            ((ONE - down.weight[y]) * (above >> 4) >> 16)
                                    + (down.weight[y] * (below >> 4) >> 16);
                    resized[next] = (byte) (sum + 2 >> 2);
                    next++;
                }
            }
        }
        return new Pixels(channels, newHeight, newWidth, resized);
    }

    private int between(int plane, int row, Places across, int x) {
        return value(plane, row, across.first[x]) * (ONE - across.weight[x])
                + value(plane, row, across.second[x]) * across.weight[x];
    }

    /**
     * Where the new pixels of one direction lie between the old ones.
     *
     * @param first pixel before
     * @param second pixel after
     * @param weight of the second, times 2^11
     */
    private record Places(int[] first, int[] second, int[] weight) {
        static Places of(int size, int newSize) {
            Places places = new Places(new int[newSize], new int[newSize], new int[newSize]);
            double scale = (double) size / newSize;
            for (int i = 0; i < newSize; i++) {
                float at = (float) ((i + 0.5) * scale - 0.5);
                int before = (int) Math.floor(at);
                places.first[i] = Math.max(0, Math.min(size - 1, before));
                places.second[i] = Math.max(0, Math.min(size - 1, before + 1));
                places.weight[i] = (int) Math.rint((at - before) * ONE);
            }
            return places;
        }
    }
}
