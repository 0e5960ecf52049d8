package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;

/**
 * A window over the one or two spatial axes of a CHW image, one axis being treated as an image of
 * height 1. Position (i, j), tap (p, q): input place (t_h i + e_h p - pad_h, t_w j + e_w q -
 * pad_w).
 */
final class SlidingWindow {
    final int height;
    final int width;
    final int kernelHeight;
    final int kernelWidth;
    final int outHeight;
    final int outWidth;
    private final int strideHeight;
    private final int strideWidth;
    private final int padTop;
    private final int padLeft;
    private final int dilationHeight;
    private final int dilationWidth;

    /**
     * @param input shape of one example
     * @param output shape of one example
     */
    SlidingWindow(Window window, Shape input, Shape output) {
        int first = window.rank() - 2;
        height = window.rank() == 1 ? 1 : input.extent(1);
        width = input.extent(-1);
        outHeight = window.rank() == 1 ? 1 : output.extent(1);
        outWidth = output.extent(-1);
        kernelHeight = first < 0 ? 1 : window.kernel().get(first);
        kernelWidth = window.kernel().get(first + 1);
        strideHeight = first < 0 ? 1 : window.stride().get(first);
        strideWidth = window.stride().get(first + 1);
        padTop = first < 0 ? 0 : window.padBefore().get(first);
        padLeft = window.padBefore().get(first + 1);
        dilationHeight = first < 0 ? 1 : window.dilation().get(first);
        dilationWidth = window.dilation().get(first + 1);
    }

    /** Number of positions. */
    int positions() {
        return outHeight * outWidth;
    }

    /** Number of taps. */
    int taps() {
        return kernelHeight * kernelWidth;
    }

    /** Row of tap p at position row i; may lie outside the image. */
    int row(int i, int p) {
        return strideHeight * i + dilationHeight * p - padTop;
    }

    /** Column of tap q at position column j; may lie outside the image. */
    int column(int j, int q) {
        return strideWidth * j + dilationWidth * q - padLeft;
    }

    /**
     * Copies image patches to columns: cols[(c taps + tap) positions + position]; 0 outside the
     * image.
     *
     * @param from where the first channel begins in the image array
     */
    void toColumns(double[] image, int from, int channels, double[] cols) {
        for (int c = 0; c < channels; c++) {
            int plane = from + c * height * width;
            for (int tap = 0; tap < taps(); tap++) {
                int line = (c * taps() + tap) * positions();
                for (int i = 0; i < outHeight; i++) {
                    int row = row(i, tap / kernelWidth);
                    copyLine(image, plane, row, tap % kernelWidth, cols, line + i * outWidth);
                }
            }
        }
    }

    private void copyLine(double[] image, int plane, int row, int q, double[] cols, int to) {
        boolean inside = row >= 0 && row < height;
        for (int j = 0; j < outWidth; j++) {
            int column = strideWidth * j + dilationWidth * q - padLeft;
            boolean there = inside && column >= 0 && column < width;
            cols[to + j] = there ? image[plane + row * width + column] : 0;
        }
    }

    /** Adds columns back to image places: the transpose of {@link #toColumns}. */
    void addColumns(double[] cols, int channels, double[] image, int from) {
        for (int c = 0; c < channels; c++) {
            int plane = from + c * height * width;
            for (int tap = 0; tap < taps(); tap++) {
                int line = (c * taps() + tap) * positions();
                for (int i = 0; i < outHeight; i++) {
                    int row = row(i, tap / kernelWidth);
                    if (row >= 0 && row < height) {
                        int target = plane + row * width;
                        addLine(cols, line + i * outWidth, tap % kernelWidth, image, target);
                    }
                }
            }
        }
    }

    private void addLine(double[] cols, int at, int q, double[] image, int target) {
        for (int j = 0; j < outWidth; j++) {
            int column = strideWidth * j + dilationWidth * q - padLeft;
            if (column >= 0 && column < width) {
                image[target + column] += cols[at + j];
            }
        }
    }

    /**
     * Places of the image and its padding that the window at (i, j) covers, the padding counted.
     */
    int coveredWithPadding(int i, int j, int padBottom, int padRight) {
        int rows = 0;
        for (int p = 0; p < kernelHeight; p++) {
            rows += row(i, p) < height + padBottom ? 1 : 0;
        }
        int columns = 0;
        for (int q = 0; q < kernelWidth; q++) {
            columns += column(j, q) < width + padRight ? 1 : 0;
        }
        return rows * columns;
    }
}
