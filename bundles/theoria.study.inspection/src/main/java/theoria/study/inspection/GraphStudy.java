package theoria.study.inspection;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.LayerGraph;
import theoria.core.study.result.Result;

import java.util.HashMap;
import java.util.Map;

/**
 * The network as a directed acyclic graph G = (V, E): a vertex per layer with the shape of its
 * output, its parameters and multiply-accumulates by {@link LayerCost}, an edge per use of an
 * output. Its depth is the number of edges of a longest path, d(v) = max over edges (u, v) of d(u)
 * + 1, and 0 for inputs. Needs no data.
 */
public final class GraphStudy implements Study {
    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("inspection.graph", "Network graph", "Inspection")
                    .tells(
                            "How the layers hang together: where the network branches and meets"
                                    + " again, and which layers are large or costly.",
                            "What a layer has learned, or how much of its size the network needs.")
                    .formula(
                            "d(v) = \\max_{(u,v) \\in E} d(u) + 1,\\quad d(\\text{input}) = 0",
                            "Cormen, Leiserson, Rivest, Stein 2022, Introduction to Algorithms,"
                                    + " section 22.2 (longest path of an acyclic graph)")
                    .data()
                    .output("vertices", "number of layers, inputs included")
                    .output("edges", "number of uses of a layer's output by another")
                    .output("depth", "edges of a longest path from an input")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        return CostEstimate.negligible();
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress) {
        NetworkGraph network = input.model().graph();
        int edges = network.nodes().stream().mapToInt(node -> node.inputs().size()).sum();
        return LayerGraph.of(network, "Network graph")
                .caption("Layers of " + input.model().name())
                .scalar("vertices", network.nodes().size())
                .scalar("edges", edges)
                .scalar("depth", depth(network.nodes()))
                .build();
    }

    /** Nodes come after their inputs, so one pass is enough. */
    private static int depth(Iterable<Node> nodes) {
        Map<String, Integer> depths = new HashMap<>();
        int deepest = 0;
        for (Node node : nodes) {
            int depth = 0;
            for (String input : node.inputs()) {
                depth = Math.max(depth, depths.getOrDefault(input, 0) + 1);
            }
            depths.put(node.name(), depth);
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }
}
