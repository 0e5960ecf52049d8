package theoria.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.Coordinates;
import theoria.core.model.graph.Operator.PadMode;
import theoria.core.model.graph.Operator.PoolingKind;
import theoria.core.model.graph.Operator.ReductionKind;
import theoria.core.model.graph.Operator.Rounding;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Values worked out by hand, or printed in the operator documentation of ONNX
 * (github.com/onnx/onnx, docs/Operators.md).
 */
class OperatorValuesTest {
    private static final double EPSILON = 1e-6;

    /** The operator's output for one example; parameters are in the order of the roles. */
    private static double[] run(
            Operator operator, Shape shape, double[] x, double[] parameters, Role... roles)
            throws Exception {
        Map<Role, String> blocks = new LinkedHashMap<>();
        for (Role role : roles) {
            blocks.put(role, "tested." + role);
        }
        NetworkGraph graph =
                NetworkGraph.builder("one")
                        .input("x", shape)
                        .add(new Node("y", operator, List.of("x"), blocks))
                        .build("y");
        Weights weights = Weights.of(parameters, new double[graph.bufferCount()]);
        Need need = Need.forward(Precision.DOUBLE);
        try (Network network = new ReferenceEngine().open(graph, weights, need)) {
            Tensor inputs = Tensor.of(shape.prepend(1), x);
            return network.activations(inputs, List.of("y")).get("y").toDoubles();
        }
    }

    private static double[] run(Operator operator, Shape shape, double... x) throws Exception {
        return run(operator, shape, x, new double[0]);
    }

    private static double[] upTo(int count) {
        return IntStream.range(0, count).asDoubleStream().toArray();
    }

    private static double[] repeated(double value, int count) {
        return DoubleStream.generate(() -> value).limit(count).toArray();
    }

    private static void close(double[] actual, double... expected) {
        assertThat(actual).containsExactly(expected, within(EPSILON));
    }

    private static Window window(int stride, int pad, int dilation, int kernel) {
        List<Integer> pads = List.of(pad, pad);
        return new Window(
                List.of(kernel, kernel),
                List.of(stride, stride),
                pads,
                pads,
                List.of(dilation, dilation));
    }

    @Test
    void transposedConvolutionAddsTheKernelAtEveryPlace() throws Exception {
        Operator operator =
                new Operator.TransposedConvolution(2, window(1, 0, 1, 3), 1, List.of(0, 0));
        double[] y = run(operator, Shape.of(1, 3, 3), upTo(9), repeated(1, 18), Role.KERNEL);
        double[] plane = {
            0, 1, 3, 3, 2, 3, 8, 15, 12, 7, 9, 21, 36, 27, 15, 9, 20, 33, 24, 13, 6, 13, 21, 15, 8
        };
        close(Arrays.copyOf(y, 25), plane);
        close(Arrays.copyOfRange(y, 25, 50), plane);
    }

    @Test
    void transposedConvolutionOfARow() throws Exception {
        Window line = new Window(List.of(3), List.of(1), List.of(0), List.of(0), List.of(1));
        Operator operator = new Operator.TransposedConvolution(1, line, 1, List.of(0));
        double[] ones = repeated(1, 3);
        close(run(operator, Shape.of(1, 3), upTo(3), ones, Role.KERNEL), 0, 1, 3, 3, 2);
        double[] withBias = {1, 1, 1, 10};
        close(
                run(operator, Shape.of(1, 3), upTo(3), withBias, Role.KERNEL, Role.BIAS),
                10,
                11,
                13,
                13,
                12);
    }

