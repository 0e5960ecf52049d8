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
     */
    record Whole(String key, String label, String help, Integer otherwise, int least, int largest)
            implements Parameter<Integer> {
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
     */
    record Words(String key, String label, String help, String otherwise)
            implements Parameter<String> {
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
     */
    record Reals(String key, String label, String help, List<Double> otherwise)
            implements Parameter<List<Double>> {
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
