package theoria.tests.support;

import static theoria.tests.support.GraphCollection.IMAGE;
import static theoria.tests.support.GraphCollection.VECTOR;
import static theoria.tests.support.GraphCollection.image;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.graph.Operator.PoolingKind;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.List;
import java.util.Map;

/**
 * One small graph per operator and manner of using it: what an engine or a writer claims, it must
 * do on all of these.
 */
public final class OperatorGraphs {
    private static final double NOT = Double.NEGATIVE_INFINITY;

    private final GraphCollection graphs = new GraphCollection();

    private OperatorGraphs() {}

    /** All graphs by a phrase that says what is special. */
    public static Map<String, NetworkGraph> all() {
        OperatorGraphs all = new OperatorGraphs();
        all.convolutions();
        all.poolings();
        all.activations();
        all.normalisations();
        all.arithmetic();
        all.products();
        all.movements();
        all.structure();
        ClassifierGraphs.addTo(all.graphs);
        return all.graphs.graphs();
    }

    /**
     * Weights from a seed: running variances between 0.5 and 1.5, all else between -0.5 and 0.5.
     */
    public static Weights weights(NetworkGraph graph, long seed) {
        float[] parameters = new float[graph.parameterCount()];
        float[] buffers = new float[graph.bufferCount()];
        for (Block block : graph.blocks()) {
            SeededRandom random = new SeededRandom(seed).split(block.name());
            double centre = block.role() == Role.VARIANCE ? 1 : 0;
            float[] flat = block.role().trainable() ? parameters : buffers;
            for (int i = 0; i < block.size(); i++) {
                flat[block.offset() + i] = (float) (centre - 0.5 + random.nextDouble());
            }
        }
        return Weights.of(parameters, buffers);
    }

    /** Inputs from a seed, between -1 and 1. */
    public static Tensor inputs(NetworkGraph graph, int examples, long seed) {
        SeededRandom random = new SeededRandom(seed).split("inputs");
        Shape shape = graph.inputShape().prepend(examples);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return Tensor.of(shape, values);
    }

    private void one(String phrase, Operator operator, Shape input, Role... roles) {
        graphs.one(phrase, operator, input, roles);
    }

    private static Window window(
            List<Integer> kernel,
            List<Integer> stride,
            List<Integer> before,
            List<Integer> after,
            List<Integer> dilation) {
        return new Window(kernel, stride, before, after, dilation);
    }

    private void convolutions() {
        Window plain = Window.square(3, 1, 0);
        Window skew = window(List.of(3, 2), List.of(2, 1), List.of(1, 0), List.of(2, 1), ones());
        Window wide = window(List.of(2, 3), ones(), List.of(2, 2), List.of(2, 2), List.of(3, 2));
        Role[] both = {Role.KERNEL, Role.BIAS};
        one("convolution", new Operator.Convolution(5, plain, 1), IMAGE, both);
        one("convolution without bias", new Operator.Convolution(5, plain, 1), IMAGE, Role.KERNEL);
        one("asymmetric padding", new Operator.Convolution(5, skew, 1), IMAGE, both);
        one("dilation", new Operator.Convolution(3, wide, 1), IMAGE, both);
        one("groups", new Operator.Convolution(6, plain, 2), IMAGE, both);
        one("depthwise", new Operator.Convolution(8, Window.square(3, 2, 1), 4), IMAGE, both);
        one("many filters", new Operator.Convolution(32, Window.square(3, 1, 1), 1), IMAGE, both);
        Window line = window(List.of(3), List.of(2), List.of(1), List.of(0), List.of(1));
        one("one axis", new Operator.Convolution(3, line, 1), Shape.of(2, 9), both);
    }

    private static List<Integer> ones() {
        return List.of(1, 1);
    }

    private void poolings() {
        Window padded = Window.square(3, 2, 1);
        Window bare = Window.square(2, 2, 0);
        Window skew = window(List.of(3, 3), List.of(2, 2), List.of(0, 1), List.of(1, 0), ones());
        Window wide = window(List.of(2, 2), ones(), List.of(1, 0), List.of(1, 0), List.of(2, 3));
        for (PoolingKind kind : PoolingKind.values()) {
            String word = kind == PoolingKind.MAX ? "maximum" : "average";
            one(word + " pooling", new Operator.Pooling(kind, bare, false, false), IMAGE);
            one(word + " with padding", new Operator.Pooling(kind, padded, false, false), IMAGE);
            one(word + " in ceil mode", new Operator.Pooling(kind, bare, true, false), IMAGE);
            one(
                    word + " in ceil mode padded",
                    new Operator.Pooling(kind, skew, true, false),
                    IMAGE);
            one(word + " with dilation", new Operator.Pooling(kind, wide, false, false), IMAGE);
        }
        PoolingKind mean = PoolingKind.AVERAGE;
        one("average counting padding", new Operator.Pooling(mean, padded, false, true), IMAGE);
        one("average counting, ceil", new Operator.Pooling(mean, padded, true, true), IMAGE);
        one("average counting, skew", new Operator.Pooling(mean, skew, true, true), IMAGE);
        Window line = window(List.of(3), List.of(2), List.of(1), List.of(1), List.of(1));
        one(
                "maximum on one axis",
                new Operator.Pooling(PoolingKind.MAX, line, false, false),
                row());
        one("average on one axis", new Operator.Pooling(mean, line, true, true), row());
    }

