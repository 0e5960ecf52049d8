package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/**
 * x + y, x - y, x y, x / y with broadcasting; an input that was broadcast gets the sum of the
 * gradients over the places it was broadcast to.
 */
public final class ArithmeticOp implements Op {
    private final Operator.ArithmeticKind kind;
    private final int size;
    private final int[][] sources;
    private final int[] inputSizes;

    /** An operation on examples of two shapes. */
    public ArithmeticOp(Operator.ArithmeticKind kind, Shape left, Shape right, Shape output) {
        this.kind = kind;
        this.size = output.size();
        this.sources = new int[][] {source(left, output), source(right, output)};
        this.inputSizes = new int[] {left.size(), right.size()};
    }

    /** For each place of the output the place of the input that is broadcast there. */
    private static int[] source(Shape input, Shape output) {
        int[] source = new int[output.size()];
        for (int place = 0; place < source.length; place++) {
            int rest = place;
            int stride = 1;
            for (int axis = 1; axis <= input.rank(); axis++) {
                int coordinate = rest % output.extent(-axis);
                rest /= output.extent(-axis);
                source[place] += input.extent(-axis) == 1 ? 0 : coordinate * stride;
                stride *= input.extent(-axis);
            }
        }
        return source;
    }

    @Override
    public void forward(Call call) {
        for (int n = 0; n < call.batch(); n++) {
            int left = call.inputOffset(0, n, inputSizes[0]);
            int right = call.inputOffset(1, n, inputSizes[1]);
            for (int i = 0; i < size; i++) {
                double x = call.input(0)[left + sources[0][i]];
                double y = call.input(1)[right + sources[1][i]];
                call.output()[n * size + i] = value(x, y);
            }
        }
    }

    private double value(double x, double y) {
        switch (kind) {
            case ADD:
                return x + y;
            case SUBTRACT:
                return x - y;
            case MULTIPLY:
                return x * y;
            default:
                return x / y;
        }
    }

    @Override
    public void backward(Call call) {
        for (int side = 0; side < 2; side++) {
            double[] gradient = call.inputGradient(side);
            if (gradient != null) {
                backward(call, side, gradient);
            }
        }
    }

    private void backward(Call call, int side, double[] gradient) {
        for (int n = 0; n < call.batch(); n++) {
            int left = call.inputOffset(0, n, inputSizes[0]);
            int right = call.inputOffset(1, n, inputSizes[1]);
            int own = side == 0 ? left : right;
            for (int i = 0; i < size; i++) {
                double x = call.input(0)[left + sources[0][i]];
                double y = call.input(1)[right + sources[1][i]];
                gradient[own + sources[side][i]] +=
                        call.outputGradient()[n * size + i] * slope(side, x, y);
            }
        }
    }

    private double slope(int side, double x, double y) {
        switch (kind) {
            case ADD:
                return 1;
            case SUBTRACT:
                return side == 0 ? 1 : -1;
            case MULTIPLY:
                return side == 0 ? y : x;
            default:
                return side == 0 ? 1 / y : -x / (y * y);
        }
    }
}
