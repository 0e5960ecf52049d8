package theoria.format.keras.internal;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Convolutions and poolings over one to three axes. */
final class WindowLayers {
    private WindowLayers() {}

    /**
     * Whether a layer says that channels come first (Keras 2: data_format, Keras 1: dim_ordering).
     */
    static boolean channelsFirst(Config config) throws FormatException {
        String word = config.word("channels_last", "data_format", "dim_ordering");
        return word.equals("channels_first") || word.equals("th");
    }

    /** The input as an image with its channels first, whichever way the layer reads it. */
    static Drafting.Value image(LayerSpec layer, Drafting.Value input, Drafting drafting, int rank)
            throws FormatException {
        if (drafting.shape(input).rank() != rank + 1) {
            throw new FormatException(
                    layer.where()
                            + " takes examples of "
                            + drafting.kerasShape(input)
                            + "; expected "
                            + (rank + 1)
                            + " axes");
        }
        if (channelsFirst(layer.config())) {
            Drafting.Value plain = drafting.kerasOrder(input);
            return new Drafting.Value(plain.node(), false);
        }
        return drafting.channelsFirst(input);
    }

    /**
     * Whether the output of such a layer is in the turned order: not if Keras has channels first.
     */
    private static boolean turned(LayerSpec layer) throws FormatException {
        return !channelsFirst(layer.config());
    }

    static LayerConverter convolution(int rank) {
        return (layer, inputs, drafting) -> {
            Config config = layer.config();
            Drafting.Value x = image(layer, inputs.get(0), drafting, rank);
            Shape shape = drafting.shape(x);
            int filters = config.whole("filters", "nb_filter");
            int groups = config.whole(1, "groups");
            Window window = window(config, kernel(config, rank), shape, 1);
            List<Integer> stored = new ArrayList<>(window.kernel());
            stored.add(shape.extent(0) / groups);
            stored.add(filters);
            StoredTensors tensors = new StoredTensors(layer, drafting);
            tensors.take(Role.KERNEL, Shape.of(stored), filtersFirst(rank));
            if (config.flag(true, "use_bias", "bias")) {
                tensors.take(Role.BIAS, Shape.of(filters));
            }
            Drafting.Value y =
                    drafting.add(
                            layer,
                            layer.name(),
                            new Operator.Convolution(filters, window, groups),
                            tensors.finish(),
                            turned(layer),
                            x);
            return drafting.activated(layer, y);
        };
    }

    /** (k..., in, out) to (out, in, k...). */
    private static int[] filtersFirst(int rank) {
        int[] order = new int[rank + 2];
        order[0] = rank + 1;
        order[1] = rank;
        for (int axis = 0; axis < rank; axis++) {
            order[axis + 2] = axis;
        }
        return order;
    }

    private static List<Integer> kernel(Config config, int rank) throws FormatException {
        if (config.has("nb_row")) {
            return List.of(config.whole("nb_row"), config.whole("nb_col"));
        }
        return config.perAxis(rank, 1, "kernel_size", "filter_length");
    }

    /** Filters per channel: kernel (h, w, in, multiplier). */
    static Drafting.Value depthwise(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        Drafting.Value x = image(layer, inputs.get(0), drafting, 2);
        StoredTensors tensors = new StoredTensors(layer, drafting);
        int channels = drafting.shape(x).extent(0);
        int filters = channels * layer.config().whole(1, "depth_multiplier");
        Window window = depthwiseKernel(layer, tensors, drafting.shape(x), filters);
        if (layer.config().flag(true, "use_bias")) {
            tensors.take(Role.BIAS, Shape.of(filters));
        }
        Operator operator = new Operator.Convolution(filters, window, channels);
        Drafting.Value y =
                drafting.add(layer, layer.name(), operator, tensors.finish(), turned(layer), x);
        return drafting.activated(layer, y);
    }

    private static Window depthwiseKernel(
            LayerSpec layer, StoredTensors tensors, Shape image, int filters)
            throws FormatException {
        List<Integer> kernel = kernel(layer.config(), 2);
        int channels = image.extent(0);
        Shape stored = Shape.of(kernel.get(0), kernel.get(1), channels, filters / channels);
        Shape block = Shape.of(filters, 1, kernel.get(0), kernel.get(1));
        tensors.takeAs(Role.KERNEL, stored, block, 2, 3, 0, 1);
        return window(layer.config(), kernel, image, 1);
    }

