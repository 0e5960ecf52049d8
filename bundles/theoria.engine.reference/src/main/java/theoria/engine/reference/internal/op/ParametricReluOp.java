package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Block;
import theoria.core.model.tensor.Shape;

/**
 * y = x for x &gt; 0, a x else, with trained slopes a broadcast to the input; dx = dy or a dy, da =
 * sum of dy x over the places with x &le; 0 that a serves. There R{y} = a R{x} + R{a} x, R{dx} = a
 * R{dy} + R{a} dy and R{da} = sum of R{dy} x + dy R{x}.
 */
public final class ParametricReluOp implements Op {
    private final int[] slope;
    private final int offset;

    /** A rectifier over examples of the given shape. */
    public ParametricReluOp(Shape shape, Block slope) {
        this.slope = Places.broadcast(slope.shape(), shape);
        this.offset = slope.offset();
    }

    @Override
    public void forward(Call call) {
        double[] x = call.input(0);
        for (int i = 0; i < call.batch() * slope.length; i++) {
            double a = call.parameters()[offset + slope[i % slope.length]];
            call.output()[i] = x[i] > 0 ? x[i] : a * x[i];
        }
    }

    @Override
    public void backward(Call call) {
        double[] x = call.input(0);
        double[] dx = call.inputGradient(0);
        double[] gradient = call.parameterGradient();
        for (int i = 0; i < call.batch() * slope.length; i++) {
            int place = offset + slope[i % slope.length];
            double dy = call.outputGradient()[i];
            if (dx != null) {
                dx[i] += x[i] > 0 ? dy : call.parameters()[place] * dy;
            }
            if (gradient != null && !(x[i] > 0)) {
                gradient[place] += dy * x[i];
            }
        }
    }

    @Override
    public void forwardTangent(Call call) {
        double[] x = call.input(0);
        double[] rx = call.inputTangent(0);
        for (int i = 0; i < call.batch() * slope.length; i++) {
            int place = offset + slope[i % slope.length];
            double tangent = rx == null ? 0 : rx[i];
            if (!(x[i] > 0)) {
                tangent =
                        call.parameters()[place] * tangent
                                + call.tangent().parameters()[place] * x[i];
            }
            call.tangent().output()[i] = tangent;
        }
    }

    @Override
    public void backwardTangent(Call call) {
        double[] x = call.input(0);
        double[] rx = call.inputTangent(0);
        double[] rdx = call.tangent().inputGradient(0);
        double[] product = call.tangent().parameterGradient();
        for (int i = 0; i < call.batch() * slope.length; i++) {
            int place = offset + slope[i % slope.length];
            double dy = call.outputGradient()[i];
            double rdy = call.tangent().outputGradient()[i];
            boolean plain = x[i] > 0;
            if (rdx != null) {
                double turned =
                        call.parameters()[place] * rdy + call.tangent().parameters()[place] * dy;
                rdx[i] += plain ? rdy : turned;
            }
            if (product != null && !plain) {
                product[place] += rdy * x[i] + (rx == null ? 0 : dy * rx[i]);
            }
        }
    }
}
