package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.math.linear.Gemm;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/**
 * Cross-correlation as a matrix product: with patches C X (taps x positions), Y = W C X + b; dX =
 * C' W' dY, dW = dY (C X)'. R{Y} = W C R{X} + R{W} C X + R{b}, R{dX} = C' (W' R{dY} + R{W}' dY),
 * R{dW} = R{dY} (C X)' + dY (C R{X})'.
 */
public final class ConvolutionOp implements Op {
    private final Correlation kernel;
    private final ChannelBias bias;

    /** A convolution from examples of one shape to another. */
    public ConvolutionOp(
            Gemm gemm,
            Operator.Convolution convolution,
            Shape input,
            Shape output,
            Block kernel,
            @Nullable Block bias) {
        SlidingWindow window = new SlidingWindow(convolution.window(), input, output);
        int filters = convolution.filters();
        int groups = convolution.groups();
        this.kernel = new Correlation(gemm, window, groups, filters, input.extent(0), kernel);
        this.bias = new ChannelBias(bias, filters, window.positions());
    }

    @Override
    public void forward(Call call) {
        bias.fill(call.parameters(), call.output(), call.batch());
        kernel.addProduct(call.parameters(), call.input(0), call.output(), call.batch());
    }

    @Override
    public void backward(Call call) {
        double[] dx = call.inputGradient(0);
        double[] dy = call.outputGradient();
        if (dx != null) {
            kernel.addTransposed(call.parameters(), dy, dx, call.batch());
        }
        double[] gradient = call.parameterGradient();
        if (gradient != null) {
            kernel.addKernel(dy, call.input(0), gradient, call.batch());
            bias.addGradient(dy, gradient, call.batch());
        }
    }

    @Override
    public void forwardTangent(Call call) {
        Call tangent = call.tangent();
        double[] ry = tangent.output();
        bias.fill(tangent.parameters(), ry, call.batch());
        kernel.addProduct(tangent.parameters(), call.input(0), ry, call.batch());
        double[] rx = call.inputTangent(0);
        if (rx != null) {
            kernel.addProduct(call.parameters(), rx, ry, call.batch());
        }
    }

    @Override
    public void backwardTangent(Call call) {
        Call tangent = call.tangent();
        double[] dy = call.outputGradient();
        double[] rdy = tangent.outputGradient();
        double[] rdx = tangent.inputGradient(0);
        if (rdx != null) {
            kernel.addTransposed(
                    call.parameters(), rdy, tangent.parameters(), dy, rdx, call.batch());
        }
        double[] product = tangent.parameterGradient();
        if (product != null) {
            double[] rx = call.inputTangent(0);
            kernel.addKernel(rdy, call.input(0), product, call.batch());
            bias.addGradient(rdy, product, call.batch());
            if (rx != null) {
                kernel.addKernel(dy, rx, product, call.batch());
            }
        }
    }
}
