package theoria.core.model.zoo;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.List;

/** LeNet-5 (LeCun et al. 1998, theory entry I12), as it is usually built today and as it was. */
final class LeNet {
    private static final int INPUT = 32;

    /** Which maps of S2 each map of C3 sees: table I of the paper. */
    private static final List<List<Integer>> CONNECTIONS =
            List.of(
                    List.of(0, 1, 2),
                    List.of(1, 2, 3),
                    List.of(2, 3, 4),
                    List.of(3, 4, 5),
                    List.of(0, 4, 5),
                    List.of(0, 1, 5),
                    List.of(0, 1, 2, 3),
                    List.of(1, 2, 3, 4),
                    List.of(2, 3, 4, 5),
                    List.of(0, 3, 4, 5),
                    List.of(0, 1, 4, 5),
                    List.of(0, 1, 2, 5),
                    List.of(0, 1, 3, 4),
                    List.of(1, 2, 4, 5),
                    List.of(0, 2, 3, 5),
                    List.of(0, 1, 2, 3, 4, 5));

    private static final int WIDTH = 7;

    /** Digits of 7 x 12 dots, a row in each number; the paper's are drawn alike, not the same. */
    private static final int[][] DIGITS = {
        {0x1c, 0x22, 0x41, 0x41, 0x41, 0x41, 0x41, 0x41, 0x41, 0x41, 0x22, 0x1c},
        {0x08, 0x18, 0x28, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x3e},
        {0x3e, 0x41, 0x01, 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x40, 0x7f},
        {0x3e, 0x41, 0x01, 0x01, 0x01, 0x1e, 0x01, 0x01, 0x01, 0x01, 0x41, 0x3e},
        {0x02, 0x06, 0x0a, 0x12, 0x22, 0x42, 0x42, 0x7f, 0x02, 0x02, 0x02, 0x02},
        {0x7f, 0x40, 0x40, 0x40, 0x7e, 0x01, 0x01, 0x01, 0x01, 0x01, 0x41, 0x3e},
        {0x1e, 0x20, 0x40, 0x40, 0x5e, 0x61, 0x41, 0x41, 0x41, 0x41, 0x22, 0x1c},
        {0x7f, 0x01, 0x02, 0x02, 0x04, 0x04, 0x08, 0x08, 0x10, 0x10, 0x10, 0x10},
        {0x3e, 0x41, 0x41, 0x41, 0x22, 0x1c, 0x22, 0x41, 0x41, 0x41, 0x41, 0x3e},
        {0x1c, 0x22, 0x41, 0x41, 0x41, 0x41, 0x3e, 0x01, 0x01, 0x01, 0x02, 0x3c}
    };

    private LeNet() {}

    /**
     * Two convolutions 5x5 (6 and 16 filters) with ReLU and max pooling, dense layers of 120 and 84
     * and the classes; images below 32x32 are padded by 2 (61,706 parameters for ten classes).
     */
    static NetworkGraph modern(Shape data, int classes) {
        LayerStack net = new LayerStack("lenet", requireImage("lenet", data));
        net.convolution("conv1", 6, 5, 1, pad(data)).relu("relu1").maxPool("pool2", 2, 2, 0, false);
        net.convolution("conv2", 16, 5, 1, 0).relu("relu3").maxPool("pool4", 2, 2, 0, false);
        net.flatten("flatten5").dense("fc1", 120).relu("relu6").dense("fc2", 84).relu("relu7");
        return net.dense("fc3", classes).build();
    }

