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

    @Override
    public void backward(Call call) {
        double[] dx = call.inputGradient(0);
        double[] x = call.input(0);
        for (int i = 0; dx != null && i < call.batch() * size; i++) {
            double q = integer(x[i]);
            dx[i] += q >= quantize.low() && q <= quantize.high() ? call.outputGradient()[i] : 0;
        }
    }
}
