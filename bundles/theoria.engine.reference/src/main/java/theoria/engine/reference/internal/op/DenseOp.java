package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.math.linear.Gemm;
import theoria.core.math.linear.Matrix;
import theoria.core.model.graph.Block;

/**
 * Y = X W' + 1 b' over all rows of the batch; dX = dY W, dW = dY' X, db = dY' 1. R{Y} = R{X} W' + X
 * R{W}' + 1 R{b}', R{dX} = R{dY} W + dY R{W}, R{dW} = R{dY}' X + dY' R{X}, R{db} = R{dY}' 1.
 */
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
        fillBias(call);
        addProduct(call, call.input(0), call.parameters(), call.output());
    }

    private void fillBias(Call call) {
        int all = call.batch() * rows;
        double[] y = call.output();
        for (int i = 0; i < all; i++) {
            for (int j = 0; j < out; j++) {
                y[i * out + j] = bias < 0 ? 0 : call.parameters()[bias + j];
            }
        }
    }

    /** Y += X W'. */
    private void addProduct(Call call, double[] x, double[] theta, double[] y) {
        gemm.multiply(
                call.batch() * rows,
                out,
                in,
                x,
                Matrix.at(0, in),
                theta,
                Matrix.transposedAt(kernel, in),
                1,
                y,
                Matrix.at(0, out));
    }

    @Override
    public void backward(Call call) {
        double[] dy = call.outputGradient();
        double[] dx = call.inputGradient(0);
        if (dx != null) {
            addInput(call, dy, call.parameters(), dx);
        }
        double[] gradient = call.parameterGradient();
        if (gradient != null) {
            addKernel(call, dy, call.input(0), gradient);
            addBias(call, dy, gradient);
        }
    }

    /** dX += dY W. */
    private void addInput(Call call, double[] dy, double[] theta, double[] dx) {
        gemm.multiply(
                call.batch() * rows,
                in,
                out,
                dy,
                Matrix.at(0, out),
                theta,
                Matrix.at(kernel, in),
                1,
                dx,
                Matrix.at(0, in));
    }

    /** dW += dY' X. */
    private void addKernel(Call call, double[] dy, double[] x, double[] gradient) {
        gemm.multiply(
                out,
                in,
                call.batch() * rows,
                dy,
                Matrix.transposedAt(0, out),
                x,
                Matrix.at(0, in),
                1,
                gradient,
                Matrix.at(kernel, in));
    }

    private void addBias(Call call, double[] dy, double[] gradient) {
        for (int i = 0; bias >= 0 && i < call.batch() * rows; i++) {
            for (int j = 0; j < out; j++) {
                gradient[bias + j] += dy[i * out + j];
            }
        }
    }

    @Override
    public void forwardTangent(Call call) {
        Call tangent = call.tangent();
        fillBias(tangent);
        addProduct(call, call.input(0), tangent.parameters(), tangent.output());
        double[] rx = call.inputTangent(0);
        if (rx != null) {
            addProduct(call, rx, call.parameters(), tangent.output());
        }
    }

    @Override
    public void backwardTangent(Call call) {
        Call tangent = call.tangent();
        double[] dy = call.outputGradient();
        double[] rdy = tangent.outputGradient();
        double[] rdx = tangent.inputGradient(0);
        if (rdx != null) {
            addInput(call, rdy, call.parameters(), rdx);
            addInput(call, dy, tangent.parameters(), rdx);
        }
        double[] product = tangent.parameterGradient();
        if (product != null) {
            double[] rx = call.inputTangent(0);
            addKernel(call, rdy, call.input(0), product);
            if (rx != null) {
                addKernel(call, dy, rx, product);
            }
            addBias(call, rdy, product);
        }
    }
}
