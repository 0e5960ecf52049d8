package theoria.format.onnx.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.List;

/** Operators that only move numbers, carried out on stored tensors. */
final class StoredMoves {
    private StoredMoves() {}

    static Tensor transpose(Tensor source, List<Integer> order) {
        int[] strides = strides(source.shape());
        int[] moved = new int[order.size()];
        int[] extents = new int[order.size()];
        for (int axis = 0; axis < moved.length; axis++) {
            moved[axis] = strides[order.get(axis)];
            extents[axis] = source.shape().extent(order.get(axis));
        }
        return view(source, Shape.of(extents), 0, moved);
    }

    static Tensor slice(Tensor source, Operator.Slice slice) {
        int[] strides = strides(source.shape());
        int offset = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            offset += slice.starts().get(axis) * strides[axis];
            strides[axis] *= slice.steps().get(axis);
        }
        return view(source, Shape.of(slice.extents()), offset, strides);
    }

    static Tensor expand(Tensor source, Shape shape) {
        if (source.shape().equals(shape)) {
            return source;
        }
        int[] strides = strides(source.shape());
        int[] stretched = new int[shape.rank()];
        int missing = shape.rank() - strides.length;
        for (int axis = 0; axis < strides.length; axis++) {
            boolean repeated = source.shape().extent(axis) == 1;
            stretched[missing + axis] = repeated ? 0 : strides[axis];
        }
        return view(source, shape, 0, stretched);
    }

    static Tensor gather(Tensor source, Operator.Gather gather) {
        int axis = gather.axis();
        int run = source.shape().tail(axis + 1).size();
        int block = run * source.shape().extent(axis);
        Shape shape = source.shape().with(axis, gather.places().size());
        Object from = numbers(source, source.precision());
        Object to = empty(shape.size(), source.precision());
        int at = 0;
        for (int start = 0; start < source.size(); start += block) {
            for (int place : gather.places()) {
                System.arraycopy(from, start + place * run, to, at, run);
                at += run;
            }
        }
        return wrapped(shape, to);
    }

    static Tensor concat(List<Tensor> parts, int axis, Shape shape) {
        boolean single = parts.stream().allMatch(part -> part.precision() == Precision.FLOAT);
        Precision precision = single ? Precision.FLOAT : Precision.DOUBLE;
        Object to = empty(shape.size(), precision);
        int total = shape.tail(axis).size();
        int before = 0;
        for (Tensor part : parts) {
            int run = part.shape().tail(axis).size();
            Object from = numbers(part, precision);
            for (int block = 0; run > 0 && block < part.size() / run; block++) {
                System.arraycopy(from, block * run, to, block * total + before, run);
            }
            before += run;
        }
        return wrapped(shape, to);
    }

    private static Object numbers(Tensor tensor, Precision precision) {
        return precision == Precision.FLOAT ? tensor.toFloats() : tensor.toDoubles();
    }

    private static Object empty(int size, Precision precision) {
        return precision == Precision.FLOAT ? new float[size] : new double[size];
    }

    private static Tensor wrapped(Shape shape, Object numbers) {
        return numbers instanceof float[] floats
                ? Tensor.of(shape, floats)
                : Tensor.of(shape, (double[]) numbers);
    }

    /** Distance of neighbours along each axis, row-major. */
    static int[] strides(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.extent(axis);
        }
        return strides;
    }

    /** The tensor whose number at p is that of the source at offset + sum of p_i stride_i. */
    private static Tensor view(Tensor source, Shape shape, int offset, int[] strides) {
        if (source.precision() == Precision.FLOAT) {
            float[] from = source.toFloats();
            float[] to = new float[shape.size()];
            walk(shape, offset, strides, (position, at) -> to[position] = from[at]);
            return Tensor.of(shape, to);
        }
        double[] from = source.toDoubles();
        double[] to = new double[shape.size()];
        walk(shape, offset, strides, (position, at) -> to[position] = from[at]);
        return Tensor.of(shape, to);
    }

    /** Takes two positions that belong together. */
    @FunctionalInterface
    interface Pair {
        void take(int position, int at);
    }

    /** Goes through a shape row-major, with the position in a strided array beside it. */
    static void walk(Shape shape, int offset, int[] strides, Pair pair) {
        int size = shape.size();
        int[] extents = shape.toArray();
        int[] index = new int[extents.length];
        int at = offset;
        for (int position = 0; position < size; position++) {
            pair.take(position, at);
            for (int axis = extents.length - 1; axis >= 0; axis--) {
                at += strides[axis];
                if (++index[axis] < extents[axis]) {
                    break;
                }
                at -= strides[axis] * extents[axis];
                index[axis] = 0;
            }
        }
    }
}
