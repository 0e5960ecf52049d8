package theoria.core.study.codec;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import org.jspecify.annotations.Nullable;

import theoria.core.model.load.FormatException;
import theoria.core.study.internal.JsonNumbers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Typed access to a JSON object that nobody vouches for. */
final class Fields {
    private final JsonObject object;
    private final String where;

    Fields(JsonObject object, String where) {
        this.object = object;
        this.where = where;
    }

    String text(String key) throws FormatException {
        return text(key, object.get(key));
    }

    private String text(String key, @Nullable JsonElement element) throws FormatException {
        if (element instanceof JsonPrimitive value && value.isString()) {
            return element.getAsString();
        }
        throw wrong(key, "text");
    }

    /** Whether there is a field, which older files may lack. */
    boolean has(String key) {
        return object.has(key);
    }

    boolean flag(String key) throws FormatException {
        JsonElement element = object.get(key);
        if (element instanceof JsonPrimitive value && value.isBoolean()) {
            return element.getAsBoolean();
        }
        throw wrong(key, "true or false");
    }

    double number(String key) throws FormatException {
        return number(key, object.get(key));
    }

    private double number(String key, @Nullable JsonElement element) throws FormatException {
        if (element instanceof JsonPrimitive value) {
            try {
                return JsonNumbers.value(value);
            } catch (NumberFormatException e) {
                throw wrong(key, "a number");
            }
        }
        throw wrong(key, "a number");
    }

    int whole(String key) throws FormatException {
        return whole(key, object.get(key));
    }

    private int whole(String key, @Nullable JsonElement element) throws FormatException {
        double value = number(key, element);
        if (value == (int) value) {
            return (int) value;
        }
        throw wrong(key, "a whole number below 2^31");
    }

    int[] wholes(String key) throws FormatException {
        JsonArray array = array(key);
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = whole(key, array.get(i));
        }
        return values;
    }

    <E extends Enum<E>> E word(String key, Class<E> type) throws FormatException {
        String name = text(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw wrong(key, "a known " + type.getSimpleName() + ", not '" + name + "'");
    }

    List<String> texts(String key) throws FormatException {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array(key)) {
            texts.add(text(key, element));
        }
        return texts;
    }

    Map<String, String> textMap(String key) throws FormatException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : object(key).object.entrySet()) {
            texts.put(entry.getKey(), text(entry.getKey(), entry.getValue()));
        }
        return texts;
    }

    Fields object(String key) throws FormatException {
        return object(key, object.get(key));
    }

    private Fields object(String key, @Nullable JsonElement element) throws FormatException {
        if (element instanceof JsonObject found) {
            return new Fields(found, where);
        }
        throw wrong(key, "an object");
    }

    List<Fields> objects(String key) throws FormatException {
        List<Fields> objects = new ArrayList<>();
        for (JsonElement element : array(key)) {
            objects.add(object(key, element));
        }
        return objects;
    }

    BlockReader.Reference reference(String key) throws FormatException {
        int[] pair = wholes(key);
        if (pair.length == 2 && pair[0] >= 0 && pair[1] >= 0) {
            return new BlockReader.Reference(pair[0], pair[1]);
        }
        throw wrong(key, "a reference [offset, count]");
    }

    private JsonArray array(String key) throws FormatException {
        JsonElement element = object.get(key);
        if (element instanceof JsonArray found) {
            return found;
        }
        throw wrong(key, "a list");
    }

    private FormatException wrong(String key, String expected) {
        return new FormatException(
                where + " has a damaged field '" + key + "' in its header; expected " + expected);
    }
}
