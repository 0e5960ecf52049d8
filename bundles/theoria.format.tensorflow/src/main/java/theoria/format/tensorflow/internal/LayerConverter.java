package theoria.format.tensorflow.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Layers with weights: convolutions, products, biases, batch normalisation. */
final class LayerConverter {
    private static final Set<String> SUMS = Set.of("BiasAdd", "Add", "AddV2");

    private LayerConverter() {}

    /** Kernel (places..., in/groups, out). */
    static NodeConverter convolution(int axes) {
        return (node, conversion) -> {
            Value.Computed x = conversion.image(node, 0, axes);
            Stored kernel = kernel(node, conversion, axes);
            int channels = channels(node, x);
            Shape shape = kernel.shape();
            int perGroup = shape.extent(axes);
            int filters = shape.extent(axes + 1);
            if (perGroup == 0 || channels % perGroup != 0 || filters == 0) {
                throw unequal(node, kernel, x);
            }
            Integer[] order = new Integer[axes + 2];
            order[0] = axes + 1;
            order[1] = axes;
            for (int axis = 0; axis < axes; axis++) {
                order[axis + 2] = axis;
            }
            Stored turned = conversion.turned(kernel, order);
            Window window = Windows.sliding(node, Windows.extents(shape, axes), x);
            layer(
                    node,
                    conversion,
                    new Operator.Convolution(filters, window, channels / perGroup),
                    turned,
                    x);
        };
    }

    /** Kernel (h, w, in, multiplier): as many groups as channels. */
    static void depthwise(GraphNode node, Conversion conversion) throws FormatException {
        Value.Computed x = conversion.image(node, 0, 2);
        Stored kernel = kernel(node, conversion, 2);
        int channels = channels(node, x);
        Shape shape = kernel.shape();
        if (shape.extent(2) != channels || shape.extent(3) == 0) {
            throw unequal(node, kernel, x);
        }
        int filters = Math.multiplyExact(channels, shape.extent(3));
        Stored moved = conversion.turned(kernel, 2, 3, 0, 1);
        Shape flat = Shape.of(filters, 1, shape.extent(0), shape.extent(1));
        Window window = Windows.sliding(node, Windows.extents(shape, 2), x);
        layer(
                node,
                conversion,
                new Operator.Convolution(filters, window, channels),
                moved.reshaped(flat),
                x);
    }

    /**
     * The transpose of a convolution: input 0 is the shape of what it puts out, kernel (h, w, out,
     * in).
     */
    static void transposed(GraphNode node, Conversion conversion) throws FormatException {
        Value.Computed x = conversion.image(node, 2, 2);
        Stored kernel = kernel(node, conversion, 2);
        Shape shape = kernel.shape();
        if (shape.extent(3) != channels(node, x)) {
            throw unequal(node, kernel, x);
        }
        double[] sizes = conversion.stored(node, 0).tensor().toDoubles();
        if (sizes.length != 4) {
            throw node.refuse("puts out " + sizes.length + " axes", "4");
        }
        Windows.Transposed window = Windows.transposed(node, Windows.extents(shape, 2), x, sizes);
        Operator operator =
                new Operator.TransposedConvolution(
                        shape.extent(2), window.window(), 1, window.added());
        layer(node, conversion, operator, conversion.turned(kernel, 3, 2, 0, 1), x);
    }

    private static Stored kernel(GraphNode node, Conversion conversion, int axes)
            throws FormatException {
        Stored kernel = conversion.stored(node, 1);
        if (kernel.shape().size() == 0 || kernel.shape().rank() != axes + 2 || kernel.whole()) {
            throw node.refuse(
                    "applies a kernel of " + kernel.shape(), "one of " + (axes + 2) + " axes");
        }
        return kernel;
    }

    private static int channels(GraphNode node, Value.Computed x) throws FormatException {
        return node.channelsFirst() ? x.shape().extent(0) : x.shape().extent(-1);
    }

    private static FormatException unequal(GraphNode node, Stored kernel, Value.Computed x) {
        return node.refuse(
                "applies a kernel of " + kernel.shape() + " to examples of " + x.shape(),
                "as many channels in both");
    }

