package theoria.format.tensors.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import org.jspecify.annotations.Nullable;

import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.List;

/** The fields of a JSON object, each of the kind that is asked for or refused by its name. */
public final class JsonFields {
    private final JsonObject object;
    private final String where;

    private JsonFields(JsonObject object, String where) {
        this.object = object;
        this.where = where;
    }

    /**
     * The fields of a value.
     *
     * @param where names the value in refusals
     * @throws FormatException if it is no object
     */
    public static JsonFields of(JsonElement value, String where) throws FormatException {
        if (!value.isJsonObject()) {
            throw new FormatException(where + " is no JSON object; expected one");
        }
        return new JsonFields(value.getAsJsonObject(), where);
    }

    /** Whether there is a field of this name. */
    public boolean has(String key) {
        return object.has(key);
    }

    /** A text, or what stands for it. */
    public String word(String key, String otherwise) throws FormatException {
        JsonElement value = object.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof JsonPrimitive text && text.isString()) {
            return text.getAsString();
        }
        throw refuse(key, "a text");
    }

    /** A whole number, or what stands for it. */
    public int whole(String key, int otherwise) throws FormatException {
        JsonElement value = object.get(key);
        return value == null ? otherwise : whole(key, value);
    }

    /** A whole number that must be there. */
    public int whole(String key) throws FormatException {
        return whole(key, object.get(key));
    }

    private int whole(String key, @Nullable JsonElement value) throws FormatException {
        if (value instanceof JsonPrimitive number && number.isNumber()) {
            double real = number.getAsDouble();
            if (real == Math.rint(real) && Math.abs(real) <= Integer.MAX_VALUE) {
                return (int) real;
            }
        }
        throw refuse(key, "a whole number");
    }

    /** A number, or what stands for it. */
    public double real(String key, double otherwise) throws FormatException {
        JsonElement value = object.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof JsonPrimitive number && number.isNumber()) {
            return number.getAsDouble();
        }
        throw refuse(key, "a number");
    }

    /** A truth value, or what stands for it. */
    public boolean flag(String key, boolean otherwise) throws FormatException {
        JsonElement value = object.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof JsonPrimitive flag && flag.isBoolean()) {
            return flag.getAsBoolean();
        }
        throw refuse(key, "true or false");
    }

    /** Whole numbers; one alone counts as a list of one. */
    public List<Integer> wholes(String key) throws FormatException {
        JsonElement value = object.get(key);
        List<Integer> numbers = new ArrayList<>();
        if (value != null && value.isJsonArray()) {
            for (JsonElement item : value.getAsJsonArray()) {
                numbers.add(whole(key, item));
            }
        } else {
            numbers.add(whole(key, value));
        }
        return numbers;
    }

    /** Texts; none if the field is missing. */
    public List<String> words(String key) throws FormatException {
        List<String> words = new ArrayList<>();
        JsonElement value = object.get(key);
        if (value != null && !value.isJsonArray()) {
            throw refuse(key, "a list of texts");
        }
        for (JsonElement item : value == null ? List.<JsonElement>of() : value.getAsJsonArray()) {
            if (!(item instanceof JsonPrimitive text) || !text.isString()) {
                throw refuse(key, "a list of texts");
            }
            words.add(text.getAsString());
        }
        return words;
    }

    /** Objects in a list that must be there. */
    public List<JsonObject> objects(String key) throws FormatException {
        JsonElement value = object.get(key);
        if (value == null || !value.isJsonArray()) {
            throw refuse(key, "a list of objects");
        }
        List<JsonObject> objects = new ArrayList<>();
        for (JsonElement item : value.getAsJsonArray()) {
            if (!item.isJsonObject()) {
                throw refuse(key, "a list of objects");
            }
            objects.add(item.getAsJsonObject());
        }
        return objects;
    }

    /** A refusal that names the field. */
    public FormatException refuse(String key, String expected) {
        String found = object.has(key) ? "has another '" + key + "'" : "has no '" + key + "'";
        return new FormatException(where + " " + found + "; expected " + expected);
    }
}
