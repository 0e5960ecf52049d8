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
import java.util.Optional;

/** Convolutions and poolings: everything that slides a window. */
final class WindowConverter {
    private WindowConverter() {}

    static void convolution(OnnxNode node, Conversion conversion) throws FormatException {
        Stored kernel = conversion.requireStored(node, 1);
        Value.Computed input = conversion.image(node, 0);
        Shape shape = input.shape();
        requireKernel(node, kernel, shape, shape.rank() + 1);
        Window window = Windows.sliding(node, Windows.taps(node, kernel.shape()), shape);
        int groups = node.integer("group", 1);
        if (groups < 1 || kernel.shape().extent(1) * groups != shape.extent(0)) {
            throw badGroups(node, kernel, groups, shape);
        }
        int filters = kernel.shape().extent(0);
        Operator operator = new Operator.Convolution(filters, window, groups);
        Optional<Stored> bias = bias(node, conversion, filters);
        Optional<BatchNormFold> fold = BatchNormFold.behind(node, conversion);
        if (fold.isPresent()) {
            fold.get().convolution(operator, input, kernel, bias);
        } else {
            conversion.add(node, operator, List.of(input.node()), blocks(conversion, kernel, bias));
        }
    }

    static void transposed(OnnxNode node, Conversion conversion) throws FormatException {
        Stored kernel = conversion.requireStored(node, 1);
        Value.Computed input = conversion.image(node, 0);
        Shape shape = input.shape();
        requireKernel(node, kernel, shape, shape.rank() + 1);
        int groups = node.integer("group", 1);
        if (groups < 1 || kernel.shape().extent(0) != shape.extent(0)) {
            throw badGroups(node, kernel, groups, shape);
        }
        Windows.Transposed window =
                Windows.transposed(node, Windows.taps(node, kernel.shape()), shape);
        int filters = kernel.shape().extent(1) * groups;
        Operator operator =
                new Operator.TransposedConvolution(
                        filters, window.window(), groups, window.outputPadding());
        Optional<Stored> bias = bias(node, conversion, filters);
        conversion.add(node, operator, List.of(input.node()), blocks(conversion, kernel, bias));
    }

    private static void requireKernel(OnnxNode node, Stored kernel, Shape shape, int rank)
            throws FormatException {
        if (kernel.rank() < 3 || kernel.rank() != rank) {
            throw node.refuse(
                    "applies a kernel of " + kernel.shape() + " to examples of " + shape,
                    "a kernel [filters, channels, places...] over the examples' places");
        }
    }

    private static FormatException badGroups(
            OnnxNode node, Stored kernel, int groups, Shape shape) {
        return node.refuse(
                "applies a kernel of "
                        + kernel.shape()
                        + " in "
                        + groups
                        + " groups to examples of "
                        + shape,
                "as many channels in both");
    }

    private static Optional<Stored> bias(OnnxNode node, Conversion conversion, int filters)
            throws FormatException {
        if (node.input(2).isEmpty()) {
            return Optional.empty();
        }
        Stored bias = conversion.requireStored(node, 2);
        if (bias.shape().size() != filters) {
            throw node.refuse(
                    "adds a bias of " + bias.shape(), "one number per filter, " + filters);
        }
        return Optional.of(bias.reshaped(Shape.of(filters)));
    }

    private static Map<Role, String> blocks(
            Conversion conversion, Stored kernel, Optional<Stored> bias) throws FormatException {
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        blocks.put(Role.KERNEL, conversion.block(kernel));
        if (bias.isPresent()) {
            blocks.put(Role.BIAS, conversion.block(bias.get()));
        }
        return blocks;
    }

    static void pooling(OnnxNode node, Conversion conversion) throws FormatException {
        Value.Computed input = conversion.image(node, 0);
        Shape shape = input.shape();
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
                        Windows.sliding(node, taps, shape),
                        node.integer("ceil_mode", 0) != 0,
                        !maximum && node.integer("count_include_pad", 0) != 0),
                input);
    }

    static void globalPooling(OnnxNode node, Conversion conversion) throws FormatException {
        Value.Computed input = conversion.image(node, 0);
        Shape shape = input.shape();
        if (shape.rank() < 2) {
            throw node.refuse("pools examples of " + shape, "spatial axes");
        }
        if (node.operator().equals("GlobalMaxPool")) {
            List<Integer> ones = Collections.nCopies(shape.rank() - 1, 1);
            List<Integer> zeros = Collections.nCopies(shape.rank() - 1, 0);
            Window whole = new Window(Windows.extents(shape.tail(1)), ones, zeros, zeros, ones);
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
}
