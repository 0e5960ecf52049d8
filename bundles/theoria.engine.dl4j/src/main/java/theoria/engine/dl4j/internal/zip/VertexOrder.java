package theoria.engine.dl4j.internal.zip;

import theoria.core.model.load.FormatException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which a ComputationGraph's vertices lie in coefficients.bin: the stored
 * topologicalOrderStr, or in files before 1.0.0-beta4 DL4J's own sort (Kahn, "Topological sorting
 * of large networks", CACM 1962).
 */
final class VertexOrder {
    private VertexOrder() {}

    /** Names of the vertices, without the inputs. */
    static List<String> of(
            Section root, List<String> inputs, Section vertices, Section vertexInputs)
            throws FormatException {
        Set<String> all = new LinkedHashSet<>(inputs);
        all.addAll(vertices.keys());
        if (all.size() != inputs.size() + vertices.keys().size()) {
            throw root.refuse("uses a name for an input and a vertex", "different names");
        }
        List<String> order = root.words("topologicalOrderStr");
        if (order.isEmpty()) {
            order = sort(root, inputs, new ArrayList<>(all), vertexInputs);
        }
        if (order.size() != all.size() || !new HashSet<>(order).equals(all)) {
            throw root.refuse(
                    "has an order of " + order.size() + " of its " + all.size() + " vertices",
                    "each vertex once and no circle");
        }
        List<String> named = new ArrayList<>(order);
        named.removeAll(inputs);
        return named;
    }

    /**
     * The sort of ComputationGraph.calculateIndices. Sets and maps of indices must be the hashed
     * ones that DL4J uses, since their order of iteration decides between vertices that are free.
     */
    private static List<String> sort(
            Section root, List<String> inputs, List<String> names, Section vertexInputs)
            throws FormatException {
        Map<Integer, Set<Integer>> sources = new HashMap<>();
        Map<Integer, Set<Integer>> targets = new HashMap<>();
        for (int target = 0; target < names.size(); target++) {
            Set<Integer> from = new HashSet<>();
            for (String name : vertexInputs.words(names.get(target))) {
                int source = names.indexOf(name);
                if (source < 0 || target < inputs.size()) {
                    throw root.refuse(
                            "lets '" + names.get(target) + "' take '" + name + "'",
                            "the name of a vertex");
                }
                from.add(source);
                targets.computeIfAbsent(source, key -> new HashSet<>()).add(target);
            }
            sources.put(target, from);
        }
        Deque<Integer> free = new ArrayDeque<>();
        sources.forEach((target, from) -> addIfFree(free, target, from));
        List<String> order = new ArrayList<>();
        while (!free.isEmpty()) {
            Integer next = free.removeFirst();
            order.add(names.get(next));
            for (Integer target : targets.getOrDefault(next, Set.of())) {
                Set<Integer> from = sources.get(target);
                if (from != null && from.remove(next)) {
                    addIfFree(free, target, from);
                }
            }
        }
        return order;
    }

    private static void addIfFree(Deque<Integer> free, Integer target, Set<Integer> from) {
        if (from.isEmpty()) {
            free.add(target);
        }
    }
}
