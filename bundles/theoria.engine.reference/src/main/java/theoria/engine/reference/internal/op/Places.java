package theoria.engine.reference.internal.op;

import theoria.core.model.tensor.Shape;

import java.util.List;

/**
 * Maps between the places of two shapes, in row-major order. Those that work axis by axis are given
 * as one table per axis of the output: what each coordinate adds to the place in the input.
 */
final class Places {
    /** Stands for a place that no number of the input comes to. */
    static final int NONE = -1;

    private Places() {}

    /** For each axis, how far apart two neighbours along it lie. */
    static int[] strides(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.extent(axis);
        }
        return strides;
    }

    /**
     * For each place of the output the sum of its coordinates' entries, NONE where one of them is.
     */
    static int[] combined(int[][] tables, Shape output) {
        int[] places = new int[output.size()];
        int[] strides = strides(output);
        for (int place = 0; place < places.length; place++) {
            int rest = place;
            for (int axis = 0; axis < tables.length; axis++) {
                int entry = tables[axis][rest / strides[axis]];
                rest %= strides[axis];
                boolean nowhere = entry == NONE || places[place] == NONE;
                places[place] = nowhere ? NONE : places[place] + entry;
            }
        }
        return places;
    }

    /** For each place of the output the place of the input that is broadcast there. */
    static int[] broadcast(Shape input, Shape output) {
        int missing = output.rank() - input.rank();
        int[] strides = strides(input);
        int[][] tables = new int[output.rank()][];
        for (int axis = 0; axis < tables.length; axis++) {
            tables[axis] = new int[output.extent(axis)];
            boolean repeated = axis < missing || input.extent(axis - missing) == 1;
            for (int c = 0; !repeated && c < tables[axis].length; c++) {
                tables[axis][c] = c * strides[axis - missing];
            }
        }
        return combined(tables, output);
    }

    /** For each place of the input the place of the output it goes to when axes are summed. */
    static int[] reduced(List<Integer> axes, Shape input) {
        int[][] tables = new int[input.rank()][];
        int stride = 1;
        for (int axis = tables.length - 1; axis >= 0; axis--) {
            tables[axis] = new int[input.extent(axis)];
            if (!axes.contains(axis)) {
                for (int c = 0; c < tables[axis].length; c++) {
                    tables[axis][c] = c * stride;
                }
                stride *= input.extent(axis);
            }
        }
        return combined(tables, input);
    }
}
