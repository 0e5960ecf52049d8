package theoria.tests.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import static theoria.testkit.GraphDraft.flag;
import static theoria.testkit.GraphDraft.real;
import static theoria.testkit.GraphDraft.whole;
import static theoria.testkit.GraphDraft.wholes;
import static theoria.testkit.GraphDraft.word;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.engine.reference.ReferenceEngine;
import theoria.format.tensorflow.TensorFlowLoader;
import theoria.testkit.GraphDraft;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

/** Operators on images (n, h, w, c), each against its formula in plain loops. */
class TensorFlowOperatorsTest {
    private static final int CHANNELS = 3;
    private static final Tensor IMAGES = Plain.random(1, 2, 6, 5, CHANNELS);

    @TempDir Path folder;

    private static GraphDraft images() {
        return new GraphDraft().placeholder("x", -1, 6, 5, CHANNELS);
    }

    private static GraphDraft with(GraphDraft graph, String name, Tensor tensor) {
        return graph.constant(name, tensor.shape().toArray(), tensor.toFloats());
    }

    /** Flat at the end, so that the order of the numbers is the file's. */
    private void check(GraphDraft graph, String last, Tensor expected) throws Exception {
        int size = expected.size() / IMAGES.shape().extent(0);
        graph.wholes("flat to", new int[] {2}, -1, size);
        graph.node("flat", "Reshape", List.of(last, "flat to"));
        ImportedModel model =
                new TensorFlowLoader().load(Files.write(folder.resolve("graph.pb"), graph.bytes()));
        Need need = new Need(EnumSet.of(Capability.FORWARD), Precision.DOUBLE, false);
        try (Network network =
                new ReferenceEngine()
                        .open(model.graph(), model.weights().to(Precision.DOUBLE), need)) {
            double[] found = network.scores(channelsFirst()).toDoubles();
            assertThat(found).hasSize(expected.size());
            for (int i = 0; i < found.length; i++) {
                assertThat(Math.abs(found[i] - expected.get(i))).as("number " + i).isLessThan(1e-9);
            }
        }
    }

