package theoria.engine.dl4j.internal.zip;

import com.google.gson.JsonElement;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Window;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.List;
import java.util.Optional;

/** Translates the layers that take images: channels, height, width. */
final class Images {
    private static final List<Integer> NO_PADDING = List.of(0, 0, 0, 0);

    private Images() {}

    /** Maximum or average pooling. */
    static String subsampling(Step step, String input, Assembly assembly) throws FormatException {
        Preprocessor.requireChannelsFirst(step.body(), "cnn2dDataFormat");
        Shape image = requireImage(step, input, assembly);
        Operator.PoolingKind kind = poolingKind(step);
        boolean includePad = step.body().flag("avgPoolIncludePadInDivisor", true);
        boolean average = kind == Operator.PoolingKind.AVERAGE;
        return assembly.main(
                step,
                new Operator.Pooling(kind, window(step, image), false, average && includePad),
                input);
    }

    /** The window of a layer, which must fit its input. */
    static Window window(Step step, Shape image) throws FormatException {
        Window window = Windows.window(step, image.extent(1), image.extent(2));
        for (int axis = 0; axis < 2; axis++) {
            int length = image.extent(axis + 1);
            Windows.Axis along = Windows.axis(step, axis);
            if (along.outputLength(length) == 0) {
                throw step.body()
                        .refuse("has a window larger than its input " + image, "one that fits");
            }
            if (Windows.mode(step).equals("Strict") && !along.exact(length)) {
                throw step.body()
                        .refuse(
                                "is Strict, but its window leaves a rest of its input " + image,
                                "an exact division");
            }
        }
        return window;
    }

    private static Operator.PoolingKind poolingKind(Step step) throws FormatException {
        String kind = step.body().word("poolingType", "MAX");
        switch (kind) {
            case "MAX":
                return Operator.PoolingKind.MAX;
            case "AVG":
                return Operator.PoolingKind.AVERAGE;
            default:
                throw step.body().refuse("has poolingType = '" + kind + "'", "MAX or AVG");
        }
    }

    /** Pooling over all places of each channel. */
    static String globalPooling(Step step, String input, Assembly assembly) throws FormatException {
        Shape image = requireImage(step, input, assembly);
        List<Integer> axes = step.body().extents("poolingDimensions", 1, List.of(2, 3));
        if (!axes.equals(List.of(2, 3))) {
            throw step.body().refuse("pools the dimensions " + axes, "[2, 3]");
        }
        boolean collapse = step.body().flag("collapseDimensions", true);
        if (poolingKind(step) == Operator.PoolingKind.AVERAGE) {
            return assembly.main(step, new Operator.Mean(List.of(1, 2), !collapse), input);
        }
        List<Integer> whole = List.of(image.extent(1), image.extent(2));
        List<Integer> none = List.of(0, 0);
        Window window = new Window(whole, List.of(1, 1), none, none, List.of(1, 1));
        Operator.PoolingKind max = Operator.PoolingKind.MAX;
        String node = assembly.main(step, new Operator.Pooling(max, window, false, false), input);
        return collapse ? assembly.side(step, "flatten", new Operator.Flatten(), node) : node;
    }

    /** Zeros around the image. */
    static String zeroPadding(Step step, String input, Assembly assembly) throws FormatException {
        Preprocessor.requireChannelsFirst(step.body(), "dataFormat");
        requireImage(step, input, assembly);
        List<Integer> sides = zeroPadding(step);
        return assembly.main(
                step,
                new Operator.Pad(
                        List.of(0, sides.get(0), sides.get(2)),
                        List.of(0, sides.get(1), sides.get(3)),
                        0),
                input);
    }

    /** Places added above, below, left and right; files before 1.0 give one number per axis. */
    static List<Integer> zeroPadding(Step step) throws FormatException {
        if (step.body().list("padding").size() == 2) {
            List<Integer> axes = step.body().extents("padding", 0, List.of(0, 0));
            return List.of(axes.get(0), axes.get(0), axes.get(1), axes.get(1));
        }
        return step.body().extents("padding", 0, NO_PADDING);
    }

