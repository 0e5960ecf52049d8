package theoria.format.keras.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import org.jspecify.annotations.Nullable;

import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The configuration of a layer: its fields, each under the name of Keras 2 and 3 or that of Keras
 * 1.
 *
 * @param json the object
 * @param where names the layer in refusals
 */
record Config(JsonObject json, String where) {
    /** The configuration of a value that must be an object. */
    static Config of(@Nullable JsonElement value, String where) throws FormatException {
        if (value == null || !value.isJsonObject()) {
            throw new FormatException(where + " is no JSON object; expected one");
        }
        return new Config(value.getAsJsonObject(), where);
    }

    /** The first of these fields that is there and not null. */
    @Nullable JsonElement find(String... names) {
        for (String name : names) {
            JsonElement value = json.get(name);
            if (value != null && !value.isJsonNull()) {
                return value;
            }
        }
        return null;
    }

    boolean has(String... names) {
        return find(names) != null;
    }

    String word(String otherwise, String... names) throws FormatException {
        JsonElement value = find(names);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof JsonPrimitive text && text.isString()) {
            return text.getAsString();
        }
        if (value.isJsonObject() && value.getAsJsonObject().has("class_name")) {
            return of(value, where).word(otherwise, "class_name"); // an activation as an object
        }
        throw refuse(names[0], "a text");
    }

    double real(double otherwise, String... names) throws FormatException {
        JsonElement value = find(names);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof JsonPrimitive number && number.isNumber()) {
            return number.getAsDouble();
        }
        if (value.isJsonObject() && value.getAsJsonObject().has("value")) {
            return of(value, where).real(otherwise, "value"); // a serialised array of one number
        }
        if (value.isJsonArray() && value.getAsJsonArray().size() == 1) {
            return number(value.getAsJsonArray().get(0), names[0]);
        }
        throw refuse(names[0], "a number");
    }

    private double number(JsonElement value, String name) throws FormatException {
        if (value instanceof JsonPrimitive number && number.isNumber()) {
            return number.getAsDouble();
        }
        throw refuse(name, "a number");
    }

    int whole(String... names) throws FormatException {
        JsonElement value = find(names);
        if (value == null) {
            throw refuse(names[0], "a whole number");
        }
        return whole(value, names[0]);
    }

    int whole(int otherwise, String... names) throws FormatException {
        JsonElement value = find(names);
        return value == null ? otherwise : whole(value, names[0]);
    }

    private int whole(JsonElement value, String name) throws FormatException {
        double number = number(value, name);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw refuse(name, "a whole number");
        }
        return (int) number;
    }

    boolean flag(boolean otherwise, String... names) throws FormatException {
        JsonElement value = find(names);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof JsonPrimitive flag && flag.isBoolean()) {
            return flag.getAsBoolean();
        }
        throw refuse(names[0], "true or false");
    }

    /** Whole numbers, one per axis; a single one stands for all axes. Absent: that many ones. */
    List<Integer> perAxis(int rank, int otherwise, String... names) throws FormatException {
        JsonElement value = find(names);
        if (value == null) {
            return Collections.nCopies(rank, otherwise);
        }
        List<Integer> numbers = wholes(value, names[0]);
        if (numbers.size() == 1) {
            return Collections.nCopies(rank, numbers.get(0));
        }
        if (numbers.size() != rank) {
            throw refuse(names[0], rank + " whole numbers");
        }
        return numbers;
    }

    /** Whole numbers of a field that must be there; one alone counts as a list of one. */
    List<Integer> wholes(String... names) throws FormatException {
        JsonElement value = find(names);
        if (value == null) {
            throw refuse(names[0], "whole numbers");
        }
        return wholes(value, names[0]);
    }

    private List<Integer> wholes(JsonElement value, String name) throws FormatException {
        List<Integer> numbers = new ArrayList<>();
        if (!value.isJsonArray()) {
            numbers.add(whole(value, name));
            return numbers;
        }
        for (JsonElement item : value.getAsJsonArray()) {
            if (item.isJsonArray()) { // pairs per axis, as of paddings
                numbers.addAll(wholes(item, name));
            } else {
                numbers.add(whole(item, name));
            }
        }
        return numbers;
    }

    /** Whole numbers of a list that must be there and may be empty; none is negative. */
    List<Integer> counts(String name) throws FormatException {
        JsonElement value = find(name);
        if (value == null || !value.isJsonArray()) {
            throw refuse(name, "a list of whole numbers");
        }
        List<Integer> numbers = new ArrayList<>();
        for (JsonElement item : value.getAsJsonArray()) {
            numbers.add(whole(item, name));
        }
        if (numbers.stream().anyMatch(number -> number < 0)) {
            throw refuse(name, "no negative number");
        }
        return numbers;
    }

    /** A shape with the batch left out: null, the batch, then extents. */
    List<Integer> exampleShape(JsonElement value, String name) throws FormatException {
        List<Integer> extents = new ArrayList<>();
        JsonArray array = value.isJsonArray() ? value.getAsJsonArray() : new JsonArray();
        for (int i = 1; i < array.size(); i++) {
            if (array.get(i).isJsonNull()) {
                throw new FormatException(
                        where + " has a free extent besides the batch; expected a fixed shape");
            }
            extents.add(whole(array.get(i), name));
        }
        if (array.isEmpty()) {
            throw refuse(name, "a shape");
        }
        return extents;
    }

    FormatException refuse(String name, String expected) {
        String found = has(name) ? "has another '" + name + "'" : "has no '" + name + "'";
        return new FormatException(where + " " + found + "; expected " + expected);
    }
}
