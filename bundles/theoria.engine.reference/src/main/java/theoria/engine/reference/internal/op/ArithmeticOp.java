package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/**
 * Two numbers combined with broadcasting, by the formulas of {@link Operator.ArithmeticKind}; an
 * input that was broadcast gets the sum of the gradients over the places it was broadcast to. Of x
 * to the power y the derivatives are y x^(y-1), 0 for y = 0, and x^y log x, 0 where the power is 0.
 * With z = f(x, y): R{z} = f_x R{x} + f_y R{y}, R{dx} = R{dz} f_x + dz (f_xx R{x} + f_xy R{y}).
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
        this.sources =
                new int[][] {Places.broadcast(left, output), Places.broadcast(right, output)};
        this.inputSizes = new int[] {left.size(), right.size()};
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
        return switch (kind) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            case POWER -> Math.pow(x, y);
            case MINIMUM -> Math.min(x, y);
            case MAXIMUM -> Math.max(x, y);
        };
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
        boolean first = side == 0;
        return switch (kind) {
            case ADD -> 1;
            case SUBTRACT -> first ? 1 : -1;
            case MULTIPLY -> first ? y : x;
            case DIVIDE -> first ? 1 / y : -x / (y * y);
            case POWER -> first ? baseSlope(x, y) : exponentSlope(x, y);
            case MINIMUM -> first == (x <= y) ? 1 : 0;
            case MAXIMUM -> first == (x >= y) ? 1 : 0;
        };
    }

    private static double baseSlope(double x, double y) {
        return y == 0 ? 0 : y * Math.pow(x, y - 1);
    }

    private static double exponentSlope(double x, double y) {
        double power = Math.pow(x, y);
        return power == 0 ? 0 : power * Math.log(x);
    }

    @Override
    public void forwardTangent(Call call) {
        double[] output = call.tangent().output();
        java.util.Arrays.fill(output, 0, call.batch() * size, 0);
        for (int side = 0; side < 2; side++) {
            double[] tangent = call.inputTangent(side);
            for (int n = 0; tangent != null && n < call.batch(); n++) {
                int left = call.inputOffset(0, n, inputSizes[0]);
                int right = call.inputOffset(1, n, inputSizes[1]);
                int own = side == 0 ? left : right;
                for (int i = 0; i < size; i++) {
                    double x = call.input(0)[left + sources[0][i]];
                    double y = call.input(1)[right + sources[1][i]];
                    output[n * size + i] += slope(side, x, y) * tangent[own + sources[side][i]];
                }
            }
        }
    }

    @Override
    public void backwardTangent(Call call) {
        for (int side = 0; side < 2; side++) {
            double[] gradient = call.tangent().inputGradient(side);
            if (gradient != null) {
                backwardTangent(call, side, gradient);
            }
        }
    }

    private void backwardTangent(Call call, int side, double[] gradient) {
        double[] rx = call.inputTangent(0);
        double[] ry = call.inputTangent(1);
        double[] dz = call.outputGradient();
        double[] rdz = call.tangent().outputGradient();
        for (int n = 0; n < call.batch(); n++) {
            int left = call.inputOffset(0, n, inputSizes[0]);
            int right = call.inputOffset(1, n, inputSizes[1]);
            int own = side == 0 ? left : right;
            for (int i = 0; i < size; i++) {
                int atX = left + sources[0][i];
                int atY = right + sources[1][i];
                double x = call.input(0)[atX];
                double y = call.input(1)[atY];
                // what has no tangent is left out: its derivative may be infinite
                double bend = rx == null ? 0 : curvature(side, 0, x, y) * rx[atX];
                bend += ry == null ? 0 : curvature(side, 1, x, y) * ry[atY];
                gradient[own + sources[side][i]] +=
                        rdz[n * size + i] * slope(side, x, y) + dz[n * size + i] * bend;
            }
        }
    }

    /** Second derivative in two of the inputs. */
    private double curvature(int first, int second, double x, double y) {
        boolean mixed = first != second;
        boolean ofX = first == 0;
        return switch (kind) {
            case ADD, SUBTRACT, MINIMUM, MAXIMUM -> 0;
            case MULTIPLY -> mixed ? 1 : 0;
            case DIVIDE -> {
                double square = y * y;
                yield mixed ? -1 / square : ofX ? 0 : 2 * x / (square * y);
            }
            case POWER -> mixed ? mixedBend(x, y) : ofX ? baseBend(x, y) : exponentBend(x, y);
        };
    }

    private static double baseBend(double x, double y) {
        return y == 0 || y == 1 ? 0 : y * (y - 1) * Math.pow(x, y - 2);
    }

    private static double mixedBend(double x, double y) {
        double power = Math.pow(x, y - 1);
        return power == 0 ? 0 : power * (1 + y * Math.log(x));
    }

    private static double exponentBend(double x, double y) {
        double power = Math.pow(x, y);
        double log = Math.log(x);
        return power == 0 ? 0 : power * log * log;
    }
}