    private static Shape row() {
        return Shape.of(2, 8);
    }

    private void activations() {
        for (ActivationFunction function : ActivationFunction.values()) {
            boolean positive =
                    function == ActivationFunction.LOGARITHM
                            || function == ActivationFunction.SQUARE_ROOT;
            if (positive) {
                Operator exponential = new Operator.Activation(ActivationFunction.EXPONENTIAL, 0);
                put(
                        image(function.title())
                                .add("y", exponential, "x")
                                .add("z", usual(function), "y"));
            } else {
                one(function.title(), usual(function), IMAGE);
            }
        }
        one("sharp Swish", new Operator.Activation(ActivationFunction.SWISH, 1.75), IMAGE);
        one("bounded above", new Operator.Activation(ActivationFunction.CLIP, NOT, 0.5), IMAGE);
        one("slope 0.2", new Operator.Activation(ActivationFunction.LEAKY_RELU, 0.2), IMAGE);
        one("ELU of scale 0.7", new Operator.Activation(ActivationFunction.ELU, 0.7), VECTOR);
        one("softmax", new Operator.Softmax(0, false), VECTOR);
        one("softmax over channels", new Operator.Softmax(0, false), IMAGE);
        one("softmax over columns", new Operator.Softmax(2, false), IMAGE);
        one("log-softmax", new Operator.Softmax(0, true), VECTOR);
        one("log-softmax over rows", new Operator.Softmax(1, true), IMAGE);
    }

    /** The function with the parameters it mostly has. */
    private static Operator usual(ActivationFunction function) {
        return switch (function) {
            case SELU -> new Operator.Activation(function, 1.67326324, 1.05070098);
            case CELU, SWISH -> new Operator.Activation(function, 1);
            case HARD_SIGMOID -> new Operator.Activation(function, 0.2, 0.5);
            case THRESHOLDED_RELU -> new Operator.Activation(function, 0.25);
            case CLIP -> new Operator.Activation(function, -0.25, 0.5);
            default -> new Operator.Activation(function, 0);
        };
    }

    private void normalisations() {
        Role[] all = {Role.SCALE, Role.SHIFT, Role.MEAN, Role.VARIANCE};
        one("batch norm", new Operator.BatchNorm(1e-5), IMAGE, all);
        one("batch norm of vectors", new Operator.BatchNorm(1e-3f), VECTOR, all);
        one("batch norm, bare", new Operator.BatchNorm(1e-5f), IMAGE, Role.MEAN, Role.VARIANCE);
        Role[] scaled = {Role.SCALE, Role.MEAN, Role.VARIANCE};
        one("batch norm without shift", new Operator.BatchNorm(0.5), IMAGE, scaled);
        one("local response", new Operator.LocalResponseNorm(3, 1e-1, 0.75, 1), IMAGE);
        one("local response, 5", new Operator.LocalResponseNorm(5, 2, 0.5, 2), IMAGE);
        one("local response, even", new Operator.LocalResponseNorm(2, 1, 0.75, 1), IMAGE);
    }

    private static Node parameter(String name, Role role, int... extents) {
        Operator operator = new Operator.Parameter(role, Shape.of(extents));
        return new Node(name, operator, List.of(), Map.of(role, name + ".value"));
    }

