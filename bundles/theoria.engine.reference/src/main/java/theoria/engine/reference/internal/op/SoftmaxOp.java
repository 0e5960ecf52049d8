package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/**
 * Softmax along an axis: dx_k = y_k (dy_k - sum_j dy_j y_j); log-softmax: dx_k = dy_k - exp(y_k)
 * sum_j dy_j. Tangents: R{y_k} = y_k (R{x_k} - sum_j y_j R{x_j}), for the logarithm R{y_k} = R{x_k}
 * - sum_j exp(y_j) R{x_j}; R{dx} by the product rule.
 */
public final class SoftmaxOp implements Op {
    private final boolean logarithm;
    private final int outer;
    private final int length;
    private final int inner;

    /** A softmax over examples of the given shape. */
    public SoftmaxOp(Operator.Softmax softmax, Shape shape) {
        this.logarithm = softmax.logarithm();
        this.length = shape.extent(softmax.axis());
        this.inner = shape.tail(softmax.axis() + 1).size();
        this.outer = shape.size() / length / inner;
    }

    @Override
    public void forward(Call call) {
        double[] line = new double[length];
        for (int block = 0; block < call.batch() * outer * inner; block++) {
            int start = block / inner * length * inner + block % inner;
            for (int k = 0; k < length; k++) {
                line[k] = call.input(0)[start + k * inner];
            }
            normalise(line);
            for (int k = 0; k < length; k++) {
                call.output()[start + k * inner] = line[k];
            }
        }
    }

    /** Relative to the largest number m: log sum exp as one number would swallow log n behind m. */
    private void normalise(double[] line) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double x : line) {
            largest = Math.max(largest, x);
        }
        double sum = 0;
        for (double x : line) {
            sum += Math.exp(x - largest);
        }
        double log = Math.log(sum);
        for (int k = 0; k < length; k++) {
            double above = line[k] - largest;
            line[k] = logarithm ? above - log : Math.exp(above) / sum;
        }
    }

    @Override
    public void backward(Call call) {
        double[] dx = call.inputGradient(0);
        if (dx == null) {
            return;
        }
        double[] y = call.output();
        double[] dy = call.outputGradient();
        for (int block = 0; block < call.batch() * outer * inner; block++) {
            int start = block / inner * length * inner + block % inner;
            double sum = 0;
            for (int k = 0; k < length; k++) {
                int i = start + k * inner;
                sum += logarithm ? dy[i] : dy[i] * y[i];
            }
            for (int k = 0; k < length; k++) {
                int i = start + k * inner;
                dx[i] += logarithm ? dy[i] - Math.exp(y[i]) * sum : y[i] * (dy[i] - sum);
            }
        }
    }

    @Override
    public void forwardTangent(Call call) {
        double[] y = call.output();
        double[] rx = call.tangent().input(0);
        double[] ry = call.tangent().output();
        for (int block = 0; block < call.batch() * outer * inner; block++) {
            int start = block / inner * length * inner + block % inner;
            double mean = 0;
            for (int k = 0; k < length; k++) {
                int i = start + k * inner;
                mean += (logarithm ? Math.exp(y[i]) : y[i]) * rx[i];
            }
            for (int k = 0; k < length; k++) {
                int i = start + k * inner;
                ry[i] = (logarithm ? 1 : y[i]) * (rx[i] - mean);
            }
        }
    }

    @Override
    public void backwardTangent(Call call) {
        double[] rdx = call.tangent().inputGradient(0);
        double[] y = call.output();
        double[] ry = call.tangent().output();
        double[] dy = call.outputGradient();
        double[] rdy = call.tangent().outputGradient();
        for (int block = 0; rdx != null && block < call.batch() * outer * inner; block++) {
            int start = block / inner * length * inner + block % inner;
            double sum = 0;
            double turned = 0;
            for (int k = 0; k < length; k++) {
                int i = start + k * inner;
                sum += logarithm ? dy[i] : dy[i] * y[i];
                turned += logarithm ? rdy[i] : rdy[i] * y[i] + dy[i] * ry[i];
            }
            for (int k = 0; k < length; k++) {
                int i = start + k * inner;
                rdx[i] +=
                        logarithm
                                ? rdy[i] - Math.exp(y[i]) * (ry[i] * sum + turned)
                                : ry[i] * (dy[i] - sum) + y[i] * (rdy[i] - turned);
            }
        }
    }
}
