package theoria.ui.diagram.internal;

import theoria.core.study.result.Graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A graph in which runs of vertices are folded into one vertex each. Immutable: to fold or unfold
 * gives another one.
 */
final class Folding {
    private final Graph whole;
    private final List<NameRun> runs;
    private final Set<NameRun> folded;
    private final NameRun[] shownAs;
    private final Map<String, NameRun> extents = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Graph visible;

    private Folding(Graph whole, List<NameRun> runs, Set<NameRun> folded) {
        this.whole = whole;
        this.runs = runs;
        this.folded = Set.copyOf(folded);
        List<Graph.Vertex> vertices = whole.vertices();
        shownAs = new NameRun[vertices.size()];
        for (int i = 0; i < shownAs.length; i++) {
            shownAs[i] = new NameRun(vertices.get(i).id(), i, i);
            numbers.put(vertices.get(i).id(), i);
        }
        for (NameRun run : runs) { // smaller ones first, so that the outermost wins
            if (folded.contains(run)) {
                Arrays.fill(shownAs, run.first(), run.last() + 1, run);
            }
        }
        visible = fold();
    }

    /** The graph with nothing folded. */
    static Folding of(Graph graph) {
        return new Folding(graph, NameRun.of(graph), Set.of());
    }

    /** The same runs folded in another graph, as far as it has them: a newer partial result. */
    Folding in(Graph newer) {
        List<NameRun> its = NameRun.of(newer);
        Set<NameRun> kept = new HashSet<>(its);
        kept.retainAll(folded);
        return new Folding(newer, its, kept);
    }

    private Graph fold() {
        Graph.Builder graph = Graph.builder(whole.title());
        for (int i = 0; i < shownAs.length; i = shownAs[i].last() + 1) {
            NameRun run = shownAs[i];
            Graph.Vertex vertex =
                    run.size() == 1 ? whole.vertices().get(i) : FoldedRun.of(whole, run);
            graph.vertex(vertex.id(), vertex.label(), vertex.group(), vertex.attributes());
            extents.put(vertex.id(), run);
        }
        Set<Graph.Edge> edges = new LinkedHashSet<>();
        for (Graph.Edge edge : whole.edges()) {
            Optional<String> from = shown(edge.from());
            Optional<String> to = shown(edge.to());
            if (from.isPresent() && to.isPresent()) {
                boolean inside = from.equals(to) && !edge.from().equals(edge.to());
                if (!inside) {
                    edges.add(new Graph.Edge(from.get(), to.get(), edge.label()));
                }
            }
        }
        edges.forEach(edge -> graph.edge(edge.from(), edge.to(), edge.label()));
        return graph.build();
    }

    /** What is to be seen. */
    Graph visible() {
        return visible;
    }

    /** The visible vertex that is, or holds, a vertex of the whole graph. */
    Optional<String> shown(String id) {
        Integer number = numbers.get(id);
        return number == null ? Optional.empty() : Optional.of(id(shownAs[number]));
    }

    private String id(NameRun run) {
        return run.size() == 1 ? whole.vertices().get(run.first()).id() : FoldedRun.id(run);
    }

    /** The vertices of the whole graph that a visible one stands for; empty if there is none. */
    List<Graph.Vertex> members(String visibleId) {
        NameRun run = extents.get(visibleId);
        return run == null ? List.of() : whole.vertices().subList(run.first(), run.last() + 1);
    }

    /** Whether a visible vertex is a folded run. */
    boolean isFolded(String visibleId) {
        NameRun run = extents.get(visibleId);
        return run != null && run.size() > 1;
    }

    /** Whether any run can be folded. */
    boolean canFold() {
        return !runs.isEmpty();
    }

    /** Whether any run is folded. */
    boolean canUnfold() {
        return !folded.isEmpty();
    }

    /** Unfolds a visible vertex that is folded, folds the smallest run around any other. */
    Folding toggled(String visibleId) {
        NameRun extent = extents.get(visibleId);
        if (extent == null) {
            return this;
        }
        Set<NameRun> other = new HashSet<>(folded);
        if (extent.size() > 1) {
            other.remove(extent);
        } else {
            around(extent).ifPresent(other::add);
        }
        return new Folding(whole, runs, other);
    }

    private Optional<NameRun> around(NameRun extent) {
        return runs.stream()
                .filter(run -> run.size() > extent.size() && run.contains(extent))
                .findFirst();
    }

    /** One level coarser everywhere: the smallest run around each visible vertex is folded. */
    Folding coarser() {
        Set<NameRun> other = new HashSet<>(folded);
        List<NameRun> added = new ArrayList<>();
        for (NameRun extent : extents.values()) {
            around(extent).ifPresent(added::add);
        }
        other.addAll(added);
        return new Folding(whole, runs, other);
    }

    /** With nothing folded. */
    Folding open() {
        return new Folding(whole, runs, Set.of());
    }
}
