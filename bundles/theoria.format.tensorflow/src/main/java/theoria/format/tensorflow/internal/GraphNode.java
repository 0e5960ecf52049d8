package theoria.format.tensorflow.internal;

import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of the file with typed access to its attributes.
 *
 * @param name unique in the graph
 * @param operator what it computes
 * @param inputs what it takes, {@code name:output} without control inputs
 * @param attributes by name
 */
record GraphNode(
        String name, String operator, List<String> inputs, Map<String, Attribute> attributes) {
    static GraphNode of(
            String name, String operator, List<String> given, Map<String, Attribute> attributes) {
        List<String> inputs = new ArrayList<>();
        for (String input : given) {
            if (!input.startsWith("^")) {
                inputs.add(input.indexOf(':') < 0 ? input + ":0" : input);
            }
        }
        return new GraphNode(name, operator, List.copyOf(inputs), Map.copyOf(attributes));
    }

    /** The name of the node that gives an input. */
    static String giver(String input) {
        return input.substring(0, input.lastIndexOf(':'));
    }

    /** "Conv2D 'conv1'", for sentences. */
    String where() {
        return operator() + " '" + name() + "'";
    }

    String input(int index) throws FormatException {
        if (index >= inputs.size()) {
            throw refuse("has " + inputs.size() + " inputs", "one more");
        }
        return inputs.get(index);
    }

    Optional<Attribute> attribute(String key) {
        return Optional.ofNullable(attributes.get(key));
    }

    /** The element type that an attribute names. */
    ElementType type(String key) {
        return ElementType.of(attribute(key).map(Attribute::type).orElse(0));
    }

    boolean flag(String key, boolean otherwise) {
        return attribute(key).map(Attribute::flag).orElse(otherwise);
    }

    String word(String key, String otherwise) {
        return attribute(key).map(Attribute::text).orElse(otherwise);
    }

    double real(String key, double otherwise) {
        return attribute(key).map(value -> (double) value.real()).orElse(otherwise);
    }

    int integer(String key, int otherwise) throws FormatException {
        return within(key, attribute(key).map(Attribute::whole).orElse((long) otherwise));
    }

    private int within(String key, long value) throws FormatException {
        if (value != (int) value) {
            throw refuse("has " + key + " = " + value, "a number within 32 bits");
        }
        return (int) value;
    }

    /** A list of whole numbers; empty if the attribute is not there. */
    List<Integer> integers(String key) throws FormatException {
        List<Integer> numbers = new ArrayList<>();
        Optional<Attribute> value = attribute(key);
        if (value.isPresent()) {
            for (long number : value.get().wholes()) {
                numbers.add(within(key, number));
            }
        }
        return numbers;
    }

    /** Whether images have their channels after the batch, not at the end. */
    boolean channelsFirst() throws FormatException {
        String format = word("data_format", "NHWC");
        switch (format) {
            case "":
            case "NHWC":
            case "NDHWC":
            case "NWC":
                return false;
            case "NCHW":
            case "NCDHW":
            case "NCW":
                return true;
            default:
                throw refuse("has the data_format '" + format + "'", "channels first or last");
        }
    }

    FormatException refuse(String found, String expected) {
        return new FormatException(where() + " " + found + "; expected " + expected);
    }
}
