package theoria.ui.internal.run;

import java.util.Map;

/**
 * A training that the person wants.
 *
 * @param name of the model it makes
 * @param start an architecture, or the reference of a registered network
 * @param registered whether it is a registered network
 * @param newHead whether its last layer is made anew for the classes of the data
 * @param data reference of the data
 * @param fields what is asked of it, by key of {@code TrainingFields}
 */
public record TrainingWish(
        String name,
        String start,
        boolean registered,
        boolean newHead,
        String data,
        Map<String, String> fields) {
    /** Takes an immutable copy. */
    public TrainingWish {
        fields = Map.copyOf(fields);
    }
}