    private static Tensor channelsFirst() {
        double[] turned = new double[IMAGES.size()];
        for (int i = 0; i < turned.length; i++) {
            int n = i / (30 * CHANNELS);
            int place = i / CHANNELS % 30;
            turned[(n * CHANNELS + i % CHANNELS) * 30 + place] = IMAGES.get(i);
        }
        return Tensor.of(Shape.of(2, CHANNELS, 6, 5), turned);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, SAME",
        "2, 1, SAME",
        "1, 2, SAME",
        "2, 1, VALID",
        "1, 2, VALID",
        "3, 1, SAME"
    })
    void convolution(int stride, int dilation, String padding) throws Exception {
        Tensor kernel = Plain.random(2, 3, 3, CHANNELS, 4);
        GraphDraft graph = with(images(), "k", kernel);
        graph.node(
                "y",
                "Conv2D",
                List.of("x", "k"),
                word("padding", padding),
                wholes("strides", 1, stride, stride, 1),
                wholes("dilations", 1, dilation, dilation, 1));
        boolean same = padding.equals("SAME");
        check(graph, "y", Plain.convolution(IMAGES, kernel, stride, dilation, same));
    }

    /**
     * Padding SAME: 4 places per axis; one more column, which is cut off again, for whole blocks.
     */
    @Test
    void dilationThatIsWrittenAsBlocks() throws Exception {
        Tensor kernel = Plain.random(2, 3, 3, CHANNELS, 4);
        Tensor bias = Plain.random(4, 4);
        GraphDraft graph = with(with(images(), "k", kernel), "b", bias);
        graph.wholes("block", new int[] {2}, 2, 2);
        graph.wholes("pads", new int[] {2, 2}, 2, 2, 2, 3);
        graph.wholes("crops", new int[] {2, 2}, 0, 0, 0, 1);
        graph.node("a", "SpaceToBatchND", List.of("x", "block", "pads"));
        graph.node(
                "c",
                "Conv2D",
                List.of("a", "k"),
                word("padding", "VALID"),
                wholes("strides", 1, 1, 1, 1));
        graph.node("t", "BatchToSpaceND", List.of("c", "block", "crops"));
        graph.node("z", "BiasAdd", List.of("t", "b"));
        Tensor expected = Plain.convolution(IMAGES, kernel, 1, 2, true);
        check(graph, "z", Plain.perChannel(expected, bias, Double::sum));
    }

    @ParameterizedTest
    @CsvSource({"1, SAME", "2, SAME", "2, VALID"})
    void depthwiseConvolutionWithABias(int stride, String padding) throws Exception {
        Tensor kernel = Plain.random(3, 2, 2, CHANNELS, 2);
        Tensor bias = Plain.random(4, 2 * CHANNELS);
        GraphDraft graph = with(with(images(), "k", kernel), "b", bias);
        graph.node(
                "y",
                "DepthwiseConv2dNative",
                List.of("x", "k"),
                word("padding", padding),
                wholes("strides", 1, stride, stride, 1));
        graph.node("z", "BiasAdd", List.of("y", "b"));
        boolean same = padding.equals("SAME");
        Tensor expected = Plain.depthwise(IMAGES, kernel, stride, same);
        check(graph, "z", Plain.perChannel(expected, bias, Double::sum));
    }

    @ParameterizedTest
    @CsvSource({"SAME, 2, 12, 10", "SAME, 2, 11, 9", "VALID, 2, 13, 11", "SAME, 1, 6, 5"})
    void transposedConvolutionWithABias(String padding, int stride, int rows, int columns)
            throws Exception {
        Tensor kernel = Plain.random(6, 3, 3, 4, CHANNELS);
        Tensor bias = Plain.random(7, 4);
        GraphDraft graph = with(with(images(), "k", kernel), "b", bias);
        graph.wholes("s", new int[] {4}, 1, rows, columns, 4);
        graph.node(
                "y",
                "Conv2DBackpropInput",
                List.of("s", "k", "x"),
                word("padding", padding),
                wholes("strides", 1, stride, stride, 1));
        graph.node("z", "BiasAdd", List.of("y", "b"));
        // SAME: what the convolution of rows x columns puts before, half of 5 stride + 3 - rows
        int top = padding.equals("SAME") ? Math.max(0, 5 * stride + 3 - rows) / 2 : 0;
        Tensor expected = Plain.transposed(IMAGES, kernel, stride, rows, columns, top);
        check(graph, "z", Plain.perChannel(expected, bias, Double::sum));
    }

    @ParameterizedTest
    @CsvSource({
        "ResizeBilinear, false, false",
        "ResizeBilinear, true, false",
        "ResizeBilinear, false, true",
        "ResizeNearestNeighbor, false, false",
        "ResizeNearestNeighbor, true, false",
        "ResizeNearestNeighbor, false, true"
    })
    void resizing(String operator, boolean corners, boolean centres) throws Exception {
        boolean linear = operator.equals("ResizeBilinear");
        GraphDraft graph = pooled().wholes("s", new int[] {2}, 7, 5);
        graph.node(
                "z",
                operator,
                List.of("y", "s"),
                flag("align_corners", corners),
                flag("half_pixel_centers", centres));
        Plain.Look look =
                (p, length, places) -> {
                    double u = p * (double) length / places;
                    if (corners) {
                        u = p * (length - 1.0) / (places - 1);
                        return linear ? u : Math.floor(u + 0.5);
                    }
                    double centre = (p + 0.5) * length / places;
                    return centres ? linear ? centre - 0.5 : Math.floor(centre) : u;
                };
        check(graph, "z", Plain.resized(POOLED, 7, 5, look, linear));
    }

    @Test
    void blocksBecomeChannelsAndComeBack() throws Exception {
        GraphDraft graph = images().wholes("p", new int[] {4, 2}, 0, 0, 0, 0, 0, 1, 0, 0);
        graph.node("y", "Pad", List.of("x", "p"));
        graph.node("d", "SpaceToDepth", List.of("y"), whole("block_size", 2));
        graph.wholes("b", new int[] {4}, 0, 0, 0, 2 * CHANNELS);
        graph.wholes("n", new int[] {4}, -1, -1, -1, CHANNELS);
        graph.node("z", "Slice", List.of("d", "b", "n"));
        double[] expected = new double[2 * 3 * 3 * CHANNELS]; // second rows, first columns
        for (int i = 0; i < expected.length; i++) {
            int column = i / CHANNELS % 3 * 2;
            int row = i / (3 * CHANNELS) % 3 * 2 + 1;
            expected[i] = Plain.at(IMAGES, i / (9 * CHANNELS), row, column, i % CHANNELS);
        }
        GraphDraft back = images().wholes("p", new int[] {4, 2}, 0, 0, 0, 0, 0, 1, 0, 0);
        back.node("y", "Pad", List.of("x", "p"));
        back.node("d", "SpaceToDepth", List.of("y"), whole("block_size", 2));
        back.node("e", "DepthToSpace", List.of("d"), whole("block_size", 2));
        back.wholes("b", new int[] {4}, 0, 0, 0, 0).wholes("n", new int[] {4}, -1, 6, 5, -1);
        back.node("z", "Slice", List.of("e", "b", "n"));
        check(graph, "z", Tensor.of(Shape.of(2, 27), expected));
        check(back, "z", IMAGES);
    }

    @Test
    void clippingBetweenTwoNumbers() throws Exception {
        GraphDraft graph = pooled().constant("l", new int[0], -0.5f);
        graph.constant("m", new int[0], 0.25f).node("c", "ClipByValue", List.of("y", "l", "m"));
        graph.node("z", "Relu6", List.of("c"));
        Tensor row = Tensor.of(Shape.of(1), new double[] {0.25});
        check(graph, "z", Plain.perChannel(POOLED, row, (x, m) -> Math.max(0, Math.min(x, m))));
    }

    @ParameterizedTest
    @CsvSource({"MaxPool, SAME", "MaxPool, VALID", "AvgPool, SAME", "AvgPool, VALID"})
    void pooling(String operator, String padding) throws Exception {
        GraphDraft graph =
                images().node(
                                "y",
                                operator,
                                List.of("x"),
                                word("padding", padding),
                                wholes("ksize", 1, 3, 3, 1),
                                wholes("strides", 1, 2, 2, 1));
        boolean largest = operator.equals("MaxPool");
        check(graph, "y", Plain.pooling(IMAGES, 3, 2, padding.equals("SAME"), largest));
    }

    @ParameterizedTest
    @CsvSource({"FusedBatchNorm", "FusedBatchNormV3"})
    void batchNormalisation(String operator) throws Exception {
        GraphDraft graph = images();
        for (String part : List.of("s", "o", "m", "v")) {
            float[] numbers = {1 + part.charAt(0) / 200f, 0.5f, 2};
            graph.constant(part, new int[] {CHANNELS}, numbers);
        }
        graph.node(
                "y",
                operator,
                List.of("x", "s", "o", "m", "v"),
                flag("is_training", false),
                real("epsilon", 0.5f));
        Tensor s = Tensor.of(Shape.of(3), new double[] {1 + 's' / 200f, 0.5, 2});
        Tensor o = Tensor.of(Shape.of(3), new double[] {1 + 'o' / 200f, 0.5, 2});
        Tensor m = Tensor.of(Shape.of(3), new double[] {1 + 'm' / 200f, 0.5, 2});
        Tensor v = Tensor.of(Shape.of(3), new double[] {1 + 'v' / 200f, 0.5, 2});
        Tensor y = Plain.perChannel(IMAGES, m, (a, b) -> a - b);
        y = Plain.perChannel(y, v, (a, b) -> a / Math.sqrt(b + 0.5));
        y = Plain.perChannel(y, s, (a, b) -> a * b);
        check(graph, "y", Plain.perChannel(y, o, Double::sum));
    }

    @ParameterizedTest
    @CsvSource({"Add, BiasAdd", "AddV2, Sub", "Sub, Mul", "RealDiv, Maximum", "Minimum, Pow"})
    void arithmeticWithOneNumberPerChannel(String first, String second) throws Exception {
        Tensor row = Tensor.of(Shape.of(CHANNELS), new float[] {2, 0.5f, 3});
        Tensor kernel = Plain.random(2, 1, 1, CHANNELS, CHANNELS);
        GraphDraft graph = with(with(images(), "r", row), "k", kernel);
        graph.node("a", "Abs", List.of("x"));
        graph.node(
                "c",
                "Conv2D",
                List.of("a", "k"),
                word("padding", "VALID"),
                wholes("strides", 1, 1, 1, 1));
        graph.node("d", "Exp", List.of("c"));
        graph.node("e", first, List.of("d", "r")).node("f", second, List.of("e", "r"));
        Tensor y = Plain.perChannel(IMAGES, row, (x, r) -> Math.abs(x));
        y = Plain.convolution(y, kernel, 1, 1, false);
        y = Plain.perChannel(y, row, (x, r) -> Math.exp(x));
        y = Plain.perChannel(y, row, (x, r) -> combined(first, x, r));
        check(graph, "f", Plain.perChannel(y, row, (x, r) -> combined(second, x, r)));
    }

    private static double combined(String operator, double x, double y) {
        switch (operator) {
            case "Sub":
                return x - y;
            case "Mul":
                return x * y;
            case "RealDiv":
                return x / y;
            case "Maximum":
                return Math.max(x, y);
            case "Minimum":
                return Math.min(x, y);
            case "Pow":
                return Math.pow(x, y);
            default:
                return x + y;
        }
    }

    @Test
    void normalisationThatIsWrittenOut() throws Exception {
        GraphDraft graph = pooled();
        graph.constant("v", new int[] {CHANNELS}, 3, 15, 63).constant("e", new int[0], 1);
        graph.constant("g", new int[] {CHANNELS}, 1, 2, 3);
        graph.node("ve", "Add", List.of("v", "e")).node("r", "Rsqrt", List.of("ve"));
        graph.node("f", "Mul", List.of("r", "g")).node("z", "Mul", List.of("y", "f"));
        Tensor factors = Tensor.of(Shape.of(3), new double[] {1 / 2.0, 2 / 4.0, 3 / 8.0});
        check(graph, "z", Plain.perChannel(POOLED, factors, (x, factor) -> x * factor));
    }

    /** (2, 3, 2, 3) after pooling. */
    private static GraphDraft pooled() {
        return images().node(
                        "y",
                        "MaxPool",
                        List.of("x"),
                        word("padding", "VALID"),
                        wholes("ksize", 1, 2, 2, 1),
                        wholes("strides", 1, 2, 2, 1));
    }

    private static final Tensor POOLED = Plain.pooling(IMAGES, 2, 2, false, true);

    @ParameterizedTest
    @CsvSource({"false, Mean", "true, Mean", "false, Max", "true, Sum", "false, Min"})
    void overPlaces(boolean keep, String operator) throws Exception {
        GraphDraft graph = pooled().wholes("a", new int[] {2}, 1, 2);
        graph.node("z", operator, List.of("y", "a"), flag("keep_dims", keep));
        double[] expected = new double[2 * CHANNELS];
        for (int i = 0; i < expected.length; i++) {
            double sum = 0;
            double most = Double.NEGATIVE_INFINITY;
            double least = Double.POSITIVE_INFINITY;
            for (int p = 0; p < 6; p++) {
                double x = Plain.at(POOLED, i / CHANNELS, p / 2, p % 2, i % CHANNELS);
                sum += x;
                most = Math.max(most, x);
                least = Math.min(least, x);
            }
            boolean mean = operator.equals("Mean");
            boolean total = operator.equals("Sum");
            double extreme = operator.equals("Max") ? most : least;
            expected[i] = mean ? sum / 6 : total ? sum : extreme;
        }
        check(graph, "z", Tensor.of(Shape.of(2, CHANNELS), expected));
    }

    @Test
    void overChannelsAndOneAxis() throws Exception {
        GraphDraft graph = pooled().wholes("a", new int[] {2}, 1, -1);
        graph.node("z", "Sum", List.of("y", "a"));
        double[] expected = new double[4];
        for (int i = 0; i < POOLED.size(); i++) {
            expected[i / 18 * 2 + i / CHANNELS % 2] += POOLED.get(i);
        }
        check(graph, "z", Tensor.of(Shape.of(2, 2), expected));
    }

    @Test
    void flatImagesMeetTheirMatrix() throws Exception {
        Tensor matrix = Plain.random(5, 18, 4);
        GraphDraft graph = with(pooled(), "m", matrix).wholes("s", new int[] {2}, -1, 18);
        graph.node("f", "Reshape", List.of("y", "s")).node("z", "MatMul", List.of("f", "m"));
        check(graph, "z", Plain.product(POOLED, matrix));
    }

    @Test
    void turningAnImageMovesNothing() throws Exception {
        GraphDraft graph = pooled();
        graph.wholes("first", new int[] {4}, 0, 3, 1, 2).wholes("last", new int[] {4}, 0, 2, 3, 1);
        graph.node("t", "Transpose", List.of("y", "first"));
        graph.node(
                "p",
                "AvgPool",
                List.of("t"),
                word("data_format", "NCHW"),
                word("padding", "VALID"),
                wholes("ksize", 1, 1, 2, 2),
                wholes("strides", 1, 1, 1, 1));
        graph.node("z", "Transpose", List.of("p", "last"));
        check(graph, "z", Plain.pooling(POOLED, 2, 1, false, false));
    }

    @Test
    void paddingJoiningAndCutting() throws Exception {
        GraphDraft graph = pooled();
        graph.wholes("p", new int[] {4, 2}, 0, 0, 1, 2, 0, 1, 0, 0).wholes("axis", new int[0], 3);
        graph.node("z", "Pad", List.of("y", "p")).node("c", "ConcatV2", List.of("z", "z", "axis"));
        graph.wholes("b", new int[] {4}, 0, 1, 0, 2).wholes("e", new int[] {4}, 0, 4, 2, 6);
        graph.wholes("s", new int[] {4}, 1, 2, 1, 3);
        graph.node(
                "d",
                "StridedSlice",
                List.of("c", "b", "e", "s"),
                whole("begin_mask", 1),
                whole("end_mask", 1));
        // places 1, 3 of six rows (one was put before), columns 0, 1, channels 2 and 2 again
        double[] expected = new double[2 * 2 * 2 * 2];
        for (int i = 0; i < expected.length; i++) {
            int row = i / 4 % 2 * 2;
            expected[i] = Plain.at(POOLED, i / 8, row, i / 2 % 2, 2);
        }
        check(graph, "d", Tensor.of(Shape.of(2, 2, 2, 2), expected));
    }

    @Test
    void softmaxIsOverTheChannels() throws Exception {
        double[] expected = new double[POOLED.size()];
        for (int i = 0; i < expected.length; i++) {
            double sum = 0;
            for (int c = 0; c < CHANNELS; c++) {
                sum += Math.exp(POOLED.get(i / CHANNELS * CHANNELS + c));
            }
            expected[i] = Math.exp(POOLED.get(i)) / sum;
        }
        check(
                pooled().node("z", "Softmax", List.of("y")),
                "z",
                Tensor.of(POOLED.shape(), expected));
    }

    @ParameterizedTest
    @CsvSource({"Split, 2", "Slice, 0", "GatherV2, 1"})
    void partsOfTheChannels(String operator, int channel) throws Exception {
        GraphDraft graph = pooled().wholes("axis", new int[0], 3);
        switch (operator) {
            case "Split":
                graph.node("z", operator, List.of("axis", "y"), whole("num_split", 3));
                break;
            case "Slice":
                graph.wholes("b", new int[] {4}, 0, 0, 0, 0);
                graph.wholes("n", new int[] {4}, -1, -1, -1, 1);
                graph.node("z", operator, List.of("y", "b", "n"));
                break;
            default:
                graph.wholes("i", new int[0], 1);
                graph.node("z", operator, List.of("y", "i", "axis"));
        }
        double[] expected = new double[12];
        for (int i = 0; i < 12; i++) {
            expected[i] = POOLED.get(i * CHANNELS + channel);
        }
        String last = operator.equals("Split") ? "z:2" : "z";
        check(graph, last, Tensor.of(Shape.of(2, 6), expected));
    }
}
