package theoria.engine.dl4j.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.engine.dl4j.Graphs;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

class LayerSupportTest {
    private static final Need FORWARD = Need.forward(Precision.FLOAT);
    private static final Need GRADIENT = Need.of(Precision.FLOAT, Capability.PARAMETER_GRADIENT);
    private static final Operator.PoolingKind MAX = Operator.PoolingKind.MAX;
    private static final Operator.PoolingKind AVERAGE = Operator.PoolingKind.AVERAGE;
    private static final Set<ActivationFunction> KNOWN =
            EnumSet.of(
                    ActivationFunction.RELU,
                    ActivationFunction.LEAKY_RELU,
                    ActivationFunction.ELU,
                    ActivationFunction.TANH,
                    ActivationFunction.SIGMOID,
                    ActivationFunction.SOFTPLUS);
    private static final Window PLAIN = Window.square(2, 2, 0);
    private static final Window SKEW =
            new Window(List.of(2, 2), List.of(1, 1), List.of(0, 1), List.of(1, 1), List.of(1, 1));
    private static final Window WIDE =
            new Window(List.of(2, 2), List.of(1, 1), List.of(0, 0), List.of(0, 0), List.of(2, 2));

    static Stream<Arguments> declined() {
        return Stream.of(
                Arguments.of(new Operator.Convolution(4, PLAIN, 2), "it has 2 groups"),
                Arguments.of(
                        new Operator.Convolution(4, SKEW, 1),
                        "its padding is asymmetric: [0, 1] before, [1, 1] after"),
                Arguments.of(
                        new Operator.Convolution(4, WIDE, 1),
                        "its window is dilated, which oneDNN refuses here"),
                Arguments.of(
                        new Operator.Pooling(MAX, PLAIN, true, false),
                        "ceil mode adds a partial window"),
                Arguments.of(
                        new Operator.Pooling(AVERAGE, WIDE, false, false), "its window is dilated"),
                Arguments.of(new Operator.Dense(3), "its input 4x7x6 is no vector"),
                Arguments.of(new Operator.Softmax(0, false), "its input 4x7x6 is no vector"),
                Arguments.of(new Operator.Softmax(0, true), "there is none of this kind"),
                Arguments.of(
                        new Operator.Mean(List.of(1), false),
                        "its axes are not the two spatial ones"),
                Arguments.of(new Operator.LocalResponseNorm(4, 1, 1, 1), "its size is even"),
                Arguments.of(
                        new Operator.Pad(List.of(0, 1, 1), List.of(0, 1, 1), 2),
                        "it pads with 2.0, not 0"),
                Arguments.of(
                        new Operator.Pad(List.of(1, 1, 1), List.of(0, 1, 1), 0),
                        "it pads other axes than the two spatial ones"),
                Arguments.of(
                        new Operator.Pad(
                                List.of(0, 1, 1), List.of(0, 1, 1), Operator.PadMode.REFLECT, 0),
                        "it pads by reflect"));
    }

