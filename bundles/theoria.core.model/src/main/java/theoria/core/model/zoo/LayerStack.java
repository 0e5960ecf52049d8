package theoria.core.model.zoo;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A graph that is written layer after layer: each takes what the last one puts out, unless {@link
 * #from} says otherwise. Blocks are named as PyTorch names them, {@code LAYER.weight}, {@code
 * LAYER.bias}, {@code LAYER.running_mean}, {@code LAYER.running_var}, so that checkpoints attach by
 * name.
 */
final class LayerStack {
    /** PyTorch's default of batch norm. */
    private static final double EPSILON = 1e-5;

    private final NetworkGraph.Builder builder;
    private String last = "input";

    LayerStack(String name, Shape input) {
        builder = NetworkGraph.builder(name).input(last, input);
    }

    /** Name of the layer that the next one takes. */
    String last() {
        return last;
    }

    /** The next layer takes what this one puts out. */
    LayerStack from(String layer) {
        last = layer;
        return this;
    }

    /** Shape that the last layer puts out, for one example. */
    Shape shape() {
        return builder.shape(last).orElseThrow();
    }

    /** A layer without stored tensors. */
    LayerStack add(String name, Operator operator) {
        builder.add(name, operator, last);
        last = name;
        return this;
    }

    /** A layer of several inputs. */
    LayerStack join(String name, Operator operator, String... inputs) {
        builder.add(name, operator, inputs);
        last = name;
        return this;
    }

    /** A tensor that takes part in the graph. */
    String parameter(String name, Role role, Shape shape) {
        builder.add(
                new Node(name, new Operator.Parameter(role, shape), List.of(), Map.of(role, name)));
        return name;
    }

    /** A convolution with or without bias. */
    LayerStack convolution(String name, int filters, Window window, int groups, boolean bias) {
        return weighted(name, new Operator.Convolution(filters, window, groups), bias);
    }

    /** A square convolution with bias. */
    LayerStack convolution(String name, int filters, int kernel, int stride, int pad) {
        return convolution(name, filters, Window.square(kernel, stride, pad), 1, true);
    }

    /** A fully connected layer with bias. */
    LayerStack dense(String name, int units) {
        return weighted(name, new Operator.Dense(units), true);
    }

    private LayerStack weighted(String name, Operator operator, boolean bias) {
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        blocks.put(Role.KERNEL, name + ".weight");
        if (bias) {
            blocks.put(Role.BIAS, name + ".bias");
        }
        builder.add(new Node(name, operator, List.of(last), blocks));
        last = name;
        return this;
    }

    LayerStack batchNorm(String name) {
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        blocks.put(Role.SCALE, name + ".weight");
        blocks.put(Role.SHIFT, name + ".bias");
        blocks.put(Role.MEAN, name + ".running_mean");
        blocks.put(Role.VARIANCE, name + ".running_var");
        builder.add(new Node(name, new Operator.BatchNorm(EPSILON), List.of(last), blocks));
        last = name;
        return this;
    }

    LayerStack activation(String name, ActivationFunction function) {
        return add(name, new Operator.Activation(function, 0));
    }

    LayerStack relu(String name) {
        return activation(name, ActivationFunction.RELU);
    }

    LayerStack maxPool(String name, int kernel, int stride, int pad, boolean ceilMode) {
        Window window = Window.square(kernel, stride, pad);
        return add(name, new Operator.Pooling(Operator.PoolingKind.MAX, window, ceilMode, false));
    }

    /** Mean over all places of each channel. */
    LayerStack globalAverage(String name) {
        return add(name, new Operator.Mean(List.of(1, 2), false));
    }

    LayerStack flatten(String name) {
        return add(name, new Operator.Flatten());
    }

    LayerStack dropout(String name, double rate) {
        return add(name, new Operator.Dropout(rate));
    }

    /** The network, which puts out what the last layer does. */
    NetworkGraph build() {
        return builder.build(last);
    }
}
