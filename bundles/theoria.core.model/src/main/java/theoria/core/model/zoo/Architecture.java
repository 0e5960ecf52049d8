package theoria.core.model.zoo;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Networks from a word or a short text:
 *
 * <ul>
 *   <li>a name of the {@linkplain #names() zoo}: {@code lenet}, {@code lenet5}, {@code alexnet},
 *       {@code vgg16-bn}, {@code resnet50}, {@code cifar-resnet56-b}, {@code squeezenet1.1} ...
 *       with the exact parameter counts of theory entries I12 to I15;
 *   <li>{@code mlp:784-512-10}, {@code mlp:64-32-10:tanh}: dense layers with ReLU or tanh between;
 *   <li>{@code seq:1x28x28,conv3x3x8,relu,maxpool2,flatten,dense10}: layers in a row. {@code
 *       convKHxKWxOUT[sS][pP]} (stride 1, padding 0), {@code maxpoolK} of stride K, {@code denseN},
 *       {@code bn}, {@code relu}, {@code tanh}, {@code gelu}, {@code flatten}, {@code gap} (global
 *       average pooling).
 * </ul>
 */
public final class Architecture {
    private static final Pattern CONVOLUTION =
            Pattern.compile("conv(\\d{1,3})x(\\d{1,3})x(\\d{1,5})(?:s(\\d{1,2}))?(?:p(\\d{1,2}))?");
    private static final Pattern POOLING = Pattern.compile("maxpool(\\d{1,3})");
    private static final Pattern DENSE = Pattern.compile("dense(\\d{1,6})");
    private static final Pattern CIFAR = Pattern.compile("cifar-resnet(\\d{1,4})(-a|-b|-noshort)?");

    private static final Map<String, Entry> ZOO = new LinkedHashMap<>();

    private static final Shape DIGITS = Shape.of(1, 28, 28);
    private static final Shape IMAGES = Shape.of(3, 224, 224);
    private static final Shape TINY_IMAGES = Shape.of(3, 32, 32);
    private static final int DIGIT_CLASSES = 10;
    private static final int IMAGE_CLASSES = 1000;

    /** A network that fits itself to data, and the data it is known for. */
    private record Entry(Shape input, int classes, Maker maker) {}

    /** Makes the network for examples of a shape. */
    private interface Maker {
        NetworkGraph make(String name, Shape input, int classes);
    }

    static {
        ZOO.put("lenet", digits((name, data, k) -> LeNet.modern(data, k)));
        ZOO.put("lenet5", digits((name, data, k) -> LeNet.original(data, k)));
        ZOO.put("alexnet", images(FeatureStack::alexNet));
        Shape cropped = Shape.of(3, 227, 227);
        for (int groups = 2; groups >= 1; groups--) {
            int own = groups;
            Maker maker = (name, x, k) -> FeatureStack.alexNetOfThePaper(name, own, x, k);
            String name = groups == 2 ? "alexnet-grouped" : "alexnet-ungrouped";
            ZOO.put(name, new Entry(cropped, IMAGE_CLASSES, maker));
        }
        for (int depth : new int[] {11, 13, 16, 19}) {
            ZOO.put("vgg" + depth, images((n, x, k) -> FeatureStack.vgg(n, depth, false, x, k)));
            ZOO.put(
                    "vgg" + depth + "-bn",
                    images((n, x, k) -> FeatureStack.vgg(n, depth, true, x, k)));
        }
        for (int depth : new int[] {18, 34, 50, 101, 152}) {
            ZOO.put(
                    "resnet" + depth,
                    images((n, x, k) -> Residual.imageNet(n, depth, false, x, k)));
            if (depth >= 50) {
                ZOO.put(
                        "resnet" + depth + "-v1",
                        images((n, x, k) -> Residual.imageNet(n, depth, true, x, k)));
            }
        }
        for (int depth : new int[] {20, 32, 44, 56, 110}) {
            for (Residual.Shortcut shortcut : Residual.Shortcut.values()) {
                String name = "cifar-resnet" + depth + shortcut.suffix();
                ZOO.put(name, cifar(depth, shortcut));
            }
        }
        ZOO.put("squeezenet1.0", images((n, x, k) -> FeatureStack.squeezeNet(n, false, x, k)));
        ZOO.put("squeezenet1.1", images((n, x, k) -> FeatureStack.squeezeNet(n, true, x, k)));
    }

    private final LayerStack net;
    private int convolutions;
    private int denses;
    private int others;

    private Architecture(String name, Shape input) {
        this.net = new LayerStack(name, input);
    }

    private static Entry digits(Maker maker) {
        return new Entry(DIGITS, DIGIT_CLASSES, maker);
    }

    private static Entry images(Maker maker) {
        return new Entry(IMAGES, IMAGE_CLASSES, maker);
    }

    private static Entry cifar(int depth, Residual.Shortcut shortcut) {
        Maker maker = (name, x, k) -> Residual.cifar(name, depth, shortcut, x, k);
        return new Entry(TINY_IMAGES, DIGIT_CLASSES, maker);
    }

    /** The names of the zoo. */
    public static List<String> names() {
        return List.copyOf(ZOO.keySet());
    }

    /**
     * The network of a text for the data it is known for: 28x28 digits, 224x224 images of 1,000
     * classes, 32x32 images of ten.
     *
     * @throws IllegalArgumentException with one sentence if the text is not known
     */
    public static NetworkGraph parse(String text) {
        Entry entry = entry(text);
        return entry == null
                ? described(text)
                : entry.maker().make(text, entry.input(), entry.classes());
    }

    /**
     * The network of a text.
     *
     * @param data shape of one example, for architectures that fit themselves to the data
     * @param classes number of classes, for the same
     * @throws IllegalArgumentException with one sentence if the text or the shapes do not fit
     */
    public static NetworkGraph parse(String text, Shape data, int classes) {
        Entry entry = entry(text);
        return entry == null ? described(text) : entry.maker().make(text, data, classes);
    }

    private static @org.jspecify.annotations.Nullable Entry entry(String text) {
        Matcher residual = CIFAR.matcher(text);
        if (residual.matches() && !ZOO.containsKey(text)) {
            String suffix = residual.group(2) == null ? "-a" : residual.group(2);
            for (Residual.Shortcut shortcut : Residual.Shortcut.values()) {
                if (shortcut.suffix().equals(suffix)) {
                    return cifar(Integer.parseInt(residual.group(1)), shortcut);
                }
            }
        }
        return ZOO.get(text);
    }

    private static NetworkGraph described(String text) {
        if (text.startsWith("mlp:")) {
            return mlp(text);
        }
        if (text.startsWith("seq:")) {
            return sequence(text);
        }
        throw new IllegalArgumentException(
                "architecture '"
                        + text
                        + "' is not known; expected mlp:A-B-C[:relu|tanh], seq:SHAPE,LAYER,... or"
                        + " one of "
                        + String.join(", ", ZOO.keySet()));
    }

    private static NetworkGraph mlp(String text) {
        String[] parts = text.split(":", -1);
        String activation = parts.length > 2 ? parts[2] : "relu";
        boolean known = activation.equals("relu") || activation.equals("tanh");
        if (parts.length > 3 || !known || !parts[1].matches("\\d{1,6}(-\\d{1,6})+")) {
            throw new IllegalArgumentException(
                    "architecture '" + text + "' is not mlp:IN-...-OUT[:relu|tanh]");
        }
        String[] widths = parts[1].split("-");
        Architecture stack = new Architecture("mlp", Shape.of(Integer.parseInt(widths[0])));
        for (int i = 1; i < widths.length; i++) {
            stack.layer("dense" + widths[i]);
            if (i + 1 < widths.length) {
                stack.layer(activation);
            }
        }
        return stack.net.build();
    }

    private static NetworkGraph sequence(String text) {
        String[] parts = text.substring("seq:".length()).split(",");
        if (!parts[0].matches("\\d{1,6}(x\\d{1,6})*") || parts.length < 2) {
            throw new IllegalArgumentException(
                    "architecture '"
                            + text
                            + "' does not begin with an input shape as in"
                            + " seq:1x28x28,flatten,dense10");
        }
        List<Integer> extents = new ArrayList<>();
        for (String extent : parts[0].split("x")) {
            extents.add(Integer.parseInt(extent));
        }
        Architecture stack = new Architecture("seq", Shape.of(extents));
        for (int i = 1; i < parts.length; i++) {
            stack.layer(parts[i].strip());
        }
        return stack.net.build();
    }

    private void layer(String word) {
        Matcher convolution = CONVOLUTION.matcher(word);
        Matcher pooling = POOLING.matcher(word);
        Matcher dense = DENSE.matcher(word);
        if (convolution.matches()) {
            convolution(window(convolution), Integer.parseInt(convolution.group(3)));
        } else if (pooling.matches()) {
            int k = Integer.parseInt(pooling.group(1));
            Operator.PoolingKind max = Operator.PoolingKind.MAX;
            add("pool", new Operator.Pooling(max, Window.square(k, k, 0), false, false));
        } else if (dense.matches()) {
            dense(Integer.parseInt(dense.group(1)));
        } else {
            plain(word);
        }
    }

    private static Window window(Matcher text) {
        int stride = text.group(4) == null ? 1 : Integer.parseInt(text.group(4));
        int pad = text.group(5) == null ? 0 : Integer.parseInt(text.group(5));
        return new Window(
                List.of(Integer.parseInt(text.group(1)), Integer.parseInt(text.group(2))),
                List.of(stride, stride),
                List.of(pad, pad),
                List.of(pad, pad),
                List.of(1, 1));
    }

    private void plain(String word) {
        switch (word) {
            case "relu":
                add("relu", new Operator.Activation(ActivationFunction.RELU, 0));
                break;
            case "tanh":
                add("tanh", new Operator.Activation(ActivationFunction.TANH, 0));
                break;
            case "gelu":
                add("gelu", new Operator.Activation(ActivationFunction.GELU, 0));
                break;
            case "flatten":
                add("flatten", new Operator.Flatten());
                break;
            case "gap":
                add("gap", new Operator.Mean(List.of(1, 2), false));
                break;
            case "bn":
                norm();
                break;
            default:
                throw new IllegalArgumentException(
                        "layer '"
                                + word
                                + "' is not known; expected convKHxKWxOUT[sS][pP],"
                                + " maxpoolK, denseN, bn, relu, tanh, gelu, flatten or gap");
        }
    }

    private void add(String kind, Operator operator) {
        others++;
        net.add(kind + others, operator);
    }

    private void convolution(Window window, int filters) {
        convolutions++;
        net.convolution("conv" + convolutions, filters, window, 1, true);
    }

    private void dense(int units) {
        denses++;
        net.dense("fc" + denses, units);
    }

    private void norm() {
        others++;
        net.batchNorm("bn" + others);
    }
}
