package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;

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

    /**
     * Copies image patches to columns: cols[(c taps + tap) positions + position]; 0 outside the
     * image.
     *
     * @param from where the first channel begins in the image array
     */
    void toColumns(double[] image, int from, int channels, double[] cols) {
        int at = 0;
        for (int c = 0; c < channels; c++) {
            int volume = from + c * volume();
            for (int tap = 0; tap < taps(); tap++) {
                int a = tap / kernelWidth / kernelHeight;
                int p = tap / kernelWidth % kernelHeight;
                for (int d = 0; d < outDepth; d++) {
                    int slice = slice(d, a);
                    for (int i = 0; i < outHeight; i++) {
                        int line = line(volume, slice, row(i, p));
                        copyLine(image, line, tap % kernelWidth, cols, at);
                        at += outWidth;
                    }
                }
            }
        }
    }

    private void copyLine(double[] image, int line, int q, double[] cols, int to) {
        int step = stride[2];
        int first = dilation[2] * q - padBefore[2];
        for (int j = 0; j < outWidth; j++) {
            int column = step * j + first;
            boolean there = line >= 0 && column >= 0 && column < width;
            cols[to + j] = there ? image[line + column] : 0;
        }
    }

    /** Adds columns back to image places: the transpose of {@link #toColumns}. */
    void addColumns(double[] cols, int channels, double[] image, int from) {
        int at = 0;
        for (int c = 0; c < channels; c++) {
            int volume = from + c * volume();
            for (int tap = 0; tap < taps(); tap++) {
                int a = tap / kernelWidth / kernelHeight;
                int p = tap / kernelWidth % kernelHeight;
                for (int d = 0; d < outDepth; d++) {
                    int slice = slice(d, a);
                    for (int i = 0; i < outHeight; i++) {
                        int line = line(volume, slice, row(i, p));
                        if (line >= 0) {
                            addLine(cols, at, tap % kernelWidth, image, line);
                        }
                        at += outWidth;
                    }
                }
            }
        }
    }

    private void addLine(double[] cols, int at, int q, double[] image, int line) {
        int step = stride[2];
        int first = dilation[2] * q - padBefore[2];
        for (int j = 0; j < outWidth; j++) {
            int column = step * j + first;
            if (column >= 0 && column < width) {
                image[line + column] += cols[at + j];
            }
        }
    }

    /**
     * Places of the image that a window covers.
     *
     * @param corner the window's first tap: slice, row, column
     */
    int covered(int[] corner) {
        return covered(0, corner[0], kernelDepth, 0, depth)
                * covered(1, corner[1], kernelHeight, 0, height)
                * covered(2, corner[2], kernelWidth, 0, width);
    }

    /** Places of the image and its padding that a window covers, the padding counted. */
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
