package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/**
 * y_c = x_c s_c^(-beta), s_c = bias + alpha/size sum_j x_j^2 over channels j near c; dx_j = dy_j
 * s_j^(-beta) - 2 alpha/size beta x_j sum over c near j of t_c, t_c = dy_c x_c s_c^(-beta-1). With
 * R{s_c} = 2 alpha/size sum_j x_j R{x_j}: R{y_c} = R{x_c} s_c^(-beta) - beta x_c s_c^(-beta-1)
 * R{s_c}, R{t_c} and R{dx_j} by the product rule.
 */
public final class LocalResponseNormOp implements Op {
    private final Operator.LocalResponseNorm norm;
    private final int channels;
    private final int places;

    /** A normalisation of examples of the given shape. */
    public LocalResponseNormOp(Operator.LocalResponseNorm norm, Shape shape) {
        this.norm = norm;
        this.channels = shape.extent(0);
        this.places = shape.size() / channels;
    }

    @Override
    public void forward(Call call) {
        double[] x = call.input(0);
        for (int n = 0; n < call.batch(); n++) {
            for (int p = 0; p < places; p++) {
                int start = n * channels * places + p;
                for (int c = 0; c < channels; c++) {
                    int i = start + c * places;
                    call.output()[i] = x[i] * Math.pow(scale(x, start, c), -norm.beta());
                }
            }
        }
    }

    private double scale(double[] x, int start, int c) {
        double sum = 0;
        for (int j = Math.max(0, c - before()); j <= Math.min(channels - 1, c + after()); j++) {
            double value = x[start + j * places];
            sum += value * value;
        }
        return norm.bias() + norm.alpha() / norm.size() * sum;
    }

    private int before() {
        return (norm.size() - 1) / 2;
    }

    private int after() {
        return norm.size() - 1 - before();
    }

    @Override
    public void backward(Call call) {
        double[] dx = call.inputGradient(0);
        if (dx == null) {
            return;
        }
        double[] x = call.input(0);
        double[] dy = call.outputGradient();
        double factor = 2 * norm.alpha() / norm.size() * norm.beta();
        for (int n = 0; n < call.batch(); n++) {
            for (int p = 0; p < places; p++) {
                int start = n * channels * places + p;
                for (int c = 0; c < channels; c++) {
                    int i = start + c * places;
                    double scale = scale(x, start, c);
                    double power = Math.pow(scale, -norm.beta());
                    dx[i] += dy[i] * power;
                    double shared = factor * dy[i] * x[i] * power / scale;
                    int last = Math.min(channels - 1, c + after());
                    for (int j = Math.max(0, c - before()); j <= last; j++) {
                        dx[start + j * places] -= shared * x[start + j * places];
                    }
                }
            }
        }
    }

    /** R{s_c}. */
    private double scaleTangent(double[] x, double[] rx, int start, int c) {
        double sum = 0;
        for (int j = Math.max(0, c - before()); j <= Math.min(channels - 1, c + after()); j++) {
            sum += x[start + j * places] * rx[start + j * places];
        }
        return 2 * norm.alpha() / norm.size() * sum;
    }

    @Override
    public void forwardTangent(Call call) {
        double[] x = call.input(0);
        double[] rx = call.tangent().input(0);
        for (int n = 0; n < call.batch(); n++) {
            for (int p = 0; p < places; p++) {
                int start = n * channels * places + p;
                for (int c = 0; c < channels; c++) {
                    int i = start + c * places;
                    double scale = scale(x, start, c);
                    double relative = scaleTangent(x, rx, start, c) / scale;
                    call.tangent().output()[i] =
                            Math.pow(scale, -norm.beta()) * (rx[i] - norm.beta() * x[i] * relative);
                }
            }
        }
    }

    @Override
    public void backwardTangent(Call call) {
        double[] rdx = call.tangent().inputGradient(0);
        for (int n = 0; rdx != null && n < call.batch(); n++) {
            for (int p = 0; p < places; p++) {
                int start = n * channels * places + p;
                for (int c = 0; c < channels; c++) {
                    addTangents(call, start, c, rdx);
                }
            }
        }
    }

    /** What output c of one place sends to the inputs near it. */
    private void addTangents(Call call, int start, int c, double[] rdx) {
        double[] x = call.input(0);
        double[] rx = call.tangent().input(0);
        int i = start + c * places;
        double dy = call.outputGradient()[i];
        double rdy = call.tangent().outputGradient()[i];
        double scale = scale(x, start, c);
        double relative = scaleTangent(x, rx, start, c) / scale;
        double power = Math.pow(scale, -norm.beta());
        rdx[i] += power * (rdy - norm.beta() * dy * relative);
        double factor = 2 * norm.alpha() / norm.size() * norm.beta() * power / scale;
        double shared = factor * dy * x[i];
        double turned =
                factor * (rdy * x[i] + dy * rx[i] - (norm.beta() + 1) * dy * x[i] * relative);
        int last = Math.min(channels - 1, c + after());
        for (int j = Math.max(0, c - before()); j <= last; j++) {
            int near = start + j * places;
            rdx[near] -= turned * x[near] + shared * rx[near];
        }
    }
}
