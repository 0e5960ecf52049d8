package theoria.core.model.registry;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version to be registered.
 *
 * @param name of the model; letters, digits, dot, dash and underscore
 * @param graph internal form
 * @param weights its numbers
 * @param contract input contract
 * @param lineage where it comes from
 * @param metrics by name, for example {@code accuracy}
 * @param trajectory identifier of the training trajectory that led to it, if any
 */
public record NewVersion(
        String name,
        NetworkGraph graph,
        Weights weights,
        InputContract contract,
        Lineage lineage,
        Map<String, Double> metrics,
        Optional<String> trajectory) {
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]{0,99}");
    private static final String OTHER = "[^\\p{L}\\p{M}\\p{N}._-]";

    /**
     * Checks a name: one of a colon or an at sign could not be referred to.
     *
     * @throws IllegalArgumentException if it cannot name a model, with one sentence
     */
    public static String requireName(String name) {
        return requireName(name, "name a model");
    }

    /**
     * Checks a word by the same rule.
     *
     * @param use what it is for, as the sentence has it: {@code be an alias}
     * @throws IllegalArgumentException if it cannot be that, with one sentence
     */
    public static String requireName(String word, String use) {
        if (!NAME.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    "'"
                            + word
                            + "' cannot "
                            + use
                            + "; expected at most 100 letters, digits, dots, dashes and"
                            + " underscores, a letter or digit first");
        }
        return word;
    }

    /** A name made of any words: what a name cannot hold becomes a dash. */
    public static String nameOf(String words) {
        String name = words.replaceAll(OTHER, "-").replaceFirst("^[^\\p{L}\\p{N}]+", "");
        return name.isEmpty() ? "model" : name.substring(0, Math.min(name.length(), 100));
    }
}
