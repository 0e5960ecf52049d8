package theoria.core.model.graph;

import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Output shape of an operator and shapes of its blocks from the shapes of its inputs. All shapes
 * are those of one example. The formulas are those of {@link Operator} and {@link Window}.
 */
final class ShapeInference {
    private ShapeInference() {}

    /**
     * Shape of the operator's output.
     *
     * @throws ShapeException if the inputs do not fit the operator
     */
    static Shape output(Operator operator, List<Shape> inputs) {
        if (operator instanceof Operator.Input) {
            return ((Operator.Input) operator).shape();
        }
        if (operator instanceof Operator.Parameter) {
            return ((Operator.Parameter) operator).shape();
        }
        if (operator instanceof Operator.Constant) {
            return ((Operator.Constant) operator).value().shape();
        }
        if (operator instanceof Operator.Arithmetic) {
            return broadcast(inputs.get(0), inputs.get(1));
        }
        if (operator instanceof Operator.MatMul) {
            return matMul(inputs.get(0), inputs.get(1));
        }
        if (operator instanceof Operator.Concat) {
            return concat(((Operator.Concat) operator).axis(), inputs);
        }
        return unary(operator, inputs.get(0));
    }

    /** Number of inputs the operator takes; -1 if any number of at least one. */
    static int arity(Operator operator) {
        if (operator instanceof Operator.Input
                || operator instanceof Operator.Parameter
                || operator instanceof Operator.Constant) {
            return 0;
        }
        if (operator instanceof Operator.Arithmetic || operator instanceof Operator.MatMul) {
            return 2;
        }
        return operator instanceof Operator.Concat ? -1 : 1;
    }

    /** Shapes of the blocks that the node names, in the order of the roles. */
    static Map<Role, Shape> blocks(Node node, List<Shape> inputs) {
        Map<Role, Shape> shapes = new LinkedHashMap<>();
        for (Role role : node.blocks().keySet()) {
            shapes.put(role, block(node, role, inputs));
        }
        return shapes;
    }

    private static Shape block(Node node, Role role, List<Shape> inputs) {
        Operator operator = node.operator();
        if (operator instanceof Operator.Parameter) {
            return ((Operator.Parameter) operator).shape();
        }
        if (operator instanceof Operator.Dense && role == Role.KERNEL) {
            return Shape.of(((Operator.Dense) operator).units(), inputs.get(0).extent(-1));
        }
        if (operator instanceof Operator.Dense && role == Role.BIAS) {
            return Shape.of(((Operator.Dense) operator).units());
        }
        if (operator instanceof Operator.Convolution && role == Role.KERNEL) {
            return kernel((Operator.Convolution) operator, inputs.get(0));
        }
        if (operator instanceof Operator.Convolution && role == Role.BIAS) {
            return Shape.of(((Operator.Convolution) operator).filters());
        }
        if (operator instanceof Operator.TransposedConvolution transposed && role == Role.KERNEL) {
            return kernel(transposed, inputs.get(0));
        }
        if (operator instanceof Operator.TransposedConvolution transposed && role == Role.BIAS) {
            return Shape.of(transposed.filters());
        }
        if (operator instanceof Operator.ParametricRelu rectifier && role == Role.SCALE) {
            return rectifier.slope();
        }
        boolean affine = role == Role.SCALE || role == Role.SHIFT;
        if (operator instanceof Operator.BatchNorm && role != Role.KERNEL && role != Role.BIAS
                || operator instanceof Operator.GroupNorm && affine) {
            return Shape.of(inputs.get(0).extent(0));
        }
        if (operator instanceof Operator.LayerNorm norm && affine) {
            return inputs.get(0).tail(norm.axis());
        }
        throw new ShapeException(
                operator.title() + " '" + node.name() + "' has no tensor of role " + role);
    }

    private static Shape kernel(Operator.Convolution convolution, Shape input) {
        List<Integer> extents = new ArrayList<>();
        extents.add(convolution.filters());
        extents.add(input.extent(0) / convolution.groups());
        extents.addAll(convolution.window().kernel());
        return Shape.of(extents);
    }

    private static Shape kernel(Operator.TransposedConvolution convolution, Shape input) {
        List<Integer> extents = new ArrayList<>();
        extents.add(input.extent(0));
        extents.add(convolution.filters() / convolution.groups());
        extents.addAll(convolution.window().kernel());
        return Shape.of(extents);
    }

