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
    private final int padBottom;
    private final int padRight;
    private final int channels;

    /** A pooling from examples of one shape to another. */
    public PoolingOp(Operator.Pooling pooling, Shape input, Shape output) {
        this.window = new SlidingWindow(pooling.window(), input, output);
        this.maximum = pooling.kind() == Operator.PoolingKind.MAX;
        this.countPadding = pooling.countIncludePad();
        int rank = pooling.window().rank();
        this.padBottom = rank == 1 ? 0 : pooling.window().padAfter().get(rank - 2);
        this.padRight = pooling.window().padAfter().get(rank - 1);
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
        int plane = window.height * window.width;
        int at = 0;
        for (int c = 0; c < call.batch() * channels; c++) {
            for (int i = 0; i < window.outHeight; i++) {
                for (int j = 0; j < window.outWidth; j++) {
                    if (maximum) {
                        maximum(call, c * plane, i, j, at, dx);
                    } else {
                        average(call, c * plane, i, j, at, dx);
                    }
                    at++;
                }
            }
        }
    }

    private void maximum(Call call, int plane, int i, int j, int at, double @Nullable [] dx) {
        double[] x = call.input(0);
        int best = -1;
        for (int p = 0; p < window.kernelHeight; p++) {
            int row = window.row(i, p);
            if (row < 0 || row >= window.height) {
                continue;
            }
            for (int q = 0; q < window.kernelWidth; q++) {
                int column = window.column(j, q);
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
        if (dx == null) {
            call.output()[at] = best < 0 ? Double.NEGATIVE_INFINITY : x[best];
        } else if (best >= 0) {
            dx[best] += call.outputGradient()[at];
        }
    }

    private void average(Call call, int plane, int i, int j, int at, double @Nullable [] dx) {
        double[] x = call.input(0);
        double sum = 0;
        int inside = 0;
        for (int p = 0; p < window.kernelHeight; p++) {
            for (int q = 0; q < window.kernelWidth; q++) {
                int place = place(plane, window.row(i, p), window.column(j, q));
                if (place >= 0) {
                    sum += x[place];
                    inside++;
                }
            }
        }
        int divisor = countPadding ? window.coveredWithPadding(i, j, padBottom, padRight) : inside;
        if (dx == null) {
            call.output()[at] = sum / divisor;
            return;
        }
        double share = call.outputGradient()[at] / divisor;
        for (int p = 0; p < window.kernelHeight; p++) {
            for (int q = 0; q < window.kernelWidth; q++) {
                int place = place(plane, window.row(i, p), window.column(j, q));
                if (place >= 0) {
                    dx[place] += share;
                }
            }
        }
    }

    private int place(int plane, int row, int column) {
        boolean inside = row >= 0 && row < window.height && column >= 0 && column < window.width;
        return inside ? plane + row * window.width + column : -1;
    }
}