    /**
     * The network of the paper for ten classes, 60,000 parameters: C1 6 filters 5x5; S2 means of
     * 2x2 times a trained factor plus a bias; C3 16 maps that see 3, 4 or 6 maps of S2; S4 as S2;
     * C5 120 filters 5x5; F6 84 units; all squashed by 1.7159 tanh(2 x / 3). The outputs are -|x -
     * w_k|^2, w_k a picture of digit k in +1 and -1 (not trained), so the largest wins as in every
     * other network here.
     */
    static NetworkGraph original(Shape data, int classes) {
        if (classes != DIGITS.length) {
            throw new IllegalArgumentException(
                    "lenet5 has pictures of ten digits, not of " + classes + " classes");
        }
        LayerStack net = new LayerStack("lenet5", requireImage("lenet5", data));
        squash(net.convolution("C1", 6, 5, 1, pad(data)), "C1");
        subsample(net, "S2");
        partial(net);
        subsample(net, "S4");
        squash(net.convolution("C5", 120, 5, 1, 0), "C5");
        squash(net.flatten("C5.flatten").dense("F6", 84), "F6");
        distances(net);
        return net.build();
    }

    private static Shape requireImage(String name, Shape data) {
        if (data.rank() != 3) {
            throw new IllegalArgumentException(name + " takes images, not examples of " + data);
        }
        return data;
    }

    private static int pad(Shape data) {
        return data.extent(1) < INPUT ? 2 : 0;
    }

    private static String constant(LayerStack net, String name, double value) {
        String before = net.last();
        Tensor number = Tensor.of(Shape.scalar(), new float[] {(float) value});
        net.join(name, new Operator.Constant(number)).from(before);
        return name;
    }

    private static void times(LayerStack net, String name, String factor) {
        Operator product = new Operator.Arithmetic(Operator.ArithmeticKind.MULTIPLY);
        net.join(name, product, net.last(), factor);
    }

    private static void squash(LayerStack net, String name) {
        String slope = constant(net, name + ".slope", 2.0 / 3);
        times(net, name + ".scaled", slope);
        net.activation(name + ".tanh", ActivationFunction.TANH);
        String amplitude = constant(net, name + ".amplitude", 1.7159);
        times(net, name + ".squashed", amplitude);
    }

    private static void subsample(LayerStack net, String name) {
        Shape perMap = Shape.of(net.shape().extent(0), 1, 1);
        Window window = Window.square(2, 2, 0);
        net.add(
                name + ".mean",
                new Operator.Pooling(Operator.PoolingKind.AVERAGE, window, false, false));
        String scale = net.parameter(name + ".weight", Role.SCALE, perMap);
        times(net, name + ".product", scale);
        String bias = net.parameter(name + ".bias", Role.BIAS, perMap);
        Operator sum = new Operator.Arithmetic(Operator.ArithmeticKind.ADD);
        net.join(name, sum, net.last(), bias);
        squash(net, name);
    }

    private static void partial(LayerStack net) {
        String input = net.last();
        String[] maps = new String[CONNECTIONS.size()];
        for (int map = 0; map < maps.length; map++) {
            String name = "C3." + map;
            net.from(input).add(name + ".maps", new Operator.Gather(0, CONNECTIONS.get(map)));
            maps[map] = net.convolution(name, 1, 5, 1, 0).last();
        }
        squash(net.join("C3", new Operator.Concat(0), maps), "C3");
    }

    private static void distances(LayerStack net) {
        float[] targets = new float[DIGITS.length * net.shape().size()];
        int at = 0;
        for (int[] digit : DIGITS) {
            for (int row : digit) {
                for (int column = WIDTH - 1; column >= 0; column--) {
                    targets[at] = (row >> column & 1) == 1 ? 1 : -1;
                    at++;
                }
            }
        }
        String x = net.last();
        Shape shape = Shape.of(DIGITS.length, targets.length / DIGITS.length);
        net.join("output.pictures", new Operator.Constant(Tensor.of(shape, targets)));
        Operator minus = new Operator.Arithmetic(Operator.ArithmeticKind.SUBTRACT);
        net.join("output.differences", minus, x, "output.pictures");
        net.add(
                "output.distances",
                new Operator.Reduction(Operator.ReductionKind.SUM_OF_SQUARES, List.of(1), false));
        net.activation("output", ActivationFunction.NEGATE);
    }
}
