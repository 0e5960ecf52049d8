package theoria.format.onnx.internal;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Normalisations. */
final class NormConverter {
    /** Operator set from which on a batch normalisation says by its outputs whether it trains. */
    private static final int SAYS_TEST = 7;

    /** Operator set from which on group normalisation scales per channel, not per group. */
    private static final int PER_CHANNEL = 21;

    private NormConverter() {}

    static void batch(OnnxNode node, Conversion conversion) throws FormatException {
        if (node.integer("training_mode", 0) != 0) {
            throw node.refuse("runs in training mode", "inference mode");
        }
        if (node.integer("spatial", 1) == 0) {
            throw node.refuse("has statistics per place (spatial = 0)", "one number per channel");
        }
        if (node.opset() < SAYS_TEST && node.integer("is_test", 0) == 0) {
            conversion.remark(node.where() + " is taken as in inference, though not marked so.");
        }
        Value.Computed input = conversion.image(node, 0);
        Role[] roles = {Role.SCALE, Role.SHIFT, Role.MEAN, Role.VARIANCE};
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        for (int i = 0; i < roles.length; i++) {
            Stored tensor =
                    perChannel(node, conversion.requireStored(node, i + 1), input, roles[i]);
            put(blocks, roles[i], tensor, conversion);
        }
        double epsilon = node.real("epsilon", 1e-5f);
        conversion.add(node, new Operator.BatchNorm(epsilon), List.of(input.node()), blocks);
    }

    private static Stored perChannel(OnnxNode node, Stored tensor, Value.Computed input, Role role)
            throws FormatException {
        int channels = input.shape().extent(0);
        if (tensor.shape().size() != channels) {
            throw node.refuse(
                    "has " + role + " of " + tensor.shape() + " for examples of " + input.shape(),
                    "one number per channel");
        }
        return tensor.reshaped(Shape.of(channels));
    }

    /** Takes a tensor as a block, except a constant 1 or 0 of a layer without scale or shift. */
    private static void put(
            Map<Role, String> blocks, Role role, Stored tensor, Conversion conversion)
            throws FormatException {
        boolean optional = role == Role.SCALE || role == Role.SHIFT;
        boolean neutral = tensor.all(role == Role.SCALE ? 1 : 0);
        if (!optional || tensor.trainable() || !neutral) {
            blocks.put(role, conversion.block(tensor));
        }
    }

    static void localResponse(OnnxNode node, Conversion conversion) throws FormatException {
        int size = node.integer("size", 1);
        if (size < 1) {
            throw node.refuse("sums over " + size + " channels", "at least 1");
        }
        conversion.add(
                node,
                new Operator.LocalResponseNorm(
                        size,
                        node.real("alpha", 1e-4f),
                        node.real("beta", 0.75),
                        node.real("bias", 1)),
                conversion.image(node, 0));
    }

    static void instance(OnnxNode node, Conversion conversion) throws FormatException {
        grouped(node, conversion, 0);
    }

    static void group(OnnxNode node, Conversion conversion) throws FormatException {
        int groups = node.integer("num_groups", 0);
        if (groups < 1) {
            throw node.refuse("has num_groups = " + groups, "at least 1");
        }
        grouped(node, conversion, groups);
    }

    private static void grouped(OnnxNode node, Conversion conversion, int groups)
            throws FormatException {
        Value.Computed input = conversion.image(node, 0);
        Role[] roles = {Role.SCALE, Role.SHIFT};
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        for (int i = 0; i < roles.length; i++) {
            Stored tensor = conversion.requireStored(node, i + 1);
            if (groups > 0 && node.opset() < PER_CHANNEL) {
                tensor = repeated(node, tensor, groups, input.shape().extent(0), conversion);
            }
            put(blocks, roles[i], perChannel(node, tensor, input, roles[i]), conversion);
        }
        Operator operator = new Operator.GroupNorm(groups, node.real("epsilon", 1e-5f));
        conversion.add(node, operator, List.of(input.node()), blocks);
    }

    /** One number per group, as operator set 18 has it, repeated for each channel. */
    private static Stored repeated(
            OnnxNode node, Stored tensor, int groups, int channels, Conversion conversion)
            throws FormatException {
        if (tensor.shape().size() != groups || channels % groups != 0) {
            return tensor;
        }
        List<Integer> places = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            places.add(channel / (channels / groups));
        }
        conversion.remark(
                node.where() + " scales per group; its numbers were repeated for each channel.");
        Stored vector = tensor.reshaped(Shape.of(groups));
        return vector.with(StoredMoves.gather(vector.tensor(), new Operator.Gather(0, places)));
    }

    static void layer(OnnxNode node, Conversion conversion) throws FormatException {
        Value.Computed input = conversion.activation(node, 0);
        int axis = conversion.axis(node, node.integer("axis", -1), input);
        Shape shape = input.shape().tail(axis);
        double epsilon = node.real("epsilon", 1e-5f);
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        Role[] roles = {Role.SCALE, Role.SHIFT};
        for (int i = 0; i < roles.length; i++) {
            if (node.input(i + 1).isPresent()) {
                Stored tensor = conversion.requireStored(node, i + 1);
                if (tensor.shape().size() != shape.size()) {
                    throw node.refuse(
                            "has " + roles[i] + " of " + tensor.shape() + " for axes of " + shape,
                            "as many numbers");
                }
                put(blocks, roles[i], tensor.reshaped(shape), conversion);
            }
        }
        Operator operator = new Operator.LayerNorm(axis, epsilon);
        conversion.add(node, operator, List.of(input.node()), blocks);
        statistics(node, input, axis, epsilon, conversion);
    }

    /** Mean and 1 / sqrt(variance + epsilon), where something takes these outputs. */
    private static void statistics(
            OnnxNode node, Value.Computed input, int axis, double epsilon, Conversion conversion)
            throws FormatException {
        Optional<String> meanName = node.output(1).filter(conversion.file()::live);
        Optional<String> inverseName = node.output(2).filter(conversion.file()::live);
        if (meanName.isEmpty() && inverseName.isEmpty()) {
            return;
        }
        List<Integer> axes = new ArrayList<>();
        for (int i = axis; i < input.shape().rank(); i++) {
            axes.add(i);
        }
        Operator average = new Operator.Mean(axes, true);
        Value mean = conversion.apply(node, "mean", average, input);
        if (meanName.isPresent()) {
            conversion.define(meanName.get(), mean);
        }
        if (inverseName.isPresent()) {
            Value centred =
                    ArithmeticConverter.combine(
                            node, "centred", ArithmeticKind.SUBTRACT, input, mean, conversion);
            Value squares =
                    ArithmeticConverter.combine(
                            node, "squares", ArithmeticKind.MULTIPLY, centred, centred, conversion);
            Value variance = conversion.apply(node, "variance", average, squares);
            Value added = ArithmeticConverter.number(node.name() + "/epsilon", epsilon);
            Value sum =
                    ArithmeticConverter.combine(
                            node, "sum", ArithmeticKind.ADD, variance, added, conversion);
            Value root =
                    conversion.apply(node, "root", function(ActivationFunction.SQUARE_ROOT), sum);
            conversion.define(
                    inverseName.get(),
                    conversion.apply(
                            node, "inverse", function(ActivationFunction.RECIPROCAL), root));
        }
    }

    private static Operator function(ActivationFunction function) {
        return new Operator.Activation(function, 0);
    }
}
