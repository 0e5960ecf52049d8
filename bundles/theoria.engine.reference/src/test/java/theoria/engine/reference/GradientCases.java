package theoria.engine.reference;

import org.junit.jupiter.params.provider.Arguments;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Batch;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.graph.Operator.PoolingKind;
import theoria.core.model.graph.Operator.ReductionKind;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Graphs whose gradients are compared with differences: each operator and manner of using it. */
final class GradientCases {
    /** Examples of a batch. */
    static final int BATCH = 5;

    private static final Shape IMAGE = Shape.of(4, 7, 6);
    private static final Shape VOLUME = Shape.of(2, 4, 5, 3);
    private static final Role[] KERNEL_AND_BIAS = {Role.KERNEL, Role.BIAS};
    private static final Role[] AFFINE = {Role.SCALE, Role.SHIFT};

    private final List<Arguments> cases = new ArrayList<>();

    private GradientCases() {}

    /** Name and graph of every case. */
    static List<Arguments> all() {
        GradientCases all = new GradientCases();
        all.windows();
        all.normalisations();
        all.activations();
        all.reductions();
        all.moves();
        all.resizes();
        for (ArithmeticKind kind : ArithmeticKind.values()) {
            all.broadcast(kind);
            all.constants(kind);
        }
        all.structure();
        return all.cases;
    }

    /** An operator on the input, and on a trainable tensor that does not depend on the example. */
    private void one(String name, Operator operator, Shape input, Role... roles) {
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        for (Role role : roles) {
            blocks.put(role, "tested." + role);
        }
        NetworkGraph.Builder builder = NetworkGraph.builder(name).input("x", input);
        builder.add(new Node("tested", operator, List.of("x"), blocks));
        add(name, builder, "tested");

        String fixed = name + " of a parameter";
        NetworkGraph.Builder other = NetworkGraph.builder(fixed).input("x", Shape.of(3));
        parameter(other, "p", Role.KERNEL, input);
        other.add(new Node("tested", operator, List.of("p"), blocks));
        other.add("line", new Operator.Flatten(), "tested");
        other.add("joined", new Operator.Concat(0), "x", "line");
        add(fixed, other, "joined");
    }

    private void image(String name, Operator operator, Role... roles) {
        one(name, operator, IMAGE, roles);
    }

    private static void parameter(
            NetworkGraph.Builder builder, String name, Role role, Shape shape) {
        Operator parameter = new Operator.Parameter(role, shape);
        builder.add(new Node(name, parameter, List.of(), Map.of(role, name)));
    }

    /** Flatten and a dense layer to three classes behind the last node. */
    private void add(String name, NetworkGraph.Builder builder, String last) {
        builder.add("flat", new Operator.Flatten(), last);
        Map<Role, String> blocks = Map.of(Role.KERNEL, "head.weight", Role.BIAS, "head.bias");
        builder.add(new Node("head", new Operator.Dense(3), List.of("flat"), blocks));
        cases.add(Arguments.of(name, builder.build("head")));
    }

    private void windows() {
        Window awkward =
                new Window(
                        List.of(3, 2), List.of(2, 1), List.of(1, 0), List.of(0, 2), List.of(1, 2));
        Window threes = Window.square(3, 2, 1);
        Window line = new Window(List.of(3), List.of(2), List.of(1), List.of(0), List.of(1));
        Window cube =
                new Window(
                        List.of(2, 3, 2),
                        List.of(1, 2, 1),
                        List.of(1, 0, 1),
                        List.of(0, 1, 1),
                        List.of(2, 1, 1));
        Shape row = Shape.of(2, 8);
        image("convolution", new Operator.Convolution(4, awkward, 1), KERNEL_AND_BIAS);
        image("groups", new Operator.Convolution(4, awkward, 2), Role.KERNEL);
        one("convolution of a row", new Operator.Convolution(3, line, 1), row, KERNEL_AND_BIAS);
        one("convolution in space", new Operator.Convolution(4, cube, 2), VOLUME, KERNEL_AND_BIAS);
        List<Integer> grown = List.of(1, 0);
        image(
                "transposed convolution",
                new Operator.TransposedConvolution(3, awkward, 1, grown),
                KERNEL_AND_BIAS);
        image(
                "transposed groups",
                new Operator.TransposedConvolution(6, awkward, 2, grown),
                Role.KERNEL);
        one(
                "transposed convolution of a row",
                new Operator.TransposedConvolution(3, line, 1, List.of(1)),
                row,
                KERNEL_AND_BIAS);
        one(
                "transposed convolution in space",
                new Operator.TransposedConvolution(2, cube, 2, List.of(0, 1, 0)),
                VOLUME,
                KERNEL_AND_BIAS);
        for (PoolingKind kind : PoolingKind.values()) {
            image(kind + " pooling", new Operator.Pooling(kind, threes, true, false));
            one(kind + " in space", new Operator.Pooling(kind, cube, false, false), VOLUME);
        }
        PoolingKind average = PoolingKind.AVERAGE;
        image("average with padding", new Operator.Pooling(average, threes, true, true));
        one("average in space", new Operator.Pooling(average, cube, true, true), VOLUME);
        image("dense on the last axis", new Operator.Dense(3), KERNEL_AND_BIAS);
    }

