package theoria.core.model.data;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.tensor.Shape;

import java.util.Locale;

/**
 * Random changes of pictures in training, off unless asked for, as {@code flip,shift=4,noise=0.1}:
 * mirrored left to right with probability 1/2; moved by up to so many pixels each way, what is left
 * over filled with zeros (the random crop of padded pictures, He et al. 2016); normal noise of that
 * standard deviation added to each prepared number. They follow from the seed and the step.
 *
 * @param flip whether pictures are mirrored
 * @param shift largest move in pixels
 * @param noise standard deviation
 */
public record Augmentation(boolean flip, int shift, double noise) {
    /** Pictures stay as they are. */
    public static final Augmentation NONE = new Augmentation(false, 0, 0);

    private static final int LARGEST_SHIFT = 1000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the number that is out of range
     */
    public Augmentation {
        if (shift < 0 || shift > LARGEST_SHIFT) {
            throw new IllegalArgumentException("shift is " + shift + ", not from 0 to 1000");
        }
        if (!(noise >= 0) || Double.isInfinite(noise)) {
            throw new IllegalArgumentException("noise is " + noise + ", not at least 0");
        }
    }

    /**
     * Reads {@code flip}, {@code shift=N} and {@code noise=S}, separated by commas; empty is none.
     *
     * @throws IllegalArgumentException with one sentence if it is none of them
     */
    public static Augmentation parse(String text) {
        boolean flip = false;
        int shift = 0;
        double noise = 0;
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            if (part.equals("flip")) {
                flip = true;
            } else if (part.matches("shift=\\d{1,4}")) {
                shift = Integer.parseInt(part.substring("shift=".length()));
            } else if (part.matches("noise=\\d{0,9}(\\.\\d{0,9})?") && part.matches(".*\\d.*")) {
                noise = Double.parseDouble(part.substring("noise=".length()));
            } else {
                throw new IllegalArgumentException(
                        "augmentation is '"
                                + part
                                + "', not flip, shift=PIXELS or noise=DEVIATION");
            }
        }
        return new Augmentation(flip, shift, noise);
    }

    /** The augmentation as it can be read again. */
    public String text() {
        return (flip ? ",flip" : "")
                .concat(shift > 0 ? ",shift=" + shift : "")
                .concat(noise > 0 ? String.format(Locale.ROOT, ",noise=%s", noise) : "")
                .replaceFirst("^,", "");
    }

    /** Why pictures of this shape cannot be changed so; empty if they can. */
    public String obstacle(Shape shape) {
        return (flip || shift > 0) && shape.rank() != 3
                ? "flip and shift are for pictures of (channels, height, width), not for " + shape
                : "";
    }

    /**
     * Changes one example in place.
     *
     * @param values numbers of a batch
     * @param from first number of the example
     * @param shape of the example
     * @param random of this example at this step
     */
    public void apply(float[] values, int from, Shape shape, SeededRandom random) {
        boolean mirrored = flip && random.nextInt(2) == 1;
        int down = shift > 0 ? random.nextInt(2 * shift + 1) - shift : 0;
        int across = shift > 0 ? random.nextInt(2 * shift + 1) - shift : 0;
        if (mirrored || down != 0 || across != 0) {
            move(values, from, shape, mirrored, down, across);
        }
        for (int i = from; noise > 0 && i < from + shape.size(); i++) {
            values[i] += (float) (noise * random.nextGaussian());
        }
    }

    private static void move(
            float[] values, int from, Shape shape, boolean mirrored, int down, int across) {
        int height = shape.extent(1);
        int width = shape.extent(2);
        float[] moved = new float[shape.size()];
        for (int plane = 0; plane < shape.extent(0); plane++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int row = y - down;
                    int column = (mirrored ? width - 1 - x : x) - (mirrored ? -across : across);
                    boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                    int source = from + (plane * height + row) * width + column;
                    moved[(plane * height + y) * width + x] = inside ? values[source] : 0;
                }
            }
        }
        System.arraycopy(moved, 0, values, from, moved.length);
    }
}