    @Test
    void transposedConvolutionWithStridePaddingAndOutputPadding() throws Exception {
        Window padded =
                new Window(
                        List.of(3, 3), List.of(3, 2), List.of(1, 2), List.of(1, 2), List.of(1, 1));
        Operator pads = new Operator.TransposedConvolution(1, padded, 1, List.of(0, 0));
        double[] ones = repeated(1, 9);
        close(
                run(pads, Shape.of(1, 3, 3), upTo(9), ones, Role.KERNEL),
                1,
                1,
                3,
                1,
                1,
                3,
                7,
                4,
                9,
                7,
                4,
                9,
                7,
                4,
                9,
                13,
                7,
                15,
                13,
                7,
                15);
        Window bare =
                new Window(
                        List.of(3, 3), List.of(3, 2), List.of(0, 0), List.of(0, 0), List.of(1, 1));
        Operator grown = new Operator.TransposedConvolution(1, bare, 1, List.of(1, 1));
        double[] y = run(grown, Shape.of(1, 3, 3), upTo(9), ones, Role.KERNEL);
        assertThat(y).hasSize(80);
        close(Arrays.copyOf(y, 8), 0, 0, 1, 1, 3, 2, 2, 0);
        close(Arrays.copyOfRange(y, 24, 32), 3, 3, 7, 4, 9, 5, 5, 0);
        close(Arrays.copyOfRange(y, 72, 80), repeated(0, 8));
    }

    @Test
    void transposedConvolutionWithDilation() throws Exception {
        Operator operator =
                new Operator.TransposedConvolution(1, window(1, 0, 2, 2), 1, List.of(0, 0));
        double[] x = {3, 8, 1, 9, 5, 7, 3, 2, 6};
        double[] kernel = {7, 2, 1, 9};
        close(
                run(operator, Shape.of(1, 3, 3), x, kernel, Role.KERNEL),
                21,
                56,
                13,
                16,
                2,
                63,
                35,
                67,
                10,
                14,
                24,
                22,
                76,
                76,
                21,
                9,
                5,
                88,
                45,
                63,
                3,
                2,
                33,
                18,
                54);
    }

    @Test
    void windowsOverThreeAxes() throws Exception {
        List<Integer> twos = List.of(2, 2, 2);
        List<Integer> ones = List.of(1, 1, 1);
        List<Integer> none = List.of(0, 0, 0);
        Window cube = new Window(twos, ones, none, none, ones);
        Shape shape = Shape.of(1, 2, 2, 3);
        double[] x = upTo(12);
        double[] kernel = {1, 0, 0, 0, 0, 0, 0, 10};
        close(run(new Operator.Convolution(1, cube, 1), shape, x, kernel, Role.KERNEL), 100, 111);
        close(run(new Operator.Pooling(PoolingKind.MAX, cube, false, false), shape, x), 10, 11);
        close(run(new Operator.Pooling(PoolingKind.AVERAGE, cube, false, false), shape, x), 5, 6);
    }

    @Test
    void normsTakeTheStatisticsOfTheExample() throws Exception {
        double[] affine = {2, 3, 10, 0};
        Shape channels = Shape.of(2, 2);
        Role[] both = {Role.SCALE, Role.SHIFT};
        double[] x = {1, 3, 5, 9};
        close(run(new Operator.GroupNorm(0, 0), channels, x, affine, both), 8, 12, -3, 3);
        close(run(new Operator.GroupNorm(2, 0), channels, x, affine, both), 8, 12, -3, 3);
        close(run(new Operator.GroupNorm(1, 0), channels, 0, 0, 2, 2), -1, -1, 1, 1);
        close(run(new Operator.GroupNorm(1, 3), channels, 0, 0, 2, 2), -0.5, -0.5, 0.5, 0.5);
        close(run(new Operator.LayerNorm(1, 0), channels, x, affine, both), 8, 3, 8, 3);
        close(run(new Operator.LayerNorm(0, 0), channels, 0, 2, 2, 0), -1, 1, 1, -1);
    }

    @Test
    void parametricRectifier() throws Exception {
        Operator operator = new Operator.ParametricRelu(Shape.of(2, 1));
        double[] slopes = {0.25, -1};
        close(
                run(operator, Shape.of(2, 2), new double[] {-2, 3, -4, 0}, slopes, Role.SCALE),
                -0.5,
                3,
                4,
                0);
    }

