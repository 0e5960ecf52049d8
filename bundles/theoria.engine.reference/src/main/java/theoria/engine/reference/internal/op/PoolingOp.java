package theoria.engine.reference.internal.op;

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

    /** Places of the taps of a window that lies in the image, from its first tap on. */
    private final int[] taps;

    /** A pooling from examples of one shape to another. */
    public PoolingOp(Operator.Pooling pooling, Shape input, Shape output) {
        this.window = new SlidingWindow(pooling.window(), input, output);
        this.maximum = pooling.kind() == Operator.PoolingKind.MAX;
        this.countPadding = pooling.countIncludePad();
        this.channels = input.extent(0);
        this.taps = window.tapPlaces();
    }

    /** A maximum chooses a place of the image at each position. */
    @Override
    public int choices() {
        return maximum ? channels * window.positions() : 0;
    }

    @Override
    public void forward(Call call) {
        double[] x = call.input(0);
        double[] y = call.output();
        if (!maximum) {
            forEachWindow(
                    call, (places, count, divisor, at) -> y[at] = sum(x, places, count) / divisor);
            return;
        }
        int[] chosen = call.choices();
        forEachWindow(
                call,
                (places, count, divisor, at) -> {
                    chosen[at] = largest(x, places, count);
                    y[at] = chosen[at] < 0 ? Double.NEGATIVE_INFINITY : x[chosen[at]];
                });
    }

    @Override
    public void backward(Call call) {
        double[] dx = call.inputGradient(0);
        if (dx != null) {
            backward(call, call.outputGradient(), dx);
        }
    }

    @Override
    public void forwardTangent(Call call) {
        double[] rx = call.tangent().input(0);
        double[] ry = call.tangent().output();
        if (!maximum) {
            forEachWindow(
                    call,
                    (places, count, divisor, at) -> ry[at] = sum(rx, places, count) / divisor);
            return;
        }
        int[] chosen = call.choices();
        for (int at = 0; at < call.batch() * choices(); at++) {
            ry[at] = chosen[at] < 0 ? 0 : rx[chosen[at]];
        }
    }

    @Override
    public void backwardTangent(Call call) {
        double[] rdx = call.tangent().inputGradient(0);
        if (rdx != null) {
            backward(call, call.tangent().outputGradient(), rdx);
        }
    }

    private void backward(Call call, double[] dy, double[] dx) {
        if (!maximum) {
            forEachWindow(
                    call, (places, count, divisor, at) -> add(dy[at] / divisor, dx, places, count));
            return;
        }
        int[] chosen = call.choices();
        for (int at = 0; at < call.batch() * choices(); at++) {
            if (chosen[at] >= 0) {
                dx[chosen[at]] += dy[at];
            }
        }
    }

    @FunctionalInterface
    private interface Visitor {
        /**
         * Visits a window.
         *
         * @param places of the image that it covers, in row-major order
         * @param count how many these are
         * @param divisor of an average
         * @param at its position among all
         */
        void visit(int[] places, int count, int divisor, int at);
    }

    private void forEachWindow(Call call, Visitor visitor) {
        int[] places = new int[taps.length];
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
                        int count = places(volume, corner, places);
                        int divisor = countPadding ? window.coveredWithPadding(corner) : count;
                        visitor.visit(places, count, divisor, at++);
                    }
                }
            }
        }
    }

    /** Writes the places of the image that a window covers; gives their number. */
    private int places(int volume, int[] corner, int[] places) {
        int count = 0;
        if (window.inside(corner)) {
            int first = volume + window.place(corner);
            for (int tap : taps) {
                places[count++] = first + tap;
            }
            return count;
        }
        for (int a = 0; a < window.kernelDepth; a++) {
            for (int p = 0; p < window.kernelHeight; p++) {
                int line = window.line(volume, corner, a, p);
                for (int q = 0; line >= 0 && q < window.kernelWidth; q++) {
                    int column = corner[2] + window.dilation(2) * q;
                    if (column >= 0 && column < window.width) {
                        places[count++] = line + column;
                    }
                }
            }
        }
        return count;
    }

    /** The place of the largest number; -1 if there is none. */
    private static int largest(double[] x, int[] places, int count) {
        int best = -1;
        for (int i = 0; i < count; i++) {
            best = larger(x, places[i], best);
        }
        return best;
    }

    /** The place of the larger of two numbers, NaN being the largest; the second if equal. */
    private static int larger(double[] x, int place, int best) {
        if (best < 0) {
            return place;
        }
        double candidate = x[place];
        double champion = x[best];
        // not at most: larger, or one of them NaN
        return candidate <= champion || Double.isNaN(champion) ? best : place;
    }

    private static double sum(double[] x, int[] places, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += x[places[i]];
        }
        return sum;
    }

    private static void add(double share, double[] dx, int[] places, int count) {
        for (int i = 0; i < count; i++) {
            dx[places[i]] += share;
        }
    }
}
