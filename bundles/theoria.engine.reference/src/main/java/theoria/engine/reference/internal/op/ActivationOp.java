package theoria.engine.reference.internal.op;

import theoria.core.model.engine.BackwardRule;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * y = s(x) element-wise; dx = dy s'(x), for a ReLU under the call's backward rule. R{y} = s'(x)
 * R{x}, R{dx} = R{dy} s'(x) + dy s''(x) R{x}.
 */
public final class ActivationOp implements Op {
    private final boolean rectifier;
    private final ScalarFunction function;
    private final int size;

    /** An activation over examples of the given shape. */
    public ActivationOp(Operator.Activation activation, Shape shape) {
        this.rectifier = activation.function() == ActivationFunction.RELU;
        this.function = ScalarFunction.of(activation);
        this.size = shape.size();
    }

    @Override
    public void forward(Call call) {
        double[] x = call.input(0);
        double[] y = call.output();
        int count = call.batch() * size;
        if (rectifier) {
            for (int i = 0; i < count; i++) {
                y[i] = Math.max(x[i], 0); // NaN stays NaN
            }
            return;
        }
        DoubleUnaryOperator value = function.value();
        for (int i = 0; i < count; i++) {
            y[i] = value.applyAsDouble(x[i]);
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
        int count = call.batch() * size;
        if (rectifier && call.rule() == BackwardRule.PLAIN) {
            for (int i = 0; i < count; i++) {
                dx[i] += ifPositive(x[i], dy[i]);
            }
            return;
        }
        if (rectifier) {
            for (int i = 0; i < count; i++) {
                dx[i] += rectified(x[i], dy[i], call.rule());
            }
            return;
        }
        DoubleBinaryOperator slope = function.slope();
        for (int i = 0; i < count; i++) {
            dx[i] += dy[i] * slope.applyAsDouble(x[i], y[i]);
        }
    }

    /**
     * The number where x is positive, else 0, without a branch: half the signs of a layer are
     * positive in no order, so every other branch would be predicted wrongly.
     */
    private static double ifPositive(double x, double number) {
        long mask = x > 0 ? -1L : 0L;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(number) & mask);
    }

    private static double rectified(double x, double dy, BackwardRule rule) {
        boolean passes = rule == BackwardRule.DECONVOLUTION || x > 0;
        return passes ? Math.max(dy, 0) : 0;
    }

    @Override
    public void forwardTangent(Call call) {
        double[] x = call.input(0);
        double[] rx = call.tangent().input(0);
        double[] ry = call.tangent().output();
        int count = call.batch() * size;
        if (rectifier) {
            for (int i = 0; i < count; i++) {
                ry[i] = ifPositive(x[i], rx[i]);
            }
            return;
        }
        double[] y = call.output();
        DoubleBinaryOperator slope = function.slope();
        for (int i = 0; i < count; i++) {
            ry[i] = slope.applyAsDouble(x[i], y[i]) * rx[i];
        }
    }

    @Override
    public void backwardTangent(Call call) {
        double[] rdx = call.tangent().inputGradient(0);
        if (rdx == null) {
            return;
        }
        double[] x = call.input(0);
        double[] rdy = call.tangent().outputGradient();
        int count = call.batch() * size;
        if (rectifier) {
            for (int i = 0; i < count; i++) {
                rdx[i] += ifPositive(x[i], rdy[i]);
            }
            return;
        }
        double[] y = call.output();
        double[] rx = call.tangent().input(0);
        double[] dy = call.outputGradient();
        DoubleBinaryOperator slope = function.slope();
        DoubleBinaryOperator curvature = function.curvature();
        for (int i = 0; i < count; i++) {
            rdx[i] +=
                    rdy[i] * slope.applyAsDouble(x[i], y[i])
                            + dy[i] * curvature.applyAsDouble(x[i], y[i]) * rx[i];
        }
    }
}
