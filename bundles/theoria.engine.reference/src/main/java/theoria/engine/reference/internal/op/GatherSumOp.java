package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.List;

/**
 * Linear operators that only move or average numbers: y[target(i)] += factor x[i] for every place i
 * of the input, on top of a constant. Reshape, flatten, identity and dropout in inference
 * (target(i) = i), mean over axes, and constant padding are of this form; the gradient takes the
 * same way back.
 */
public final class GatherSumOp implements Op {
    private final int[] target;
    private final double factor;
    private final double constant;
    private final int size;

    private GatherSumOp(int[] target, double factor, double constant, int size) {
        this.target = target;
        this.factor = factor;
        this.constant = constant;
        this.size = size;
    }

    /** The same numbers in the same order. */
    public static GatherSumOp copy(Shape shape) {
        int[] target = new int[shape.size()];
        java.util.Arrays.setAll(target, i -> i);
        return new GatherSumOp(target, 1, 0, target.length);
    }

    /** Means over axes. */
    public static GatherSumOp mean(Operator.Mean mean, Shape input, Shape output) {
        int[] target = new int[input.size()];
        int[] coordinates = new int[input.rank()];
        for (int i = 0; i < target.length; i++) {
            locate(i, input, coordinates);
            int place = 0;
            for (int axis = 0; axis < coordinates.length; axis++) {
                if (!mean.axes().contains(axis)) {
                    place = place * input.extent(axis) + coordinates[axis];
                }
            }
            target[i] = place;
        }
        return new GatherSumOp(target, (double) output.size() / input.size(), 0, output.size());
    }

    /** Padding with a constant. */
    public static GatherSumOp pad(Operator.Pad pad, Shape input, Shape output) {
        int[] target = new int[input.size()];
        int[] coordinates = new int[input.rank()];
        List<Integer> before = pad.before();
        for (int i = 0; i < target.length; i++) {
            locate(i, input, coordinates);
            int place = 0;
            for (int axis = 0; axis < coordinates.length; axis++) {
                place = place * output.extent(axis) + coordinates[axis] + before.get(axis);
            }
            target[i] = place;
        }
        return new GatherSumOp(target, 1, pad.value(), output.size());
    }

    private static void locate(int place, Shape shape, int[] coordinates) {
        int rest = place;
        for (int axis = coordinates.length - 1; axis >= 0; axis--) {
            coordinates[axis] = rest % shape.extent(axis);
            rest /= shape.extent(axis);
        }
    }

    @Override
    public void forward(Call call) {
        double[] y = call.output();
        java.util.Arrays.fill(y, 0, call.batch() * size, constant);
        boolean padded = constant != 0;
        for (int n = 0; n < call.batch(); n++) {
            int from = n * target.length;
            for (int i = 0; i < target.length; i++) {
                int place = n * size + target[i];
                y[place] = (padded ? 0 : y[place]) + call.input(0)[from + i];
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