    @Test
    void quantisingRoundsHalfToEvenAndClips() throws Exception {
        double[] x = {0, 2, 3, 1000, -254, -1000, 1, 5};
        close(
                run(new Operator.Quantize(2, 128, 0, 255), Shape.of(8), x),
                0,
                2,
                4,
                254,
                -254,
                -256,
                0,
                4);
        close(run(new Operator.Quantize(2, 1, 0, 255), Shape.of(3), 1, 3, -5), 0, 4, -2);
    }

    @Test
    void reductions() throws Exception {
        Shape shape = Shape.of(2, 2);
        double[] x = {1, -2, 3, 4};
        double[] positive = {1, 2, 3, 4};
        close(reduce(ReductionKind.SUM, shape, x), -1, 7);
        close(reduce(ReductionKind.MAX, shape, x), 1, 4);
        close(reduce(ReductionKind.MIN, shape, x), -2, 3);
        close(reduce(ReductionKind.PRODUCT, shape, x), -2, 12);
        close(reduce(ReductionKind.L1, shape, x), 3, 7);
        close(reduce(ReductionKind.L2, shape, x), Math.sqrt(5), 5);
        close(reduce(ReductionKind.SUM_OF_SQUARES, shape, x), 5, 25);
        close(reduce(ReductionKind.LOG_SUM, shape, positive), Math.log(3), Math.log(7));
        close(
                reduce(ReductionKind.LOG_SUM_EXP, shape, x),
                Math.log(Math.exp(1) + Math.exp(-2)),
                Math.log(Math.exp(3) + Math.exp(4)));
        double[] large = {1000, 1000, -1000, -1000};
        close(
                reduce(ReductionKind.LOG_SUM_EXP, shape, large),
                1000 + Math.log(2),
                -1000 + Math.log(2));
    }

    private static double[] reduce(ReductionKind kind, Shape shape, double[] x) throws Exception {
        return run(new Operator.Reduction(kind, List.of(1), false), shape, x);
    }

    @Test
    void moves() throws Exception {
        Shape shape = Shape.of(2, 3);
        double[] x = upTo(6);
        close(run(new Operator.Transpose(List.of(1, 0)), shape, x), 0, 3, 1, 4, 2, 5);
        close(
                run(
                        new Operator.Slice(List.of(1, 0), List.of(1, 2), List.of(1, 2)),
                        Shape.of(2, 4),
                        1,
                        2,
                        3,
                        4,
                        5,
                        6,
                        7,
                        8),
                5,
                7);
        close(
                run(new Operator.Slice(List.of(1, 2), List.of(-1, -2), List.of(2, 2)), shape, x),
                5,
                3,
                2,
                0);
        close(
                run(
                        new Operator.Gather(1, List.of(0, 2)),
                        Shape.of(3, 3),
                        1,
                        1.2,
                        1.9,
                        2.3,
                        3.4,
                        3.9,
                        4.5,
                        5.7,
                        5.9),
                1,
                1.9,
                2.3,
                3.9,
                4.5,
                5.9);
        close(
                run(new Operator.Expand(Shape.of(2, 3, 2)), Shape.of(3, 1), 1, 2, 3),
                1,
                1,
                2,
                2,
                3,
                3,
                1,
                1,
                2,
                2,
                3,
                3);
    }

    @Test
    void padding() throws Exception {
        close(pad(PadMode.CONSTANT), 9, 9, 1, 2, 3, 4, 9);
        close(pad(PadMode.REFLECT), 3, 2, 1, 2, 3, 4, 3);
        close(pad(PadMode.EDGE), 1, 1, 1, 2, 3, 4, 4);
        close(pad(PadMode.WRAP), 3, 4, 1, 2, 3, 4, 1);
    }