    /** Adds a layer with the bias that is added behind it, if there is one. */
    private static void layer(
            GraphNode node,
            Conversion conversion,
            Operator operator,
            Stored kernel,
            Value.Computed x)
            throws FormatException {
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        blocks.put(Role.KERNEL, conversion.block(kernel));
        boolean backward = operator instanceof Operator.TransposedConvolution;
        int filters = kernel.shape().extent(backward ? 1 : 0);
        Optional<GraphNode> sum = sumBehind(node, conversion, filters);
        if (sum.isPresent()) {
            Stored bias = summand(sum.get(), node, conversion).orElseThrow();
            blocks.put(Role.BIAS, conversion.block(bias));
        }
        Value.Computed y = conversion.add(node, "", operator, blocks, x.turned(), x);
        conversion.define(node, y);
        if (sum.isPresent()) {
            conversion.join(sum.get(), y);
        }
    }

    /** The only node that takes from a layer, if it adds one number per filter. */
    private static Optional<GraphNode> sumBehind(GraphNode node, Conversion conversion, int filters)
            throws FormatException {
        List<GraphNode> consumers = conversion.file().consumers(node);
        if (consumers.size() != 1 || !SUMS.contains(consumers.get(0).operator())) {
            return Optional.empty();
        }
        GraphNode sum = consumers.get(0);
        boolean alongChannels =
                sum.operator().equals("BiasAdd")
                        ? sum.channelsFirst() == node.channelsFirst()
                        : !node.channelsFirst();
        Optional<Stored> bias = summand(sum, node, conversion);
        boolean fits =
                bias.isPresent()
                        && !bias.get().whole()
                        && bias.get().shape().equals(Shape.of(filters));
        return fits && (alongChannels || node.operator().equals("MatMul"))
                ? Optional.of(sum)
                : Optional.empty();
    }

    /** What a node adds to the output of another, if it is known. */
    private static Optional<Stored> summand(GraphNode sum, GraphNode layer, Conversion conversion) {
        if (sum.inputs().size() != 2) {
            return Optional.empty();
        }
        boolean first = sum.inputs().get(0).equals(layer.name() + ":0");
        return conversion
                .find(sum.inputs().get(first ? 1 : 0))
                .filter(Stored.class::isInstance)
                .map(Stored.class::cast);
    }

    /** x W for a known matrix W (in, out), or its transpose. */
    static void product(GraphNode node, Conversion conversion) throws FormatException {
        Value.Computed x = conversion.fileOrder(conversion.activation(node, 0));
        Stored matrix = conversion.stored(node, 1);
        if (node.flag("transpose_a", false) || node.flag("adj_x", false)) {
            throw node.refuse("transposes its first factor", "a batch of vectors");
        }
        if (matrix.shape().rank() != 2 || matrix.whole() || x.shape().rank() < 1) {
            throw node.refuse(
                    "multiplies examples of " + x.shape() + " by a tensor of " + matrix.shape(),
                    "vectors and a matrix");
        }
        boolean transposed = node.flag("transpose_b", false) || node.flag("adj_y", false);
        Stored kernel = transposed ? matrix : conversion.turned(matrix, 1, 0);
        int units = kernel.shape().extent(0);
        if (x.shape().extent(-1) != kernel.shape().extent(1) || units == 0) {
            throw node.refuse(
                    "multiplies examples of " + x.shape() + " by a matrix of " + matrix.shape(),
                    "equal inner extents");
        }
        layer(node, conversion, new Operator.Dense(units), kernel, x);
    }

    /** scale (x - mean) / sqrt(variance + epsilon) + offset, per channel, in inference. */
    static void batchNorm(GraphNode node, Conversion conversion) throws FormatException {
        if (node.flag("is_training", true)) {
            throw node.refuse("runs in training mode", "inference mode (is_training = false)");
        }
        Value.Computed x = conversion.image(node, 0, node.word("data_format", "NHWC").length() - 2);
        Role[] roles = {Role.SCALE, Role.SHIFT, Role.MEAN, Role.VARIANCE};
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        for (int i = 0; i < roles.length; i++) {
            Stored tensor = conversion.stored(node, i + 1);
            if (!tensor.shape().equals(Shape.of(channels(node, x))) || tensor.whole()) {
                throw node.refuse(
                        "has " + roles[i] + " of " + tensor.shape() + " for " + x.shape(),
                        "one number per channel");
            }
            boolean optional = roles[i] == Role.SCALE || roles[i] == Role.SHIFT;
            boolean neutral = optional && tensor.all(roles[i] == Role.SCALE ? 1 : 0);
            if (tensor.variable() || !neutral) {
                blocks.put(roles[i], conversion.block(tensor));
            }
        }
        Operator operator = new Operator.BatchNorm(node.real("epsilon", 1e-4f));
        conversion.define(node, conversion.add(node, "", operator, blocks, x.turned(), x));
    }
}
