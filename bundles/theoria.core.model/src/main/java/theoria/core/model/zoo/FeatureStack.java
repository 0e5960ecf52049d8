package theoria.core.model.zoo;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;

import java.util.List;
import java.util.Map;

/**
 * The classifiers of ImageNet that are a row of features and a classifier: AlexNet (Krizhevsky et
 * al. 2012, theory entry I13), VGG (Simonyan and Zisserman 2014, entry I14) and SqueezeNet (Iandola
 * et al. 2016). Layers have the names and numbers of torchvision.
 */
final class FeatureStack {
    /** Convolutions per stage; every stage ends in a max pooling of stride 2. */
    private static final Map<Integer, List<Integer>> VGG =
            Map.of(
                    11, List.of(1, 1, 2, 2, 2),
                    13, List.of(2, 2, 2, 2, 2),
                    16, List.of(2, 2, 3, 3, 3),
                    19, List.of(2, 2, 4, 4, 4));

    private static final int VGG_INPUT = 32;

    private final LayerStack net;
    private int next;

    private FeatureStack(String name, Shape input) {
        net = new LayerStack(name, input);
    }

    /** VGG of 11, 13, 16 or 19 layers, with or without batch norm. */
    static NetworkGraph vgg(String name, int depth, boolean batchNorm, Shape input, int classes) {
        List<Integer> stages = VGG.get(depth);
        if (stages == null) {
            throw new IllegalArgumentException(
                    "there is no vgg" + depth + "; expected one of 11, 13, 16, 19");
        }
        requireAtLeast(name, input, VGG_INPUT);
        FeatureStack stack = new FeatureStack(name, input);
        int width = 64;
        for (int convolutions : stages) {
            for (int i = 0; i < convolutions; i++) {
                stack.net.convolution(stack.feature(), width, 3, 1, 1);
                if (batchNorm) {
                    stack.net.batchNorm(stack.feature());
                }
                stack.net.relu(stack.feature());
            }
            stack.net.maxPool(stack.feature(), 2, 2, 0, false);
            width = Math.min(512, 2 * width);
        }
        return stack.net
                .flatten("flatten")
                .dense("classifier.0", 4096)
                .relu("classifier.1")
                .dropout("classifier.2", 0.5)
                .dense("classifier.3", 4096)
                .relu("classifier.4")
                .dropout("classifier.5", 0.5)
                .dense("classifier.6", classes)
                .build();
    }

    /** The single tower of torchvision (Krizhevsky 2014), without response normalisation. */
    static NetworkGraph alexNet(String name, Shape input, int classes) {
        requireAtLeast(name, input, 63);
        FeatureStack stack = new FeatureStack(name, input);
        stack.net.convolution(stack.feature(), 64, 11, 4, 2).relu(stack.feature());
        stack.net.maxPool(stack.feature(), 3, 2, 0, false);
        stack.net.convolution(stack.feature(), 192, 5, 1, 2).relu(stack.feature());
        stack.net.maxPool(stack.feature(), 3, 2, 0, false);
        stack.net.convolution(stack.feature(), 384, 3, 1, 1).relu(stack.feature());
        stack.net.convolution(stack.feature(), 256, 3, 1, 1).relu(stack.feature());
        stack.net.convolution(stack.feature(), 256, 3, 1, 1).relu(stack.feature());
        stack.net.maxPool(stack.feature(), 3, 2, 0, false);
        return stack.net
                .flatten("flatten")
                .dropout("classifier.0", 0.5)
                .dense("classifier.1", 4096)
                .relu("classifier.2")
                .dropout("classifier.3", 0.5)
                .dense("classifier.4", 4096)
                .relu("classifier.5")
                .dense("classifier.6", classes)
                .build();
    }

    /**
     * The network of the paper on 227x227 images, with response normalisation (k 2, alpha 1e-4, n
     * 5, beta 0.75; alpha is not divided by n in the paper, so 5e-4 in ONNX's form).
     *
     * @param groups 2 for the two processors of the paper (convolutions 2, 4 and 5 see half of the
     *     channels), 1 for all channels
     */
    static NetworkGraph alexNetOfThePaper(String name, int groups, Shape input, int classes) {
        requireAtLeast(name, input, 67);
        LayerStack net = new LayerStack(name, input);
        Operator norm = new Operator.LocalResponseNorm(5, 5e-4, 0.75, 2);
        net.convolution("conv1", 96, 11, 4, 0).relu("relu1").add("norm1", norm);
        net.maxPool("pool1", 3, 2, 0, false);
        net.convolution("conv2", 256, Window.square(5, 1, 2), groups, true);
        net.relu("relu2").add("norm2", norm).maxPool("pool2", 3, 2, 0, false);
        net.convolution("conv3", 384, 3, 1, 1).relu("relu3");
        net.convolution("conv4", 384, Window.square(3, 1, 1), groups, true).relu("relu4");
        net.convolution("conv5", 256, Window.square(3, 1, 1), groups, true).relu("relu5");
        net.maxPool("pool5", 3, 2, 0, false).flatten("flatten");
        net.dense("fc6", 4096).relu("relu6").dropout("drop6", 0.5);
        net.dense("fc7", 4096).relu("relu7").dropout("drop7", 0.5);
        return net.dense("fc8", classes).build();
    }

    /**
     * SqueezeNet: modules of a 1x1 convolution that squeezes and 1x1 and 3x3 ones that expand.
     *
     * @param early whether it pools early (version 1.1), not late (version 1.0)
     */
    static NetworkGraph squeezeNet(String name, boolean early, Shape input, int classes) {
        requireAtLeast(name, input, 33);
        FeatureStack stack = new FeatureStack(name, input);
        int kernel = early ? 3 : 7;
        stack.net.convolution(stack.feature(), early ? 64 : 96, kernel, 2, 0);
        stack.net.relu(stack.feature());
        stack.pool();
        int[] squeeze = {16, 16, 32, 32, 48, 48, 64, 64};
        for (int fire = 0; fire < squeeze.length; fire++) {
            boolean pools = early ? fire == 2 || fire == 4 : fire == 3 || fire == 7;
            if (pools) {
                stack.pool();
            }
            stack.fire(squeeze[fire]);
        }
        stack.net.dropout("classifier.0", 0.5).convolution("classifier.1", classes, 1, 1, 0);
        return stack.net.relu("classifier.2").globalAverage("classifier.3").build();
    }

    private void pool() {
        net.maxPool(feature(), 3, 2, 0, true);
    }

    private void fire(int squeeze) {
        String name = feature();
        net.convolution(name + ".squeeze", squeeze, 1, 1, 0).relu(name + ".squeeze_activation");
        String squeezed = net.last();
        net.convolution(name + ".expand1x1", 4 * squeeze, 1, 1, 0);
        net.relu(name + ".expand1x1_activation");
        String narrow = net.last();
        net.from(squeezed).convolution(name + ".expand3x3", 4 * squeeze, 3, 1, 1);
        net.relu(name + ".expand3x3_activation");
        net.join(name + ".concat", new Operator.Concat(0), narrow, net.last());
    }

    private String feature() {
        String name = "features." + next;
        next++;
        return name;
    }

    private static void requireAtLeast(String name, Shape input, int extent) {
        if (input.rank() != 3 || input.extent(1) < extent || input.extent(2) < extent) {
            throw new IllegalArgumentException(
                    name
                            + " takes images of at least "
                            + extent
                            + "x"
                            + extent
                            + ", not examples of "
                            + input);
        }
    }
}