    private static Shape unary(Operator operator, Shape input) {
        if (operator instanceof Operator.Dense) {
            return dense((Operator.Dense) operator, input);
        }
        if (operator instanceof Operator.Convolution) {
            return convolution((Operator.Convolution) operator, input);
        }
        if (operator instanceof Operator.Pooling) {
            Operator.Pooling pooling = (Operator.Pooling) operator;
            return windowed(input, input.extent(0), pooling.window(), pooling.ceilMode());
        }
        if (operator instanceof Operator.TransposedConvolution transposed) {
            return transposed(transposed, input);
        }
        if (operator instanceof Operator.Mean mean) {
            return reduced(mean, mean.axes(), mean.keepExtents(), input);
        }
        if (operator instanceof Operator.Reduction reduction) {
            return reduced(reduction, reduction.axes(), reduction.keepExtents(), input);
        }
        if (operator instanceof Operator.Flatten) {
            return Shape.of(input.size());
        }
        if (operator instanceof Operator.Reshape) {
            return reshape(((Operator.Reshape) operator).shape(), input);
        }
        if (operator instanceof Operator.Pad) {
            return pad((Operator.Pad) operator, input);
        }
        return moving(operator, input);
    }

    /** Operators that only move numbers, and those that keep the shape. */
    private static Shape moving(Operator operator, Shape input) {
        if (operator instanceof Operator.Transpose transpose) {
            return transposed(transpose, input);
        }
        if (operator instanceof Operator.Slice slice) {
            return slice(slice, input);
        }
        if (operator instanceof Operator.Gather gather) {
            return gather(gather, input);
        }
        if (operator instanceof Operator.Expand expand) {
            if (!broadcast(input, expand.shape()).equals(expand.shape())) {
                throw new ShapeException("cannot expand " + input + " to " + expand.shape());
            }
            return expand.shape();
        }
        if (operator instanceof Operator.Resize resize) {
            requireAxes(resize, resize.extents(), input);
            requireAxes(resize, resize.scales(), input);
            return Shape.of(resize.extents());
        }
        return sameShape(operator, input);
    }

    private static Shape sameShape(Operator operator, Shape input) {
        int least = 0;
        if (operator instanceof Operator.Softmax) {
            least = ((Operator.Softmax) operator).axis() + 1;
        } else if (operator instanceof Operator.LayerNorm norm) {
            least = norm.axis() + 1;
        } else if (operator instanceof Operator.BatchNorm
                || operator instanceof Operator.GroupNorm
                || operator instanceof Operator.LocalResponseNorm) {
            least = 1;
        }
        requireRank(operator, input, least);
        if (operator instanceof Operator.GroupNorm norm
                && norm.groups() != 0
                && input.extent(0) % norm.groups() != 0) {
            throw new ShapeException(
                    norm.groups() + " groups do not divide the channels of " + input);
        }
        if (operator instanceof Operator.ParametricRelu rectifier
                && !broadcast(input, rectifier.slope()).equals(input)) {
            throw new ShapeException("a slope of " + rectifier.slope() + " for " + input);
        }
        return input;
    }

    private static void requireAxes(Operator operator, List<?> numbers, Shape input) {
        if (numbers.size() != input.rank()) {
            throw new ShapeException(
                    operator.title() + " of " + numbers.size() + " axes for " + input);
        }
    }

    private static Shape transposed(Operator.Transpose transpose, Shape input) {
        requireAxes(transpose, transpose.order(), input);
        boolean inside =
                transpose.order().stream().allMatch(axis -> axis >= 0 && axis < input.rank());
        if (!inside || transpose.order().stream().distinct().count() != input.rank()) {
            throw new ShapeException("axes " + transpose.order() + " are no order of " + input);
        }
        return Shape.of(transpose.order().stream().map(input::extent).toList());
    }

    private static Shape slice(Operator.Slice slice, Shape input) {
        requireAxes(slice, slice.starts(), input);
        requireAxes(slice, slice.steps(), input);
        requireAxes(slice, slice.extents(), input);
        for (int axis = 0; axis < input.rank(); axis++) {
            int extent = slice.extents().get(axis);
            long first = slice.starts().get(axis);
            long last = first + (extent - 1L) * slice.steps().get(axis);
            long end = input.extent(axis);
            if (extent > 0 && (Math.min(first, last) < 0 || Math.max(first, last) >= end)) {
                throw new ShapeException(
                        "places " + first + " to " + last + " of an axis of " + end);
            }
        }
        return Shape.of(slice.extents());
    }

    private static Shape gather(Operator.Gather gather, Shape input) {
        requireRank(gather, input, gather.axis() + 1);
        for (int place : gather.places()) {
            if (place < 0 || place >= input.extent(gather.axis())) {
                throw new ShapeException(
                        "place " + place + " of axis " + gather.axis() + " of " + input);
            }
        }
        return input.with(gather.axis(), gather.places().size());
    }

    private static void requireRank(Operator operator, Shape input, int least) {
        if (input.rank() < least) {
            throw new ShapeException(
                    operator.title() + " needs at least " + least + " axes, not " + input);
        }
    }

    private static Shape dense(Operator.Dense dense, Shape input) {
        requireRank(dense, input, 1);
        return input.with(-1, dense.units());
    }

    private static Shape convolution(Operator.Convolution convolution, Shape input) {
        requireGroups(convolution.groups(), convolution.filters(), convolution.window(), input);
        return windowed(input, convolution.filters(), convolution.window(), false);
    }

