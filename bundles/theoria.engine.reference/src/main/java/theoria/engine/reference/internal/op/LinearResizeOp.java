package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.List;

/**
 * Linear interpolation, one axis after another: with u the coordinate of output place p and f its
 * fraction, y[p] = (1 - f) x[floor u] + f x[ceil u]. Over several axes the weights multiply
 * (bilinear, trilinear). The gradient takes the transposed passes in reverse order.
 */
public final class LinearResizeOp implements LinearOp {
    private final List<Pass> passes = new ArrayList<>();

    /**
     * Interpolation along one axis of an array of shape (outer, length, inner).
     *
     * @param lower floor u per place of the output
     * @param fraction f per place of the output
     */
    private record Pass(int outer, int length, int inner, int[] lower, double[] fraction) {
        int inputSize() {
            return outer * length * inner;
        }

        int outputSize() {
            return outer * lower.length * inner;
        }

        void forward(double[] x, double[] y, int batch) {
            int at = 0;
            for (int block = 0; block < batch * outer; block++) {
                for (int p = 0; p < lower.length; p++) {
                    double f = fraction[p];
                    int low = (block * length + lower[p]) * inner;
                    for (int i = low; i < low + inner; i++) {
                        y[at++] = f == 0 ? x[i] : (1 - f) * x[i] + f * x[i + inner];
                    }
                }
            }
        }

        void backward(double[] dx, double[] dy, int batch) {
            int at = 0;
            for (int block = 0; block < batch * outer; block++) {
                for (int p = 0; p < lower.length; p++) {
                    double f = fraction[p];
                    int low = (block * length + lower[p]) * inner;
                    for (int i = low; i < low + inner; i++) {
                        dx[i] += (1 - f) * dy[at];
                        if (f != 0) {
                            dx[i + inner] += f * dy[at];
                        }
                        at++;
                    }
                }
            }
        }
    }

    /** An interpolation from examples of the given shape. */
    public LinearResizeOp(Operator.Resize resize, Shape input) {
        Shape shape = input;
        for (int axis = 0; axis < input.rank(); axis++) {
            ResizedAxis resized = ResizedAxis.of(resize, axis, input);
            if (!resized.still()) {
                passes.add(pass(resized, axis, shape));
                shape = shape.with(axis, resized.count());
            }
        }
        if (passes.isEmpty()) {
            passes.add(new Pass(1, 1, input.size(), new int[1], new double[1])); // a copy
        }
    }

    private static Pass pass(ResizedAxis axis, int index, Shape shape) {
        int[] lower = new int[axis.count()];
        double[] fraction = new double[axis.count()];
        for (int p = 0; p < lower.length; p++) {
            double u = axis.insideCoordinate(p);
            lower[p] = (int) Math.floor(u);
            fraction[p] = u - lower[p];
        }
        int inner = shape.tail(index + 1).size();
        int outer = shape.size() / (axis.length() * inner);
        return new Pass(outer, axis.length(), inner, lower, fraction);
    }

    @Override
    public void forward(Call call) {
        double[] x = call.input(0);
        for (int i = 0; i < passes.size(); i++) {
            Pass pass = passes.get(i);
            boolean last = i == passes.size() - 1;
            double[] y = last ? call.output() : new double[call.batch() * pass.outputSize()];
            pass.forward(x, y, call.batch());
            x = y;
        }
    }

    @Override
    public void backward(Call call) {
        double[] wanted = call.inputGradient(0);
        if (wanted == null) {
            return;
        }
        double[] dy = call.outputGradient();
        for (int i = passes.size() - 1; i >= 0; i--) {
            Pass pass = passes.get(i);
            double[] dx = i == 0 ? wanted : new double[call.batch() * pass.inputSize()];
            pass.backward(dx, dy, call.batch());
            dy = dx;
        }
    }
}
