package theoria.core.study.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part that all kinds of results share.
 *
 * @param title short
 * @param caption what was computed, in one line
 * @param scalars documented numbers by key, in order
 * @param derivations how some of these numbers follow from others, by key
 * @param arrays documented arrays by key, in order
 * @param verdicts claims that were tested
 * @param notes remarks, one sentence each
 */
public record Content(
        String title,
        String caption,
        Map<String, Double> scalars,
        Map<String, Derivation> derivations,
        Map<String, NumericArray> arrays,
        List<Verdict> verdicts,
        List<String> notes) {
    /**
     * Takes immutable copies that keep the order.
     *
     * @throws IllegalArgumentException if a key names both a number and an array, or if what is
     *     derived is no number
     */
    public Content {
        for (String key : scalars.keySet()) {
            if (arrays.containsKey(key)) {
                throw new IllegalArgumentException(
                        "key '" + key + "' names both a number and an array");
            }
        }
        if (!scalars.keySet().containsAll(derivations.keySet())) {
            throw new IllegalArgumentException(
                    "derivations of " + derivations.keySet() + ", but numbers " + scalars.keySet());
        }
        scalars = Collections.unmodifiableMap(new LinkedHashMap<>(scalars));
        derivations = Collections.unmodifiableMap(new LinkedHashMap<>(derivations));
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        verdicts = List.copyOf(verdicts);
        notes = List.copyOf(notes);
    }

    /**
     * Collects the shared part; each kind's builder extends it.
     *
     * @param <B> the kind's builder
     */
    public abstract static class Builder<B extends Builder<B>> {
        private final String title;
        private String caption = "";
        private final Map<String, Double> scalars = new LinkedHashMap<>();
        private final Map<String, Derivation> derivations = new LinkedHashMap<>();
        private final Map<String, NumericArray> arrays = new LinkedHashMap<>();
        private final List<Verdict> verdicts = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        Builder(String title) {
            this.title = title;
        }

        abstract B self();

        /** Sets what was computed, in one line. */
        public B caption(String line) {
            caption = line;
            return self();
        }

        /** Adds a documented number. */
        public B scalar(String key, double value) {
            scalars.put(key, value);
            return self();
        }

        /** Adds a documented number that follows from others of this result. */
        public B derived(String key, double value, Derivation derivation) {
            derivations.put(key, derivation);
            return scalar(key, value);
        }

        /** Adds a documented array. */
        public B array(String key, NumericArray array) {
            arrays.put(key, array);
            return self();
        }

        /** Adds a tested claim. */
        public B verdict(Verdict verdict) {
            verdicts.add(verdict);
            return self();
        }

        /** Adds a remark. */
        public B note(String sentence) {
            notes.add(sentence);
            return self();
        }

        /** Adds remarks. */
        public B notes(List<String> sentences) {
            notes.addAll(sentences);
            return self();
        }

        /** Takes over everything another result's shared part holds but title and caption. */
        public B content(Content other) {
            scalars.putAll(other.scalars());
            derivations.putAll(other.derivations());
            arrays.putAll(other.arrays());
            verdicts.addAll(other.verdicts());
            notes.addAll(other.notes());
            return self();
        }

        /** The shared part. */
        Content content() {
            return new Content(title, caption, scalars, derivations, arrays, verdicts, notes);
        }
    }
}
