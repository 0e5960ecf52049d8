package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;

import java.util.Arrays;

/**
 * A window over the one to three spatial axes of an image with channels first, missing axes being
 * put before the others with extent 1. Position (d, i, j), tap (a, p, q): input place (t_d d + e_d
 * a - pad_d, t_h i + e_h p - pad_h, t_w j + e_w q - pad_w).
 */
final class SlidingWindow {
    private static final int AXES = 3;

    final int depth;
    final int height;
    final int width;
    final int kernelDepth;
    final int kernelHeight;
    final int kernelWidth;
    final int outDepth;
    final int outHeight;
    final int outWidth;
    private final int[] stride = {1, 1, 1};
    private final int[] padBefore = new int[AXES];
    private final int[] padAfter = new int[AXES];
    private final int[] dilation = {1, 1, 1};
    private final Sight[] sights;

    /**
     * @param input shape of one example
     * @param output shape of one example, one number per channel and position
     */
    SlidingWindow(Window window, Shape input, Shape output) {
        int[] extents = {1, 1, 1};
        int[] kernel = {1, 1, 1};
        int[] positions = {1, 1, 1};
        int missing = AXES - window.rank();
        for (int axis = 0; axis < window.rank(); axis++) {
            extents[missing + axis] = input.extent(axis + 1);
            positions[missing + axis] = output.extent(axis + 1);
            kernel[missing + axis] = window.kernel().get(axis);
            stride[missing + axis] = window.stride().get(axis);
            padBefore[missing + axis] = window.padBefore().get(axis);
            padAfter[missing + axis] = window.padAfter().get(axis);
            dilation[missing + axis] = window.dilation().get(axis);
        }
        depth = extents[0];
        height = extents[1];
        width = extents[2];
        kernelDepth = kernel[0];
        kernelHeight = kernel[1];
        kernelWidth = kernel[2];
        outDepth = positions[0];
        outHeight = positions[1];
        outWidth = positions[2];
        sights = new Sight[kernelWidth];
        for (int q = 0; q < kernelWidth; q++) {
            sights[q] = new Sight(dilation[2] * q - padBefore[2], stride[2], width, outWidth);
        }
    }

    /** Number of positions. */
    int positions() {
        return outDepth * outHeight * outWidth;
    }

    /** Number of taps. */
    int taps() {
        return kernelDepth * kernelHeight * kernelWidth;
    }

    /** Places of one channel. */
    int volume() {
        return depth * height * width;
    }

    /** Coordinate along an axis (0 depth, 1 height, 2 width) of a position's first tap. */
    int corner(int axis, int position) {
        return stride[axis] * position - padBefore[axis];
    }

    /** Whether all taps of a window lie in the image. */
    boolean inside(int[] corner) {
        return corner[0] >= 0
                && corner[1] >= 0
                && corner[2] >= 0
                && corner[0] + dilation[0] * (kernelDepth - 1) < depth
                && corner[1] + dilation[1] * (kernelHeight - 1) < height
                && corner[2] + dilation[2] * (kernelWidth - 1) < width;
    }

    /** Where a place of the image lies in its channel. */
    int place(int[] coordinates) {
        return (coordinates[0] * height + coordinates[1]) * width + coordinates[2];
    }

    /** How far from its first tap the taps of a window that is {@link #inside} lie. */
    int[] tapPlaces() {
        int[] places = new int[taps()];
        for (int tap = 0; tap < places.length; tap++) {
            int a = sliceOf(tap);
            int p = rowOf(tap);
            int q = tap % kernelWidth;
            places[tap] = place(new int[] {dilation[0] * a, dilation[1] * p, dilation[2] * q});
        }
        return places;
    }

    /** How far apart the taps are along an axis. */
    int dilation(int axis) {
        return dilation[axis];
    }

    private int slice(int d, int a) {
        return stride[0] * d + dilation[0] * a - padBefore[0];
    }

    private int row(int i, int p) {
        return stride[1] * i + dilation[1] * p - padBefore[1];
    }

