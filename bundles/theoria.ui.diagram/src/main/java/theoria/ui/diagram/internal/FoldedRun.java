package theoria.ui.diagram.internal;

import theoria.core.study.result.Graph;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The vertex that stands for a run. Of its attributes, whole numbers are counts and are added;
 * other numbers have no value for the whole and are left out; of words the last vertex's are taken,
 * as its output is that of the run.
 */
final class FoldedRun {
    private FoldedRun() {}

    /** An identifier that no vertex of the graph has: a line feed is in no name. */
    static String id(NameRun run) {
        return run.prefix() + "\n" + run.first();
    }

    static Graph.Vertex of(Graph graph, NameRun run) {
        List<Graph.Vertex> members = graph.vertices().subList(run.first(), run.last() + 1);
        Set<String> names = new LinkedHashSet<>();
        members.forEach(member -> names.addAll(member.attributes().keySet()));
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : names) {
            List<String> values =
                    members.stream()
                            .map(member -> member.attributes().getOrDefault(name, ""))
                            .filter(value -> !value.isEmpty())
                            .toList();
            String joined = joined(values);
            if (!joined.isEmpty()) {
                attributes.put(name, joined);
            }
        }
        String label = run.prefix() + " (" + run.size() + ")";
        return new Graph.Vertex(id(run), label, "", attributes);
    }

    private static String joined(List<String> values) {
        if (values.isEmpty()) {
            return "";
        }
        if (values.stream().allMatch(value -> value.matches("-?\\d{1,30}"))) {
            return values.stream()
                    .map(BigInteger::new)
                    .reduce(BigInteger.ZERO, BigInteger::add)
                    .toString();
        }
        boolean numbers = values.stream().allMatch(value -> Overlay.number(value).isPresent());
        return numbers ? "" : values.get(values.size() - 1);
    }
}
