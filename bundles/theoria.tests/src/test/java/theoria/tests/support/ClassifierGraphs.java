package theoria.tests.support;

import static theoria.tests.support.GraphCollection.IMAGE;
import static theoria.tests.support.GraphCollection.VECTOR;
import static theoria.tests.support.GraphCollection.image;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Operator.Coordinates;
import theoria.core.model.graph.Operator.PadMode;
import theoria.core.model.graph.Operator.PoolingKind;
import theoria.core.model.graph.Operator.ReductionKind;
import theoria.core.model.graph.Operator.Rounding;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;

import java.util.List;
import java.util.Map;

/** Graphs of the operators that image classifiers after the residual networks brought. */
final class ClassifierGraphs {
    private static final Shape VOLUME = Shape.of(2, 4, 5, 3);
    private static final Role[] AFFINE = {Role.SCALE, Role.SHIFT};
    private static final Role[] KERNEL_AND_BIAS = {Role.KERNEL, Role.BIAS};

    private final GraphCollection all;

    private ClassifierGraphs(GraphCollection all) {
        this.all = all;
    }

    static void addTo(GraphCollection all) {
        ClassifierGraphs graphs = new ClassifierGraphs(all);
        graphs.volumes();
        graphs.transposedConvolutions();
        graphs.normalisations();
        graphs.rectifiersAndQuantisers();
        graphs.reductions();
        graphs.padding();
        graphs.moves();
        graphs.nearest();
        graphs.linear();
        graphs.mixtures();
    }

    private static Window cube(int kernel, int stride, int pad) {
        List<Integer> pads = List.of(pad, pad, pad);
        return new Window(
                List.of(kernel, kernel, kernel),
                List.of(stride, stride, 1),
                pads,
                pads,
                List.of(1, 1, 1));
    }

    private void volumes() {
        all.one(
                "three axes",
                new Operator.Convolution(3, cube(2, 2, 1), 1),
                VOLUME,
                KERNEL_AND_BIAS);
        for (PoolingKind kind : PoolingKind.values()) {
            all.one(
                    kind + " on three axes",
                    new Operator.Pooling(kind, cube(2, 2, 0), false, false),
                    VOLUME);
        }
        all.one(
                "average counting, three axes",
                new Operator.Pooling(PoolingKind.AVERAGE, cube(3, 2, 1), false, true),
                VOLUME);
    }

    private void transposedConvolutions() {
        List<Integer> none = List.of(0, 0);
        Window plain = Window.square(2, 2, 0);
        Window overlapping = Window.square(3, 2, 1);
        Window skew =
                new Window(
                        List.of(3, 2), List.of(2, 1), List.of(1, 0), List.of(2, 1), List.of(1, 2));
        transposed("upsampling", new Operator.TransposedConvolution(5, plain, 1, none), IMAGE);
        transposed(
                "upsampling with output padding",
                new Operator.TransposedConvolution(3, overlapping, 1, List.of(1, 1)),
                IMAGE);
        transposed("upsampling, skew", new Operator.TransposedConvolution(3, skew, 1, none), IMAGE);
        transposed(
                "upsampling groups",
                new Operator.TransposedConvolution(6, overlapping, 2, none),
                IMAGE);
        all.one(
                "upsampling without bias",
                new Operator.TransposedConvolution(5, plain, 1, none),
                IMAGE,
                Role.KERNEL);
        Window line = new Window(List.of(3), List.of(2), List.of(1), List.of(0), List.of(1));
        transposed(
                "upsampling one axis",
                new Operator.TransposedConvolution(3, line, 1, List.of(0)),
                Shape.of(2, 5));
        transposed(
                "upsampling three axes",
                new Operator.TransposedConvolution(3, cube(2, 2, 0), 1, List.of(0, 0, 0)),
                VOLUME);
    }

    private void transposed(String phrase, Operator operator, Shape input) {
        all.one(phrase, operator, input, KERNEL_AND_BIAS);
    }

    private void normalisations() {
        all.one("group norm", new Operator.GroupNorm(2, 1e-5f), IMAGE, AFFINE);
        all.one("group norm, bare", new Operator.GroupNorm(4, 0.25), IMAGE);
        all.one("one group of vectors", new Operator.GroupNorm(1, 1e-5), VECTOR, AFFINE);
        all.one("instance norm", new Operator.GroupNorm(0, 1e-5), IMAGE, AFFINE);
        all.one("instance norm without scale", new Operator.GroupNorm(0, 0.5), IMAGE, Role.SHIFT);
        all.one("layer norm", new Operator.LayerNorm(0, 1e-5f), IMAGE, AFFINE);
        all.one("layer norm of columns", new Operator.LayerNorm(2, 0.125), IMAGE, AFFINE);
        all.one("layer norm without shift", new Operator.LayerNorm(1, 0.5), IMAGE, Role.SCALE);
        all.one("layer norm, bare", new Operator.LayerNorm(0, 1e-6), VECTOR);
    }

    private void rectifiersAndQuantisers() {
        Role slope = Role.SCALE;
        all.one("slopes", new Operator.ParametricRelu(Shape.of(4, 1, 1)), IMAGE, slope);
        all.one("one slope", new Operator.ParametricRelu(Shape.of(1)), IMAGE, slope);
        all.one("slopes of places", new Operator.ParametricRelu(Shape.of(7, 6)), IMAGE, slope);
        all.one("bytes", new Operator.Quantize(1.0 / 64, 37, 0, 255), IMAGE);
        all.one("bytes with a sign", new Operator.Quantize(1.0 / 256, 3, -128, 127), IMAGE);
        all.one("four bits", new Operator.Quantize(0.125, 0, -7, 7), IMAGE);
        all.one("sixteen bits", new Operator.Quantize(1.0 / 1024, 5, 0, 65535), IMAGE);
    }

