package theoria.format.onnx.internal;

import org.jspecify.annotations.Nullable;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/**
 * Works out at load what operators make of stored tensors: shape arithmetic, and arithmetic of
 * weights. Among whole numbers {@link Stored#BATCH} and {@link Stored#OF_BATCH} are carried along.
 */
final class StoredMath {
    private StoredMath() {}

    /**
     * The result, if all inputs are stored and the operator is one of arithmetic or moving.
     *
     * @param name of the result, unless it is only the first input in another arrangement
     */
    static Optional<Stored> apply(Operator operator, List<? extends Value> inputs, String name) {
        List<Stored> tensors = new ArrayList<>();
        boolean trainable = false;
        for (Value input : inputs) {
            if (!(input instanceof Stored tensor)) {
                return Optional.empty();
            }
            tensors.add(tensor);
            trainable |= tensor.trainable();
        }
        Stored first = tensors.get(0);
        boolean weights = trainable;
        return rearranged(operator, first)
                .map(first::with)
                .or(
                        () ->
                                computed(operator, tensors)
                                        .map(
                                                tensor ->
                                                        new Stored(
                                                                name,
                                                                tensor,
                                                                first.type(),
                                                                weights)));
    }

    /** Shape of the copy that an operator makes of stored tensors; empty if it makes none. */
    static Shape copied(Operator operator, List<? extends Value> inputs) {
        Shape first = inputs.get(0).shape();
        if (operator instanceof Operator.Reshape
                || operator instanceof Operator.Flatten
                || operator instanceof Operator.Identity
                || inputs.stream().anyMatch(Value.Computed.class::isInstance)) {
            return Shape.of(0);
        }
        if (operator instanceof Operator.Gather gather) {
            return first.with(gather.axis(), gather.places().size());
        }
        if (operator instanceof Operator.Expand expand) {
            return expand.shape();
        }
        if (operator instanceof Operator.Arithmetic) {
            return broadcast(first, inputs.get(1).shape());
        }
        if (operator instanceof Operator.Concat) {
            int size = 0;
            for (Value input : inputs) {
                size = Math.addExact(size, input.shape().size());
            }
            return Shape.of(size);
        }
        return first;
    }

    /** All numbers of a tensor in another arrangement: it stays the same tensor. */
    private static Optional<Tensor> rearranged(Operator operator, Stored source) {
        if (operator instanceof Operator.Reshape reshape) {
            return Optional.of(source.tensor().reshape(reshape.shape()));
        }
        if (operator instanceof Operator.Flatten) {
            return Optional.of(source.tensor().reshape(Shape.of(source.tensor().size())));
        }
        if (operator instanceof Operator.Identity) {
            return Optional.of(source.tensor());
        }
        if (operator instanceof Operator.Transpose transpose) {
            boolean matrix = transpose.order().equals(List.of(1, 0));
            return Optional.of(
                    matrix
                            ? source.transposed().tensor()
                            : StoredMoves.transpose(source.tensor(), transpose.order()));
        }
        return Optional.empty();
    }

    private static Optional<Tensor> computed(Operator operator, List<Stored> inputs) {
        Stored first = inputs.get(0);
        if (operator instanceof Operator.Slice slice) {
            return Optional.of(StoredMoves.slice(first.tensor(), slice));
        }
        if (operator instanceof Operator.Gather gather) {
            return Optional.of(StoredMoves.gather(first.tensor(), gather));
        }
        if (operator instanceof Operator.Expand expand) {
            return Optional.of(StoredMoves.expand(first.tensor(), expand.shape()));
        }
        if (operator instanceof Operator.Concat concat) {
            return Optional.of(concat(inputs, concat.axis()));
        }
        if (operator instanceof Operator.Arithmetic arithmetic) {
            boolean whole = first.integers();
            DoubleBinaryOperator function = (x, y) -> combine(arithmetic.kind(), x, y, whole);
            return Optional.of(zip(first, inputs.get(1), function));
        }
        if (operator instanceof Operator.Mean mean) {
            return Optional.of(reduce(first, mean.axes(), mean.keepExtents(), null));
        }
        if (operator instanceof Operator.Reduction reduction) {
            return Optional.of(
                    reduce(first, reduction.axes(), reduction.keepExtents(), reduction.kind()));
        }
        if (operator instanceof Operator.Activation activation) {
            return map(first, activation.function());
        }
        return Optional.empty();
    }

