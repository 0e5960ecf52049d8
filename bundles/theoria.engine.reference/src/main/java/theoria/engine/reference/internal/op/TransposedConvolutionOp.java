package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.math.linear.Gemm;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/**
 * The transpose of a cross-correlation from the output to the input: with C' adding patches (taps x
 * positions of the input) to image places, Y = C' W' X + b; dX = W C dY, dW = X (C dY)'. The
 * R-operator follows by the product rule, C being fixed.
 */
public final class TransposedConvolutionOp implements Op {
    private final Correlation kernel;
    private final ChannelBias bias;

    /** A transposed convolution from examples of one shape to another. */
    public TransposedConvolutionOp(
            Gemm gemm,
            Operator.TransposedConvolution convolution,
            Shape input,
            Shape output,
            Block kernel,
            @Nullable Block bias) {
        SlidingWindow window = new SlidingWindow(convolution.window(), output, input);
        int groups = convolution.groups();
        int filters = convolution.filters();
        this.kernel = new Correlation(gemm, window, groups, input.extent(0), filters, kernel);
        this.bias = new ChannelBias(bias, filters, window.volume());
    }

    @Override
    public void forward(Call call) {
        bias.fill(call.parameters(), call.output(), call.batch());
        kernel.addTransposed(call.parameters(), call.input(0), call.output(), call.batch());
    }

    @Override
    public void backward(Call call) {
        double[] dx = call.inputGradient(0);
        double[] dy = call.outputGradient();
        if (dx != null) {
            kernel.addProduct(call.parameters(), dy, dx, call.batch());
        }
        double[] gradient = call.parameterGradient();
        if (gradient != null) {
            kernel.addKernel(call.input(0), dy, gradient, call.batch());
            bias.addGradient(dy, gradient, call.batch());
        }
    }

    @Override
    public void forwardTangent(Call call) {
        Call tangent = call.tangent();
        double[] rx = call.inputTangent(0);
        double[] theta = rx == null ? null : call.parameters();
        bias.fill(tangent.parameters(), tangent.output(), call.batch());
        kernel.addTransposed(
                tangent.parameters(), call.input(0), theta, rx, tangent.output(), call.batch());
    }

    @Override
    public void backwardTangent(Call call) {
        Call tangent = call.tangent();
        addTangents(call, tangent.outputGradient(), call.parameters(), call.input(0));
        addTangents(call, call.outputGradient(), tangent.parameters(), call.inputTangent(0));
        double[] product = tangent.parameterGradient();
        if (product != null) {
            bias.addGradient(tangent.outputGradient(), product, call.batch());
        }
    }

    /** What one of the two gradients sends, with the other factor of each product. */
    private void addTangents(Call call, double[] dy, double[] theta, double @Nullable [] x) {
        double[] rdx = call.tangent().inputGradient(0);
        double[] product = call.tangent().parameterGradient();
        if (rdx != null) {
            kernel.addProduct(theta, dy, rdx, call.batch());
        }
        if (product != null && x != null) {
            kernel.addKernel(x, dy, product, call.batch());
        }
    }
}
