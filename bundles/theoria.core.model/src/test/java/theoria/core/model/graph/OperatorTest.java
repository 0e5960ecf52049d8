package theoria.core.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class OperatorTest {
    private static final Shape IMAGE = Shape.of(4, 6, 8);
    private static final Window WINDOW = Window.square(3, 2, 1);

    /** An operator on one image (or on nothing), its blocks, and the shape it puts out. */
    record Case(Operator operator, Map<Role, String> blocks, Shape output) {
        @Override
        public String toString() {
            return operator.toString();
        }
    }

    private static Case of(Operator operator, Shape output) {
        return new Case(operator, Map.of(), output);
    }

    private static Map<Role, String> blocks(Role... roles) {
        return Stream.of(roles).collect(Collectors.toMap(role -> role, Role::name));
    }

    static Stream<Case> cases() {
        return Stream.of(
                of(new Operator.Input(IMAGE), IMAGE),
                new Case(
                        new Operator.Parameter(Role.BIAS, Shape.of(8)),
                        blocks(Role.BIAS),
                        Shape.of(8)),
                of(new Operator.Constant(Tensor.of(Shape.of(2), new float[] {1, 2})), Shape.of(2)),
                new Case(new Operator.Dense(5), blocks(Role.KERNEL), Shape.of(4, 6, 5)),
                new Case(
                        new Operator.Convolution(6, WINDOW, 2),
                        blocks(Role.KERNEL, Role.BIAS),
                        Shape.of(6, 3, 4)),
                new Case(
                        new Operator.TransposedConvolution(6, WINDOW, 2, List.of(1, 0)),
                        blocks(Role.KERNEL, Role.BIAS),
                        Shape.of(6, 12, 15)),
                new Case(
                        new Operator.BatchNorm(1e-5),
                        blocks(Role.SCALE, Role.SHIFT, Role.MEAN, Role.VARIANCE),
                        IMAGE),
                new Case(new Operator.GroupNorm(2, 1e-5), blocks(Role.SCALE, Role.SHIFT), IMAGE),
                of(new Operator.GroupNorm(0, 1e-5), IMAGE),
                new Case(new Operator.LayerNorm(1, 1e-5), blocks(Role.SCALE, Role.SHIFT), IMAGE),
                of(
                        new Operator.Pooling(Operator.PoolingKind.MAX, WINDOW, true, false),
                        Shape.of(4, 4, 5)),
                of(new Operator.Activation(ActivationFunction.ELU, 0.5), IMAGE),
                of(new Operator.Activation(ActivationFunction.CLIP, 0, 6), IMAGE),
                new Case(new Operator.ParametricRelu(Shape.of(4, 1, 1)), blocks(Role.SCALE), IMAGE),
                of(new Operator.Quantize(0.5, 3, 0, 255), IMAGE),
                of(new Operator.Softmax(2, true), IMAGE),
                of(new Operator.Concat(1), IMAGE),
                of(new Operator.Mean(List.of(1, 2), false), Shape.of(4)),
                of(
                        new Operator.Reduction(Operator.ReductionKind.L2, List.of(0, 2), true),
                        Shape.of(1, 6, 1)),
                of(new Operator.Flatten(), Shape.of(192)),
                of(new Operator.Reshape(Shape.of(12, 16)), Shape.of(12, 16)),
                of(new Operator.Identity(), IMAGE),
                of(new Operator.Dropout(0.5), IMAGE),
                of(new Operator.LocalResponseNorm(5, 1e-4, 0.75, 1), IMAGE),
                of(new Operator.Pad(List.of(0, 1, 2), List.of(0, 0, 1), 0.5), Shape.of(4, 7, 11)),
                of(
                        new Operator.Pad(
                                List.of(0, 5, 2), List.of(0, 0, 1), Operator.PadMode.REFLECT, 0),
                        Shape.of(4, 11, 11)),
                of(new Operator.Transpose(List.of(2, 0, 1)), Shape.of(8, 4, 6)),
                of(
                        new Operator.Slice(List.of(0, 5, 1), List.of(1, -2, 3), List.of(4, 3, 3)),
                        Shape.of(4, 3, 3)),
                of(new Operator.Gather(1, List.of(5, 0, 0)), Shape.of(4, 3, 8)),
                of(new Operator.Expand(Shape.of(2, 4, 6, 8)), Shape.of(2, 4, 6, 8)),
                of(
                        new Operator.Resize(
                                true,
                                List.of(4, 12, 4),
                                List.of(1.0, 2.0, 0.5),
                                Operator.Coordinates.HALF_PIXEL,
                                Operator.Rounding.HALF_DOWN),
                        Shape.of(4, 12, 4)));
    }

    private static NetworkGraph graph(Case item) {
        NetworkGraph.Builder builder = NetworkGraph.builder("one").input("x", IMAGE);
        boolean source = ShapeInference.arity(item.operator()) == 0;
        List<String> inputs = source ? List.of() : List.of("x");
        return builder.add(new Node("y", item.operator(), inputs, item.blocks())).build("y");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void putsOutTheShapeItsFormulaGives(Case item) {
        assertThat(graph(item).shape("y")).isEqualTo(item.output());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theCodecKeepsIt(Case item) throws FormatException {
        NetworkGraph graph = graph(item);
        NetworkGraph again = GraphCodec.read(GraphCodec.write(graph), "the test");
        assertThat(again.node("y")).isEqualTo(graph.node("y"));
        assertThat(again.blocks()).containsExactlyElementsOf(graph.blocks());
    }

    @Test
    void everyOperatorIsTried() {
        Set<Class<?>> tried =
                cases().map(item -> item.operator().getClass()).collect(Collectors.toSet());
        tried.add(Operator.MatMul.class); // of two inputs: below
        tried.add(Operator.Arithmetic.class);
        assertThat(tried).containsExactlyInAnyOrder(Operator.class.getPermittedSubclasses());
    }

    @Test
    void operatorsOfTwoInputsKeepTheirBytes() throws FormatException {
        NetworkGraph.Builder builder = NetworkGraph.builder("two").input("x", Shape.of(3, 3));
        builder.add("product", new Operator.MatMul(), "x", "x");
        for (Operator.ArithmeticKind kind : Operator.ArithmeticKind.values()) {
            builder.add(kind.name(), new Operator.Arithmetic(kind), "product", "x");
        }
        NetworkGraph graph = builder.build("ADD");
        NetworkGraph again = GraphCodec.read(GraphCodec.write(graph), "the test");
        assertThat(again.nodes()).containsExactlyElementsOf(graph.nodes());
    }

    @Test
    void blocksOfATransposedConvolutionAreInputFirst() {
        NetworkGraph graph =
                graph(
                        new Case(
                                new Operator.TransposedConvolution(6, WINDOW, 2, List.of(0, 0)),
                                blocks(Role.KERNEL, Role.BIAS),
                                IMAGE));
        assertThat(graph.block("KERNEL").shape()).isEqualTo(Shape.of(4, 3, 3, 3));
        assertThat(graph.block("BIAS").shape()).isEqualTo(Shape.of(6));
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheNumbers() {
        refused(new Operator.Transpose(List.of(0, 0, 1)), "[0, 0, 1]");
        refused(new Operator.Gather(1, List.of(6)), "place 6");
        refused(
                new Operator.Slice(List.of(0, 0, 6), List.of(1, 1, 1), List.of(4, 6, 3)),
                "places 6 to 8");
        refused(new Operator.Expand(Shape.of(4, 6, 9)), "4x6x9");
        refused(new Operator.GroupNorm(3, 0), "3 groups");
        refused(
                new Operator.Pad(List.of(0, 6, 0), List.of(0, 0, 0), Operator.PadMode.REFLECT, 0),
                "REFLECT padding by 6");
    }

    private static void refused(Operator operator, String words) {
        Case item = new Case(operator, Map.of(), IMAGE);
        assertThatThrownBy(() -> graph(item))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("layer 'y'")
                .hasMessageContaining(words);
    }
}
