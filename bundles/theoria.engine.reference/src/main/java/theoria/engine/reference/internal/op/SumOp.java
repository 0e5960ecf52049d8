package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.Arrays;

/**
 * Reductions y = g(sum f(x_i)) over axes, by the formulas of {@link Operator.ReductionKind}: L1 and
 * L2 norm, sum of squares, logarithm of the sum and of the sum of exponentials; dx_i = dy g'(sum)
 * f'(x_i). The L1 norm has derivative 0 in an entry that is 0, the L2 norm has derivative 0 at 0.
 * Exponentials are taken relative to the largest entry, so that they do not overflow. With p(x, y)
 * the derivative of y in an entry: R{y} = sum p R{x_i}, R{dx_i} = R{dy} p + dy R{p}.
 */
public final class SumOp implements Op {
    private final Operator.ReductionKind kind;
    private final int[] target;
    private final int size;

    /** A reduction of examples of one shape to another. */
    public SumOp(Operator.Reduction reduction, Shape input, Shape output) {
        this.kind = reduction.kind();
        this.target = Places.reduced(reduction.axes(), input);
        this.size = output.size();
    }

    @Override
    public void forward(Call call) {
        double[] x = call.input(0);
        double[] y = call.output();
        double[] shift = new double[size];
        for (int n = 0; n < call.batch(); n++) {
            int from = n * target.length;
            int to = n * size;
            if (kind == Operator.ReductionKind.LOG_SUM_EXP) {
                largest(x, from, shift);
            }
            Arrays.fill(y, to, to + size, 0);
            for (int i = 0; i < target.length; i++) {
                y[to + target[i]] += term(x[from + i], shift[target[i]]);
            }
            for (int k = 0; k < size; k++) {
                y[to + k] = finish(y[to + k], shift[k]);
            }
        }
    }

    /** The largest entry of each sum; 0 where it is infinite, for then nothing is to be gained. */
    private void largest(double[] x, int from, double[] largest) {
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < target.length; i++) {
            largest[target[i]] = Math.max(largest[target[i]], x[from + i]);
        }
        for (int k = 0; k < size; k++) {
            largest[k] = Double.isInfinite(largest[k]) ? 0 : largest[k];
        }
    }

    private double term(double x, double shift) {
        return switch (kind) {
            case L1 -> Math.abs(x);
            case L2, SUM_OF_SQUARES -> x * x;
            case LOG_SUM_EXP -> Math.exp(x - shift);
            default -> x;
        };
    }

    private double finish(double sum, double shift) {
        return switch (kind) {
            case L2 -> Math.sqrt(sum);
            case LOG_SUM, LOG_SUM_EXP -> Math.log(sum) + shift;
            default -> sum;
        };
    }

    @Override
    public void backward(Call call) {
        double[] dx = call.inputGradient(0);
        double[] x = call.input(0);
        for (int n = 0; dx != null && n < call.batch(); n++) {
            int from = n * target.length;
            for (int i = 0; i < target.length; i++) {
                int to = n * size + target[i];
                dx[from + i] += call.outputGradient()[to] * slope(x[from + i], call.output()[to]);
            }
        }
    }

    private double slope(double x, double y) {
        return switch (kind) {
            case L1 -> Math.signum(x);
            case L2 -> y == 0 ? 0 : x / y;
            case SUM_OF_SQUARES -> 2 * x;
            case LOG_SUM -> Math.exp(-y);
            case LOG_SUM_EXP -> Math.exp(x - y);
            default -> 1;
        };
    }

    @Override
    public void forwardTangent(Call call) {
        double[] x = call.input(0);
        double[] y = call.output();
        double[] rx = call.tangent().input(0);
        double[] ry = call.tangent().output();
        Arrays.fill(ry, 0, call.batch() * size, 0);
        for (int n = 0; n < call.batch(); n++) {
            int from = n * target.length;
            for (int i = 0; i < target.length; i++) {
                int to = n * size + target[i];
                ry[to] += slope(x[from + i], y[to]) * rx[from + i];
            }
        }
    }

    @Override
    public void backwardTangent(Call call) {
        double[] rdx = call.tangent().inputGradient(0);
        double[] x = call.input(0);
        double[] y = call.output();
        double[] rx = call.tangent().input(0);
        double[] ry = call.tangent().output();
        for (int n = 0; rdx != null && n < call.batch(); n++) {
            int from = n * target.length;
            for (int i = 0; i < target.length; i++) {
                int to = n * size + target[i];
                double p = slope(x[from + i], y[to]);
                double turn = turn(p, rx[from + i], y[to], ry[to]);
                rdx[from + i] +=
                        call.tangent().outputGradient()[to] * p + call.outputGradient()[to] * turn;
            }
        }
    }

    /** R{p} of the derivative p. */
    private double turn(double p, double rx, double y, double ry) {
        return switch (kind) {
            case L2 -> y == 0 ? 0 : (rx - p * ry) / y;
            case SUM_OF_SQUARES -> 2 * rx;
            case LOG_SUM -> -p * ry;
            case LOG_SUM_EXP -> p * (rx - ry);
            default -> 0;
        };
    }
}
