package theoria.core.model.registry;

import java.util.List;
import java.util.stream.Collectors;

/** A condition on a version; its text is a query that means it. */
sealed interface Condition {
    /** Whether a version satisfies it. */
    boolean matches(ModelVersion version);

    /**
     * All of several.
     *
     * @param parts at least two
     */
    record All(List<Condition> parts) implements Condition {
        @Override
        public boolean matches(ModelVersion version) {
            return parts.stream().allMatch(part -> part.matches(version));
        }

        @Override
        public String toString() {
            return join(parts, " and ");
        }
    }

    /**
     * One of several.
     *
     * @param parts at least two
     */
    record Any(List<Condition> parts) implements Condition {
        @Override
        public boolean matches(ModelVersion version) {
            return parts.stream().anyMatch(part -> part.matches(version));
        }

        @Override
        public String toString() {
            return join(parts, " or ");
        }
    }

    /** The contrary. */
    record Not(Condition part) implements Condition {
        @Override
        public boolean matches(ModelVersion version) {
            return !part.matches(version);
        }

        @Override
        public String toString() {
            return "not " + part;
        }
    }

    /**
     * A comparison of a field.
     *
     * @param field what is compared
     * @param relation how
     * @param value as it is written
     * @param test what it means
     */
    record Comparison(QueryField field, Relation relation, String value, Test test)
            implements Condition {
        @Override
        public boolean matches(ModelVersion version) {
            return test.holds(version);
        }

        /** The test follows from the rest. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Comparison
                    && field.equals(((Comparison) other).field)
                    && relation == ((Comparison) other).relation
                    && value.equals(((Comparison) other).value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }

        @Override
        public String toString() {
            return field + " " + relation.sign() + " " + QueryLexer.quoted(value);
        }
    }

    /** What a comparison asks of a version. */
    @FunctionalInterface
    interface Test {
        /** Whether it holds. */
        boolean holds(ModelVersion version);
    }

    private static String join(List<Condition> parts, String by) {
        return parts.stream().map(Condition::toString).collect(Collectors.joining(by, "(", ")"));
    }
}
