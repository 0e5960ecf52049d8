package theoria.core.model.graph;

import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Static cost of one layer for one example (theory entry I5).
 *
 * <p>Multiply-accumulates: a convolution has C<sub>out</sub> (C<sub>in</sub>/g) k<sub>h</sub>
 * k<sub>w</sub> H<sub>out</sub> W<sub>out</sub>, a dense layer in x out per row, a matrix product m
 * k n, a transposed convolution its kernel's size per output channel for each number of its input;
 * biases, activations, pooling and normalisations are not counted. Receptive field r and jump j
 * along each spatial axis start at 1 and follow r += (k - 1) e j, j *= stride; where branches meet
 * the larger counts; where resolution rises by t the jump falls to j / t, 1 at least. A layer that
 * mixes all places has the receptive field of the whole input.
 *
 * @param node the layer
 * @param output shape of its output for one example
 * @param parameters trainable numbers it uses first (a shared block counts once)
 * @param buffers running statistics it uses first
 * @param macs multiply-accumulates
 * @param receptiveField r along the first spatial axis; 0 where the input has no spatial axes
 * @param jump j along the first spatial axis; 0 where there is none
 */
public record LayerCost(
        Node node,
        Shape output,
        long parameters,
        long buffers,
        long macs,
        int receptiveField,
        int jump) {

    /** Multiply-accumulates of all layers for one example. */
    public static long macs(NetworkGraph graph) {
        return graph.nodes().stream().mapToLong(node -> macs(graph, node)).sum();
    }

    /** The costs of all layers in graph order. */
    public static List<LayerCost> of(NetworkGraph graph) {
        Map<String, int[]> fields = new HashMap<>();
        Set<String> counted = new HashSet<>();
        List<LayerCost> costs = new ArrayList<>();
        for (Node node : graph.nodes()) {
            int[] field = field(graph, node, fields);
            fields.put(node.name(), field);
            long parameters = 0;
            long buffers = 0;
            for (String blockName : node.blocks().values()) {
                Block block = graph.block(blockName);
                if (counted.add(blockName)) {
                    parameters += block.role().trainable() ? block.size() : 0;
                    buffers += block.role().trainable() ? 0 : block.size();
                }
            }
            Shape output = graph.shape(node.name());
            long macs = macs(graph, node);
            costs.add(new LayerCost(node, output, parameters, buffers, macs, field[0], field[1]));
        }
        return costs;
    }

    /** Size of the layer's output for one example in single precision, in bytes. */
    public long activationBytes() {
        return 4L * output.size();
    }

    private static long macs(NetworkGraph graph, Node node) {
        Operator operator = node.operator();
        long outputs = graph.shape(node.name()).size();
        if (operator instanceof Operator.Convolution) {
            Shape kernel = graph.block(node, Role.KERNEL).orElseThrow().shape();
            return outputs * kernel.tail(1).size();
        }
        if (operator instanceof Operator.TransposedConvolution) {
            Shape kernel = graph.block(node, Role.KERNEL).orElseThrow().shape();
            return (long) graph.shape(node.inputs().get(0)).size() * kernel.tail(1).size();
        }
        if (operator instanceof Operator.Dense || operator instanceof Operator.MatMul) {
            return outputs * graph.shape(node.inputs().get(0)).extent(-1);
        }
        return 0;
    }

    /** {receptive field, jump} along the first spatial axis; {0, 0} where there is none. */
    private static int[] field(NetworkGraph graph, Node node, Map<String, int[]> fields) {
        Operator operator = node.operator();
        if (operator instanceof Operator.Input) {
            boolean spatial = graph.shape(node.name()).rank() > 1;
            return spatial ? new int[] {1, 1} : new int[] {0, 0};
        }
        int[] widest = {0, 0};
        for (String input : node.inputs()) {
            int[] field = Objects.requireNonNull(fields.get(input));
            widest[0] = Math.max(widest[0], field[0]);
            widest[1] = Math.max(widest[1], field[1]);
        }
        if (widest[1] == 0) {
            return widest;
        }
        if (operator instanceof Operator.Convolution) {
            return slide(widest, ((Operator.Convolution) operator).window());
        }
        if (operator instanceof Operator.Pooling) {
            return slide(widest, ((Operator.Pooling) operator).window());
        }
        if (operator instanceof Operator.TransposedConvolution transposed) {
            return spread(widest, transposed.window());
        }
        if (operator instanceof Operator.Resize resize) {
            double scale = resize.scales().size() > 1 ? resize.scales().get(1) : 1;
            return new int[] {widest[0], (int) Math.max(1, widest[1] / scale)};
        }
        return mixesPlaces(operator) ? whole(graph) : widest;
    }

    private static int[] slide(int[] field, Window window) {
        int reach = (window.kernel().get(0) - 1) * window.dilation().get(0) * field[1];
        return new int[] {field[0] + reach, field[1] * window.stride().get(0)};
    }

    /** A place of a transposed convolution's output sees every stride-th tap of the kernel. */
    private static int[] spread(int[] field, Window window) {
        int stride = window.stride().get(0);
        int reach = (window.kernel().get(0) - 1) * window.dilation().get(0) / stride * field[1];
        return new int[] {field[0] + reach, Math.max(1, field[1] / stride)};
    }

    private static boolean mixesPlaces(Operator operator) {
        return operator instanceof Operator.Dense
                || operator instanceof Operator.MatMul
                || operator instanceof Operator.Mean
                || operator instanceof Operator.Reduction
                || operator instanceof Operator.GroupNorm
                || operator instanceof Operator.LayerNorm;
    }

    private static int[] whole(NetworkGraph graph) {
        Shape input = graph.inputShape();
        return new int[] {input.rank() > 1 ? input.extent(1) : 0, 0};
    }
}
