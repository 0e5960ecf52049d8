package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/**
 * Linear operators that send every number of the input to one place: y[target(i)] += factor x[i]
 * for every place i. Reshape, flatten, identity and dropout in inference (target(i) = i), mean and
 * sum over axes are of this form; the gradient takes the same way back.
 */
public final class GatherSumOp implements LinearOp {
    private final int[] target;
    private final double factor;
    private final int size;

    private GatherSumOp(int[] target, double factor, int size) {
        this.target = target;
        this.factor = factor;
        this.size = size;
    }

    /** The same numbers in the same order. */
    public static GatherSumOp copy(Shape shape) {
        int[] target = new int[shape.size()];
        java.util.Arrays.setAll(target, i -> i);
        return new GatherSumOp(target, 1, target.length);
    }

    /** Means over axes. */
    public static GatherSumOp mean(Operator.Mean mean, Shape input, Shape output) {
        int[] target = Places.reduced(mean.axes(), input);
        return new GatherSumOp(target, (double) output.size() / input.size(), output.size());
    }

    /** Sums over axes. */
    public static GatherSumOp sum(Operator.Reduction sum, Shape input, Shape output) {
        return new GatherSumOp(Places.reduced(sum.axes(), input), 1, output.size());
    }

    @Override
    public void forward(Call call) {
        double[] y = call.output();
        java.util.Arrays.fill(y, 0, call.batch() * size, 0);
        for (int n = 0; n < call.batch(); n++) {
            int from = n * target.length;
            for (int i = 0; i < target.length; i++) {
                y[n * size + target[i]] += call.input(0)[from + i];
            }
        }
        for (int i = 0; factor != 1 && i < call.batch() * size; i++) {
            y[i] *= factor;
        }
    }

    @Override
    public void backward(Call call) {
        double[] dx = call.inputGradient(0);
        for (int n = 0; dx != null && n < call.batch(); n++) {
            int from = n * target.length;
            for (int i = 0; i < target.length; i++) {
                dx[from + i] += factor * call.outputGradient()[n * size + target[i]];
            }
        }
    }
}
