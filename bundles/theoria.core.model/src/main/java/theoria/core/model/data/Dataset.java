package theoria.core.model.data;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A named data set with a train and a test split, of which at least one is there.
 *
 * @param name as a person calls it
 * @param splits examples by split
 * @param origin where it was read from, for the provenance (a path or a generator's parameters)
 * @param remarks what was odd or decided while reading, one sentence each
 */
public record Dataset(
        String name, Map<Split, Examples> splits, String origin, List<String> remarks) {

    /**
     * Takes immutable copies.
     *
     * @throws IllegalArgumentException if there is no split
     */
    public Dataset {
        if (splits.isEmpty()) {
            throw new IllegalArgumentException("data set " + name + " has no split");
        }
        splits = java.util.Collections.unmodifiableMap(new EnumMap<>(splits));
        remarks = List.copyOf(remarks);
    }

    /** The examples of a split, if it is there. */
    public Optional<Examples> split(Split split) {
        return Optional.ofNullable(splits.get(split));
    }
}
