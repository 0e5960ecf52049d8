package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.math.linear.Gemm;
import theoria.core.math.linear.Matrix;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.Arrays;

/**
 * The transpose of a convolution's linear map per example and group: with C the map from columns
 * (taps x positions of the input) to image places, Y = C W' X + b; with dX = W C' dY and dW = X (C'
 * dY)'.
 */
public final class TransposedConvolutionOp implements Op {
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

    /** A transposed convolution from examples of one shape to another. */
    public TransposedConvolutionOp(
            Gemm gemm,
            Operator.TransposedConvolution convolution,
            Shape input,
            Shape output,
            Block kernel,
            @Nullable Block bias) {
        this.gemm = gemm;
        this.window = new SlidingWindow(convolution.window(), output, input);
        this.groups = convolution.groups();
        this.inSize = input.size();
        this.outSize = output.size();
        this.groupChannels = input.extent(0) / groups;
        this.groupFilters = convolution.filters() / groups;
        this.taps = groupFilters * window.taps();
        this.kernel = kernel.offset();
        this.bias = bias == null ? -1 : bias.offset();
    }

    @Override
    public void forward(Call call) {
        int positions = window.positions();
        double[] cols = new double[taps * positions];
        for (int n = 0; n < call.batch(); n++) {
            for (int g = 0; g < groups; g++) {
                gemm.multiply(
                        taps,
                        positions,
                        groupChannels,
                        call.parameters(),
                        Matrix.transposedAt(kernelAt(g), taps),
                        call.input(0),
                        Matrix.at(inputAt(n, g), positions),
                        0,
                        cols,
                        Matrix.at(0, positions));
                fillBias(call, g, outputAt(n, g));
                window.addColumns(cols, groupFilters, call.output(), outputAt(n, g));
            }
        }
    }

    private void fillBias(Call call, int group, int to) {
        int volume = window.volume();
        for (int f = 0; f < groupFilters; f++) {
            double value = bias < 0 ? 0 : call.parameters()[bias + group * groupFilters + f];
            Arrays.fill(call.output(), to + f * volume, to + (f + 1) * volume, value);
        }
    }

    @Override
    public void backward(Call call) {
        double[] cols = new double[taps * window.positions()];
        for (int n = 0; n < call.batch(); n++) {
            for (int g = 0; g < groups; g++) {
                window.toColumns(call.outputGradient(), outputAt(n, g), groupFilters, cols);
                backwardInput(call, n, g, cols);
                backwardParameters(call, n, g, cols);
            }
        }
    }

    private void backwardInput(Call call, int n, int g, double[] cols) {
        double[] dx = call.inputGradient(0);
        int positions = window.positions();
        if (dx != null) {
            gemm.multiply(
                    groupChannels,
                    positions,
                    taps,
                    call.parameters(),
                    Matrix.at(kernelAt(g), taps),
                    cols,
                    Matrix.at(0, positions),
                    1,
                    dx,
                    Matrix.at(inputAt(n, g), positions));
        }
    }

    private void backwardParameters(Call call, int n, int g, double[] cols) {
        double[] gradient = call.parameterGradient();
        if (gradient == null) {
            return;
        }
        int positions = window.positions();
        gemm.multiply(
                groupChannels,
                taps,
                positions,
                call.input(0),
                Matrix.at(inputAt(n, g), positions),
                cols,
                Matrix.transposedAt(0, positions),
                1,
                gradient,
                Matrix.at(kernelAt(g), taps));
        for (int f = 0; bias >= 0 && f < groupFilters; f++) {
            int from = outputAt(n, g) + f * window.volume();
            double sum = 0;
            for (int p = from; p < from + window.volume(); p++) {
                sum += call.outputGradient()[p];
            }
            gradient[bias + g * groupFilters + f] += sum;
        }
    }

    private int inputAt(int n, int g) {
        return n * inSize + g * (inSize / groups);
    }

    private int outputAt(int n, int g) {
        return n * outSize + g * (outSize / groups);
    }

    private int kernelAt(int g) {
        return kernel + g * groupChannels * taps;
    }
}