    /** A depthwise convolution without bias, then a 1x1 convolution. */
    static Drafting.Value separable(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException {
        Drafting.Value x = image(layer, inputs.get(0), drafting, 2);
        StoredTensors tensors = new StoredTensors(layer, drafting);
        int channels = drafting.shape(x).extent(0);
        int between = channels * layer.config().whole(1, "depth_multiplier");
        int filters = layer.config().whole("filters", "nb_filter");
        Window window = depthwiseKernel(layer, tensors, drafting.shape(x), between);
        Drafting.Value depth =
                drafting.add(
                        layer,
                        layer.name() + "/depthwise",
                        new Operator.Convolution(between, window, channels),
                        tensors.part(),
                        turned(layer),
                        x);
        tensors.take(Role.KERNEL, Shape.of(1, 1, between, filters), 3, 2, 0, 1);
        if (layer.config().flag(true, "use_bias", "bias")) {
            tensors.take(Role.BIAS, Shape.of(filters));
        }
        Operator point = new Operator.Convolution(filters, Window.square(1, 1, 0), 1);
        Drafting.Value y =
                drafting.add(layer, layer.name(), point, tensors.finish(), turned(layer), depth);
        return drafting.activated(layer, y);
    }

    /** Kernel (k..., out, in). */
    static LayerConverter transposed(int rank) {
        return (layer, inputs, drafting) -> {
            Config config = layer.config();
            Drafting.Value x = image(layer, inputs.get(0), drafting, rank);
            int channels = drafting.shape(x).extent(0);
            int filters = config.whole("filters");
            List<Integer> kernel = kernel(config, rank);
            List<Integer> stride = config.perAxis(rank, 1, "strides");
            List<Integer> dilation = config.perAxis(rank, 1, "dilation_rate");
            boolean same = config.word("valid", "padding").equals("same");
            List<Integer> before = new ArrayList<>();
            List<Integer> after = new ArrayList<>();
            List<Integer> more = new ArrayList<>();
            for (int axis = 0; axis < rank; axis++) {
                int span = dilation.get(axis) * (kernel.get(axis) - 1) + 1;
                int surplus = Math.max(span - stride.get(axis), 0);
                before.add(same ? surplus / 2 : 0);
                after.add(same ? surplus - surplus / 2 : 0);
                more.add(Math.max(stride.get(axis) - span, 0));
            }
            if (config.has("output_padding")) {
                throw config.refuse("output_padding", "none");
            }
            List<Integer> stored = new ArrayList<>(kernel);
            stored.add(filters);
            stored.add(channels);
            StoredTensors tensors = new StoredTensors(layer, drafting);
            tensors.take(Role.KERNEL, Shape.of(stored), filtersFirst(rank));
            if (config.flag(true, "use_bias")) {
                tensors.take(Role.BIAS, Shape.of(filters));
            }
            Window window = new Window(kernel, stride, before, after, dilation);
            Drafting.Value y =
                    drafting.add(
                            layer,
                            layer.name(),
                            new Operator.TransposedConvolution(filters, window, 1, more),
                            tensors.finish(),
                            turned(layer),
                            x);
            return drafting.activated(layer, y);
        };
    }

    static LayerConverter pooling(Operator.PoolingKind kind, int rank) {
        return (layer, inputs, drafting) -> {
            Config config = layer.config();
            Drafting.Value x = image(layer, inputs.get(0), drafting, rank);
            List<Integer> kernel = config.perAxis(rank, 2, "pool_size", "pool_length");
            Window window = window(config, kernel, drafting.shape(x), 0);
            return drafting.add(
                    layer,
                    layer.name(),
                    new Operator.Pooling(kind, window, false, false),
                    turned(layer),
                    x);
        };
    }

    static LayerConverter global(Operator.PoolingKind kind, int rank) {
        return (layer, inputs, drafting) -> {
            Drafting.Value x = image(layer, inputs.get(0), drafting, rank);
            List<Integer> axes = new ArrayList<>();
            for (int axis = 1; axis <= rank; axis++) {
                axes.add(axis);
            }
            boolean keep = layer.config().flag(false, "keepdims");
            Operator operator =
                    kind == Operator.PoolingKind.AVERAGE
                            ? new Operator.Mean(axes, keep)
                            : new Operator.Reduction(Operator.ReductionKind.MAX, axes, keep);
            return drafting.add(layer, layer.name(), operator, keep && turned(layer), x);
        };
    }

    /**
     * The window of a layer; a stride of 0 stands for the kernel. Padding {@code same} is what
     * gives ceil(length / stride) places, the odd one at the end; {@code causal} all of it before.
     */
    private static Window window(Config config, List<Integer> kernel, Shape image, int usualStride)
            throws FormatException {
        int rank = kernel.size();
        List<Integer> stride =
                config.has("strides", "subsample", "stride", "subsample_length") || usualStride > 0
                        ? config.perAxis(
                                rank,
                                usualStride,
                                "strides",
                                "subsample",
                                "stride",
                                "subsample_length")
                        : kernel;
        List<Integer> dilation = config.perAxis(rank, 1, "dilation_rate", "atrous_rate");
        String padding = config.word("valid", "padding", "border_mode");
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int span = dilation.get(axis) * (kernel.get(axis) - 1) + 1;
            int length = image.extent(axis + 1);
            int step = Math.max(1, stride.get(axis));
            int places = (length + step - 1) / step;
            int total = Math.max((places - 1) * step + span - length, 0);
            switch (padding) {
                case "valid":
                    before.add(0);
                    after.add(0);
                    break;
                case "same":
                    before.add(total / 2);
                    after.add(total - total / 2);
                    break;
                case "causal":
                    before.add(span - 1);
                    after.add(0);
                    break;
                default:
                    throw config.refuse("padding", "valid, same or causal");
            }
        }
        return new Window(kernel, stride, before, after, dilation);
    }