    /** Operators of the internal form that DL4J has no layer for, whatever their fields. */
    static Stream<Operator> unknown() {
        List<Integer> none = List.of(0, 0, 0);
        List<Integer> ones = List.of(1, 1, 1);
        List<Integer> extents = List.of(4, 7, 6);
        Stream<Operator> functions =
                Stream.of(ActivationFunction.values())
                        .filter(function -> !KNOWN.contains(function))
                        .map(function -> new Operator.Activation(function, 1, 1));
        Stream<Operator> reductions =
                Stream.of(Operator.ReductionKind.values())
                        .map(kind -> new Operator.Reduction(kind, List.of(1, 2), false));
        Stream<Operator> others =
                Stream.of(
                        new Operator.GroupNorm(2, 1e-5),
                        new Operator.GroupNorm(0, 1e-5),
                        new Operator.LayerNorm(0, 1e-5),
                        new Operator.Quantize(1, 0, 0, 255),
                        new Operator.Transpose(List.of(0, 2, 1)),
                        new Operator.Slice(none, ones, extents),
                        new Operator.Gather(0, List.of(0)),
                        new Operator.Expand(Shape.of(4, 7, 6)),
                        new Operator.Resize(
                                false,
                                extents,
                                List.of(1.0, 1.0, 1.0),
                                Operator.Coordinates.ASYMMETRIC,
                                Operator.Rounding.FLOOR));
        return Stream.concat(Stream.concat(functions, reductions), others);
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void anUnknownOperatorIsNamed(Operator operator) {
        assertThat(LayerSupport.obstacle(image(operator), FORWARD))
                .contains(
                        "has no layer for "
                                + operator.title()
                                + " 'odd': there is none of this kind");
    }

    @Test
    void unknownOperatorsWithWeightsAreNamed() {
        Operator transposed =
                new Operator.TransposedConvolution(2, Window.square(2, 2, 0), 1, List.of(0, 0));
        assertThat(LayerSupport.obstacle(image(transposed), FORWARD))
                .contains(
                        "has no layer for TransposedConvolution 'odd': there is none of this kind");
        NetworkGraph rectifier =
                NetworkGraph.builder("rectifier")
                        .input("x", Shape.of(3))
                        .add(
                                new Node(
                                        "odd",
                                        new Operator.ParametricRelu(Shape.of(1)),
                                        List.of("x"),
                                        Map.of(Role.SCALE, "a")))
                        .build("odd");
        assertThat(LayerSupport.obstacle(rectifier, FORWARD))
                .contains("has no layer for PReLU 'odd': there is none of this kind");
    }

    @ParameterizedTest
    @EnumSource(
            value = Operator.ArithmeticKind.class,
            names = {"DIVIDE", "POWER", "MINIMUM", "MAXIMUM"})
    void unknownArithmeticIsNamed(Operator.ArithmeticKind kind) {
        NetworkGraph graph =
                NetworkGraph.builder("two")
                        .input("x", Shape.of(3))
                        .add("odd", new Operator.Arithmetic(kind), "x", "x")
                        .build("odd");
        assertThat(LayerSupport.obstacle(graph, FORWARD))
                .contains(
                        "has no layer for " + kind.title() + " 'odd': there is none of this kind");
    }

    @ParameterizedTest
    @MethodSource("declined")
    void aNodeWithoutLayerIsNamedWithTheReason(Operator operator, String reason) {
        assertThat(LayerSupport.obstacle(image(operator), FORWARD))
                .contains("has no layer for " + operator.title() + " 'odd': " + reason);
    }

    static Stream<Arguments> withoutGradient() {
        Window padded = Window.square(3, 1, 1);
        return Stream.of(
                Arguments.of(
                        new Operator.Activation(ActivationFunction.LEAKY_RELU, 0.1),
                        "at 0 it is 1 in DL4J, not alpha"),
                Arguments.of(
                        new Operator.Activation(ActivationFunction.ELU, 0.5),
                        "at 0 it is 1 in DL4J, not alpha"),
                Arguments.of(
                        new Operator.Pooling(AVERAGE, padded, false, true),
                        "DL4J forgets that padding counts"),
                Arguments.of(
                        new Operator.LocalResponseNorm(3, 1, 1, 1),
                        "it is only approximate in DL4J"));
    }

    @ParameterizedTest
    @MethodSource("withoutGradient")
    void whereOnlyTheGradientDiffersTheForwardPassIsTaken(Operator operator, String reason) {
        NetworkGraph graph = image(operator);
        assertThat(LayerSupport.obstacle(graph, FORWARD)).isEmpty();
        assertThat(LayerSupport.obstacle(graph, GRADIENT))
                .contains("has no exact gradient of " + operator.title() + " 'odd': " + reason);
    }

    private static NetworkGraph image(Operator operator) {
        boolean kernel =
                operator instanceof Operator.Dense
                        || operator instanceof Operator.Convolution
                        || operator instanceof Operator.TransposedConvolution;
        Map<Role, String> blocks = kernel ? Map.of(Role.KERNEL, "w") : Map.of();
        return NetworkGraph.builder("odd one")
                .input("x", Shape.of(4, 7, 6))
                .add(new Node("odd", operator, List.of("x"), blocks))
                .build("odd");
    }

    @Test
    void broadcastingAndConstantsAreDeclined() {
        Tensor number = Tensor.of(Shape.of(1), new float[] {2});
        NetworkGraph.Builder builder = NetworkGraph.builder("sums").input("x", Shape.of(3));
        builder.add("sum", new Operator.Arithmetic(Operator.ArithmeticKind.ADD), "x", "x");
        assertThat(LayerSupport.obstacle(builder.build("sum"), GRADIENT)).isEmpty();
        builder.add("two", new Operator.Constant(number));
        builder.add("twice", new Operator.Arithmetic(Operator.ArithmeticKind.ADD), "sum", "two");
        assertThat(LayerSupport.obstacle(builder.build("twice"), GRADIENT))
                .contains("has no layer for Constant 'two': there is none of this kind");
    }

    @Test
    void hessianProductsAreDeclined() {
        Need need = Need.of(Precision.DOUBLE, Capability.HESSIAN_PRODUCT);
        assertThat(LayerSupport.obstacle(Graphs.smooth(0), need))
                .contains("has no Hessian products");
    }

    /** Asks for obstacles in a class loader that has no class of DL4J. */
    @Test
    void askingNeedsNoClassOfDl4j() throws Exception {
        try (URLClassLoader loader = withoutDl4j()) {
            Class<?> question = loader.loadClass(Question.class.getName());
            Callable<?> asked = (Callable<?>) question.getDeclaredConstructor().newInstance();
            assertThat(question.getClassLoader()).isSameAs(loader);
            assertThat(asked.call()).isEqualTo("Optional.empty");
        }
    }

    private static URLClassLoader withoutDl4j() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = new File(entry).getName();
            if (!name.startsWith("deeplearning4j") && !name.startsWith("nd4j")) {
                urls.add(new File(entry).toURI().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }

    /** Made in the other class loader. */
    public static final class Question implements Callable<String> {
        @Override
        public String call() {
            return new theoria.engine.dl4j.Dl4jEngine()
                    .obstacle(Graphs.smooth(0.5), GRADIENT)
                    .toString();
        }
    }
}