    private void normalisations() {
        Role[] all = {Role.SCALE, Role.SHIFT, Role.MEAN, Role.VARIANCE};
        image("batch norm", new Operator.BatchNorm(1e-3), all);
        image("group norm", new Operator.GroupNorm(2, 1e-3), AFFINE);
        image("group norm, bare", new Operator.GroupNorm(1, 1e-3));
        image("instance norm", new Operator.GroupNorm(0, 1e-3), AFFINE);
        image("layer norm", new Operator.LayerNorm(0, 1e-3), AFFINE);
        image("layer norm of columns", new Operator.LayerNorm(2, 1e-3), AFFINE);
        image("layer norm without shift", new Operator.LayerNorm(1, 1e-3), Role.SCALE);
        image("lrn", new Operator.LocalResponseNorm(3, 0.5, 0.75, 2));
        image("softmax over channels", new Operator.Softmax(0, false));
        image("log-softmax over columns", new Operator.Softmax(2, true));
    }

    private void activations() {
        for (ActivationFunction function : ActivationFunction.values()) {
            Operator operator =
                    switch (function) {
                        case SELU -> new Operator.Activation(function, 1.6, 1.1);
                        case HARD_SIGMOID -> new Operator.Activation(function, 0.4, 0.3);
                        case CLIP -> new Operator.Activation(function, -0.5, 0.8);
                        default -> new Operator.Activation(function, 0.7);
                    };
            if (needsPositive(function)) {
                behindExponential(function.title(), operator);
            } else {
                image(function.title(), operator);
            }
        }
        image("slope per channel", new Operator.ParametricRelu(Shape.of(4, 1, 1)), Role.SCALE);
        image("one slope", new Operator.ParametricRelu(Shape.of(1)), Role.SCALE);
        image("slope per place", new Operator.ParametricRelu(Shape.of(7, 6)), Role.SCALE);
    }

    /** Functions without a derivative at 0 and below, or with one too steep for differences. */
    private static boolean needsPositive(ActivationFunction function) {
        return function == ActivationFunction.LOGARITHM
                || function == ActivationFunction.SQUARE_ROOT
                || function == ActivationFunction.RECIPROCAL;
    }

    private void behindExponential(String name, Operator operator) {
        NetworkGraph.Builder builder = NetworkGraph.builder(name).input("x", IMAGE);
        builder.add("e", new Operator.Activation(ActivationFunction.EXPONENTIAL, 0), "x");
        builder.add("tested", operator, "e");
        add(name, builder, "tested");
    }

    private void reductions() {
        image("mean", new Operator.Mean(List.of(1, 2), false));
        image("mean of one axis", new Operator.Mean(List.of(1), true));
        for (ReductionKind kind : ReductionKind.values()) {
            Operator some = new Operator.Reduction(kind, List.of(0, 2), true);
            Operator columns = new Operator.Reduction(kind, List.of(2), false);
            Operator none = new Operator.Reduction(kind, List.of(), false);
            if (kind == ReductionKind.LOG_SUM) { // of positive numbers
                behindExponential(kind.title(), some);
                behindExponential(kind.title() + " of columns", columns);
            } else {
                image(kind.title(), some);
                image(kind.title() + " of columns", columns);
                image(kind.title() + " of each number", none);
            }
        }
    }

    private void moves() {
        image("reshape", new Operator.Reshape(Shape.of(7, 24)));
        image("identity", new Operator.Identity());
        image("dropout", new Operator.Dropout(0.5));
        for (Operator.PadMode mode : Operator.PadMode.values()) {
            image(
                    "pad by " + mode,
                    new Operator.Pad(List.of(0, 3, 1), List.of(2, 0, 4), mode, 0.3));
        }
        image("transpose", new Operator.Transpose(List.of(2, 0, 1)));
        image("slice", new Operator.Slice(List.of(3, 1, 5), List.of(-1, 2, -2), List.of(3, 3, 3)));
        image("gather", new Operator.Gather(1, List.of(6, 0, 0, 2)));
        one("expand", new Operator.Expand(Shape.of(2, 4, 3)), Shape.of(4, 1));
    }

    private void resizes() {
        List<Integer> extents = List.of(4, 11, 3);
        List<Double> scales = List.of(1.0, 1.6, 0.5);
        for (Operator.Coordinates coordinates : Operator.Coordinates.values()) {
            for (Operator.Rounding rounding : Operator.Rounding.values()) {
                Operator nearest =
                        new Operator.Resize(false, extents, scales, coordinates, rounding);
                image("nearest, " + coordinates + ", " + rounding, nearest);
            }
            Operator linear =
                    new Operator.Resize(
                            true, extents, scales, coordinates, Operator.Rounding.FLOOR);
            image("linear, " + coordinates, linear);
        }
    }

