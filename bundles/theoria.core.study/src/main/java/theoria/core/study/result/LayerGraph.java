package theoria.core.study.result;

import theoria.core.model.graph.LayerCost;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network as a graph result: one vertex per layer, named and labelled like it and grouped by its
 * operator, with output shape, parameters and multiply-accumulates; one edge per use of a layer's
 * output by another.
 */
public final class LayerGraph {
    private LayerGraph() {}

    /** Begins the result, whose title may be any. */
    public static Graph.Builder of(NetworkGraph network, String title) {
        Graph.Builder graph = Graph.builder(title);
        for (LayerCost cost : LayerCost.of(network)) {
            Node node = cost.node();
            graph.vertex(node.name(), node.name(), node.operator().title(), attributes(cost));
        }
        for (Node node : network.nodes()) {
            node.inputs().forEach(used -> graph.edge(used, node.name(), ""));
        }
        return graph;
    }

    private static Map<String, String> attributes(LayerCost cost) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("output", cost.output().toString());
        attributes.put("parameters", positive(cost.parameters()));
        attributes.put("MACs", positive(cost.macs()));
        return attributes;
    }

    /** Nothing where there is none: a layer without weights has no number of them to show. */
    private static String positive(long count) {
        return count == 0 ? "" : Long.toString(count);
    }
}
