package theoria.engine.reference.internal.op;

import theoria.core.model.engine.BackwardRule;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** y = s(x) element-wise; dx = dy s'(x), for a ReLU under the call's backward rule. */
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
                y[i] = x[i] > 0 || Double.isNaN(x[i]) ? x[i] : 0;
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
}
