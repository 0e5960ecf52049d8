package theoria.tests.tensorflow;

import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;

/**
 * The formulas of TensorFlow's documentation on arrays (n, h, w, c), in nested loops: what the
 * reader and its turned axes are held against.
 */
final class Plain {
    private Plain() {}

    /** Numbers between -1 and 1 by a seed. */
    static Tensor random(long seed, int... extents) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[Shape.of(extents).size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return Tensor.of(Shape.of(extents), numbers);
    }

    static double at(Tensor x, int n, int h, int w, int c) {
        Shape s = x.shape();
        return x.get(((n * s.extent(1) + h) * s.extent(2) + w) * s.extent(3) + c);
    }

    /** Goes over all windows; padding SAME begins floor(total / 2) places before the image. */
    private static Tensor windows(
            Tensor x, int filters, int taps, int stride, int dilation, boolean same, Each each) {
        int height = x.shape().extent(1);
        int width = x.shape().extent(2);
        int span = dilation * (taps - 1) + 1;
        int rows = same ? (height + stride - 1) / stride : (height - span) / stride + 1;
        int columns = same ? (width + stride - 1) / stride : (width - span) / stride + 1;
        int top = same ? Math.max(0, (rows - 1) * stride + span - height) / 2 : 0;
        int left = same ? Math.max(0, (columns - 1) * stride + span - width) / 2 : 0;
        int batch = x.shape().extent(0);
        double[] y = new double[batch * rows * columns * filters];
        int at = 0;
        for (int n = 0; n < batch; n++) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    for (int f = 0; f < filters; f++) {
                        y[at++] = each.value(n, i * stride - top, j * stride - left, f);
                    }
                }
            }
        }
        return Tensor.of(Shape.of(batch, rows, columns, filters), y);
    }

    private interface Each {
        double value(int n, int top, int left, int filter);
    }

    private static boolean inside(Tensor x, int h, int w) {
        return h >= 0 && w >= 0 && h < x.shape().extent(1) && w < x.shape().extent(2);
    }

    /** Kernel (k, k, in, out). */
    static Tensor convolution(Tensor x, Tensor kernel, int stride, int dilation, boolean same) {
        int taps = kernel.shape().extent(0);
        int channels = kernel.shape().extent(2);
        Each each =
                (n, top, left, f) -> {
                    double sum = 0;
                    for (int p = 0; p < taps * taps; p++) {
                        int h = top + p / taps * dilation;
                        int w = left + p % taps * dilation;
                        for (int c = 0; c < channels && inside(x, h, w); c++) {
                            sum += at(x, n, h, w, c) * at(kernel, p / taps, p % taps, c, f);
                        }
                    }
                    return sum;
                };
        return windows(x, kernel.shape().extent(3), taps, stride, dilation, same, each);
    }

    /** Kernel (k, k, in, m); output channel c m + q. */
    static Tensor depthwise(Tensor x, Tensor kernel, int stride, boolean same) {
        int taps = kernel.shape().extent(0);
        int times = kernel.shape().extent(3);
        Each each =
                (n, top, left, f) -> {
                    double sum = 0;
                    for (int p = 0; p < taps * taps; p++) {
                        int h = top + p / taps;
                        int w = left + p % taps;
                        if (inside(x, h, w)) {
                            double weight = at(kernel, p / taps, p % taps, f / times, f % times);
                            sum += at(x, n, h, w, f / times) * weight;
                        }
                    }
                    return sum;
                };
        int filters = x.shape().extent(3) * times;
        return windows(x, filters, taps, stride, 1, same, each);
    }

    /** Kernel (k, k, out, in): each place of the input is spread over a window of the output. */
    static Tensor transposed(Tensor x, Tensor kernel, int stride, int rows, int columns, int top) {
        int taps = kernel.shape().extent(0);
        int filters = kernel.shape().extent(2);
        Shape shape = Shape.of(x.shape().extent(0), rows, columns, filters);
        double[] y = new double[shape.size()];
        for (int i = 0; i < x.size(); i++) {
            int c = i % x.shape().extent(3);
            int w = i / x.shape().extent(3) % x.shape().extent(2);
            int h = i / x.shape().tail(2).size() % x.shape().extent(1);
            int n = i / x.shape().tail(1).size();
            for (int p = 0; p < taps * taps; p++) {
                int row = h * stride + p / taps - top;
                int column = w * stride + p % taps - top;
                boolean inside = row >= 0 && column >= 0 && row < rows && column < columns;
                for (int f = 0; f < filters && inside; f++) {
                    int at = ((n * rows + row) * columns + column) * filters + f;
                    y[at] += x.get(i) * at(kernel, p / taps, p % taps, f, c);
                }
            }
        }
        return Tensor.of(shape, y);
    }

    /** Where an output place looks in the input. */
    interface Look {
        double at(int place, int length, int places);
    }

    /** Bilinear interpolation, coordinates outside moved to the border. */
    static Tensor resized(Tensor x, int rows, int columns, Look look, boolean linear) {
        int channels = x.shape().extent(3);
        Shape shape = Shape.of(x.shape().extent(0), rows, columns, channels);
        double[] y = new double[shape.size()];
        for (int i = 0; i < y.length; i++) {
            int n = i / (rows * columns * channels);
            double v = look.at(i / (columns * channels) % rows, x.shape().extent(1), rows);
            double u = look.at(i / channels % columns, x.shape().extent(2), columns);
            for (int corner = 0; corner < 4; corner++) {
                double h = Math.floor(v) + corner / 2;
                double w = Math.floor(u) + corner % 2;
                double weight = (1 - Math.abs(v - h)) * (1 - Math.abs(u - w));
                weight = linear ? weight : corner == 0 ? 1 : 0;
                int row = (int) Math.max(0, Math.min(h, x.shape().extent(1) - 1));
                int column = (int) Math.max(0, Math.min(w, x.shape().extent(2) - 1));
                y[i] += weight * at(x, n, row, column, i % channels);
            }
        }
        return Tensor.of(shape, y);
    }

    static Tensor pooling(Tensor x, int taps, int stride, boolean same, boolean largest) {
        Each each =
                (n, top, left, c) -> {
                    double sum = 0;
                    double most = Double.NEGATIVE_INFINITY;
                    int count = 0;
                    for (int p = 0; p < taps * taps; p++) {
                        int h = top + p / taps;
                        int w = left + p % taps;
                        if (inside(x, h, w)) {
                            sum += at(x, n, h, w, c);
                            most = Math.max(most, at(x, n, h, w, c));
                            count++;
                        }
                    }
                    return largest ? most : sum / count;
                };
        return windows(x, x.shape().extent(3), taps, stride, 1, same, each);
    }

    /** A function of each number and of one per channel (the last axis). */
    static Tensor perChannel(Tensor x, Tensor row, DoubleBinaryOperator function) {
        double[] y = new double[x.size()];
        for (int i = 0; i < y.length; i++) {
            y[i] = function.applyAsDouble(x.get(i), row.get(i % row.size()));
        }
        return Tensor.of(x.shape(), y);
    }

    /** x of (n, in) times a matrix (in, out). */
    static Tensor product(Tensor x, Tensor matrix) {
        int in = matrix.shape().extent(0);
        int out = matrix.shape().extent(1);
        int rows = x.size() / in;
        double[] y = new double[rows * out];
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < in; k++) {
                y[i] += x.get(i / out * in + k) * matrix.get(k * out + i % out);
            }
        }
        return Tensor.of(Shape.of(rows, out), y);
    }
}
