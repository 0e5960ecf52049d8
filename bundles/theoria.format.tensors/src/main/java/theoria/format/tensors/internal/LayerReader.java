package theoria.format.tensors.internal;

import com.google.gson.JsonObject;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The layers of an architecture file. An op has these fields (in brackets what they are otherwise):
 *
 * <ul>
 *   <li>{@code convolution}: filters, kernel, stride [1], pad [0], dilation [1], groups [1], bias
 *       [true]; {@code transposedconvolution} the same with outputpadding [0];
 *   <li>{@code dense}: units, bias [true];
 *   <li>{@code batchnorm}: epsilon [1e-5], affine [true]; {@code groupnorm}: groups, epsilon,
 *       affine; {@code instancenorm}, {@code layernorm}: axis [0], epsilon, affine; {@code lrn}:
 *       size, alpha, beta, bias;
 *   <li>{@code maxpool}, {@code averagepool}: kernel, stride [kernel], pad [0], ceil [false],
 *       {@code countpadding} [false]; {@code globalaverage};
 *   <li>an activation by its name in lower case ({@code relu}, {@code leaky_relu}, {@code gelu},
 *       ...): alpha [0], beta [0]; {@code softmax}, {@code logsoftmax}: axis [0];
 *   <li>{@code add}, {@code subtract}, {@code multiply}, {@code divide} of two inputs; {@code
 *       concat}: axis [0];
 *   <li>{@code flatten}; {@code reshape}: shape; {@code transpose}: order; {@code dropout}: rate
 *       [0.5]; {@code identity}.
 * </ul>
 *
 * Kernels, strides, pads and dilations are one number for all axes or a list of one per axis.
 */
public final class LayerReader {
    private static final double EPSILON = 1e-5;

    private final NetworkGraph.Builder builder;
    private final Map<String, Integer> counts = new HashMap<>();
    private String last = "input";

    /** Adds layers to a graph that has an input named {@code input}. */
    public LayerReader(NetworkGraph.Builder builder) {
        this.builder = builder;
    }

    /** Name of the layer that was added last. */
    public String last() {
        return last;
    }

    /**
     * Adds a layer.
     *
     * @throws FormatException if its op is not known or a field is missing
     */
    public void add(JsonObject layer) throws FormatException {
        JsonFields unnamed = JsonFields.of(layer, "a layer");
        String op = unnamed.word("op", "").toLowerCase(Locale.ROOT);
        int count = counts.merge(op, 1, Integer::sum);
        String name = unnamed.word("name", op + count);
        JsonFields fields = JsonFields.of(layer, "layer '" + name + "'");
        List<String> inputs = fields.words("inputs");
        List<String> taken = inputs.isEmpty() ? List.of(last) : inputs;
        Shape shape =
                builder.shape(taken.get(0))
                        .orElseThrow(() -> fields.refuse("inputs", "names of earlier layers"));
        Operator operator = operator(op, fields, shape);
        builder.add(new Node(name, operator, taken, blocks(name, operator, fields)));
        last = name;
    }

    private static Operator operator(String op, JsonFields fields, Shape shape)
            throws FormatException {
        switch (op) {
            case "convolution":
                return new Operator.Convolution(
                        fields.whole("filters"),
                        window(fields, shape, 1),
                        fields.whole("groups", 1));
            case "transposedconvolution":
                Window window = window(fields, shape, 1);
                return new Operator.TransposedConvolution(
                        fields.whole("filters"),
                        window,
                        fields.whole("groups", 1),
                        perAxis(fields, "outputpadding", window.rank(), 0));
            case "dense":
                return new Operator.Dense(fields.whole("units"));
            case "maxpool":
            case "averagepool":
                boolean max = op.equals("maxpool");
                return new Operator.Pooling(
                        max ? Operator.PoolingKind.MAX : Operator.PoolingKind.AVERAGE,
                        window(fields, shape, 0),
                        fields.flag("ceil", false),
                        fields.flag("countpadding", false));
            case "globalaverage":
                List<Integer> axes =
                        java.util.stream.IntStream.range(1, shape.rank()).boxed().toList();
                return new Operator.Mean(axes, false);
            default:
                return normalisation(op, fields);
        }
    }

