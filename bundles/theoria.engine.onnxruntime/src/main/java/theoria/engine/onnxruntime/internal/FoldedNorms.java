package theoria.engine.onnxruntime.internal;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A graph with each batch norm that directly follows a convolution, and nothing else does, combined
 * with it: with f = scale / sqrt(variance + epsilon) the kernel is f W, the bias f (b - mean) +
 * shift. The weights of the combined graph are computed anew, in double precision, from those of
 * the given one whenever these change. The combined node bears the name of the batch norm.
 */
final class FoldedNorms {
    private final NetworkGraph graph;
    private final NetworkGraph folded;
    private final List<Fold> folds;
    private final List<Copy> copies = new ArrayList<>();

    /** A convolution and its batch norm. */
    private record Fold(Node convolution, Node norm, double epsilon, String bias) {}

    /** Numbers that both graphs have, from one place to another. */
    private record Copy(int from, int to, int size) {}

    private FoldedNorms(NetworkGraph graph, NetworkGraph folded, List<Fold> folds) {
        this.graph = graph;
        this.folded = folded;
        this.folds = folds;
        Map<String, Block> own = new HashMap<>();
        graph.blocks().forEach(block -> own.put(block.name(), block));
        for (Block block : folded.blocks()) {
            Block from = own.get(block.name());
            if (from != null) {
                int place = CompiledModel.place(folded, block);
                copies.add(new Copy(CompiledModel.place(graph, from), place, from.size()));
            }
        }
    }

    /**
     * Combines what can be; empty if that is nothing.
     *
     * @param kept nodes whose outputs are needed
     */
    static Optional<FoldedNorms> of(NetworkGraph graph, Collection<String> kept) {
        Map<String, Fold> byConvolution = new HashMap<>();
        Map<String, Fold> byNorm = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (node.operator() instanceof Operator.BatchNorm norm) {
                Node before = graph.node(node.inputs().get(0));
                boolean needed =
                        kept.contains(before.name()) || graph.outputs().contains(before.name());
                if (!needed && foldable(graph, before)) {
                    String bias = before.block(Role.BIAS).orElse(node.name() + " folded bias");
                    Fold fold = new Fold(before, node, norm.epsilon(), bias);
                    byConvolution.put(before.name(), fold);
                    byNorm.put(node.name(), fold);
                }
            }
        }
        if (byNorm.isEmpty()) {
            return Optional.empty();
        }
        NetworkGraph.Builder builder = NetworkGraph.builder(graph.name());
        for (Node node : graph.nodes()) {
            Fold fold = byNorm.get(node.name());
            if (fold != null) {
                builder.add(combined(fold));
            } else if (!byConvolution.containsKey(node.name())) {
                builder.add(node);
            }
        }
        NetworkGraph folded = builder.build(graph.outputs().toArray(new String[0]));
        return Optional.of(new FoldedNorms(graph, folded, List.copyOf(byNorm.values())));
    }

    /** Whether a node is a convolution with one reader and with weights of its own. */
    private static boolean foldable(NetworkGraph graph, Node node) {
        if (!(node.operator() instanceof Operator.Convolution)) {
            return false;
        }
        List<Node> readers = new ArrayList<>();
        for (Node other : graph.nodes()) {
            if (other.inputs().contains(node.name())) {
                readers.add(other);
            }
            boolean shares =
                    other != node
                            && other.blocks().values().stream()
                                    .anyMatch(node.blocks()::containsValue);
            if (shares) {
                return false;
            }
        }
        return readers.size() == 1;
    }

    private static Node combined(Fold fold) {
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        blocks.put(Role.KERNEL, fold.convolution().block(Role.KERNEL).orElseThrow());
        blocks.put(Role.BIAS, fold.bias());
        return new Node(
                fold.norm().name(),
                fold.convolution().operator(),
                fold.convolution().inputs(),
                blocks);
    }

    /** The combined graph. */
    NetworkGraph graph() {
        return folded;
    }

    /**
     * The weights of the combined graph, parameters followed by buffers.
     *
     * @param flat those of the given one
     */
    double[] weights(double[] flat) {
        double[] result = new double[folded.parameterCount() + folded.bufferCount()];
        for (Copy copy : copies) {
            System.arraycopy(flat, copy.from(), result, copy.to(), copy.size());
        }
        folds.forEach(fold -> fold(fold, flat, result));
        return result;
    }

    private void fold(Fold fold, double[] flat, double[] result) {
        Block kernel = folded.block(fold.convolution().block(Role.KERNEL).orElseThrow());
        Block bias = folded.block(fold.bias());
        int filters = bias.size();
        int run = kernel.size() / filters;
        for (int f = 0; f < filters; f++) {
            double variance = number(fold.norm(), Role.VARIANCE, f, flat, 1);
            double scale = number(fold.norm(), Role.SCALE, f, flat, 1);
            double factor = scale / Math.sqrt(variance + fold.epsilon());
            int first = CompiledModel.place(folded, kernel) + f * run;
            for (int i = first; i < first + run; i++) {
                result[i] *= factor;
            }
            double before = number(fold.convolution(), Role.BIAS, f, flat, 0);
            double mean = number(fold.norm(), Role.MEAN, f, flat, 0);
            double shift = number(fold.norm(), Role.SHIFT, f, flat, 0);
            result[CompiledModel.place(folded, bias) + f] = factor * (before - mean) + shift;
        }
    }

    /** Entry i of a node's block; {@code none} if it has no such block. */
    private double number(Node node, Role role, int i, double[] flat, double none) {
        Optional<Block> block = graph.block(node, role);
        return block.isPresent() ? flat[CompiledModel.place(graph, block.get()) + i] : none;
    }
}
