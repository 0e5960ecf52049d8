package theoria.core.model.zoo;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Networks from a word or a short text:
 *
 * <ul>
 *   <li>{@code lenet}: two convolutions 5x5 (6 and 16 filters) with ReLU and max pooling, dense
 *       layers of 120 and 84 and the classes; on 28x28 images the first convolution is padded by 2
 *       (61,706 parameters for ten classes, theory I12);
 *   <li>{@code mlp:784-512-10}, {@code mlp:64-32-10:tanh}: dense layers with ReLU or tanh between;
 *   <li>{@code seq:1x28x28,conv3x3x8,relu,maxpool2,flatten,dense10}: layers in a row. {@code
 *       convKHxKWxOUT[sS][pP]} (stride 1, padding 0), {@code maxpoolK} of stride K, {@code denseN},
 *       {@code bn}, {@code relu}, {@code tanh}, {@code flatten}, {@code gap} (global average
 *       pooling).
 * </ul>
 */
public final class Architecture {
    private static final Pattern CONVOLUTION =
            Pattern.compile("conv(\\d{1,3})x(\\d{1,3})x(\\d{1,5})(?:s(\\d{1,2}))?(?:p(\\d{1,2}))?");
    private static final Pattern POOLING = Pattern.compile("maxpool(\\d{1,3})");
    private static final Pattern DENSE = Pattern.compile("dense(\\d{1,6})");
    private static final int LENET_INPUT = 32;

    private final NetworkGraph.Builder builder;
    private String last = "input";
    private int convolutions;
    private int denses;
    private int others;

    private Architecture(String name, Shape input) {
        this.builder = NetworkGraph.builder(name).input(last, input);
    }

    /**
     * The network of a text.
     *
     * @param data shape of one example, for architectures that fit themselves to the data
     * @param classes number of classes, for the same
     * @throws IllegalArgumentException with one sentence if the text or the shapes do not fit
     */
    public static NetworkGraph parse(String text, Shape data, int classes) {
        if (text.equals("lenet")) {
            return lenet(data, classes);
        }
        if (text.startsWith("mlp:")) {
            return mlp(text);
        }
        if (text.startsWith("seq:")) {
            return sequence(text);
        }
        throw new IllegalArgumentException(
                "architecture '"
                        + text
                        + "' is not known; expected lenet, mlp:A-B-C[:relu|tanh] or"
                        + " seq:SHAPE,LAYER,...");
    }

    private static NetworkGraph lenet(Shape data, int classes) {
        if (data.rank() != 3) {
            throw new IllegalArgumentException("lenet takes images, not examples of " + data);
        }
        int pad = data.extent(1) < LENET_INPUT ? 2 : 0;
        Architecture net = new Architecture("lenet", data);
        net.convolution(Window.square(5, 1, pad), 6);
        net.layer("relu");
        net.layer("maxpool2");
        net.convolution(Window.square(5, 1, 0), 16);
        net.layer("relu");
        net.layer("maxpool2");
        net.layer("flatten");
        for (int units : new int[] {120, 84}) {
            net.layer("dense" + units);
            net.layer("relu");
        }
        net.layer("dense" + classes);
        return net.builder.build(net.last);
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
        Architecture net = new Architecture("mlp", Shape.of(Integer.parseInt(widths[0])));
        for (int i = 1; i < widths.length; i++) {
            net.layer("dense" + widths[i]);
            if (i + 1 < widths.length) {
                net.layer(activation);
            }
        }
        return net.builder.build(net.last);
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
        Architecture net = new Architecture("seq", Shape.of(extents));
        for (int i = 1; i < parts.length; i++) {
            net.layer(parts[i].strip());
        }
        return net.builder.build(net.last);
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
                                + " maxpoolK, denseN, bn, relu, tanh, flatten or gap");
        }
    }

    private void add(String kind, Operator operator) {
        others++;
        String name = kind + others;
        builder.add(name, operator, last);
        last = name;
    }

    private void convolution(Window window, int filters) {
        convolutions++;
        weighted("conv" + convolutions, new Operator.Convolution(filters, window, 1));
    }

    private void dense(int units) {
        denses++;
        weighted("fc" + denses, new Operator.Dense(units));
    }

    private void weighted(String name, Operator operator) {
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        blocks.put(Role.KERNEL, name + ".weight");
        blocks.put(Role.BIAS, name + ".bias");
        builder.add(new Node(name, operator, List.of(last), blocks));
        last = name;
    }

    private void norm() {
        others++;
        String name = "bn" + others;
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        blocks.put(Role.SCALE, name + ".weight");
        blocks.put(Role.SHIFT, name + ".bias");
        blocks.put(Role.MEAN, name + ".running_mean");
        blocks.put(Role.VARIANCE, name + ".running_var");
        builder.add(new Node(name, new Operator.BatchNorm(1e-5), List.of(last), blocks));
        last = name;
    }
}