    /** Zero padding, and cropping as its reverse, over the axes of an image. */
    static LayerConverter padding(int rank, boolean crops) {
        return (layer, inputs, drafting) -> {
            Drafting.Value x = image(layer, inputs.get(0), drafting, rank);
            List<Integer> given = layer.config().wholes(crops ? "cropping" : "padding");
            List<Integer> before = new ArrayList<>(List.of(0));
            List<Integer> after = new ArrayList<>(List.of(0));
            for (int axis = 0; axis < rank; axis++) {
                boolean pairs = given.size() == 2 * rank;
                before.add(given.get(given.size() == 1 ? 0 : pairs ? 2 * axis : axis));
                after.add(given.get(given.size() == 1 ? 0 : pairs ? 2 * axis + 1 : axis));
            }
            Operator operator = new Operator.Pad(before, after, 0);
            if (crops) {
                List<Integer> extents = new ArrayList<>();
                for (int axis = 0; axis <= rank; axis++) {
                    int extent = drafting.shape(x).extent(axis);
                    extents.add(extent - before.get(axis) - after.get(axis));
                }
                List<Integer> ones = Collections.nCopies(rank + 1, 1);
                operator = new Operator.Slice(before, ones, extents);
            }
            return drafting.add(layer, layer.name(), operator, turned(layer), x);
        };
    }

    static LayerConverter upsampling(int rank) {
        return (layer, inputs, drafting) -> {
            Drafting.Value x = image(layer, inputs.get(0), drafting, rank);
            List<Integer> factors = layer.config().perAxis(rank, 2, "size", "length");
            boolean linear = layer.config().word("nearest", "interpolation").equals("bilinear");
            List<Integer> extents = new ArrayList<>(List.of(drafting.shape(x).extent(0)));
            List<Double> scales = new ArrayList<>(List.of(1.0));
            for (int axis = 0; axis < rank; axis++) {
                extents.add(drafting.shape(x).extent(axis + 1) * factors.get(axis));
                scales.add((double) factors.get(axis));
            }
            Operator operator =
                    new Operator.Resize(
                            linear,
                            extents,
                            scales,
                            linear
                                    ? Operator.Coordinates.HALF_PIXEL
                                    : Operator.Coordinates.ASYMMETRIC,
                            Operator.Rounding.FLOOR);
            return drafting.add(layer, layer.name(), operator, turned(layer), x);
        };
    }
}
