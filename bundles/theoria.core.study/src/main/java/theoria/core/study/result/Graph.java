package theoria.core.study.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Vertices and directed edges, for example a network's layers.
 *
 * @param content shared part
 * @param vertices with unique identifiers
 * @param edges between them
 */
public record Graph(Content content, List<Vertex> vertices, List<Edge> edges) implements Result {
    /**
     * A vertex.
     *
     * @param id unique
     * @param label as a person reads it
     * @param group for colour, empty for none
     * @param attributes further facts by name, in order
     */
    public record Vertex(String id, String label, String group, Map<String, String> attributes) {
        /** Takes an immutable copy that keeps the order. */
        public Vertex {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }
    }

    /**
     * A directed edge.
     *
     * @param from identifier of its tail
     * @param to identifier of its head
     * @param label empty for none
     */
    public record Edge(String from, String to, String label) {}

    /** Takes immutable copies. */
    public Graph {
        vertices = List.copyOf(vertices);
        edges = List.copyOf(edges);
    }

    /** Starts a graph. */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    @Override
    public String kind() {
        return "graph";
    }

    /** A table of vertices, with a column per attribute, and a table of edges. */
    @Override
    public Map<String, Table> tables() {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("vertices", vertexTable());
        tables.put(
                "edges",
                Table.builder(title() + ": edges")
                        .column(words("from", edges.stream().map(Edge::from).toList()))
                        .column(words("to", edges.stream().map(Edge::to).toList()))
                        .column(words("label", edges.stream().map(Edge::label).toList()))
                        .build());
        return tables;
    }

    private Table vertexTable() {
        Table.Builder table =
                Table.builder(title())
                        .column(words("id", vertices.stream().map(Vertex::id).toList()))
                        .column(words("label", vertices.stream().map(Vertex::label).toList()))
                        .column(words("group", vertices.stream().map(Vertex::group).toList()));
        Set<String> names = new LinkedHashSet<>();
        vertices.forEach(vertex -> names.addAll(vertex.attributes().keySet()));
        for (String name : names) {
            table.column(
                    words(
                            name,
                            vertices.stream()
                                    .map(vertex -> vertex.attributes().getOrDefault(name, ""))
                                    .toList()));
        }
        return table.build();
    }

    private static Column words(String title, List<String> words) {
        return Column.text(title, words.toArray(new String[0]));
    }

    /** Collects vertices and edges. */
    public static final class Builder extends Content.Builder<Builder> {
        private final List<Vertex> vertices = new ArrayList<>();
        private final List<Edge> edges = new ArrayList<>();

        private Builder(String title) {
            super(title);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Adds a vertex. */
        public Builder vertex(String id, String label, String group) {
            return vertex(id, label, group, Map.of());
        }

        /** Adds a vertex with attributes. */
        public Builder vertex(
                String id, String label, String group, Map<String, String> attributes) {
            vertices.add(new Vertex(id, label, group, attributes));
            return this;
        }

        /** Adds an edge. */
        public Builder edge(String from, String to, String label) {
            edges.add(new Edge(from, to, label));
            return this;
        }

        /** The finished graph. */
        public Graph build() {
            return new Graph(content(), vertices, edges);
        }
    }
}
