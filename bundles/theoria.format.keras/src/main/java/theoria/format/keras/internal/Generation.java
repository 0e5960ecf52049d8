package theoria.format.keras.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import org.jspecify.annotations.Nullable;

/** The generations of Keras that give one word different meanings. */
enum Generation {
    /** Keras 1 and 2, and TensorFlow.js: hard_sigmoid(x) = max(0, min(1, x / 5 + 1/2)). */
    KERAS_2(0.2),
    /** Keras 3: hard_sigmoid(x) = max(0, min(6, x + 3)) / 6 = max(0, min(1, x / 6 + 1/2)). */
    KERAS_3(1 / 6.0);

    private final double hardSlope;

    Generation(double hardSlope) {
        this.hardSlope = hardSlope;
    }

    /** Slope of hard_sigmoid between its bounds. */
    double hardSlope() {
        return hardSlope;
    }

    /** The generation of a version such as {@code 2.15.0}. */
    static Generation of(String version) {
        return version.startsWith("3") ? KERAS_3 : KERAS_2;
    }

    /**
     * The generation that a configuration names. Keras 3 names none, but the module of each object.
     */
    static Generation of(JsonElement configuration) {
        JsonObject object =
                configuration.isJsonObject() ? configuration.getAsJsonObject() : new JsonObject();
        String version = word(object.get("keras_version"));
        boolean modules = word(object.get("module")).startsWith("keras");
        return version.isEmpty() && modules ? KERAS_3 : of(version);
    }

    private static String word(@Nullable JsonElement value) {
        return value instanceof JsonPrimitive word && word.isString() ? word.getAsString() : "";
    }
}