    /** x op a trainable tensor of one number per channel, and the result op it again. */
    private void broadcast(ArithmeticKind kind) {
        NetworkGraph.Builder builder = NetworkGraph.builder(kind.title()).input("x", IMAGE);
        parameter(builder, "p", Role.BIAS, Shape.of(4, 1, 1));
        Operator squash = new Operator.Activation(ActivationFunction.SIGMOID, 0);
        builder.add("squash", squash, "p");
        builder.add("positive", squash, "x");
        String left = kind == ArithmeticKind.POWER ? "positive" : "x";
        builder.add("tested", new Operator.Arithmetic(kind), left, "squash");
        builder.add("swapped", new Operator.Arithmetic(kind), "tested", "squash");
        add(kind.title(), builder, "swapped");

        String twice = kind.title() + " of two parameters";
        NetworkGraph.Builder other = NetworkGraph.builder(twice).input("x", IMAGE);
        parameter(other, "p", Role.SCALE, Shape.of(4, 1, 1));
        parameter(other, "q", Role.SCALE, Shape.of(6));
        other.add("squash", squash, "p");
        other.add("tested", new Operator.Arithmetic(kind), "squash", "q");
        other.add("sum", new Operator.Arithmetic(ArithmeticKind.ADD), "tested", "x");
        add(twice, other, "sum");
    }

    /** A constant op x op a constant. */
    private void constants(ArithmeticKind kind) {
        String name = kind.title() + " with constants";
        Tensor numbers = Tensor.of(Shape.of(6), new double[] {0.5, 2, 3, 0.7, 1.5, 0.25});
        NetworkGraph.Builder builder = NetworkGraph.builder(name).input("x", IMAGE);
        builder.add("c", new Operator.Constant(numbers));
        builder.add("e", new Operator.Activation(ActivationFunction.SIGMOID, 0), "x");
        builder.add("tested", new Operator.Arithmetic(kind), "c", "e");
        builder.add("swapped", new Operator.Arithmetic(kind), "tested", "c");
        add(name, builder, "swapped");
    }

    private void structure() {
        Map<Role, String> shared = Map.of(Role.KERNEL, "shared.weight");
        Operator conv = new Operator.Convolution(4, Window.square(3, 1, 1), 1);
        Operator tanh = new Operator.Activation(ActivationFunction.TANH, 0);
        NetworkGraph.Builder residual = NetworkGraph.builder("residual").input("x", IMAGE);
        residual.add(new Node("c1", conv, List.of("x"), shared));
        residual.add("r", tanh, "c1");
        residual.add(new Node("c2", conv, List.of("r"), shared));
        residual.add("sum", new Operator.Arithmetic(ArithmeticKind.ADD), "c2", "x");
        add("shared kernel and skip", residual, "sum");

        NetworkGraph.Builder joined = NetworkGraph.builder("concat").input("x", IMAGE);
        joined.add("t", tanh, "x");
        joined.add("joined", new Operator.Concat(1), "x", "t", "x");
        add("concat", joined, "joined");

        NetworkGraph.Builder product = NetworkGraph.builder("matmul").input("x", IMAGE);
        parameter(product, "p", Role.KERNEL, Shape.of(6, 2));
        product.add("tested", new Operator.MatMul(), "x", "p");
        add("matrix product", product, "tested");

        NetworkGraph.Builder softmax = NetworkGraph.builder("softmax head").input("x", IMAGE);
        softmax.add("flat", new Operator.Flatten(), "x");
        Map<Role, String> blocks = Map.of(Role.KERNEL, "w");
        softmax.add(new Node("z", new Operator.Dense(3), List.of("flat"), blocks));
        softmax.add("p", new Operator.Softmax(0, false), "z");
        cases.add(Arguments.of("final softmax", softmax.build("p")));
    }

    /** Gaussian weights, and running statistics between 0.5 and 1.5. */
    static Weights weights(NetworkGraph graph) {
        SeededRandom random = new SeededRandom(1);
        double[] parameters = new double[graph.parameterCount()];
        double[] buffers = new double[graph.bufferCount()];
        random.nextGaussians(parameters);
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = random.nextDouble(0.5, 1.5);
        }
        return Weights.of(parameters, buffers);
    }

    /** Gaussian inputs with random labels. */
    static Batch batch(NetworkGraph graph) {
        SeededRandom random = new SeededRandom(2);
        double[] x = new double[BATCH * graph.inputShape().size()];
        random.nextGaussians(x);
        int[] labels = new int[BATCH];
        for (int n = 0; n < BATCH; n++) {
            labels[n] = random.nextInt(graph.classes());
        }
        return new Batch(Tensor.of(graph.inputShape().prepend(BATCH), x), labels);
    }
}