    private static void requireGroups(int groups, int filters, Window window, Shape input) {
        if (input.rank() != window.rank() + 1) {
            throw new ShapeException("convolution over " + window.rank() + " axes of " + input);
        }
        if (input.extent(0) % groups != 0 || filters % groups != 0) {
            throw new ShapeException(
                    groups
                            + " groups do not divide "
                            + input.extent(0)
                            + " channels and "
                            + filters
                            + " filters");
        }
    }

    private static Shape transposed(Operator.TransposedConvolution convolution, Shape input) {
        Window window = convolution.window();
        requireGroups(convolution.groups(), convolution.filters(), window, input);
        requireAxes(convolution, convolution.outputPadding(), input.tail(1));
        int[] extents = new int[input.rank()];
        extents[0] = convolution.filters();
        for (int axis = 0; axis < window.rank(); axis++) {
            extents[axis + 1] =
                    window.stride().get(axis) * (input.extent(axis + 1) - 1)
                            + window.dilation().get(axis) * (window.kernel().get(axis) - 1)
                            + 1
                            - window.padBefore().get(axis)
                            - window.padAfter().get(axis)
                            + convolution.outputPadding().get(axis);
            if (extents[axis + 1] < 1) {
                throw new ShapeException("nothing is left of " + input + " within the padding");
            }
        }
        return Shape.of(extents);
    }

    private static Shape windowed(Shape input, int channels, Window window, boolean ceilMode) {
        if (input.rank() != window.rank() + 1) {
            throw new ShapeException("window over " + window.rank() + " axes of " + input);
        }
        int[] extents = new int[input.rank()];
        extents[0] = channels;
        for (int axis = 0; axis < window.rank(); axis++) {
            extents[axis + 1] = window.positions(axis, input.extent(axis + 1), ceilMode);
        }
        return Shape.of(extents);
    }

    private static Shape reduced(
            Operator operator, List<Integer> axes, boolean keepExtents, Shape input) {
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < input.rank(); axis++) {
            if (!axes.contains(axis)) {
                extents.add(input.extent(axis));
            } else if (keepExtents) {
                extents.add(1);
            }
        }
        for (int axis : axes) {
            requireRank(operator, input, axis + 1);
        }
        return Shape.of(extents);
    }

    private static Shape reshape(Shape target, Shape input) {
        if (target.size() != input.size()) {
            throw new ShapeException("cannot reshape " + input + " to " + target);
        }
        return target;
    }

    private static Shape pad(Operator.Pad pad, Shape input) {
        if (pad.before().size() != input.rank() || pad.after().size() != input.rank()) {
            throw new ShapeException("padding of " + pad.before().size() + " axes for " + input);
        }
        int[] extents = input.toArray();
        for (int axis = 0; axis < extents.length; axis++) {
            int before = pad.before().get(axis);
            int after = pad.after().get(axis);
            int reach = reach(pad.mode(), extents[axis]);
            if (before < 0 || after < 0 || Math.max(before, after) > reach) {
                throw new ShapeException(
                        pad.mode() + " padding by " + before + " and " + after + " of " + input);
            }
            extents[axis] += before + after;
        }
        return Shape.of(extents);
    }

    /** How many places an axis can be padded by. */
    private static int reach(Operator.PadMode mode, int extent) {
        switch (mode) {
            case REFLECT:
                return extent - 1;
            case WRAP:
                return extent;
            case EDGE:
                return extent == 0 ? 0 : Integer.MAX_VALUE;
            default:
                return Integer.MAX_VALUE;
        }
    }

    private static Shape concat(int axis, List<Shape> inputs) {
        Shape first = inputs.get(0);
        int total = 0;
        for (Shape input : inputs) {
            if (input.rank() <= axis || !input.with(axis, 0).equals(first.with(axis, 0))) {
                throw new ShapeException(
                        "cannot join " + first + " and " + input + " along axis " + axis);
            }
            total += input.extent(axis);
        }
        return first.with(axis, total);
    }

    private static Shape matMul(Shape left, Shape right) {
        if (left.rank() < 1 || right.rank() < 2 || left.extent(-1) != right.extent(-2)) {
            throw new ShapeException("cannot multiply " + left + " by " + right);
        }
        if (left.rank() > 2
                && right.rank() > 2
                && !left.with(-1, 0).with(-2, 0).equals(right.with(-1, 0).with(-2, 0))) {
            throw new ShapeException("stacks of matrices differ: " + left + " and " + right);
        }
        if (right.rank() > left.rank()) {
            throw new ShapeException("cannot multiply " + left + " by " + right);
        }
        return left.with(-1, right.extent(-1));
    }

    /**
     * numpy's broadcasting: aligned at the last axis, extents equal or one of them 1.
     *
     * @throws ShapeException if the shapes do not agree
     */
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
}
