package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/**
 * y = scale (q - zero), q = zero + x / scale rounded half to even, clipped to [low, high]; dx = dy
 * where q was not clipped (straight-through estimator), else 0.
 */
public final class QuantizeOp implements Op {
    private final Operator.Quantize quantize;
    private final int size;

    /** A quantisation of examples of the given shape. */
    public QuantizeOp(Operator.Quantize quantize, Shape shape) {
        this.quantize = quantize;
        this.size = shape.size();
    }

    /** q before it is clipped. */
    private double integer(double x) {
        return Math.rint(x / quantize.scale()) + quantize.zero();
    }

    @Override
    public void forward(Call call) {
        double[] x = call.input(0);
        for (int i = 0; i < call.batch() * size; i++) {
            double q = Math.max(quantize.low(), Math.min(quantize.high(), integer(x[i])));
            call.output()[i] = quantize.scale() * (q - quantize.zero());
        }
    }

    private boolean inside(double x) {
        double q = integer(x);
        return q >= quantize.low() && q <= quantize.high();
    }

    @Override
    public void backward(Call call) {
        pass(call, call);
    }

    private void pass(Call call, Call gradients) {
        double[] dx = gradients.inputGradient(0);
        double[] x = call.input(0);
        for (int i = 0; dx != null && i < call.batch() * size; i++) {
            dx[i] += inside(x[i]) ? gradients.outputGradient()[i] : 0;
        }
    }

    /** Straight through as well, so that R{y} is the transpose of the way back. */
    @Override
    public void forwardTangent(Call call) {
        double[] x = call.input(0);
        for (int i = 0; i < call.batch() * size; i++) {
            call.tangent().output()[i] = inside(x[i]) ? call.tangent().input(0)[i] : 0;
        }
    }

    @Override
    public void backwardTangent(Call call) {
        pass(call, call.tangent());
    }
}
