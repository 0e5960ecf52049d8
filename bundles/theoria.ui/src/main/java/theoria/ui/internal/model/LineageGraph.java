package theoria.ui.internal.model;

import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.LineageTree;
import theoria.core.model.registry.ModelVersion;
import theoria.core.study.result.Graph;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a version comes from and what came from it, as a graph that can be looked at. */
final class LineageGraph {
    private static final String ORIGIN = "origin";

    private final LineageTree tree;
    private final Graph.Builder graph;

    private LineageGraph(LineageTree tree) {
        this.tree = tree;
        this.graph = Graph.builder("Lineage of " + tree.of().reference());
    }

    /** The graph of a tree. */
    static Graph of(LineageTree tree) {
        return new LineageGraph(tree).build();
    }

    private Graph build() {
        Lineage origin = tree.origin();
        Map<String, String> facts = new LinkedHashMap<>();
        boolean trained =
                origin.kind() == Lineage.Kind.TRAINED
                        && !origin.architecture().isEmpty()
                        && origin.source().startsWith(origin.architecture());
        if (trained) {
            facts.put("trained", origin.source().substring(origin.architecture().length()).strip());
        } else {
            facts.put("architecture", origin.architecture());
            facts.put("format", origin.format());
        }
        String label = trained ? origin.architecture() : brief(origin.source());
        graph.vertex(ORIGIN, label, "origin", facts);
        add(tree.root(), ORIGIN);
        return graph.caption(tree.of().reference() + ": " + tree.of().lineage().words()).build();
    }

    /** The end of a long path tells more than its beginning. */
    private static String brief(String source) {
        return source.isEmpty() ? "unknown" : source.substring(source.lastIndexOf('/') + 1);
    }

    private void add(LineageTree.Node node, String parent) {
        ModelVersion version = node.version();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("parameters", String.valueOf(version.parameters()));
        version.metrics()
                .forEach((name, value) -> facts.put(name, Metrics.text(version.metrics(), name)));
        facts.put("tags", String.join(" ", version.tags()));
        String group =
                node.removed() ? "removed" : version.equals(tree.of()) ? "this one" : "version";
        graph.vertex(version.reference(), version.reference(), group, facts);
        graph.edge(parent, version.reference(), version.lineage().kind().word());
        node.derived().forEach(child -> add(child, version.reference()));
    }
}