    private static Tensor concat(List<Stored> inputs, int axis) {
        Shape first = inputs.get(0).shape();
        int total = 0;
        for (Stored input : inputs) {
            if (!input.shape().with(axis, 0).equals(first.with(axis, 0))) {
                throw new ShapeException(
                        "cannot join " + first + " and " + input.shape() + " along axis " + axis);
            }
            total += input.shape().extent(axis);
        }
        List<Tensor> parts = inputs.stream().map(Stored::tensor).toList();
        return StoredMoves.concat(parts, axis, first.with(axis, total));
    }

    /** An element-wise function of two tensors with broadcasting. */
    static Tensor zip(Stored left, Stored right, DoubleBinaryOperator function) {
        Shape shape = broadcast(left.shape(), right.shape());
        Tensor x = StoredMoves.expand(left.tensor(), shape);
        Tensor y = StoredMoves.expand(right.tensor(), shape);
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(x.get(i), y.get(i));
        }
        return Stored.tensor(shape, values, left.single() && right.single());
    }

    /** The shape that two shapes have in common, aligned at the last axis. */
    static Shape broadcast(Shape left, Shape right) {
        int rank = Math.max(left.rank(), right.rank());
        int[] extents = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int a = i <= left.rank() ? left.extent(-i) : 1;
            int b = i <= right.rank() ? right.extent(-i) : 1;
            if (a != b && a != 1 && b != 1) {
                throw new ShapeException("cannot broadcast " + left + " with " + right);
            }
            extents[rank - i] = a == 1 ? b : a;
        }
        return Shape.of(extents);
    }

    private static double combine(Operator.ArithmeticKind kind, double x, double y, boolean whole) {
        if (whole && (!Double.isFinite(x) || !Double.isFinite(y))) {
            return combineUnknown(kind, x, y);
        }
        switch (kind) {
            case ADD:
                return x + y;
            case SUBTRACT:
                return x - y;
            case MULTIPLY:
                return x * y;
            case DIVIDE:
                return whole ? quotient((long) x, (long) y) : x / y;
            case POWER:
                return Math.pow(x, y);
            case MINIMUM:
                return Math.min(x, y);
            default:
                return Math.max(x, y);
        }
    }

    /** Whole numbers are divided towards zero. */
    private static long quotient(long x, long y) {
        return x / y;
    }

    /** Numbers of which one depends on the batch: neutral elements leave it what it is. */
    private static double combineUnknown(Operator.ArithmeticKind kind, double x, double y) {
        boolean sum = kind == Operator.ArithmeticKind.ADD;
        boolean product = kind == Operator.ArithmeticKind.MULTIPLY;
        boolean keepsLeft =
                y == 0 && (sum || kind == Operator.ArithmeticKind.SUBTRACT)
                        || y == 1 && (product || kind == Operator.ArithmeticKind.DIVIDE);
        if (keepsLeft) {
            return x;
        }
        boolean keepsRight = x == 0 && sum || x == 1 && product;
        return keepsRight ? y : Stored.OF_BATCH;
    }

    /** Some axes summarised; the mean if there is no kind. */
    private static Tensor reduce(
            Stored source,
            List<Integer> axes,
            boolean keepExtents,
            Operator.@Nullable ReductionKind kind) {
        int[] extents = source.shape().toArray();
        int count = 1;
        for (int axis : axes) {
            count *= extents[axis];
            extents[axis] = 1;
        }
        Shape kept = Shape.of(extents);
        int[] strides = StoredMoves.strides(kept);
        axes.forEach(axis -> strides[axis] = 0);
        double[] values = new double[kept.size()];
        Arrays.fill(values, start(kind));
        boolean several = count > 1 && source.integers();
        StoredMoves.walk(
                source.shape(),
                0,
                strides,
                (position, at) -> {
                    double x = source.tensor().get(position);
                    boolean unknown = several && !(Double.isFinite(x) && known(values[at], kind));
                    values[at] = unknown ? Stored.OF_BATCH : next(kind, values[at], x);
                });
        for (int i = 0; i < values.length; i++) {
            values[i] = end(kind, values[i], count);
        }
        return Stored.tensor(keepExtents ? kept : without(kept, axes), values, source.single());
    }

    private static boolean known(double soFar, Operator.@Nullable ReductionKind kind) {
        return Double.isFinite(soFar) || soFar == start(kind);
    }

    private static Shape without(Shape shape, List<Integer> axes) {
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (!axes.contains(axis)) {
                extents.add(shape.extent(axis));
            }
        }
        return Shape.of(extents);
    }

    private static double start(Operator.@Nullable ReductionKind kind) {
        if (kind == Operator.ReductionKind.MAX) {
            return Double.NEGATIVE_INFINITY;
        }
        if (kind == Operator.ReductionKind.MIN) {
            return Double.POSITIVE_INFINITY;
        }
        return kind == Operator.ReductionKind.PRODUCT ? 1 : 0;
    }

    private static double next(Operator.@Nullable ReductionKind kind, double sum, double x) {
        if (kind == null) {
            return sum + x;
        }
        switch (kind) {
            case MAX:
                return Math.max(sum, x);
            case MIN:
                return Math.min(sum, x);
            case PRODUCT:
                return sum * x;
            case L1:
                return sum + Math.abs(x);
            case L2:
            case SUM_OF_SQUARES:
                return sum + x * x;
            case LOG_SUM_EXP:
                return sum + Math.exp(x);
            default:
                return sum + x;
        }
    }

    private static double end(Operator.@Nullable ReductionKind kind, double sum, int count) {
        if (kind == null) {
            return sum / count;
        }
        switch (kind) {
            case L2:
                return Math.sqrt(sum);
            case LOG_SUM:
            case LOG_SUM_EXP:
                return Math.log(sum);
            default:
                return sum;
        }
    }

    private static Optional<Tensor> map(Stored source, ActivationFunction function) {
        if (value(function, 1).isEmpty()) {
            return Optional.empty();
        }
        double[] values = new double[source.tensor().size()];
        for (int i = 0; i < values.length; i++) {
            double x = source.tensor().get(i);
            boolean unknown = source.integers() && !Double.isFinite(x);
            values[i] = unknown ? Stored.OF_BATCH : value(function, x).orElse(0);
        }
        return Optional.of(Stored.tensor(source.shape(), values, source.single()));
    }

    /** The functions that occur in arithmetic of shapes and weights. */
    private static OptionalDouble value(ActivationFunction function, double x) {
        switch (function) {
            case RELU:
                return OptionalDouble.of(Math.max(x, 0));
            case ABSOLUTE:
                return OptionalDouble.of(Math.abs(x));
            case NEGATE:
                return OptionalDouble.of(-x);
            case RECIPROCAL:
                return OptionalDouble.of(1 / x);
            case EXPONENTIAL:
                return OptionalDouble.of(Math.exp(x));
            case LOGARITHM:
                return OptionalDouble.of(Math.log(x));
            case SQUARE_ROOT:
                return OptionalDouble.of(Math.sqrt(x));
            case FLOOR:
                return OptionalDouble.of(Math.floor(x));
            case CEIL:
                return OptionalDouble.of(Math.ceil(x));
            case ROUND:
                return OptionalDouble.of(Math.rint(x));
            default:
                return OptionalDouble.empty();
        }
    }
}
