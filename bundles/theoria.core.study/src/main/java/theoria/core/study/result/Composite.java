package theoria.core.study.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Several results of one study. Its own documented numbers and arrays lie at the top; those of a
 * part are reached as {@code part.key}.
 *
 * @param content shared part
 * @param parts by name, in order
 */
public record Composite(Content content, Map<String, Result> parts) implements Result {
    /** Takes an immutable copy that keeps the order. */
    public Composite {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Starts a composite. */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    @Override
    public String kind() {
        return "composite";
    }

    /**
     * The tables of all parts; a part's only table bears the part's name, further ones {@code
     * part.table}.
     */
    @Override
    public Map<String, Table> tables() {
        Map<String, Table> tables = new LinkedHashMap<>();
        parts.forEach(
                (name, part) -> {
                    Map<String, Table> own = part.tables();
                    own.forEach(
                            (key, table) ->
                                    tables.put(own.size() == 1 ? name : name + "." + key, table));
                });
        return tables;
    }

    /** Collects parts. */
    public static final class Builder extends Content.Builder<Builder> {
        private final Map<String, Result> parts = new LinkedHashMap<>();

        private Builder(String title) {
            super(title);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Adds a part. */
        public Builder part(String name, Result part) {
            parts.put(name, part);
            return this;
        }

        /** The finished composite. */
        public Composite build() {
            return new Composite(content(), parts);
        }
    }
}
