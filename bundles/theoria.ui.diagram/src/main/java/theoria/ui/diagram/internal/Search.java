package theoria.ui.diagram.internal;

import theoria.core.study.result.Graph;

import java.util.List;
import java.util.Locale;

/**
 * What is looked for and where one is among what was found.
 *
 * @param matches visible vertices, in order
 * @param at number of the match that was stepped to, -1 before the first step
 */
record Search(List<String> matches, int at) {
    /** Nothing is looked for. */
    static final Search NONE = new Search(List.of(), -1);

    /** Takes an immutable copy. */
    Search {
        matches = List.copyOf(matches);
    }

    /**
     * The visible vertices whose name, group or an attribute holds the text; upper case counts not.
     */
    static Search of(String text, Folding folding) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return NONE;
        }
        List<String> found =
                folding.visible().vertices().stream()
                        .map(Graph.Vertex::id)
                        .filter(id -> folding.members(id).stream().anyMatch(v -> fits(v, wanted)))
                        .toList();
        return new Search(found, -1);
    }

    private static boolean fits(Graph.Vertex vertex, String wanted) {
        return holds(vertex.label(), wanted)
                || holds(vertex.id(), wanted)
                || holds(vertex.group(), wanted)
                || vertex.attributes().values().stream().anyMatch(value -> holds(value, wanted));
    }

    private static boolean holds(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    /** One match further, or back, round at the ends. */
    Search step(boolean back) {
        if (matches.isEmpty()) {
            return this;
        }
        int next = back ? Math.max(at, 0) - 1 : at + 1;
        return new Search(matches, Math.floorMod(next, matches.size()));
    }

    /** The match that was stepped to; empty before the first step. */
    String current() {
        return at < 0 ? "" : matches.get(at);
    }
}