    private static double[] pad(PadMode mode) throws Exception {
        return run(new Operator.Pad(List.of(2), List.of(1), mode, 9), Shape.of(4), 1, 2, 3, 4);
    }

    private static Operator resize(
            boolean linear, List<Integer> extents, List<Double> scales, Coordinates coordinates) {
        return new Operator.Resize(linear, extents, scales, coordinates, Rounding.HALF_DOWN);
    }

    @Test
    void nearestPlaces() throws Exception {
        Operator finer = resize(false, List.of(4, 6), List.of(2.0, 3.0), Coordinates.HALF_PIXEL);
        close(
                run(finer, Shape.of(2, 2), 1, 2, 3, 4),
                1,
                1,
                1,
                2,
                2,
                2,
                1,
                1,
                1,
                2,
                2,
                2,
                3,
                3,
                3,
                4,
                4,
                4,
                3,
                3,
                3,
                4,
                4,
                4);
        Operator coarser = resize(false, List.of(1, 2), List.of(0.6, 0.6), Coordinates.HALF_PIXEL);
        close(run(coarser, Shape.of(2, 4), 1, 2, 3, 4, 5, 6, 7, 8), 1, 3);
    }

    @Test
    void halvesAreRoundedAsTold() throws Exception {
        // u = 2 p + 1/2
        close(halved(Rounding.HALF_DOWN), 1, 3);
        close(halved(Rounding.HALF_UP), 2, 4);
        close(halved(Rounding.FLOOR), 1, 3);
        close(halved(Rounding.CEIL), 2, 4);
    }

    private static double[] halved(Rounding rounding) throws Exception {
        Operator operator =
                new Operator.Resize(
                        false, List.of(2), List.of(0.5), Coordinates.HALF_PIXEL, rounding);
        return run(operator, Shape.of(4), 1, 2, 3, 4);
    }

    @Test
    void linearInterpolation() throws Exception {
        List<Integer> fours = List.of(4, 4);
        List<Double> twice = List.of(2.0, 2.0);
        close(
                run(resize(true, fours, twice, Coordinates.HALF_PIXEL), Shape.of(2, 2), 1, 2, 3, 4),
                1,
                1.25,
                1.75,
                2,
                1.5,
                1.75,
                2.25,
                2.5,
                2.5,
                2.75,
                3.25,
                3.5,
                3,
                3.25,
                3.75,
                4);
        double[] corners =
                run(
                        resize(true, fours, twice, Coordinates.ALIGN_CORNERS),
                        Shape.of(2, 2),
                        1,
                        2,
                        3,
                        4);
        close(Arrays.copyOf(corners, 5), 1, 4.0 / 3, 5.0 / 3, 2, 5.0 / 3);
        Operator coarser = resize(true, List.of(1, 2), List.of(0.6, 0.6), Coordinates.HALF_PIXEL);
        close(run(coarser, Shape.of(2, 4), 1, 2, 3, 4, 5, 6, 7, 8), 8.0 / 3, 13.0 / 3);
        Operator asymmetric = resize(true, List.of(4), List.of(2.0), Coordinates.ASYMMETRIC);
        close(run(asymmetric, Shape.of(2), 1, 2), 1, 1.5, 2, 2);
        Operator single = resize(true, List.of(1), List.of(0.4), Coordinates.PYTORCH_HALF_PIXEL);
        close(run(single, Shape.of(3), 7, 8, 9), 7);
    }

    @Test
    void softmaxOfHugeNumbers() throws Exception {
        double[] huge = {1e21, 1e21, -1e21, 1e21};
        double third = 1.0 / 3;
        close(run(new Operator.Softmax(0, false), Shape.of(4), huge), third, third, 0, third);
        double[] log = run(new Operator.Softmax(0, true), Shape.of(2), 1e21, 1e21);
        close(log, -Math.log(2), -Math.log(2));
    }
}
