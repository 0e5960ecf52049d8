package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/**
 * Pooling per channel. Of equal maxima the first in row-major order counts and gets the gradient;
 * padding never is a maximum, NaN always is. An average divides by the covered places of the image,
 * or of the image and its padding if these count.
 */
public final class PoolingOp implements Op {
    private final SlidingWindow window;
    private final boolean maximum;
    private final boolean countPadding;
    private final int channels;

    /** A pooling from examples of one shape to another. */
    public PoolingOp(Operator.Pooling pooling, Shape input, Shape output) {
        this.window = new SlidingWindow(pooling.window(), input, output);
        this.maximum = pooling.kind() == Operator.PoolingKind.MAX;
        this.countPadding = pooling.countIncludePad();
        this.channels = input.extent(0);
    }

    @Override
    public void forward(Call call) {
        sweep(call, null);
    }

    @Override
    public void backward(Call call) {
        double[] dx = call.inputGradient(0);
        if (dx != null) {
            sweep(call, dx);
        }
    }

    /** Visits every window: forward where dx is null, else backward into it. */
    private void sweep(Call call, double @Nullable [] dx) {
        int[] corner = new int[3];
        int at = 0;
        for (int c = 0; c < call.batch() * channels; c++) {
            int volume = c * window.volume();
            for (int d = 0; d < window.outDepth; d++) {
                corner[0] = window.corner(0, d);
                for (int i = 0; i < window.outHeight; i++) {
                    corner[1] = window.corner(1, i);
                    for (int j = 0; j < window.outWidth; j++) {
                        corner[2] = window.corner(2, j);
                        if (maximum) {
                            maximum(call, volume, corner, at, dx);
                        } else {
                            average(call, volume, corner, at, dx);
                        }
                        at++;
                    }
                }
            }
        }
    }

    private void maximum(Call call, int volume, int[] corner, int at, double @Nullable [] dx) {
        double[] x = call.input(0);
        int best = -1;
        for (int a = 0; a < window.kernelDepth; a++) {
            int slice = corner[0] + window.dilation(0) * a;
            if (slice >= 0 && slice < window.depth) {
                best = largest(x, volume + slice * window.height * window.width, corner, best);
            }
        }
        if (dx == null) {
            call.output()[at] = best < 0 ? Double.NEGATIVE_INFINITY : x[best];
        } else if (best >= 0) {
            dx[best] += call.outputGradient()[at];
        }
    }

    /** The place of the largest entry of a window's slice, or of an earlier one if that is. */
    private int largest(double[] x, int plane, int[] corner, int earlier) {
        int best = earlier;
        int rowStep = window.dilation(1);
        int columnStep = window.dilation(2);
        for (int p = 0; p < window.kernelHeight; p++) {
            int row = corner[1] + rowStep * p;
            if (row < 0 || row >= window.height) {
                continue;
            }
            for (int q = 0; q < window.kernelWidth; q++) {
                int column = corner[2] + columnStep * q;
                if (column >= 0 && column < window.width) {
                    int place = plane + row * window.width + column;
                    if (best < 0
                            || x[place] > x[best]
                            || Double.isNaN(x[place]) && !Double.isNaN(x[best])) {
                        best = place;
                    }
                }
            }
        }
        return best;
    }

    private void average(Call call, int volume, int[] corner, int at, double @Nullable [] dx) {
        int divisor = countPadding ? window.coveredWithPadding(corner) : window.covered(corner);
        if (dx == null) {
            call.output()[at] = sum(call.input(0), volume, corner) / divisor;
        } else {
            spread(call.outputGradient()[at] / divisor, dx, volume, corner);
        }
    }

    private double sum(double[] x, int volume, int[] corner) {
        double sum = 0;
        for (int a = 0; a < window.kernelDepth; a++) {
            for (int p = 0; p < window.kernelHeight; p++) {
                int line = window.line(volume, corner, a, p);
                for (int q = 0; line >= 0 && q < window.kernelWidth; q++) {
                    int column = corner[2] + window.dilation(2) * q;
                    sum += column >= 0 && column < window.width ? x[line + column] : 0;
                }
            }
        }
        return sum;
    }

    private void spread(double share, double[] dx, int volume, int[] corner) {
        for (int a = 0; a < window.kernelDepth; a++) {
            for (int p = 0; p < window.kernelHeight; p++) {
                int line = window.line(volume, corner, a, p);
                for (int q = 0; line >= 0 && q < window.kernelWidth; q++) {
                    int column = corner[2] + window.dilation(2) * q;
                    if (column >= 0 && column < window.width) {
                        dx[line + column] += share;
                    }
                }
            }
        }
    }
}