    private static Operator normalisation(String op, JsonFields fields) throws FormatException {
        double epsilon = fields.real("epsilon", EPSILON);
        switch (op) {
            case "batchnorm":
                return new Operator.BatchNorm(epsilon);
            case "groupnorm":
                return new Operator.GroupNorm(fields.whole("groups"), epsilon);
            case "instancenorm":
                return new Operator.GroupNorm(0, epsilon);
            case "layernorm":
                return new Operator.LayerNorm(axis(fields), epsilon);
            case "lrn":
                return new Operator.LocalResponseNorm(
                        fields.whole("size"),
                        fields.real("alpha", 1e-4),
                        fields.real("beta", 0.75),
                        fields.real("bias", 1));
            default:
                return moving(op, fields);
        }
    }

    private static Operator moving(String op, JsonFields fields) throws FormatException {
        switch (op) {
            case "softmax":
            case "logsoftmax":
                return new Operator.Softmax(axis(fields), op.equals("logsoftmax"));
            case "add":
            case "subtract":
            case "multiply":
            case "divide":
                return new Operator.Arithmetic(
                        Operator.ArithmeticKind.valueOf(op.toUpperCase(Locale.ROOT)));
            case "concat":
                return new Operator.Concat(axis(fields));
            case "flatten":
                return new Operator.Flatten();
            case "reshape":
                return new Operator.Reshape(Shape.of(fields.wholes("shape")));
            case "transpose":
                return new Operator.Transpose(fields.wholes("order"));
            case "dropout":
                return new Operator.Dropout(fields.real("rate", 0.5));
            case "identity":
                return new Operator.Identity();
            default:
                return activation(op, fields);
        }
    }

    /** The axis that a layer names, counted from 0. */
    private static int axis(JsonFields fields) throws FormatException {
        int axis = fields.whole("axis", 0);
        if (axis < 0) {
            throw fields.refuse("axis", "an axis from 0");
        }
        return axis;
    }

    private static Operator activation(String op, JsonFields fields) throws FormatException {
        for (ActivationFunction function : ActivationFunction.values()) {
            if (function.name().equalsIgnoreCase(op)) {
                return new Operator.Activation(
                        function, fields.real("alpha", 0), fields.real("beta", 0));
            }
        }
        throw fields.refuse("op", "the name of an operator or activation");
    }

    private static Window window(JsonFields fields, Shape shape, int usualStride)
            throws FormatException {
        List<Integer> given = fields.wholes("kernel");
        int rank = given.size() == 1 ? Math.max(1, shape.rank() - 1) : given.size();
        List<Integer> kernel = given.size() == 1 ? Collections.nCopies(rank, given.get(0)) : given;
        List<Integer> stride =
                fields.has("stride") || usualStride > 0
                        ? perAxis(fields, "stride", rank, usualStride)
                        : kernel;
        List<Integer> pad = perAxis(fields, "pad", rank, 0);
        return new Window(kernel, stride, pad, pad, perAxis(fields, "dilation", rank, 1));
    }

    private static List<Integer> perAxis(JsonFields fields, String key, int rank, int usual)
            throws FormatException {
        List<Integer> given = fields.has(key) ? fields.wholes(key) : List.of(usual);
        if (given.size() != 1 && given.size() != rank) {
            throw fields.refuse(key, "one number, or " + rank);
        }
        return given.size() == 1 ? Collections.nCopies(rank, given.get(0)) : given;
    }

    private static Map<Role, String> blocks(String name, Operator operator, JsonFields fields)
            throws FormatException {
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        boolean kernel =
                operator instanceof Operator.Dense
                        || operator instanceof Operator.Convolution
                        || operator instanceof Operator.TransposedConvolution;
        if (kernel) {
            blocks.put(Role.KERNEL, name + ".weight");
            if (fields.flag("bias", true)) {
                blocks.put(Role.BIAS, name + ".bias");
            }
        }
        boolean norm =
                operator instanceof Operator.BatchNorm
                        || operator instanceof Operator.GroupNorm
                        || operator instanceof Operator.LayerNorm;
        if (norm && fields.flag("affine", true)) {
            blocks.put(Role.SCALE, name + ".weight");
            blocks.put(Role.SHIFT, name + ".bias");
        }
        if (operator instanceof Operator.BatchNorm) {
            blocks.put(Role.MEAN, name + ".running_mean");
            blocks.put(Role.VARIANCE, name + ".running_var");
        }
        return blocks;
    }
}