    private static Operator constant(Shape shape) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + i * 0.25f;
        }
        return new Operator.Constant(Tensor.of(shape, values));
    }

    private static Operator kind(ArithmeticKind kind) {
        return new Operator.Arithmetic(kind);
    }

    private void arithmetic() {
        Operator sigmoid = new Operator.Activation(ActivationFunction.SIGMOID, 0);
        for (ArithmeticKind kind : ArithmeticKind.values()) {
            boolean power = kind == ArithmeticKind.POWER; // of a positive number
            String left = power ? "y" : "x";
            String right = power ? "x" : "y";
            put(image(kind.title()).add("y", sigmoid, "x").add("z", kind(kind), left, right));
            Operator middle = constant(Shape.of(4, 1, 1));
            NetworkGraph.Builder perChannel =
                    image(kind.title() + " a constant per channel").add("c", middle);
            if (power) {
                perChannel.add("y", sigmoid, "x");
            }
            put(perChannel.add("z", kind(kind), left, "c"));
            put(
                    image(kind.title() + " behind a constant")
                            .add("c", constant(Shape.scalar()))
                            .add("e", sigmoid, "x")
                            .add("z", kind(kind), "c", "e"));
        }
        put(
                image("trainable bias")
                        .add(parameter("b", Role.BIAS, 4, 1, 1))
                        .add("z", kind(ArithmeticKind.ADD), "x", "b"));
        put(
                image("trainable factor")
                        .add(parameter("s", Role.SCALE, 6))
                        .add("z", kind(ArithmeticKind.MULTIPLY), "s", "x"));
        put(
                image("trainable number")
                        .add(parameter("s", Role.SCALE, 1))
                        .add("z", kind(ArithmeticKind.MULTIPLY), "x", "s"));
        put(
                NetworkGraph.builder("vector and matrix")
                        .input("x", VECTOR)
                        .add("c", constant(Shape.of(2, 5)))
                        .add("y", kind(ArithmeticKind.ADD), "x", "c")
                        .add("z", kind(ArithmeticKind.MULTIPLY), "x", "y"));
        put(
                image("sums of fixed tensors")
                        .add("c", constant(Shape.of(7, 1)))
                        .add(parameter("s", Role.SCALE, 6))
                        .add("m", kind(ArithmeticKind.MULTIPLY), "c", "s")
                        .add("t", new Operator.Activation(ActivationFunction.TANH, 0), "m")
                        .add("z", kind(ArithmeticKind.SUBTRACT), "x", "t"));
    }

    private void put(NetworkGraph.Builder builder) {
        graphs.put(builder);
    }

    private void products() {
        one("dense", new Operator.Dense(3), VECTOR, Role.KERNEL, Role.BIAS);
        one("dense without bias", new Operator.Dense(3), VECTOR, Role.KERNEL);
        one("dense on rows", new Operator.Dense(3), IMAGE, Role.KERNEL);
        one("dense on rows with bias", new Operator.Dense(3), IMAGE, Role.KERNEL, Role.BIAS);
        Operator product = new Operator.MatMul();
        Operator turn = new Operator.Reshape(Shape.of(4, 6, 7));
        put(image("product of stacks").add("t", turn, "x").add("z", product, "x", "t"));
        put(
                image("product with one matrix")
                        .add("a", new Operator.Mean(List.of(0), false), "x")
                        .add("t", new Operator.Reshape(Shape.of(6, 7)), "a")
                        .add("z", product, "x", "t"));
        put(
                image("product with a constant")
                        .add("c", constant(Shape.of(6, 2)))
                        .add("z", product, "x", "c"));
        put(
                image("product with a trainable matrix")
                        .add(parameter("w", Role.KERNEL, 6, 3))
                        .add("z", product, "x", "w"));
        put(
                image("product behind a trainable matrix")
                        .add(parameter("w", Role.KERNEL, 4, 2, 7))
                        .add("z", product, "w", "x"));
    }

    private void movements() {
        one("flatten", new Operator.Flatten(), IMAGE);
        one("reshape", new Operator.Reshape(Shape.of(2, 14, 6)), IMAGE);
        one("reshape to one axis", new Operator.Reshape(Shape.of(168)), IMAGE);
        one("identity", new Operator.Identity(), IMAGE);
        one("dropout", new Operator.Dropout(0.3), IMAGE);
        one("mean over places", new Operator.Mean(List.of(1, 2), true), IMAGE);
        one("mean, axes dropped", new Operator.Mean(List.of(1, 2), false), IMAGE);
        one("mean over channels", new Operator.Mean(List.of(0), false), IMAGE);
        Operator.Pad pad = new Operator.Pad(List.of(0, 1, 2), List.of(0, 2, 0), 0.1);
        one("pad", pad, IMAGE);
        one("pad channels", new Operator.Pad(List.of(1, 0, 0), List.of(2, 0, 0), 0), IMAGE);
        Operator.Activation relu = new Operator.Activation(ActivationFunction.RELU, 0);
        put(
                image("concat channels")
                        .add("y", relu, "x")
                        .add("z", new Operator.Concat(0), "x", "y"));
        put(
                image("concat columns")
                        .add("y", relu, "x")
                        .add("z", new Operator.Concat(2), "x", "y", "x"));
    }

    private void structure() {
        Map<Role, String> shared = Map.of(Role.KERNEL, "w", Role.BIAS, "b");
        Operator convolution = new Operator.Convolution(4, Window.square(3, 1, 1), 1);
        put(
                image("shared weights")
                        .add(new Node("y", convolution, List.of("x"), shared))
                        .add("r", new Operator.Activation(ActivationFunction.RELU, 0), "y")
                        .add(new Node("z", convolution, List.of("r"), shared)));
        put(
                image("a parameter before its layer")
                        .add(parameter("b", Role.BIAS, 4, 7, 6))
                        .add(new Node("y", convolution, List.of("x"), Map.of(Role.KERNEL, "w")))
                        .add("z", kind(ArithmeticKind.ADD), "y", "b"));
        put(
                image("names taken twice")
                        .add(new Node("w", convolution, List.of("x"), Map.of(Role.KERNEL, "w")))
                        .add(new Node("é / ß", convolution, List.of("w"), Map.of(Role.KERNEL, "z")))
                        .add("z", new Operator.Identity(), "é / ß"));
        graphs.graphs()
                .put(
                        "several outputs",
                        image("several outputs")
                                .add("y", new Operator.Activation(ActivationFunction.TANH, 0), "x")
                                .add("z", new Operator.Flatten(), "y")
                                .build("z", "y"));
    }
}
