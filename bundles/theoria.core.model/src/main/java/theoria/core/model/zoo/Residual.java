package theoria.core.model.zoo;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Residual networks (He et al. 2015, theory entry I15): blocks y = ReLU(F(x) + S(x)), F two 3x3
 * convolutions or a bottleneck 1x1, 3x3, 1x1, each with batch norm; S the identity, where the shape
 * changes one of the {@link Shortcut}s.
 */
final class Residual {
    private static final Map<Integer, List<Integer>> STAGES =
            Map.of(
                    18, List.of(2, 2, 2, 2),
                    34, List.of(3, 4, 6, 3),
                    50, List.of(3, 4, 6, 3),
                    101, List.of(3, 4, 23, 3),
                    152, List.of(3, 8, 36, 3));

    /** From this depth on blocks are bottlenecks. */
    private static final int BOTTLENECKS = 50;

    private static final int EXPANSION = 4;

    /** What runs beside a block. */
    enum Shortcut {
        /** Option A: every second place, missing channels zero; no parameters. */
        ZERO_PADDED("-a"),
        /** Option B: a 1x1 convolution with batch norm where the shape changes. */
        PROJECTION("-b"),
        /** Nothing: y = ReLU(F(x)), a plain network (Li et al. 2018, "no skip"). */
        NONE("-noshort");

        private final String suffix;

        Shortcut(String suffix) {
            this.suffix = suffix;
        }

        String suffix() {
            return suffix;
        }
    }

    private final LayerStack net;
    private final Shortcut shortcut;
    private final String projection;
    private final boolean strideFirst;

    private Residual(LayerStack net, Shortcut shortcut, String projection, boolean strideFirst) {
        this.net = net;
        this.shortcut = shortcut;
        this.projection = projection;
        this.strideFirst = strideFirst;
    }

    /**
     * The network for ImageNet: 7x7 convolution, four stages, names of torchvision.
     *
     * @param depth 18, 34, 50, 101 or 152
     * @param strideFirst whether a bottleneck strides in its first 1x1 convolution (the paper), not
     *     in the 3x3 one (torchvision)
     */
    static NetworkGraph imageNet(
            String name, int depth, boolean strideFirst, Shape input, int classes) {
        List<Integer> stages = STAGES.get(depth);
        if (stages == null) {
            throw new IllegalArgumentException(
                    "there is no resnet" + depth + "; expected one of 18, 34, 50, 101, 152");
        }
        LayerStack net = new LayerStack(name, input);
        Residual residual = new Residual(net, Shortcut.PROJECTION, "downsample", strideFirst);
        net.convolution("conv1", 64, Window.square(7, 2, 3), 1, false)
                .batchNorm("bn1")
                .relu("relu");
        net.maxPool("maxpool", 3, 2, 1, false);
        int width = 64;
        for (int stage = 1; stage <= stages.size(); stage++) {
            for (int block = 0; block < stages.get(stage - 1); block++) {
                int stride = stage > 1 && block == 0 ? 2 : 1;
                String prefix = "layer" + stage + "." + block + ".";
                if (depth < BOTTLENECKS) {
                    residual.basic(prefix, width, stride);
                } else {
                    residual.bottleneck(prefix, width, stride);
                }
            }
            width *= 2;
        }
        return net.globalAverage("avgpool").dense("fc", classes).build();
    }

    /**
     * The network for CIFAR-10: 3x3 convolution, three stages of (depth - 2) / 6 blocks with 16, 32
     * and 64 filters.
     */
    static NetworkGraph cifar(String name, int depth, Shortcut shortcut, Shape input, int classes) {
        if (depth < 8 || depth % 6 != 2) {
            throw new IllegalArgumentException(
                    "a residual network for CIFAR has 6 n + 2 layers, as 20, 56, 110; not "
                            + depth);
        }
        LayerStack net = new LayerStack(name, input);
        Residual residual = new Residual(net, shortcut, "shortcut", false);
        net.convolution("conv1", 16, Window.square(3, 1, 1), 1, false)
                .batchNorm("bn1")
                .relu("relu");
        for (int stage = 1; stage <= 3; stage++) {
            for (int block = 0; block < (depth - 2) / 6; block++) {
                int stride = stage > 1 && block == 0 ? 2 : 1;
                residual.basic("layer" + stage + "." + block + ".", 8 << stage, stride);
            }
        }
        return net.globalAverage("avgpool").dense("linear", classes).build();
    }

    private void basic(String prefix, int width, int stride) {
        String start = net.last();
        net.convolution(prefix + "conv1", width, Window.square(3, stride, 1), 1, false)
                .batchNorm(prefix + "bn1")
                .relu(prefix + "relu1")
                .convolution(prefix + "conv2", width, Window.square(3, 1, 1), 1, false)
                .batchNorm(prefix + "bn2");
        finish(prefix, start, width, stride);
    }

    private void bottleneck(String prefix, int width, int stride) {
        String start = net.last();
        int first = strideFirst ? stride : 1;
        int second = strideFirst ? 1 : stride;
        net.convolution(prefix + "conv1", width, Window.square(1, first, 0), 1, false)
                .batchNorm(prefix + "bn1")
                .relu(prefix + "relu1")
                .convolution(prefix + "conv2", width, Window.square(3, second, 1), 1, false)
                .batchNorm(prefix + "bn2")
                .relu(prefix + "relu2")
                .convolution(prefix + "conv3", width * EXPANSION, Window.square(1, 1, 0), 1, false)
                .batchNorm(prefix + "bn3");
        finish(prefix, start, width * EXPANSION, stride);
    }

    private void finish(String prefix, String start, int channels, int stride) {
        String branch = net.last();
        if (shortcut != Shortcut.NONE) {
            String beside = beside(prefix, start, channels, stride);
            net.join(
                    prefix + "add",
                    new Operator.Arithmetic(Operator.ArithmeticKind.ADD),
                    branch,
                    beside);
        }
        net.relu(prefix + "relu");
    }

    private String beside(String prefix, String start, int channels, int stride) {
        Shape shape = net.from(start).shape();
        if (stride == 1 && shape.extent(0) == channels) {
            return start;
        }
        if (shortcut == Shortcut.PROJECTION) {
            Window window = Window.square(1, stride, 0);
            String name = prefix + projection;
            return net.convolution(name + ".0", channels, window, 1, false)
                    .batchNorm(name + ".1")
                    .last();
        }
        int missing = channels - shape.extent(0);
        List<Integer> none = Collections.nCopies(3, 0);
        int height = (shape.extent(1) + stride - 1) / stride;
        int width = (shape.extent(2) + stride - 1) / stride;
        return net.add(
                        prefix + "shortcut.slice",
                        new Operator.Slice(
                                none,
                                List.of(1, stride, stride),
                                List.of(shape.extent(0), height, width)))
                .add(
                        prefix + "shortcut.pad",
                        new Operator.Pad(
                                List.of(missing / 2, 0, 0),
                                List.of(missing - missing / 2, 0, 0),
                                0))
                .last();
    }
}
