package theoria.study.landscape.internal.curvature;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The parameters of one layer as a part of the flat vector: the diagonal block of the Hessian that
 * belongs to them. A tensor that several layers share counts to the first.
 *
 * @param name of the layer
 * @param blocks its trainable blocks
 */
record LayerBlocks(String name, List<Block> blocks) {
    /** The layers that have parameters, in the graph's order. */
    static List<LayerBlocks> of(NetworkGraph graph) {
        List<LayerBlocks> layers = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Node node : graph.nodes()) {
            List<Block> own =
                    node.blocks().values().stream()
                            .sorted()
                            .map(graph::block)
                            .filter(block -> block.role().trainable() && seen.add(block.name()))
                            .sorted(Comparator.comparingInt(Block::offset))
                            .toList();
            if (!own.isEmpty()) {
                layers.add(new LayerBlocks(node.name(), own));
            }
        }
        return layers;
    }

    /** Number of parameters. */
    int size() {
        return blocks.stream().mapToInt(Block::size).sum();
    }

    /** The layer's part of a flat vector. */
    double[] part(double[] flat) {
        double[] part = new double[size()];
        int at = 0;
        for (Block block : blocks) {
            System.arraycopy(flat, block.offset(), part, at, block.size());
            at += block.size();
        }
        return part;
    }

    /** A flat vector that is 0 outside the layer. */
    double[] whole(double[] part, int parameters) {
        double[] flat = new double[parameters];
        int at = 0;
        for (Block block : blocks) {
            System.arraycopy(part, at, flat, block.offset(), block.size());
            at += block.size();
        }
        return flat;
    }
}
