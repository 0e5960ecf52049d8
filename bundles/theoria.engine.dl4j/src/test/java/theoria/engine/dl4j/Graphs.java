package theoria.engine.dl4j;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Batch;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.List;
import java.util.Map;

/** Small networks and data for the tests of this bundle. */
public final class Graphs {
    private Graphs() {}

    /**
     * Convolution, batch norm, tanh, a branch with average pooling that is joined, a residual sum,
     * dropout, dense, batch norm of vectors, dense: smooth, so that differences are exact.
     */
    public static NetworkGraph smooth(double dropout) {
        Operator tanh = new Operator.Activation(ActivationFunction.TANH, 0);
        Window same = Window.square(3, 1, 1);
        Operator average = new Operator.Pooling(Operator.PoolingKind.AVERAGE, same, false, false);
        NetworkGraph.Builder builder = NetworkGraph.builder("smooth").input("x", Shape.of(2, 6, 5));
        builder.add(weighted("conv", new Operator.Convolution(3, same, 1), "x"));
        builder.add(norm("bn", "conv"));
        builder.add("tanh", tanh, "bn");
        builder.add("pool", average, "tanh");
        builder.add("joined", new Operator.Concat(0), "tanh", "pool");
        builder.add(weighted("conv2", new Operator.Convolution(6, same, 1), "joined"));
        builder.add("sum", new Operator.Arithmetic(Operator.ArithmeticKind.ADD), "conv2", "joined");
        builder.add("gone", new Operator.Dropout(dropout), "sum");
        builder.add("flat", new Operator.Flatten(), "gone");
        builder.add(weighted("fc1", new Operator.Dense(7), "flat"));
        builder.add(norm("bn2", "fc1"));
        builder.add(weighted("fc2", new Operator.Dense(4), "bn2"));
        return builder.build("fc2");
    }

    private static Node weighted(String name, Operator operator, String input) {
        return new Node(
                name,
                operator,
                List.of(input),
                Map.of(Role.KERNEL, name + ".weight", Role.BIAS, name + ".bias"));
    }

    private static Node norm(String name, String input) {
        return new Node(
                name,
                new Operator.BatchNorm(1e-3),
                List.of(input),
                Map.of(
                        Role.SCALE,
                        name + ".scale",
                        Role.SHIFT,
                        name + ".shift",
                        Role.MEAN,
                        name + ".mean",
                        Role.VARIANCE,
                        name + ".variance"));
    }

    /** Weights between -0.5 and 0.5, running variances between 0.5 and 1.5. */
    public static Weights weights(NetworkGraph graph, long seed) {
        double[] parameters = new double[graph.parameterCount()];
        double[] buffers = new double[graph.bufferCount()];
        SeededRandom random = new SeededRandom(seed);
        for (Block block : graph.blocks()) {
            double centre = block.role() == Role.VARIANCE ? 1 : 0;
            double[] flat = block.role().trainable() ? parameters : buffers;
            for (int i = 0; i < block.size(); i++) {
                flat[block.offset() + i] = centre - 0.5 + random.nextDouble();
            }
        }
        return Weights.of(parameters, buffers);
    }

    /** Normal inputs, and labels in turn. */
    public static Batch batch(NetworkGraph graph, int examples) {
        SeededRandom random = new SeededRandom(5);
        Shape shape = graph.inputShape().prepend(examples);
        float[] values = new float[shape.size()];
        int[] labels = new int[examples];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        for (int n = 0; n < examples; n++) {
            labels[n] = n % graph.classes();
        }
        return new Batch(Tensor.of(shape, values), labels);
    }
}
