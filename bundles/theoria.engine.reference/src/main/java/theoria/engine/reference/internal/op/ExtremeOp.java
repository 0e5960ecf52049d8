package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.Arrays;

/**
 * Maximum or minimum over axes. Of equal extremes the first in row-major order counts and gets the
 * gradient; NaN is an extreme.
 */
public final class ExtremeOp implements Op {
    private final boolean maximum;
    private final int[] target;
    private final int size;

    /** A maximum or minimum of examples of one shape, giving another. */
    public ExtremeOp(Operator.Reduction reduction, Shape input, Shape output) {
        this.maximum = reduction.kind() == Operator.ReductionKind.MAX;
        this.target = Places.reduced(reduction.axes(), input);
        this.size = output.size();
    }

    /** For each place of the output the place of the input that counts, NONE if there is none. */
    private int[] winners(double[] x, int from) {
        int[] winners = new int[size];
        Arrays.fill(winners, Places.NONE);
        for (int i = 0; i < target.length; i++) {
            int best = winners[target[i]];
            if (best == Places.NONE || beats(x[from + i], x[from + best])) {
                winners[target[i]] = i;
            }
        }
        return winners;
    }

    private boolean beats(double x, double best) {
        boolean further = maximum ? x > best : x < best;
        return further || Double.isNaN(x) && !Double.isNaN(best);
    }

    @Override
    public void forward(Call call) {
        double[] x = call.input(0);
        double none = maximum ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        for (int n = 0; n < call.batch(); n++) {
            int from = n * target.length;
            int[] winners = winners(x, from);
            for (int k = 0; k < size; k++) {
                boolean empty = winners[k] == Places.NONE;
                call.output()[n * size + k] = empty ? none : x[from + winners[k]];
            }
        }
    }

    @Override
    public void backward(Call call) {
        scatter(call, call);
    }

    /** Sends gradients, or their tangents, to the places that count. */
    private void scatter(Call call, Call gradients) {
        double[] dx = gradients.inputGradient(0);
        for (int n = 0; dx != null && n < call.batch(); n++) {
            int from = n * target.length;
            int[] winners = winners(call.input(0), from);
            for (int k = 0; k < size; k++) {
                if (winners[k] != Places.NONE) {
                    dx[from + winners[k]] += gradients.outputGradient()[n * size + k];
                }
            }
        }
    }

    @Override
    public void forwardTangent(Call call) {
        double[] rx = call.tangent().input(0);
        for (int n = 0; n < call.batch(); n++) {
            int from = n * target.length;
            int[] winners = winners(call.input(0), from);
            for (int k = 0; k < size; k++) {
                boolean empty = winners[k] == Places.NONE;
                call.tangent().output()[n * size + k] = empty ? 0 : rx[from + winners[k]];
            }
        }
    }

    @Override
    public void backwardTangent(Call call) {
        scatter(call, call.tangent());
    }
}
