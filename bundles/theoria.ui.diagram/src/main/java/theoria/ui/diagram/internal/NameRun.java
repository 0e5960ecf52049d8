package theoria.ui.diagram.internal;

import theoria.core.study.result.Graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of vertices that follow each other and whose names begin alike: {@code layer1.0} is the run
 * of {@code layer1.0.conv1} to {@code layer1.0.relu2}. Runs of one graph are nested or apart. As
 * the vertices of a network are in topological order, one vertex in place of a run makes no cycle.
 *
 * @param prefix what the names have in common, whole words only
 * @param first number of the first vertex
 * @param last number of the last vertex, above the first
 */
record NameRun(String prefix, int first, int last) {
    private static final Pattern PATHS = Pattern.compile("[./]+");
    private static final Pattern WORDS = Pattern.compile("_+");

    /** How many vertices it has. */
    int size() {
        return last - first + 1;
    }

    boolean contains(NameRun other) {
        return first <= other.first && other.last <= last;
    }

    /**
     * All runs of a graph of two vertices or more that are not the whole of it, smaller ones first;
     * of two runs with the same vertices that with the shorter name. Names are divided at points
     * and slashes; if no name has any, at underscores.
     */
    static List<NameRun> of(Graph graph) {
        List<String> ids = graph.vertices().stream().map(Graph.Vertex::id).toList();
        boolean paths = ids.stream().anyMatch(id -> PATHS.matcher(id).find());
        Pattern separator = paths ? PATHS : WORDS;
        Map<List<Integer>, NameRun> runs = new LinkedHashMap<>();
        Map<String, Integer> open = new LinkedHashMap<>();
        for (int i = 0; i <= ids.size(); i++) {
            Set<String> here = i < ids.size() ? prefixes(ids.get(i), separator) : Set.of();
            for (String prefix : List.copyOf(open.keySet())) {
                if (!here.contains(prefix)) {
                    NameRun run = new NameRun(prefix, open.getOrDefault(prefix, i), i - 1);
                    open.remove(prefix);
                    if (run.size() > 1 && run.size() < ids.size()) {
                        runs.merge(List.of(run.first, run.last), run, NameRun::shorter);
                    }
                }
            }
            for (String prefix : here) {
                open.putIfAbsent(prefix, i);
            }
        }
        List<NameRun> sorted = new ArrayList<>(runs.values());
        sorted.sort((a, b) -> Integer.compare(a.size(), b.size()));
        return sorted;
    }

    private static NameRun shorter(NameRun a, NameRun b) {
        return a.prefix.length() <= b.prefix.length() ? a : b;
    }

    private static Set<String> prefixes(String id, Pattern separator) {
        Set<String> prefixes = new TreeSet<>();
        Matcher matcher = separator.matcher(id);
        while (matcher.find()) {
            if (matcher.start() > 0) {
                prefixes.add(id.substring(0, matcher.start()));
            }
        }
        return prefixes;
    }
}
