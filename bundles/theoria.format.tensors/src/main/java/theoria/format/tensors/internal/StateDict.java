package theoria.format.tensors.internal;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the tensors of weights in what a checkpoint holds: the dictionary under one of the usual
 * keys, else all of it. Names of nested dictionaries are joined by dots; a module that was pickled
 * whole gives its parameters and buffers.
 */
final class StateDict {
    private static final List<String> USUAL =
            List.of("state_dict", "model_state_dict", "model", "net", "network", "module");

    private static final Set<String> TRANSPARENT = Set.of("_parameters", "_buffers", "_modules");
    private static final int MOST_FACTS = 100;
    private static final int LONGEST_NAME = 4096;

    private final ViewReader reader;
    private final List<NamedTensors.Entry> tensors = new ArrayList<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    /** Gives the numbers of a view. */
    interface ViewReader {
        /** The tensor; refuses what does not fit its storage. */
        NamedTensors.Entry read(String name, Pickled.View view) throws FormatException;
    }

    StateDict(ViewReader reader) {
        this.reader = reader;
    }

    private record Visit(String name, Object value) {}

    /**
     * Collects the tensors below a value.
     *
     * @throws FormatException if one is damaged
     */
    void collect(Object root) throws FormatException {
        Object chosen = root;
        if (root instanceof Pickled.Dictionary dictionary) {
            Optional<String> key =
                    USUAL.stream()
                            .filter(word -> holdsTensors(dictionary.entries.get(word)))
                            .findFirst();
            if (key.isPresent()) {
                chosen = java.util.Objects.requireNonNull(dictionary.entries.get(key.get()));
                note(dictionary, key.get());
            }
        }
        walk(chosen);
    }

    private static boolean holdsTensors(@org.jspecify.annotations.Nullable Object value) {
        if (value instanceof Pickled.Dictionary dictionary) {
            return dictionary.entries.values().stream()
                    .anyMatch(v -> v instanceof Pickled.View || v instanceof Pickled.Dictionary);
        }
        return value instanceof Pickled.Unmade unmade && unmade.state instanceof Pickled.Dictionary;
    }

    /** Numbers and words beside the weights are facts; containers are left out and said. */
    private void note(Pickled.Dictionary dictionary, String chosen) {
        List<String> left = new ArrayList<>();
        for (Map.Entry<Object, Object> entry : dictionary.entries.entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (key.equals(chosen)) {
                continue;
            }
            if (!fact(key, entry.getValue()) && entry.getValue() != Pickled.None.NONE) {
                left.add(key);
            }
        }
        remarks.add(
                "The weights are those under '"
                        + chosen
                        + "'"
                        + (left.isEmpty() ? "." : "; not read: " + String.join(", ", left) + "."));
    }

    private boolean fact(String key, Object value) {
        boolean plain =
                value instanceof Long
                        || value instanceof Double
                        || value instanceof Boolean
                        || value instanceof String word && word.length() <= 200;
        if (plain && facts.size() < MOST_FACTS) {
            facts.put(key, String.valueOf(value));
        }
        return plain;
    }

    /** In the order of the file; each container once, so that shared ones cannot multiply. */
    private void walk(Object root) throws FormatException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Visit> open = new ArrayDeque<>();
        open.push(new Visit("", root));
        while (!open.isEmpty()) {
            Visit visit = open.pop();
            if (visit.name().length() > LONGEST_NAME) {
                throw new FormatException(
                        "'"
                                + visit.name()
                                + "' lies too deep; expected names of at most "
                                + LONGEST_NAME
                                + " characters");
            }
            Object value = visit.value();
            if (value instanceof Pickled.View view) {
                String name = visit.name().isEmpty() ? "tensor" : visit.name();
                tensors.add(reader.read(name, view));
                continue;
            }
            List<Visit> children = seen.add(value) ? children(visit) : List.of();
            for (int i = children.size() - 1; i >= 0; i--) {
                open.push(children.get(i));
            }
        }
    }

    private List<Visit> children(Visit visit) {
        List<Visit> children = new ArrayList<>();
        Object value = visit.value();
        if (value instanceof Pickled.Unmade unmade
                && unmade.state instanceof Pickled.Dictionary state) {
            state.entries.forEach(
                    (key, part) -> {
                        if (TRANSPARENT.contains(key)) {
                            children.add(new Visit(visit.name(), part));
                        }
                    });
        } else if (value instanceof Pickled.Dictionary dictionary) {
            dictionary.entries.forEach(
                    (key, part) -> {
                        if (!visit.name().isEmpty() || !fact(key.toString(), part)) {
                            children.add(new Visit(below(visit.name(), key.toString()), part));
                        }
                    });
        } else if (value instanceof Pickled.Sequence sequence) {
            number(visit.name(), sequence.items, children);
        } else if (value instanceof Pickled.Tuple tuple) {
            number(visit.name(), tuple.items(), children);
        }
        return children;
    }

    private static void number(String name, List<Object> items, List<Visit> children) {
        for (int i = 0; i < items.size(); i++) {
            children.add(new Visit(below(name, Integer.toString(i)), items.get(i)));
        }
    }

    private static String below(String name, String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    List<NamedTensors.Entry> tensors() {
        return tensors;
    }

    Map<String, String> facts() {
        return facts;
    }

    List<String> remarks() {
        return remarks;
    }
}
