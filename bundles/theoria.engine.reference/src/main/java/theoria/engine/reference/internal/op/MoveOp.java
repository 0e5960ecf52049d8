package theoria.engine.reference.internal.op;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Operators that only move numbers: y[p] = x[source(p)], or a constant where there is no source;
 * dx[i] is the sum of dy[p] over the places p that number i was moved to.
 */
public final class MoveOp implements Op {
    private final int[] source;
    private final int inputSize;
    private final double constant;

    private MoveOp(int[] source, Shape input, double constant) {
        this.source = source;
        this.inputSize = input.size();
        this.constant = constant;
    }

    /** Axes in another order. */
    public static MoveOp of(Operator.Transpose transpose, Shape input, Shape output) {
        int[] strides = Places.strides(input);
        int[][] tables = new int[output.rank()][];
        for (int axis = 0; axis < tables.length; axis++) {
            int stride = strides[transpose.order().get(axis)];
            tables[axis] = new int[output.extent(axis)];
            java.util.Arrays.setAll(tables[axis], c -> c * stride);
        }
        return new MoveOp(Places.combined(tables, output), input, 0);
    }

    /** Parts of axes. */
    public static MoveOp of(Operator.Slice slice, Shape input, Shape output) {
        return alongAxes(
                input,
                output,
                axis -> c -> slice.starts().get(axis) + c * slice.steps().get(axis),
                0);
    }

    /** Chosen places of one axis. */
    public static MoveOp of(Operator.Gather gather, Shape input, Shape output) {
        List<Integer> places = gather.places();
        return alongAxes(input, output, axis -> c -> axis == gather.axis() ? places.get(c) : c, 0);
    }

    /** Repetition along axes of extent 1. */
    public static MoveOp of(Operator.Expand expand, Shape input) {
        return new MoveOp(Places.broadcast(input, expand.shape()), input, 0);
    }

    /** Padding in any mode. */
    public static MoveOp of(Operator.Pad pad, Shape input, Shape output) {
        return alongAxes(
                input,
                output,
                axis -> c -> padded(pad.mode(), c - pad.before().get(axis), input.extent(axis)),
                pad.value());
    }

    /** The place of an axis of the given length whose number a place outside holds. */
    private static int padded(Operator.PadMode mode, int place, int length) {
        boolean inside = place >= 0 && place < length;
        if (inside) {
            return place;
        }
        return switch (mode) {
            case CONSTANT -> Places.NONE;
            case REFLECT -> place < 0 ? -place : 2 * (length - 1) - place;
            case EDGE -> place < 0 ? 0 : length - 1;
            case WRAP -> Math.floorMod(place, length);
        };
    }

    /** Change of resolution without interpolation. */
    public static MoveOp nearest(Operator.Resize resize, Shape input, Shape output) {
        return alongAxes(
                input,
                output,
                axis -> {
                    ResizedAxis resized = ResizedAxis.of(resize, axis, input);
                    return c -> resized.nearest(c, resize.rounding());
                },
                0);
    }

    /** The same place map for every axis: which coordinate of the input each of the output has. */
    private interface AxisMap {
        IntUnaryOperator of(int axis);
    }

    private static MoveOp alongAxes(Shape input, Shape output, AxisMap map, double constant) {
        int[] strides = Places.strides(input);
        int[][] tables = new int[output.rank()][];
        for (int axis = 0; axis < tables.length; axis++) {
            IntUnaryOperator coordinate = map.of(axis);
            int[] table = new int[output.extent(axis)];
            for (int c = 0; c < table.length; c++) {
                int place = coordinate.applyAsInt(c);
                table[c] = place == Places.NONE ? Places.NONE : place * strides[axis];
            }
            tables[axis] = table;
        }
        return new MoveOp(Places.combined(tables, output), input, constant);
    }

    @Override
    public void forward(Call call) {
        move(call, constant);
    }

    /** The constant does not move: its tangent is 0. */
    @Override
    public void forwardTangent(Call call) {
        move(call.tangent(), 0);
    }

    @Override
    public void backwardTangent(Call call) {
        backward(call.tangent());
    }

    private void move(Call call, double elsewhere) {
        double[] x = call.input(0);
        double[] y = call.output();
        int at = 0;
        for (int n = 0; n < call.batch(); n++) {
            int from = n * inputSize;
            for (int place : source) {
                y[at++] = place == Places.NONE ? elsewhere : x[from + place];
            }
        }
    }

    @Override
    public void backward(Call call) {
        double[] dx = call.inputGradient(0);
        double[] dy = call.outputGradient();
        int at = 0;
        for (int n = 0; dx != null && n < call.batch(); n++) {
            int from = n * inputSize;
            for (int place : source) {
                if (place != Places.NONE) {
                    dx[from + place] += dy[at];
                }
                at++;
            }
        }
    }
}