    private void reductions() {
        Operator sigmoid = new Operator.Activation(ActivationFunction.SIGMOID, 0);
        for (ReductionKind kind : ReductionKind.values()) {
            all.put(
                    image(kind.title() + " over places")
                            .add("y", sigmoid, "x")
                            .add("z", new Operator.Reduction(kind, List.of(1, 2), false), "y"));
            all.put(
                    image(kind.title() + " over channels and columns")
                            .add("y", sigmoid, "x")
                            .add("z", new Operator.Reduction(kind, List.of(0, 2), true), "y"));
        }
        all.one("largest number", reduction(ReductionKind.MAX, List.of(0, 1, 2)), IMAGE);
        all.one("signed product", reduction(ReductionKind.PRODUCT, List.of(2)), IMAGE);
        all.one("length of each number", reduction(ReductionKind.L2, List.of()), IMAGE);
    }

    private static Operator reduction(ReductionKind kind, List<Integer> axes) {
        return new Operator.Reduction(kind, axes, false);
    }

    private void padding() {
        for (PadMode mode : PadMode.values()) {
            double value = mode == PadMode.CONSTANT ? 0.5 : 0;
            all.one(
                    "pad in mode " + mode,
                    new Operator.Pad(List.of(0, 3, 2), List.of(0, 1, 4), mode, value),
                    IMAGE);
        }
    }

    private void moves() {
        all.one("transpose", new Operator.Transpose(List.of(2, 0, 1)), IMAGE);
        all.one("transpose columns", new Operator.Transpose(List.of(0, 2, 1)), IMAGE);
        List<Integer> ones = List.of(1, 1, 1);
        all.one("slice", new Operator.Slice(List.of(1, 2, 0), ones, List.of(2, 4, 6)), IMAGE);
        all.one(
                "slice in steps",
                new Operator.Slice(List.of(0, 1, 0), List.of(1, 2, 3), List.of(4, 3, 2)),
                IMAGE);
        all.one(
                "slice backwards",
                new Operator.Slice(List.of(3, 6, 5), List.of(-1, -2, -2), List.of(4, 3, 3)),
                IMAGE);
        all.one("gather channels", new Operator.Gather(0, List.of(3, 0, 0, 2, 1)), IMAGE);
        all.one("gather one column", new Operator.Gather(2, List.of(4)), IMAGE);
        all.one("expand", new Operator.Expand(Shape.of(3, 7, 6)), Shape.of(1, 7, 1));
        all.one("expand to more axes", new Operator.Expand(Shape.of(2, 3, 5)), VECTOR);
    }

    private static Operator resize(
            boolean linear,
            List<Integer> extents,
            List<Double> scales,
            Coordinates coordinates,
            Rounding rounding) {
        return new Operator.Resize(linear, extents, scales, coordinates, rounding);
    }

    private void nearest() {
        List<Integer> larger = List.of(4, 14, 9);
        List<Double> up = List.of(1.0, 2.0, 1.5);
        List<Integer> smaller = List.of(4, 3, 3);
        List<Double> down = List.of(1.0, 0.5, 0.5);
        for (Coordinates coordinates : Coordinates.values()) {
            for (Rounding rounding : Rounding.values()) {
                String how = coordinates + ", " + rounding;
                Operator finer = resize(false, larger, up, coordinates, rounding);
                Operator coarser = resize(false, smaller, down, coordinates, rounding);
                all.one("finer, nearest, " + how, finer, IMAGE);
                all.one("coarser, nearest, " + how, coarser, IMAGE);
            }
        }
        Operator bySizes =
                resize(
                        false,
                        List.of(4, 10, 11),
                        List.of(1.0, 10.0 / 7, 11.0 / 6),
                        Coordinates.ASYMMETRIC,
                        Rounding.FLOOR);
        all.one("nearest to a size", bySizes, IMAGE);
    }

    private void linear() {
        Rounding any = Rounding.HALF_DOWN;
        for (Coordinates coordinates : Coordinates.values()) {
            all.one(
                    "finer, linear, " + coordinates,
                    resize(true, List.of(4, 14, 9), List.of(1.0, 2.0, 1.5), coordinates, any),
                    IMAGE);
            all.one(
                    "coarser, linear, " + coordinates,
                    resize(true, List.of(4, 3, 1), List.of(1.0, 0.5, 0.25), coordinates, any),
                    IMAGE);
        }
        all.one(
                "linear to a size",
                resize(
                        true,
                        List.of(4, 10, 11),
                        List.of(1.0, 10.0 / 7, 11.0 / 6),
                        Coordinates.HALF_PIXEL,
                        any),
                IMAGE);
        all.one(
                "linear on one axis",
                resize(true, List.of(2, 16), List.of(1.0, 2.0), Coordinates.HALF_PIXEL, any),
                Shape.of(2, 8));
    }

    /** Where an optimiser of an engine may merge neighbours. */
    private void mixtures() {
        Operator bytes = new Operator.Quantize(1.0 / 64, 128, 0, 255);
        Operator sigmoid = new Operator.Activation(ActivationFunction.SIGMOID, 0);
        all.put(
                image("sigmoid between bytes")
                        .add("a", bytes, "x")
                        .add("b", sigmoid, "a")
                        .add("z", bytes, "b"));
        Operator six = new Operator.Activation(ActivationFunction.CLIP, 0, 6);
        all.put(
                image("six behind a convolution")
                        .add(
                                new Node(
                                        "y",
                                        new Operator.Convolution(8, Window.square(3, 1, 1), 1),
                                        List.of("x"),
                                        Map.of(Role.KERNEL, "w", Role.BIAS, "b")))
                        .add("z", six, "y"));
    }
}
