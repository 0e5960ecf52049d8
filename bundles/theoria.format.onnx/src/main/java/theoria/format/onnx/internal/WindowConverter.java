package theoria.format.onnx.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Conv and the poolings: everything that slides a window. */
final class WindowConverter {
    private WindowConverter() {}

    static void convolution(OnnxNode node, Conversion conversion) throws FormatException {
        Stored kernel = conversion.requireStored(node, 1);
        String input = conversion.activation(node, 0);
        Shape shape = conversion.shape(input);
        if (kernel.shape().rank() < 3 || kernel.shape().rank() != shape.rank() + 1) {
            throw node.refuse(
                    "applies a kernel of " + kernel.shape() + " to examples of " + shape,
                    "a kernel [filters, channels, places...] over the examples' places");
        }
        List<Integer> taps = extents(kernel.shape().tail(2));
        Window window = window(node, taps, shape);
        int groups = node.integer("group", 1);
        if (groups < 1 || kernel.shape().extent(1) * groups != shape.extent(0)) {
            throw node.refuse(
                    "applies a kernel of "
                            + kernel.shape()
                            + " in "
                            + groups
                            + " groups to examples of "
                            + shape,
                    "as many channels in both");
        }
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        blocks.put(Role.KERNEL, conversion.block(kernel));
        if (node.input(2).isPresent()) {
            blocks.put(Role.BIAS, conversion.block(conversion.requireStored(node, 2)));
        }
        int filters = kernel.shape().extent(0);
        conversion.add(
                node, new Operator.Convolution(filters, window, groups), List.of(input), blocks);
    }

    static void pooling(OnnxNode node, Conversion conversion) throws FormatException {
        String input = conversion.activation(node, 0);
        Shape shape = conversion.shape(input);
        List<Integer> taps = node.integers("kernel_shape", List.of());
        if (taps.size() != shape.rank() - 1 || taps.isEmpty()) {
            throw node.refuse(
                    "has the kernel_shape " + taps + " for examples of " + shape,
                    "one number per spatial axis");
        }
        boolean maximum = node.operator().equals("MaxPool");
        if (maximum && node.integer("storage_order", 0) != 0) {
            throw node.refuse("has storage_order = 1", "row-major order");
        }
        Operator.PoolingKind kind =
                maximum ? Operator.PoolingKind.MAX : Operator.PoolingKind.AVERAGE;
        conversion.add(
                node,
                new Operator.Pooling(
                        kind,
                        window(node, taps, shape),
                        node.integer("ceil_mode", 0) != 0,
                        !maximum && node.integer("count_include_pad", 0) != 0),
                input);
    }

    static void globalPooling(OnnxNode node, Conversion conversion) throws FormatException {
        String input = conversion.activation(node, 0);
        Shape shape = conversion.shape(input);
        if (shape.rank() < 2) {
            throw node.refuse("pools examples of " + shape, "spatial axes");
        }
        if (node.operator().equals("GlobalMaxPool")) {
            List<Integer> ones = Collections.nCopies(shape.rank() - 1, 1);
            List<Integer> zeros = Collections.nCopies(shape.rank() - 1, 0);
            Window whole = new Window(extents(shape.tail(1)), ones, zeros, zeros, ones);
            Operator.PoolingKind max = Operator.PoolingKind.MAX;
            conversion.add(node, new Operator.Pooling(max, whole, false, false), input);
            return;
        }
        List<Integer> axes = new ArrayList<>();
        for (int axis = 1; axis < shape.rank(); axis++) {
            axes.add(axis);
        }
        conversion.add(node, new Operator.Mean(axes, true), input);
    }

    private static List<Integer> extents(Shape shape) {
        List<Integer> extents = new ArrayList<>();
        for (int extent : shape.toArray()) {
            extents.add(extent);
        }
        return extents;
    }

    private static Window window(OnnxNode node, List<Integer> taps, Shape shape)
            throws FormatException {
        int rank = taps.size();
        List<Integer> ones = Collections.nCopies(rank, 1);
        List<Integer> stride = node.integers("strides", ones);
        List<Integer> dilation = node.integers("dilations", ones);
        List<Integer> pads = node.integers("pads", Collections.nCopies(2 * rank, 0));
        if (stride.size() != rank || dilation.size() != rank || pads.size() != 2 * rank) {
            throw node.refuse(
                    "has strides " + stride + ", dilations " + dilation + ", pads " + pads,
                    "numbers for " + rank + " spatial axes");
        }
        String automatic = node.word("auto_pad", "NOTSET");
        List<Integer> before = pads.subList(0, rank);
        List<Integer> after = pads.subList(rank, 2 * rank);
        try {
            Window given = new Window(taps, stride, before, after, dilation);
            switch (automatic) {
                case "NOTSET":
                    return given;
                case "VALID":
                    List<Integer> none = Collections.nCopies(rank, 0);
                    return new Window(taps, stride, none, none, dilation);
                case "SAME_UPPER":
                case "SAME_LOWER":
                    return same(given, shape, automatic.equals("SAME_UPPER"));
                default:
                    throw node.refuse("has auto_pad = " + automatic, "a known padding");
            }
        } catch (IllegalArgumentException e) {
            throw new FormatException(node.where() + " has a bad window: " + e.getMessage(), e);
        }
    }

    /** Padding so that the output has ceil(length / stride) places; an odd rest goes one side. */
    private static Window same(Window window, Shape shape, boolean upper) {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < window.rank(); axis++) {
            int length = shape.extent(axis + 1);
            int stride = window.stride().get(axis);
            int positions = (length + stride - 1) / stride;
            int span = window.dilation().get(axis) * (window.kernel().get(axis) - 1) + 1;
            int total = Math.max(0, (positions - 1) * stride + span - length);
            before.add(upper ? total / 2 : total - total / 2);
            after.add(upper ? total - total / 2 : total / 2);
        }
        return new Window(window.kernel(), window.stride(), before, after, window.dilation());
    }
}