    /** Where a row of a channel begins in the image array; -1 if it is none of the image. */
    private int line(int volume, int slice, int row) {
        boolean inside = slice >= 0 && slice < depth && row >= 0 && row < height;
        return inside ? volume + (slice * height + row) * width : -1;
    }

    /** Where the row of tap (a, p) begins in the image array; -1 if it is none of the image. */
    int line(int volume, int[] corner, int a, int p) {
        return line(volume, corner[0] + dilation[0] * a, corner[1] + dilation[1] * p);
    }

    /** Slice of the kernel that a tap is in. */
    int sliceOf(int tap) {
        return tap / kernelWidth / kernelHeight;
    }

    /** Row of the kernel that a tap is in. */
    int rowOf(int tap) {
        return tap / kernelWidth % kernelHeight;
    }

    /**
     * Where the row begins that taps of slice a and row p of the kernel see from a row of positions
     * (d, i); -1 if it is no row of the image.
     */
    int line(int volume, int d, int i, int a, int p) {
        return line(volume, slice(d, a), row(i, p));
    }

    /** Whether a tap sees from each position what the one to its left sees from the next. */
    boolean slides(int tap) {
        return stride[2] == 1 && dilation[2] == 1 && tap % kernelWidth > 0;
    }

    /** What a tap sees of a row of the image. */
    Sight sight(int tap) {
        return sights[tap % kernelWidth];
    }

    /** What the taps of one column of the kernel see of a row of the image. */
    static final class Sight {
        private final int first;
        private final int step;
        private final int from;
        private final int end;
        private final int positions;

        /**
         * @param first column that the first position sees, if it is one
         * @param step columns between what neighbours see
         */
        Sight(int first, int step, int width, int positions) {
            this.first = first;
            this.step = step;
            this.positions = positions;
            from = first >= 0 ? 0 : Math.min(positions, (step - 1 - first) / step);
            int inside = first >= width ? 0 : (width - first + step - 1) / step;
            end = Math.max(from, Math.min(positions, inside));
        }

        /** The column that a position sees; -1 if it is none of the image. */
        int column(int position) {
            return position >= from && position < end ? first + step * position : -1;
        }

        /** Copies a row of the image, which begins at {@code line}; of none (-1) zeros. */
        void copyLine(double[] image, int line, double[] row, int to) {
            if (line < 0) {
                Arrays.fill(row, to, to + positions, 0);
                return;
            }
            for (int j = 0; j < from; j++) {
                row[to + j] = 0;
            }
            if (step == 1) {
                System.arraycopy(image, line + first + from, row, to + from, end - from);
            } else {
                for (int j = from; j < end; j++) {
                    row[to + j] = image[line + step * j + first];
                }
            }
            for (int j = end; j < positions; j++) {
                row[to + j] = 0;
            }
        }

        /** Adds numbers back to a row of the image. */
        void addLine(double[] row, int at, double[] image, int line) {
            int to = line + first;
            if (step == 1) {
                for (int j = from; j < end; j++) {
                    image[to + j] += row[at + j];
                }
                return;
            }
            for (int j = from; j < end; j++) {
                image[to + step * j] += row[at + j];
            }
        }
    }

    /**
     * Places of the image and its padding that a window covers, the padding counted.
     *
     * @param corner the window's first tap: slice, row, column
     */
    int coveredWithPadding(int[] corner) {
        return covered(0, corner[0], kernelDepth, -padBefore[0], depth + padAfter[0])
                * covered(1, corner[1], kernelHeight, -padBefore[1], height + padAfter[1])
                * covered(2, corner[2], kernelWidth, -padBefore[2], width + padAfter[2]);
    }

    /** Taps along an axis that lie between two ends. */
    private int covered(int axis, int first, int taps, int from, int end) {
        int covered = 0;
        for (int tap = 0; tap < taps; tap++) {
            int place = first + dilation[axis] * tap;
            covered += place >= from && place < end ? 1 : 0;
        }
        return covered;
    }
}
