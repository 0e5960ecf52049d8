package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.math.linear.Gemm;
import theoria.core.math.linear.Matrix;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/**
 * Cross-correlation as a matrix product per example and group: with columns X (taps x positions), Y
 * = W X + b; dX = W' dY, dW = dY X'.
 */
public final class ConvolutionOp implements Op {
    private final Gemm gemm;
    private final SlidingWindow window;
    private final int groups;
    private final int inSize;
    private final int outSize;
    private final int groupChannels;
    private final int groupFilters;
    private final int taps;
    private final int kernel;
    private final int bias;

    /** A convolution from examples of one shape to another. */
    public ConvolutionOp(
            Gemm gemm,
            Operator.Convolution convolution,
            Shape input,
            Shape output,
            Block kernel,
            @Nullable Block bias) {
        this.gemm = gemm;
        this.window = new SlidingWindow(convolution.window(), input, output);
        this.groups = convolution.groups();
        this.inSize = input.size();
        this.outSize = output.size();
        this.groupChannels = input.extent(0) / groups;
        this.groupFilters = convolution.filters() / groups;
        this.taps = groupChannels * window.taps();
        this.kernel = kernel.offset();
        this.bias = bias == null ? -1 : bias.offset();
    }

    @Override
    public void forward(Call call) {
        int positions = window.positions();
        double[] cols = new double[taps * positions];
        for (int n = 0; n < call.batch(); n++) {
            for (int g = 0; g < groups; g++) {
                window.toColumns(call.input(0), imageAt(n, g), groupChannels, cols);
                int to = outputAt(n, g);
                fillBias(call, g, to);
                gemm.multiply(
                        groupFilters,
                        positions,
                        taps,
                        call.parameters(),
                        Matrix.at(kernelAt(g), taps),
                        cols,
                        Matrix.at(0, positions),
                        1,
                        call.output(),
                        Matrix.at(to, positions));
            }
        }
    }

    private void fillBias(Call call, int group, int to) {
        int positions = window.positions();
        for (int f = 0; f < groupFilters; f++) {
            double value = bias < 0 ? 0 : call.parameters()[bias + group * groupFilters + f];
            java.util.Arrays.fill(
                    call.output(), to + f * positions, to + (f + 1) * positions, value);
        }
    }

    @Override
    public void backward(Call call) {
        double[] cols = new double[taps * window.positions()];
        for (int n = 0; n < call.batch(); n++) {
            for (int g = 0; g < groups; g++) {
                backwardInput(call, n, g, cols);
                backwardParameters(call, n, g, cols);
            }
        }
    }

    private void backwardInput(Call call, int n, int g, double[] cols) {
        double[] dx = call.inputGradient(0);
        if (dx == null) {
            return;
        }
        int positions = window.positions();
        gemm.multiply(
                taps,
                positions,
                groupFilters,
                call.parameters(),
                Matrix.transposedAt(kernelAt(g), taps),
                call.outputGradient(),
                Matrix.at(outputAt(n, g), positions),
                0,
                cols,
                Matrix.at(0, positions));
        window.addColumns(cols, groupChannels, dx, imageAt(n, g));
    }

    private void backwardParameters(Call call, int n, int g, double[] cols) {
        double[] gradient = call.parameterGradient();
        if (gradient == null) {
            return;
        }
        int positions = window.positions();
        double[] dy = call.outputGradient();
        int from = outputAt(n, g);
        window.toColumns(call.input(0), imageAt(n, g), groupChannels, cols);
        gemm.multiply(
                groupFilters,
                taps,
                positions,
                dy,
                Matrix.at(from, positions),
                cols,
                Matrix.transposedAt(0, positions),
                1,
                gradient,
                Matrix.at(kernelAt(g), taps));
        for (int f = 0; bias >= 0 && f < groupFilters; f++) {
            double sum = 0;
            for (int p = 0; p < positions; p++) {
                sum += dy[from + f * positions + p];
            }
            gradient[bias + g * groupFilters + f] += sum;
        }
    }

    private int imageAt(int n, int g) {
        return n * inSize + g * (inSize / groups);
    }

    private int outputAt(int n, int g) {
        return n * outSize + g * (outSize / groups);
    }

    private int kernelAt(int g) {
        return kernel + g * groupFilters * taps;
    }
}
