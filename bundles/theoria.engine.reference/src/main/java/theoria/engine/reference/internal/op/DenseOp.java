package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.math.linear.Gemm;
import theoria.core.math.linear.Matrix;
import theoria.core.model.graph.Block;

/** Y = X W' + 1 b' over all rows of the batch; dX = dY W, dW = dY' X, db = dY' 1. */
public final class DenseOp implements Op {
    private final Gemm gemm;
    private final int rows;
    private final int in;
    private final int out;
    private final int kernel;
    private final int bias;

    /**
     * A dense layer.
     *
     * @param rows per example
     * @param kernel block of shape (out, in)
     * @param bias block of shape (out), or null
     */
    public DenseOp(Gemm gemm, int rows, Block kernel, @Nullable Block bias) {
        this.gemm = gemm;
        this.rows = rows;
        this.out = kernel.shape().extent(0);
        this.in = kernel.shape().extent(1);
        this.kernel = kernel.offset();
        this.bias = bias == null ? -1 : bias.offset();
    }

    @Override
    public void forward(Call call) {
        int all = call.batch() * rows;
        double[] y = call.output();
        for (int i = 0; i < all; i++) {
            for (int j = 0; j < out; j++) {
                y[i * out + j] = bias < 0 ? 0 : call.parameters()[bias + j];
            }
        }
        gemm.multiply(
                all,
                out,
                in,
                call.input(0),
                Matrix.at(0, in),
                call.parameters(),
                Matrix.transposedAt(kernel, in),
                1,
                y,
                Matrix.at(0, out));
    }

    @Override
    public void backward(Call call) {
        int all = call.batch() * rows;
        double[] dy = call.outputGradient();
        double[] dx = call.inputGradient(0);
        if (dx != null) {
            gemm.multiply(
                    all,
                    in,
                    out,
                    dy,
                    Matrix.at(0, out),
                    call.parameters(),
                    Matrix.at(kernel, in),
                    1,
                    dx,
                    Matrix.at(0, in));
        }
        double[] gradient = call.parameterGradient();
        if (gradient != null) {
            gemm.multiply(
                    out,
                    in,
                    all,
                    dy,
                    Matrix.transposedAt(0, out),
                    call.input(0),
                    Matrix.at(0, in),
                    1,
                    gradient,
                    Matrix.at(kernel, in));
            addBias(all, dy, gradient);
        }
    }

    private void addBias(int all, double[] dy, double[] gradient) {
        for (int i = 0; bias >= 0 && i < all; i++) {
            for (int j = 0; j < out; j++) {
                gradient[bias + j] += dy[i * out + j];
            }
        }
    }
}
