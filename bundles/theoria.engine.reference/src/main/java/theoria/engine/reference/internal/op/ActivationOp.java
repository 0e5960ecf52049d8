package theoria.engine.reference.internal.op;

import theoria.core.model.engine.BackwardRule;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/** y = s(x) element-wise; dx = dy s'(x), for a ReLU under the call's backward rule. */
public final class ActivationOp implements Op {
    private final ActivationFunction function;
    private final double alpha;
    private final int size;

    /** An activation over examples of the given shape. */
    public ActivationOp(Operator.Activation activation, Shape shape) {
        this.function = activation.function();
        this.alpha = activation.alpha();
        this.size = shape.size();
    }

    @Override
    public void forward(Call call) {
        double[] x = call.input(0);
        double[] y = call.output();
        for (int i = 0; i < call.batch() * size; i++) {
            y[i] = value(x[i]);
        }
    }

    @Override
    public void backward(Call call) {
        double[] dx = call.inputGradient(0);
        if (dx == null) {
            return;
        }
        double[] x = call.input(0);
        double[] y = call.output();
        double[] dy = call.outputGradient();
        boolean rectifier = function == ActivationFunction.RELU;
        for (int i = 0; i < call.batch() * size; i++) {
            dx[i] += rectifier ? rectified(x[i], dy[i], call.rule()) : dy[i] * slope(x[i], y[i]);
        }
    }

    private static double rectified(double x, double dy, BackwardRule rule) {
        switch (rule) {
            case DECONVOLUTION:
                return Math.max(dy, 0);
            case GUIDED:
                return x > 0 ? Math.max(dy, 0) : 0;
            default:
                return x > 0 ? dy : 0;
        }
    }

    private double value(double x) {
        switch (function) {
            case RELU:
                return x > 0 || Double.isNaN(x) ? x : 0;
            case LEAKY_RELU:
                return x > 0 ? x : alpha * x;
            case ELU:
                return x > 0 ? x : alpha * Math.expm1(x);
            case TANH:
                return Math.tanh(x);
            case SIGMOID:
                return sigmoid(x);
            case SOFTPLUS:
                return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            default:
                throw new IllegalStateException("no formula for " + function);
        }
    }

    private double slope(double x, double y) {
        switch (function) {
            case LEAKY_RELU:
                return x > 0 ? 1 : alpha;
            case ELU:
                return x > 0 ? 1 : y + alpha;
            case TANH:
                return 1 - y * y;
            case SIGMOID:
                return y * (1 - y);
            case SOFTPLUS:
                return sigmoid(x);
            default:
                throw new IllegalStateException("no derivative for " + function);
        }
    }

    private static double sigmoid(double x) {
        double e = Math.exp(-Math.abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }
}
