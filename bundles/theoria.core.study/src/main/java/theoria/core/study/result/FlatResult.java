package theoria.core.study.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A result without its nesting: what {@code .npz} and {@code .json} files, {@code --fail-on} and
 * {@code verify-report} see. The result's own keys stand as they are, those of a nested part are
 * prefixed, {@code part.key}.
 *
 * @param scalars numbers by key, in order
 * @param arrays arrays by key, in order
 * @param verdicts claims of the result, then of its parts
 * @param notes remarks of the result, then of its parts
 */
public record FlatResult(
        Map<String, Double> scalars,
        Map<String, NumericArray> arrays,
        List<Verdict> verdicts,
        List<String> notes) {
    /** Takes immutable copies that keep the order. */
    public FlatResult {
        scalars = Collections.unmodifiableMap(new LinkedHashMap<>(scalars));
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        verdicts = List.copyOf(verdicts);
        notes = List.copyOf(notes);
    }

    /**
     * Flattens a result.
     *
     * @throws IllegalArgumentException if two different numbers or arrays end up under one key
     */
    public static FlatResult of(Result result) {
        Collector collector = new Collector();
        collector.add("", result);
        return new FlatResult(
                collector.scalars, collector.arrays, collector.verdicts, collector.notes);
    }

    /** Walks the parts, own keys first. */
    private static final class Collector {
        private final Map<String, Double> scalars = new LinkedHashMap<>();
        private final Map<String, NumericArray> arrays = new LinkedHashMap<>();
        private final List<Verdict> verdicts = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        private void add(String prefix, Result result) {
            result.scalars().forEach((key, value) -> put(scalars, prefix + key, value));
            result.arrays().forEach((key, value) -> put(arrays, prefix + key, value));
            verdicts.addAll(result.verdicts());
            notes.addAll(result.notes());
            if (result instanceof Composite composite) {
                composite.parts().forEach((name, part) -> add(prefix + name + ".", part));
            }
        }

        private <T> void put(Map<String, T> map, String key, T value) {
            if (scalars.containsKey(key) || arrays.containsKey(key)) {
                throw new IllegalArgumentException("key '" + key + "' occurs twice in the result");
            }
            map.put(key, value);
        }
    }
}
