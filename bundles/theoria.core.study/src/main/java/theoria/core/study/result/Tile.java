package theoria.core.study.result;

import java.util.Arrays;

/**
 * One image: one channel (grey or a colour map) or three (red, green, blue), CHW, any range.
 *
 * @param label beneath it
 * @param channels 1 or 3
 * @param height in pixels
 * @param width in pixels
 * @param values channels height width numbers
 */
public record Tile(String label, int channels, int height, int width, float[] values) {
    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if there are not 1 or 3 channels or the size does not fit
     */
    public Tile {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("a tile has " + channels + " channels, not 1 or 3");
        }
        if (height < 0 || width < 0 || values.length != (long) channels * height * width) {
            throw new IllegalArgumentException(
                    values.length
                            + " values for a tile of "
                            + channels
                            + "x"
                            + height
                            + "x"
                            + width);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tile
                && label.equals(((Tile) other).label)
                && channels == ((Tile) other).channels
                && height == ((Tile) other).height
                && width == ((Tile) other).width
                && Arrays.equals(values, ((Tile) other).values);
    }

    @Override
    public int hashCode() {
        return 31 * label.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return label + " (" + channels + "x" + height + "x" + width + ")";
    }
}
