package theoria.core.study.parameter;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a study's parameters: what was given, defaults for the rest. Immutable. */
public final class Values {
    private final Map<String, String> texts;
    private final Map<String, Object> values;

    private Values(Map<String, String> texts, Map<String, Object> values) {
        this.texts = Collections.unmodifiableMap(texts);
        this.values = values;
    }

    /**
     * Reads given texts against declared parameters.
     *
     * @throws ParameterException if a key is not declared, or a value is not allowed
     */
    public static Values parse(List<Parameter<?>> declared, Map<String, String> given) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter<?> parameter : declared) {
            put(parameter, given.get(parameter.key()), texts, values);
        }
        for (String key : given.keySet()) {
            if (!values.containsKey(key)) {
                throw new ParameterException(
                        "there is no parameter '"
                                + key
                                + "'; expected "
                                + (values.isEmpty()
                                        ? "none"
                                        : "one of " + String.join(", ", values.keySet())));
            }
        }
        return new Values(texts, values);
    }

    private static <T> void put(
            Parameter<T> parameter,
            @Nullable String given,
            Map<String, String> texts,
            Map<String, Object> values) {
        T value = given == null ? parameter.otherwise() : parameter.parse(given);
        texts.put(parameter.key(), parameter.text(value));
        values.put(parameter.key(), value);
    }

    /**
     * The value of a parameter.
     *
     * @throws IllegalArgumentException if the parameter was not declared
     */
    @SuppressWarnings("unchecked") // put() stored a T under the key of a Parameter<T>
    public <T> T get(Parameter<T> parameter) {
        Object value = values.get(parameter.key());
        if (value == null) {
            throw new IllegalArgumentException(
                    "parameter '" + parameter.key() + "' was not declared");
        }
        return (T) value;
    }

    /** Canonical texts by key, in the order of declaration. */
    public Map<String, String> texts() {
        return texts;
    }
}
