package theoria.core.math.linear;

/**
 * Norms of a convolution as a linear operator between images (Sedghi, Gupta and Long 2019). The
 * kernel is w[o,c,p,q], correlation without flip: y[o,i,j] = sum w[o,c,p,q] x[c, t i + p e - a, t j
 * + q e - b].
 */
public final class ConvolutionNorm {
    private final Kernel kernel;
    private final Frame frame;

    /**
     * A kernel.
     *
     * @param values w, row-major
     * @param out number of filters
     * @param in number of channels
     * @param height of the kernel
     * @param width of the kernel
     */
    public record Kernel(double[] values, int out, int in, int height, int width) {}

    /**
     * How a kernel moves over an image.
     *
     * @param height of the image
     * @param width of the image
     * @param outHeight number of positions downwards
     * @param outWidth number of positions across
     * @param stride t downwards and across
     * @param pad a and b
     * @param dilation e downwards and across
     */
    public record Frame(
            int height,
            int width,
            int outHeight,
            int outWidth,
            int[] stride,
            int[] pad,
            int[] dilation) {}

    /** A kernel on an image with zero padding. */
    public ConvolutionNorm(Kernel kernel, Frame frame) {
        this.kernel = kernel;
        this.frame = frame;
    }

    /**
     * Largest singular value on an n x n torus with stride 1: the largest over all frequencies of
     * the singular values of the symbol sum_pq w[o,c,p,q] exp(-2 pi i (u p + v q) / n).
     */
    public static double circular(Kernel kernel, int n) {
        double largest = 0;
        for (int u = 0; u <= n / 2; u++) {
            for (int v = 0; v < n; v++) {
                double[] symbol = symbol(kernel, n, u, v);
                double norm = SingularValues.of(symbol, 2 * kernel.out(), 2 * kernel.in())[0];
                largest = Math.max(largest, norm);
            }
        }
        return largest;
    }

    /** The complex symbol as the real matrix [[Re, -Im], [Im, Re]]. */
    private static double[] symbol(Kernel kernel, int n, int u, int v) {
        int columns = 2 * kernel.in();
        double[] matrix = new double[2 * kernel.out() * columns];
        int taps = kernel.height() * kernel.width();
        for (int o = 0; o < kernel.out(); o++) {
            for (int c = 0; c < kernel.in(); c++) {
                double real = 0;
                double imaginary = 0;
                for (int tap = 0; tap < taps; tap++) {
                    double turns = u * (tap / kernel.width()) + (double) v * (tap % kernel.width());
                    double angle = -2 * Math.PI * turns / n;
                    double w = kernel.values()[(o * kernel.in() + c) * taps + tap];
                    real += w * Math.cos(angle);
                    imaginary += w * Math.sin(angle);
                }
                int lower = (kernel.out() + o) * columns;
                matrix[o * columns + c] = real;
                matrix[o * columns + kernel.in() + c] = -imaginary;
                matrix[lower + c] = imaginary;
                matrix[lower + kernel.in() + c] = real;
            }
        }
        return matrix;
    }

    /** Largest singular value of the operator with its zero padding. */
    public double asUsed() {
        int inputs = kernel.in() * frame.height() * frame.width();
        return OperatorNorm.of(inputs, this::forward, this::adjoint);
    }

    /**
     * Sum over all output places of the Euclidean norm of their row of the operator's matrix: the
     * (2,1) norm of its transpose. A row holds the taps that fall inside the image.
     */
    public double sumOfRowNorms() {
        double[] squared = new double[kernel.out() * frame.outHeight() * frame.outWidth()];
        visit((weight, from, to) -> squared[to] += weight * weight);
        double sum = 0;
        for (double value : squared) {
            sum += Math.sqrt(value);
        }
        return sum;
    }

    private double[] forward(double[] x) {
        double[] y = new double[kernel.out() * frame.outHeight() * frame.outWidth()];
        visit((weight, from, to) -> y[to] += weight * x[from]);
        return y;
    }

    private double[] adjoint(double[] y) {
        double[] x = new double[kernel.in() * frame.height() * frame.width()];
        visit((weight, from, to) -> x[from] += weight * y[to]);
        return x;
    }

    /** One entry of the operator's matrix. */
    @FunctionalInterface
    private interface Entry {
        void at(double weight, int from, int to);
    }

    /** Visits all entries of the matrix that are inside the image, in a fixed order. */
    private void visit(Entry entry) {
        int taps = kernel.height() * kernel.width();
        for (int o = 0; o < kernel.out(); o++) {
            for (int c = 0; c < kernel.in(); c++) {
                for (int tap = 0; tap < taps; tap++) {
                    double w = kernel.values()[(o * kernel.in() + c) * taps + tap];
                    visitPlaces(entry, w, o, c, tap);
                }
            }
        }
    }

    private void visitPlaces(Entry entry, double w, int o, int c, int tap) {
        int p = tap / kernel.width() * frame.dilation()[0] - frame.pad()[0];
        int q = tap % kernel.width() * frame.dilation()[1] - frame.pad()[1];
        for (int i = 0; i < frame.outHeight(); i++) {
            int row = i * frame.stride()[0] + p;
            for (int j = 0; row >= 0 && row < frame.height() && j < frame.outWidth(); j++) {
                int column = j * frame.stride()[1] + q;
                if (column >= 0 && column < frame.width()) {
                    int from = (c * frame.height() + row) * frame.width() + column;
                    entry.at(w, from, (o * frame.outHeight() + i) * frame.outWidth() + j);
                }
            }
        }
    }
}
