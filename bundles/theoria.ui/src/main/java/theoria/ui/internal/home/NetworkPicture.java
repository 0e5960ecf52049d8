package theoria.ui.internal.home;

import theoria.core.model.graph.LayerCost;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.study.result.Graph;

import java.util.LinkedHashMap;
import java.util.Map;

/** A network as a graph result: one vertex per layer. */
public final class NetworkPicture {
    private NetworkPicture() {}

    /** The layers with their output shapes and parameters. */
    public static Graph of(NetworkGraph network) {
        Graph.Builder graph = Graph.builder(network.name());
        for (LayerCost cost : LayerCost.of(network)) {
            Node node = cost.node();
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("output", cost.output().toString());
            if (cost.parameters() > 0) {
                attributes.put("parameters", Long.toString(cost.parameters()));
            }
            String operator = node.operator().title();
            graph.vertex(node.name(), node.name(), operator, attributes);
        }
        for (Node node : network.nodes()) {
            node.inputs().forEach(input -> graph.edge(input, node.name(), ""));
        }
        return graph.build();
    }
}
