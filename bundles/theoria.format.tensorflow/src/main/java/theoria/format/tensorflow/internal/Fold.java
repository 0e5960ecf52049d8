package theoria.format.tensorflow.internal;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.graph.Operator.ReductionKind;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Works out at load what operators make of known tensors. */
final class Fold {
    private Fold() {}

    /** Axes in another order: axis i of the result is axis order[i] of the tensor. */
    static Tensor permuted(Tensor source, int... order) {
        int[] strides = strides(source.shape());
        int[] moved = new int[order.length];
        int[] extents = new int[order.length];
        for (int axis = 0; axis < order.length; axis++) {
            moved[axis] = strides[order[axis]];
            extents[axis] = source.shape().extent(order[axis]);
        }
        return view(source, Shape.of(extents), 0, moved);
    }

    static Tensor slice(Tensor source, Operator.Slice slice) {
        int[] strides = strides(source.shape());
        int first = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            first += slice.starts().get(axis) * strides[axis];
            strides[axis] *= slice.steps().get(axis);
        }
        return view(source, Shape.of(slice.extents()), first, strides);
    }

    /** Numpy's broadcasting to a shape. */
    static Tensor spread(Tensor source, Shape shape) {
        int[] strides = strides(source.shape());
        int[] spread = new int[shape.rank()];
        int missing = shape.rank() - strides.length;
        for (int axis = 0; axis < strides.length; axis++) {
            spread[missing + axis] = source.shape().extent(axis) == 1 ? 0 : strides[axis];
        }
        return view(source, shape, 0, spread);
    }

    /** Chosen places of an axis. */
    static Tensor gather(Tensor source, int axis, List<Integer> places) {
        int run = source.shape().tail(axis + 1).size();
        int block = run * source.shape().extent(axis);
        Shape shape = source.shape().with(axis, places.size());
        double[] values = new double[shape.size()];
        int at = 0;
        for (int start = 0; start < source.size(); start += block) {
            for (int place : places) {
                for (int i = 0; i < run; i++) {
                    values[at++] = source.get(start + place * run + i);
                }
            }
        }
        return tensor(shape, values, source.precision() == Precision.FLOAT);
    }

    static Tensor concat(List<Tensor> parts, int axis, Shape shape) {
        double[] values = new double[shape.size()];
        int row = shape.tail(axis).size();
        int before = 0;
        for (Tensor part : parts) {
            int run = part.shape().tail(axis).size();
            for (int i = 0; i < part.size(); i++) {
                values[i / run * row + before + i % run] = part.get(i);
            }
            before += run;
        }
        boolean single = parts.stream().allMatch(part -> part.precision() == Precision.FLOAT);
        return tensor(shape, values, single);
    }

    /** The shape of tensors joined along an axis. */
    static Shape joined(List<Shape> shapes, int axis) {
        Shape first = shapes.get(0);
        int total = 0;
        for (Shape shape : shapes) {
            if (shape.rank() != first.rank() || !shape.with(axis, 0).equals(first.with(axis, 0))) {
                throw new ShapeException("cannot join " + first + " and " + shape);
            }
            total = Math.addExact(total, shape.extent(axis));
        }
        return first.with(axis, total);
    }

    private static Tensor tensor(Shape shape, double[] values, boolean single) {
        Tensor wide = Tensor.of(shape, values);
        return single ? Tensor.of(shape, wide.toFloats()) : wide;
    }

    private static int[] strides(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.extent(axis);
        }
        return strides;
    }

    @FunctionalInterface
    private interface Places {
        void take(int place, int source);
    }

    /** Goes through a shape row-major; place p belongs to first + sum of p_i stride_i. */
    private static void walk(Shape shape, int first, int[] strides, Places places) {
        int[] extents = shape.toArray();
        int[] at = new int[extents.length];
        int source = first;
        int size = shape.size();
        for (int place = 0; place < size; place++) {
            places.take(place, source);
            for (int axis = extents.length - 1; axis >= 0; axis--) {
                source += strides[axis];
                if (++at[axis] < extents[axis]) {
                    break;
                }
                source -= strides[axis] * extents[axis];
                at[axis] = 0;
            }
        }
    }

    private static Tensor view(Tensor source, Shape shape, int first, int[] strides) {
        if (source.precision() == Precision.FLOAT) {
            float[] from = source.toFloats();
            float[] to = new float[shape.size()];
            walk(shape, first, strides, (place, at) -> to[place] = from[at]);
            return Tensor.of(shape, to);
        }
        double[] from = source.toDoubles();
        double[] to = new double[shape.size()];
        walk(shape, first, strides, (place, at) -> to[place] = from[at]);
        return Tensor.of(shape, to);
    }

    /** The shape that two shapes have in common, aligned at the last axis. */
    static Shape common(Shape left, Shape right) {
        int[] extents = new int[Math.max(left.rank(), right.rank())];
        for (int i = 1; i <= extents.length; i++) {
            int a = i <= left.rank() ? left.extent(-i) : 1;
            int b = i <= right.rank() ? right.extent(-i) : 1;
            if (a != b && a != 1 && b != 1) {
                throw new ShapeException("cannot combine " + left + " with " + right);
            }
            extents[extents.length - i] = a == 1 ? b : a;
        }
        return Shape.of(extents);
    }

    /** Two tensors combined number by number; whole numbers are divided towards minus infinity. */
    static Tensor combined(ArithmeticKind kind, Stored left, Stored right) {
        Shape shape = common(left.shape(), right.shape());
        Tensor x = spread(left.tensor(), shape);
        Tensor y = spread(right.tensor(), shape);
        double[] values = new double[shape.size()];
        boolean whole = left.whole();
        for (int i = 0; i < values.length; i++) {
            boolean unknown = whole && !(Double.isFinite(x.get(i)) && Double.isFinite(y.get(i)));
            values[i] =
                    unknown
                            ? unknown(kind, x.get(i), y.get(i))
                            : number(kind, x.get(i), y.get(i), whole);
        }
        return tensor(shape, values, left.single() && right.single());
    }

    private static double number(ArithmeticKind kind, double x, double y, boolean whole) {
        switch (kind) {
            case ADD:
                return x + y;
            case SUBTRACT:
                return x - y;
            case MULTIPLY:
                return x * y;
            case DIVIDE:
                return whole ? Math.floorDiv((long) x, (long) y) : x / y;
            case POWER:
                return Math.pow(x, y);
            case MINIMUM:
                return Math.min(x, y);
            default:
                return Math.max(x, y);
        }
    }

    /** One of the two depends on the batch; 0 and 1 leave the other what it is. */
    private static double unknown(ArithmeticKind kind, double x, double y) {
        boolean sum = kind == ArithmeticKind.ADD;
        boolean product = kind == ArithmeticKind.MULTIPLY;
        boolean zero = Math.abs(y) == 0 && (sum || kind == ArithmeticKind.SUBTRACT);
        boolean one = is(y, 1) && (product || kind == ArithmeticKind.DIVIDE);
        if (zero || one) {
            return x;
        }
        return Math.abs(x) == 0 && sum || is(x, 1) && product ? y : Stored.OF_BATCH;
    }

    private static boolean is(double number, int other) {
        return Double.compare(number, other) == 0;
    }

    /** Some axes summed, multiplied, or their largest or smallest taken; an extent of 1 stays. */
    static Tensor reduced(ReductionKind kind, Stored source, List<Integer> axes) {
        int[] extents = source.shape().toArray();
        axes.forEach(axis -> extents[axis] = 1);
        Shape kept = Shape.of(extents);
        int[] strides = strides(kept);
        axes.forEach(axis -> strides[axis] = 0);
        double[] values = new double[kept.size()];
        boolean[] begun = new boolean[values.length];
        ArithmeticKind step = step(kind);
        boolean whole = source.whole();
        walk(
                source.shape(),
                0,
                strides,
                (place, at) -> {
                    double x = source.tensor().get(place);
                    boolean unknown = whole && !(Double.isFinite(x) && Double.isFinite(values[at]));
                    double next =
                            unknown
                                    ? unknown(step, values[at], x)
                                    : number(step, values[at], x, whole);
                    values[at] = begun[at] ? next : x;
                    begun[at] = true;
                });
        if (kind == ReductionKind.PRODUCT) {
            for (int i = 0; i < values.length; i++) {
                values[i] = begun[i] ? values[i] : 1;
            }
        }
        return tensor(kept, values, source.single());
    }

    private static ArithmeticKind step(ReductionKind kind) {
        switch (kind) {
            case PRODUCT:
                return ArithmeticKind.MULTIPLY;
            case MAX:
                return ArithmeticKind.MAXIMUM;
            case MIN:
                return ArithmeticKind.MINIMUM;
            default:
                return ArithmeticKind.ADD;
        }
    }

    /** A function of each number, if it occurs in arithmetic of shapes and weights. */
    static Optional<Tensor> mapped(ActivationFunction function, Stored source) {
        Optional<DoubleUnaryOperator> formula = formula(function);
        return formula.map(
                f -> {
                    double[] values = source.tensor().toDoubles();
                    Arrays.setAll(
                            values,
                            i ->
                                    source.whole() && !Double.isFinite(values[i])
                                            ? Stored.OF_BATCH
                                            : f.applyAsDouble(values[i]));
                    return tensor(source.shape(), values, source.single());
                });
    }

    private static Optional<DoubleUnaryOperator> formula(ActivationFunction function) {
        switch (function) {
            case ABSOLUTE:
                return Optional.of(Math::abs);
            case NEGATE:
                return Optional.of(x -> -x);
            case RECIPROCAL:
                return Optional.of(x -> 1 / x);
            case EXPONENTIAL:
                return Optional.of(Math::exp);
            case LOGARITHM:
                return Optional.of(Math::log);
            case SQUARE_ROOT:
                return Optional.of(Math::sqrt);
            case FLOOR:
                return Optional.of(Math::floor);
            case CEIL:
                return Optional.of(Math::ceil);
            case ROUND:
                return Optional.of(Math::rint);
            default:
                return Optional.empty();
        }
    }
}
