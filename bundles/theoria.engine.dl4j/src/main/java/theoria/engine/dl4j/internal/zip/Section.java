package theoria.engine.dl4j.internal.zip;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An object of configuration.json with typed, bounded access. A key with the value null counts as
 * absent.
 *
 * @param object the JSON
 * @param where what it describes, for sentences, as in {@code layer 'conv1'}
 */
public record Section(JsonObject object, String where) {
    /** Largest extent, kernel or padding taken seriously; keeps products within 32 bits. */
    static final int LARGEST_EXTENT = 1 << 14;

    /** An object at a key; empty if absent. */
    Optional<Section> section(String key, String what) throws FormatException {
        Optional<JsonElement> element = element(key);
        if (element.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(of(element.get(), what));
    }

    /** The object that an element must be. */
    static Section of(JsonElement element, String what) throws FormatException {
        if (!element.isJsonObject()) {
            throw new FormatException(
                    "configuration.json: " + what + " is no object; expected one in braces");
        }
        return new Section(element.getAsJsonObject(), what);
    }

    Section require(String key, String what) throws FormatException {
        return section(key, what).orElseThrow(() -> refuse("lacks '" + key + "'", "an object"));
    }

    Optional<JsonElement> element(String key) {
        JsonElement element = object.get(key);
        return element == null || element.isJsonNull() ? Optional.empty() : Optional.of(element);
    }

    boolean has(String key) {
        return element(key).isPresent();
    }

    Set<String> keys() {
        return object.keySet();
    }

    /** The elements of a list; empty if absent. */
    List<JsonElement> list(String key) throws FormatException {
        Optional<JsonElement> element = element(key);
        if (element.isEmpty()) {
            return List.of();
        }
        if (!element.get().isJsonArray()) {
            throw refuse("has no list at '" + key + "'", "one in brackets");
        }
        JsonArray array = element.get().getAsJsonArray();
        List<JsonElement> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    /** The words of a list; empty if absent. */
    List<String> words(String key) throws FormatException {
        List<String> words = new ArrayList<>();
        for (JsonElement element : list(key)) {
            words.add(primitive(key, element).getAsString());
        }
        return words;
    }

    String word(String key, String otherwise) throws FormatException {
        Optional<JsonElement> element = element(key);
        return element.isEmpty() ? otherwise : primitive(key, element.get()).getAsString();
    }

    boolean flag(String key, boolean otherwise) throws FormatException {
        String word = word(key, Boolean.toString(otherwise));
        if (!word.equals("true") && !word.equals("false")) {
            throw refuse("has " + key + " = '" + word + "'", "true or false");
        }
        return word.equals("true");
    }

    /** A real number, NaN if it is absent or the word "NaN". */
    double real(String key) throws FormatException {
        return real(key, Double.NaN);
    }

    double real(String key, double otherwise) throws FormatException {
        Optional<JsonElement> element = element(key);
        return element.isEmpty() ? otherwise : number(key, element.get());
    }

    private double number(String key, JsonElement element) throws FormatException {
        String text = primitive(key, element).getAsString();
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new FormatException(sentence("has " + key + " = '" + text + "'", "a number"), e);
        }
    }

    /** A whole number within bounds that must be there. */
    int integer(String key, int least, int most) throws FormatException {
        JsonElement element =
                element(key).orElseThrow(() -> refuse("lacks '" + key + "'", "a whole number"));
        return integer(key, element, least, most);
    }

    private int integer(String key, JsonElement element, int least, int most)
            throws FormatException {
        double value = number(key, element);
        boolean fine = value == Math.rint(value) && value >= least && value <= most;
        if (!fine) {
            throw refuse(
                    "has " + key + " = " + value, "a whole number from " + least + " to " + most);
        }
        return (int) value;
    }

    /** One whole number per axis, from 0 or 1 to the largest extent; the default if absent. */
    List<Integer> extents(String key, int least, List<Integer> otherwise) throws FormatException {
        if (!has(key)) {
            return otherwise;
        }
        List<Integer> extents = extents(key, least);
        if (extents.size() != otherwise.size()) {
            throw refuse(
                    "has " + extents.size() + " numbers in " + key, otherwise.size() + " numbers");
        }
        return extents;
    }

    /** Whole numbers, however many, up to the largest extent; none if absent. */
    List<Integer> extents(String key, int least) throws FormatException {
        List<Integer> extents = new ArrayList<>();
        for (JsonElement element : list(key)) {
            extents.add(integer(key, element, least, LARGEST_EXTENT));
        }
        return extents;
    }

    private JsonPrimitive primitive(String key, JsonElement element) throws FormatException {
        if (!element.isJsonPrimitive()) {
            throw refuse("has no plain value at '" + key + "'", "a number or a word");
        }
        return element.getAsJsonPrimitive();
    }

    FormatException refuse(String found, String expected) {
        return new FormatException(sentence(found, expected));
    }

    private String sentence(String found, String expected) {
        return "configuration.json: " + where + " " + found + "; expected " + expected;
    }
}