    /** The activation before a loss at every place; a softmax goes over the channels. */
    static String loss(Step step, String input, Assembly assembly) throws FormatException {
        Preprocessor.requireChannelsFirst(step.body(), "format");
        requireImage(step, input, assembly);
        Optional<Operator> operator = StepActivation.of(step, assembly.remarks());
        return operator.isEmpty() ? input : assembly.main(step, operator.get(), input);
    }

    /** Each place repeated along both axes. */
    static String upsampling(Step step, String input, Assembly assembly) throws FormatException {
        Preprocessor.requireChannelsFirst(step.body(), "format");
        Shape image = requireImage(step, input, assembly);
        List<Integer> factors = upsampling(step);
        int height = Math.multiplyExact(image.extent(1), factors.get(0));
        int width = Math.multiplyExact(image.extent(2), factors.get(1));
        return assembly.main(
                step,
                new Operator.Resize(
                        false,
                        List.of(image.extent(0), height, width),
                        List.of(1.0, (double) factors.get(0), (double) factors.get(1)),
                        Operator.Coordinates.ASYMMETRIC,
                        Operator.Rounding.FLOOR),
                input);
    }

    /** How often places are repeated along each axis; files before 1.0 give one number. */
    static List<Integer> upsampling(Step step) throws FormatException {
        boolean one = step.body().element("size").filter(JsonElement::isJsonPrimitive).isPresent();
        if (one) {
            int factor = step.body().integer("size", 1, Section.LARGEST_EXTENT);
            return List.of(factor, factor);
        }
        if (!step.body().has("size")) {
            throw step.body().refuse("lacks 'size'", "two numbers");
        }
        return step.body().extents("size", 1, List.of(1, 1));
    }

    /** The image without some places at its sides. */
    static String cropping(Step step, String input, Assembly assembly) throws FormatException {
        Preprocessor.requireChannelsFirst(step.body(), "dataFormat");
        Shape image = requireImage(step, input, assembly);
        List<Integer> sides = cropping(step);
        int height = image.extent(1) - sides.get(0) - sides.get(1);
        int width = image.extent(2) - sides.get(2) - sides.get(3);
        if (height < 1 || width < 1) {
            throw step.body().refuse("crops " + sides + " of " + image, "less than the image");
        }
        return assembly.main(
                step,
                new Operator.Slice(
                        List.of(0, sides.get(0), sides.get(2)),
                        List.of(1, 1, 1),
                        List.of(image.extent(0), height, width)),
                input);
    }

    /** Places taken off above, below, left and right. */
    static List<Integer> cropping(Step step) throws FormatException {
        return step.body().extents("cropping", 0, NO_PADDING);
    }

    /**
     * Local response normalisation y_c = x_c / (k + alpha sum x_j^2)^beta over |j - c| &lt;=
     * floor(n / 2); ours divides alpha by the number of channels in the sum.
     */
    static String responseNorm(Step step, String input, Assembly assembly) throws FormatException {
        Preprocessor.requireChannelsFirst(step.body(), "dataFormat");
        requireImage(step, input, assembly);
        Section body = step.body();
        double n = body.real("n", 5);
        double alpha = body.real("alpha", 1e-4);
        double beta = body.real("beta", 0.75);
        double k = body.real("k", 2);
        boolean finite = Double.isFinite(alpha + beta + k);
        if (!(n >= 1 && n <= Section.LARGEST_EXTENT) || !finite) {
            throw body.refuse("has n = " + n + ", alpha, beta, k not usable", "finite numbers");
        }
        int size = 2 * ((int) n / 2) + 1;
        return assembly.main(
                step, new Operator.LocalResponseNorm(size, alpha * size, beta, k), input);
    }

    /** The shape of an input that must be an image. */
    static Shape requireImage(Step step, String input, Assembly assembly) throws FormatException {
        Shape shape = assembly.shape(input);
        if (shape.rank() != 3) {
            throw step.body().refuse("takes images but gets " + shape, "channels, height, width");
        }
        return shape;
    }
}
