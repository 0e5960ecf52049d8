package theoria.study.inspection.internal;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Role;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which node of one graph stands for which of another: the alignment of the two orders of execution
 * with the largest sum of scores (Needleman and Wunsch 1970, gaps free), 4 for the same operator
 * with blocks of the same shapes, 1 for the same kind of operator, each 1 more for the same name;
 * operators of different kinds never meet. Of equal sums the one that pairs late nodes is taken.
 */
public final class GraphAlignment {
    private static final int SAME = 4;
    private static final int SAME_KIND = 1;
    private static final int SAME_NAME = 1;

    /** What became of a node. */
    public enum Change {
        /** The same operator on blocks of the same shapes, of the same name. */
        SAME,
        /** The same but for its name. */
        RENAMED,
        /** Another setting or other shapes of the same kind of operator. */
        CHANGED,
        /** Only in the first graph. */
        REMOVED,
        /** Only in the second graph. */
        ADDED
    }

    /**
     * A row of the alignment.
     *
     * @param first node of the first graph
     * @param second node of the second graph
     * @param change what became of it
     */
    public record Pair(Optional<Node> first, Optional<Node> second, Change change) {}

    private final NetworkGraph first;
    private final NetworkGraph second;
    private final List<Pair> pairs;

    private GraphAlignment(NetworkGraph first, NetworkGraph second, List<Pair> pairs) {
        this.first = first;
        this.second = second;
        this.pairs = List.copyOf(pairs);
    }

    /** Aligns two graphs. */
    public static GraphAlignment of(NetworkGraph first, NetworkGraph second) {
        List<Entry> a = entries(first);
        List<Entry> b = entries(second);
        int head = 0;
        while (head < Math.min(a.size(), b.size()) && a.get(head).equals(b.get(head))) {
            head++; // most pairs of networks differ little: what is equal needs no table
        }
        int tail = 0;
        while (tail < Math.min(a.size(), b.size()) - head
                && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            tail++;
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < head; i++) {
            pairs.add(pair(a.get(i), b.get(i)));
        }
        pairs.addAll(between(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail)));
        for (int i = tail; i > 0; i--) {
            pairs.add(pair(a.get(a.size() - i), b.get(b.size() - i)));
        }
        return new GraphAlignment(first, second, pairs);
    }

    /**
     * What two nodes are compared by.
     *
     * @param node itself
     * @param shapes of its blocks
     */
    private record Entry(Node node, Map<Role, String> shapes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Entry entry
                    && node.name().equals(entry.node.name())
                    && sameOperator(entry);
        }

        @Override
        public int hashCode() {
            return node.name().hashCode();
        }

        boolean sameOperator(Entry other) {
            return node.operator().equals(other.node.operator()) && shapes.equals(other.shapes);
        }

        /** Score of meeting another node; 0 if they never meet. */
        int score(Entry other) {
            if (node.operator().getClass() != other.node.operator().getClass()) {
                return 0;
            }
            int name = node.name().equals(other.node.name()) ? SAME_NAME : 0;
            return name + (sameOperator(other) ? SAME : SAME_KIND);
        }
    }

    private static List<Entry> entries(NetworkGraph graph) {
        List<Entry> entries = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Map<Role, String> shapes = new HashMap<>();
            node.blocks()
                    .forEach(
                            (role, name) -> shapes.put(role, graph.block(name).shape().toString()));
            entries.add(new Entry(node, shapes));
        }
        return entries;
    }

    private static Pair pair(Entry a, Entry b) {
        boolean name = a.node().name().equals(b.node().name());
        Change same = name ? Change.SAME : Change.RENAMED;
        return new Pair(
                Optional.of(a.node()),
                Optional.of(b.node()),
                a.sameOperator(b) ? same : Change.CHANGED);
    }

    private static List<Pair> between(List<Entry> a, List<Entry> b) {
        int[][] best = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                int score = a.get(i - 1).score(b.get(j - 1));
                int apart = Math.max(best[i - 1][j], best[i][j - 1]);
                best[i][j] = score == 0 ? apart : Math.max(apart, best[i - 1][j - 1] + score);
            }
        }
        List<Pair> reversed = new ArrayList<>();
        int i = a.size();
        int j = b.size();
        while (i > 0 || j > 0) {
            int score = i > 0 && j > 0 ? a.get(i - 1).score(b.get(j - 1)) : 0;
            if (score > 0 && best[i][j] == best[i - 1][j - 1] + score) {
                i--;
                j--;
                reversed.add(pair(a.get(i), b.get(j)));
            } else if (j > 0 && (i == 0 || best[i][j] == best[i][j - 1])) {
                j--;
                reversed.add(
                        new Pair(Optional.empty(), Optional.of(b.get(j).node()), Change.ADDED));
            } else {
                i--;
                reversed.add(
                        new Pair(Optional.of(a.get(i).node()), Optional.empty(), Change.REMOVED));
            }
        }
        Collections.reverse(reversed);
        return reversed;
    }

    /** The rows, in the order of execution. */
    public List<Pair> pairs() {
        return pairs;
    }

    /** How many nodes changed in this way. */
    public long count(Change change) {
        return pairs.stream().filter(pair -> pair.change() == change).count();
    }

    /** The nodes that are in both, first and second in turn. */
    public List<List<Node>> common() {
        return pairs.stream()
                .filter(pair -> pair.first().isPresent() && pair.second().isPresent())
                .map(pair -> List.of(pair.first().orElseThrow(), pair.second().orElseThrow()))
                .toList();
    }

    /** Whether both compute the same from the same weights: operators and wiring are equal. */
    public boolean identical() {
        Map<String, String> names = new HashMap<>();
        for (Pair pair : pairs) {
            if (pair.change() != Change.SAME && pair.change() != Change.RENAMED) {
                return false;
            }
            names.put(pair.first().orElseThrow().name(), pair.second().orElseThrow().name());
        }
        for (List<Node> both : common()) {
            if (!translated(both.get(0).inputs(), names).equals(both.get(1).inputs())) {
                return false;
            }
        }
        return translated(first.outputs(), names).equals(second.outputs());
    }

    private static List<String> translated(List<String> names, Map<String, String> into) {
        return names.stream().map(name -> into.getOrDefault(name, "")).toList();
    }

    /** The blocks that a common node has in both graphs, by role. */
    public List<BlockPair> blocks() {
        List<BlockPair> found = new ArrayList<>();
        for (List<Node> both : common()) {
            for (Role role : Role.values()) {
                Optional<Block> a = first.block(both.get(0), role);
                Optional<Block> b = second.block(both.get(1), role);
                if (a.isPresent() && b.isPresent()) {
                    BlockPair pair = new BlockPair(a.get(), b.get());
                    if (!found.contains(pair)) { // a shared tensor has several nodes
                        found.add(pair);
                    }
                }
            }
        }
        return found;
    }

    /**
     * A tensor in both graphs.
     *
     * @param first of the first graph
     * @param second of the second graph
     */
    public record BlockPair(Block first, Block second) {
        /** Whether they can be compared number by number. */
        public boolean comparable() {
            return first.shape().equals(second.shape());
        }
    }
}
