package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.model.graph.Block;
import theoria.core.model.tensor.Shape;

/**
 * Batch norm in inference mode: y = scale (x - mean) / sqrt(variance + epsilon) + shift, per
 * channel; dx = dy scale / sqrt(variance + epsilon), dscale = sum dy (x - mean) / sqrt(variance +
 * epsilon), dshift = sum dy. The R-operator follows by the product rule.
 */
public final class BatchNormOp implements Op {
    private final double epsilon;
    private final int channels;
    private final int run;
    private final int scale;
    private final int shift;
    private final int mean;
    private final int variance;

    /** A batch norm over examples of the given shape; scale and shift may be missing. */
    public BatchNormOp(
            double epsilon,
            Shape shape,
            @Nullable Block scale,
            @Nullable Block shift,
            Block mean,
            Block variance) {
        this.epsilon = epsilon;
        this.channels = shape.extent(0);
        this.run = shape.size() / channels;
        this.scale = scale == null ? -1 : scale.offset();
        this.shift = shift == null ? -1 : shift.offset();
        this.mean = mean.offset();
        this.variance = variance.offset();
    }

    private double inverse(Call call, int c) {
        return 1 / Math.sqrt(call.buffers()[variance + c] + epsilon);
    }

    private double factor(Call call, int c) {
        return scale < 0 ? 1 : call.parameters()[scale + c];
    }

    @Override
    public void forward(Call call) {
        double[] x = call.input(0);
        for (int line = 0; line < call.batch() * channels; line++) {
            int c = line % channels;
            double centre = call.buffers()[mean + c];
            double slope = factor(call, c) * inverse(call, c);
            double offset = shift < 0 ? 0 : call.parameters()[shift + c];
            for (int i = line * run; i < (line + 1) * run; i++) {
                call.output()[i] = (x[i] - centre) * slope + offset;
            }
        }
    }

    @Override
    public void backward(Call call) {
        double[] dy = call.outputGradient();
        double[] dx = call.inputGradient(0);
        for (int line = 0; line < call.batch() * channels; line++) {
            int c = line % channels;
            double slope = factor(call, c) * inverse(call, c);
            for (int i = line * run; dx != null && i < (line + 1) * run; i++) {
                dx[i] += dy[i] * slope;
            }
            addParameters(call, line, c);
        }
    }

    private void addParameters(Call call, int line, int c) {
        double[] gradient = call.parameterGradient();
        if (gradient == null) {
            return;
        }
        double[] x = call.input(0);
        double[] dy = call.outputGradient();
        double centre = call.buffers()[mean + c];
        double sum = 0;
        double product = 0;
        for (int i = line * run; i < (line + 1) * run; i++) {
            sum += dy[i];
            product += dy[i] * (x[i] - centre);
        }
        if (scale >= 0) {
            gradient[scale + c] += product * inverse(call, c);
        }
        if (shift >= 0) {
            gradient[shift + c] += sum;
        }
    }

    @Override
    public void forwardTangent(Call call) {
        double[] x = call.input(0);
        double[] rx = call.inputTangent(0);
        double[] v = call.tangent().parameters();
        double[] ry = call.tangent().output();
        for (int line = 0; line < call.batch() * channels; line++) {
            int c = line % channels;
            double centre = call.buffers()[mean + c];
            double slope = factor(call, c) * inverse(call, c);
            double turn = scale < 0 ? 0 : v[scale + c] * inverse(call, c);
            double offset = shift < 0 ? 0 : v[shift + c];
            for (int i = line * run; i < (line + 1) * run; i++) {
                ry[i] = (rx == null ? 0 : rx[i] * slope) + (x[i] - centre) * turn + offset;
            }
        }
    }

    @Override
    public void backwardTangent(Call call) {
        double[] dy = call.outputGradient();
        double[] rdy = call.tangent().outputGradient();
        double[] rdx = call.tangent().inputGradient(0);
        double[] v = call.tangent().parameters();
        for (int line = 0; line < call.batch() * channels; line++) {
            int c = line % channels;
            double slope = factor(call, c) * inverse(call, c);
            double turn = scale < 0 ? 0 : v[scale + c] * inverse(call, c);
            for (int i = line * run; rdx != null && i < (line + 1) * run; i++) {
                rdx[i] += rdy[i] * slope + dy[i] * turn;
            }
            addParameterTangents(call, line, c);
        }
    }

    private void addParameterTangents(Call call, int line, int c) {
        double[] product = call.tangent().parameterGradient();
        if (product == null) {
            return;
        }
        double[] x = call.input(0);
        double[] rx = call.inputTangent(0);
        double[] dy = call.outputGradient();
        double[] rdy = call.tangent().outputGradient();
        double centre = call.buffers()[mean + c];
        double sum = 0;
        double turned = 0;
        for (int i = line * run; i < (line + 1) * run; i++) {
            sum += rdy[i];
            turned += rdy[i] * (x[i] - centre) + (rx == null ? 0 : dy[i] * rx[i]);
        }
        if (scale >= 0) {
            product[scale + c] += turned * inverse(call, c);
        }
        if (shift >= 0) {
            product[shift + c] += sum;
        }
    }
}
