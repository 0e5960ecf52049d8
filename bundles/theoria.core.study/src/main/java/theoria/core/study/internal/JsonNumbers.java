package theoria.core.study.internal;

import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonWriter;

import java.io.IOException;

/**
 * Numbers in JSON, exact to the last bit. JSON has no NaN and no infinities; they are the strings
 * {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}, which Python's {@code float} and Java
 * read back.
 */
public final class JsonNumbers {
    /** Whole numbers beyond 2^53 are no longer exact in double precision. */
    private static final double LARGEST_EXACT = 0x1p53;

    private JsonNumbers() {}

    /** A number as an element of a JSON tree. */
    public static JsonPrimitive element(double value) {
        return Double.isFinite(value)
                ? new JsonPrimitive(value)
                : new JsonPrimitive(String.valueOf(value));
    }

    /**
     * The number of a JSON element.
     *
     * @throws NumberFormatException if it is neither a number nor one of the three strings
     */
    public static double value(JsonPrimitive element) {
        if (element.isNumber()) {
            return element.getAsDouble();
        }
        switch (element.getAsString()) {
            case "NaN":
                return Double.NaN;
            case "Infinity":
                return Double.POSITIVE_INFINITY;
            case "-Infinity":
                return Double.NEGATIVE_INFINITY;
            default:
                throw new NumberFormatException("'" + element.getAsString() + "'");
        }
    }

    /** Writes a number; whole numbers by meaning come without a decimal point. */
    public static void write(JsonWriter json, double value, boolean whole) throws IOException {
        if (!Double.isFinite(value)) {
            json.value(String.valueOf(value));
        } else if (whole && exactlyWhole(value)) {
            json.value((long) value);
        } else {
            json.value(value);
        }
    }

    /** The text of a number outside JSON: shortest that reads back to the same bits. */
    public static String text(double value, boolean whole) {
        return whole && exactlyWhole(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Whether a number is whole and small enough to be exact. */
    public static boolean exactlyWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT;
    }
}
