package theoria.core.study.parameter;

import java.util.Arrays;
import java.util.List;

/**
 * A declared parameter of a study. Kinds are the nested records; each parses the text of {@code -p
 * key=value} and writes the canonical text that provenance and cache keys hold.
 *
 * @param <T> type of its values
 */
public sealed interface Parameter<T>
        permits Parameter.Whole,
                Parameter.Real,
                Parameter.Choice,
                Parameter.Flag,
                Parameter.Words,
                Parameter.Reals {
    /** Key of {@code -p key=value}; never changes. */
    String key();

    /** Label of the form, in the field's terms. */
    String label();

    /** What it does, for a person. */
    String help();

    /** The value if none is given. */
    T otherwise();

    /**
     * What of a network, of data or of a landscape the value names; a form offers what is selected.
     */
    default Subject subject() {
        return Subject.NONE;
    }

    /** What may be given, as a phrase. */
    String allowed();

    /**
     * Reads a value.
     *
     * @throws ParameterException if the text is not allowed
     */
    T parse(String text);

    /** The canonical text of a value; parse(text(v)) equals v. */
    default String text(T value) {
        return String.valueOf(value);
    }

    /**
     * A whole number.
     *
     * @param key of {@code -p}
     * @param label of the form
     * @param help for a person
     * @param otherwise the default
     * @param least smallest allowed
     * @param largest largest allowed
     * @param subject what it numbers
     */
    record Whole(
            String key,
            String label,
            String help,
            Integer otherwise,
            int least,
            int largest,
            Subject subject)
            implements Parameter<Integer> {
        /** A number that numbers nothing. */
        public Whole(
                String key, String label, String help, Integer otherwise, int least, int largest) {
            this(key, label, help, otherwise, least, largest, Subject.NONE);
        }

        /** The same parameter as the number of an example or of a class. */
        public Whole of(Subject numbered) {
            return new Whole(key, label, help, otherwise, least, largest, numbered);
        }

        @Override
        public String allowed() {
            return "a whole number from " + least + " to " + largest;
        }

        @Override
        public Integer parse(String text) {
            try {
                int value = Integer.parseInt(text.strip());
                if (value >= least && value <= largest) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw refuse(this, text);
            }
            throw refuse(this, text);
        }
    }

    /**
     * A real number.
     *
     * @param key of {@code -p}
     * @param label of the form
     * @param help for a person
     * @param otherwise the default
     * @param least smallest allowed
     * @param largest largest allowed
     * @param unit empty if it has none
     */
    record Real(
            String key,
            String label,
            String help,
            Double otherwise,
            double least,
            double largest,
            String unit)
            implements Parameter<Double> {
        @Override
        public String allowed() {
            return "a number from " + least + " to " + largest;
        }

        @Override
        public Double parse(String text) {
            try {
                double value = Double.parseDouble(text.strip());
                if (value >= least && value <= largest) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw refuse(this, text);
            }
            throw refuse(this, text);
        }
    }

    /**
     * One of several words. A word ending in a colon takes a rest, as in {@code file:PATH}.
     *
     * @param key of {@code -p}
     * @param label of the form
     * @param help for a person
     * @param otherwise the default
     * @param choices allowed words
     */
    record Choice(String key, String label, String help, String otherwise, List<String> choices)
            implements Parameter<String> {
        @Override
        public String allowed() {
            return "one of " + String.join(", ", choices);
        }

        @Override
        public String parse(String text) {
            for (String choice : choices) {
                boolean prefix = choice.endsWith(":");
                if (prefix ? text.startsWith(choice) : text.equals(choice)) {
                    return text;
                }
            }
            throw refuse(this, text);
        }
    }

    /**
     * Yes or no.
     *
     * @param key of {@code -p}
     * @param label of the form
     * @param help for a person
     * @param otherwise the default
     */
    record Flag(String key, String label, String help, Boolean otherwise)
            implements Parameter<Boolean> {
        @Override
        public String allowed() {
            return "true or false";
        }

        @Override
        public Boolean parse(String text) {
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            throw refuse(this, text);
        }
    }

    /**
     * Free text, for example a layer's name.
     *
     * @param key of {@code -p}
     * @param label of the form
     * @param help for a person
     * @param otherwise the default, empty for none
     * @param subject what it names
     */
    record Words(String key, String label, String help, String otherwise, Subject subject)
            implements Parameter<String> {
        /** Text that names nothing. */
        public Words(String key, String label, String help, String otherwise) {
            this(key, label, help, otherwise, Subject.NONE);
        }

        /** The same parameter as the name of a layer or of a unit. */
        public Words of(Subject named) {
            return new Words(key, label, help, otherwise, named);
        }

        @Override
        public String allowed() {
            return "text";
        }

        @Override
        public String parse(String text) {
            return text;
        }
    }

    /**
     * Real numbers joined by colons; empty text is an empty list.
     *
     * @param key of {@code -p}
     * @param label of the form
     * @param help for a person
     * @param otherwise the default
     * @param subject what they are the place of
     */
    record Reals(String key, String label, String help, List<Double> otherwise, Subject subject)
            implements Parameter<List<Double>> {
        /** Numbers that are the place of nothing. */
        public Reals(String key, String label, String help, List<Double> otherwise) {
            this(key, label, help, otherwise, Subject.NONE);
        }

        /** The same parameter as the place of a point. */
        public Reals of(Subject placed) {
            return new Reals(key, label, help, otherwise, placed);
        }

        @Override
        public String allowed() {
            return "numbers joined by colons";
        }

        @Override
        public List<Double> parse(String text) {
            if (text.isBlank()) {
                return List.of();
            }
            try {
                // the limit keeps empty parts, so that '1::2' and '1:' are refused
                return Arrays.stream(text.split(":", -1))
                        .map(part -> Double.valueOf(part.strip()))
                        .toList();
            } catch (NumberFormatException e) {
                throw refuse(this, text);
            }
        }

        @Override
        public String text(List<Double> values) {
            return String.join(":", values.stream().map(String::valueOf).toList());
        }
    }

    private static ParameterException refuse(Parameter<?> parameter, String text) {
        return new ParameterException(
                "parameter " + parameter.key() + " is '" + text + "', not " + parameter.allowed());
    }
}
