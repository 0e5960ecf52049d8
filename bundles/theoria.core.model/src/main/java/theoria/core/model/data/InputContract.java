package theoria.core.model.data;

import theoria.core.model.graph.ShapeException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How stored numbers become a network's input: x' = (x scale - mean) / std per channel, computed in
 * single precision step by step, each step rounded: x times the numerator, divided by the
 * denominator ({@code 1/255} is one division, never a multiplication by a rounded 1/255), minus the
 * mean, divided by the deviation. One mean or deviation serves all channels. Double engines widen
 * the result.
 *
 * @param scaleNumerator factor, 1 for none
 * @param scaleDenominator divisor, 1 for none
 * @param mean per channel, or one number, or none
 * @param std per channel, or one number, or none
 * @param layout of the network's input
 * @param classNames in label order, empty if not given
 */
public record InputContract(
        float scaleNumerator,
        float scaleDenominator,
        List<Float> mean,
        List<Float> std,
        Layout layout,
        List<String> classNames) {

    /** The stored numbers unchanged. */
    public static final InputContract IDENTITY =
            new InputContract(1, 1, List.of(), List.of(), Layout.UNSPECIFIED, List.of());

    /** Order of the axes of the network's input images. */
    public enum Layout {
        /** Not said: images must have the network's shape, or one channel. */
        UNSPECIFIED,
        /** Channels first. */
        NCHW,
        /** Channels last: images are transposed. */
        NHWC
    }

    /**
     * Takes immutable copies.
     *
     * @throws IllegalArgumentException if a divisor is 0 or a number is not finite
     */
    public InputContract {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        classNames = List.copyOf(classNames);
        requireDivisor("scale", scaleDenominator);
        requireFinite("scale", scaleNumerator);
        mean.forEach(value -> requireFinite("mean", value));
        std.forEach(value -> requireDivisor("std", value));
    }

    private static void requireFinite(String key, float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(
                    key + " contains " + value + ", not a finite number");
        }
    }

    private static void requireDivisor(String key, float value) {
        requireFinite(key, value);
        if (value == 0) {
            throw new IllegalArgumentException(key + " divides by 0");
        }
    }

    /**
     * Reads {@code scale=1/255,mean=.4914:.4822:.4465,std=.2470:.2435:.2616,layout=NHWC}; every
     * part is optional.
     *
     * @throws IllegalArgumentException with one sentence: the part, and what was expected
     */
    public static InputContract parse(String text) {
        float numerator = 1;
        float denominator = 1;
        List<Float> mean = List.of();
        List<Float> std = List.of();
        Layout layout = Layout.UNSPECIFIED;
        for (String part : text.isBlank() ? new String[0] : text.split(",")) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals).strip();
            String value = equals < 0 ? "" : part.substring(equals + 1).strip();
            switch (key) {
                case "scale":
                    String[] fraction = value.split("/", 2);
                    numerator = number(key, fraction[0]);
                    denominator = fraction.length == 2 ? number(key, fraction[1]) : 1;
                    break;
                case "mean":
                    mean = numbers(key, value);
                    break;
                case "std":
                    std = numbers(key, value);
                    break;
                case "layout":
                    layout = layout(value);
                    break;
                default:
                    throw new IllegalArgumentException(
                            "preprocessing part '"
                                    + part.strip()
                                    + "' is not scale=, mean=, std= or layout=");
            }
        }
        return new InputContract(numerator, denominator, mean, std, layout, List.of());
    }

    private static Layout layout(String value) {
        String word = value.toUpperCase(Locale.ROOT);
        if (word.equals("NCHW")) {
            return Layout.NCHW;
        }
        if (word.equals("NHWC")) {
            return Layout.NHWC;
        }
        throw new IllegalArgumentException("layout '" + value + "' is not NCHW or NHWC");
    }

    private static List<Float> numbers(String key, String value) {
        List<Float> numbers = new ArrayList<>();
        for (String part : value.split(":")) {
            numbers.add(number(key, part));
        }
        return numbers;
    }

    private static float number(String key, String text) {
        try {
            return Float.parseFloat(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "preprocessing " + key + " has '" + text + "' where a number was expected", e);
        }
    }

    /** The same contract with class names. */
    public InputContract withClassNames(List<String> names) {
        return new InputContract(scaleNumerator, scaleDenominator, mean, std, layout, names);
    }

    /** The largest number of channels that mean or std is given for; 1 if one serves all. */
    public int channels() {
        return Math.max(1, Math.max(mean.size(), std.size()));
    }

    /** Whether stored numbers and axes stay as they are. */
    public boolean unchanged() {
        return withClassNames(List.of()).equals(IDENTITY);
    }

    /**
     * Applies the formula in place to one example of {@code channels} equal runs of numbers.
     *
     * @throws ShapeException if mean or std is given for another number of channels
     */
    public void apply(float[] values, int offset, int length, int channels) {
        requireChannels("mean", mean, channels);
        requireChannels("std", std, channels);
        int run = length / channels;
        for (int c = 0; c < channels; c++) {
            float centre = mean.isEmpty() ? 0 : mean.get(mean.size() == 1 ? 0 : c);
            float divisor = std.isEmpty() ? 1 : std.get(std.size() == 1 ? 0 : c);
            for (int i = offset + c * run; i < offset + (c + 1) * run; i++) {
                float scaled = values[i] * scaleNumerator / scaleDenominator;
                values[i] = (scaled - centre) / divisor;
            }
        }
    }

    private static void requireChannels(String key, List<Float> values, int channels) {
        if (values.size() > 1 && values.size() != channels) {
            throw new ShapeException(
                    key
                            + " has "
                            + values.size()
                            + " numbers, but the data has "
                            + channels
                            + (channels == 1 ? " channel" : " channels"));
        }
    }

    /** The contract in the syntax of {@link #parse}, empty if nothing is changed. */
    public String text() {
        List<String> parts = new ArrayList<>();
        if (scaleNumerator != 1 || scaleDenominator != 1) {
            String numerator = plain(scaleNumerator);
            parts.add(
                    "scale="
                            + (scaleDenominator == 1
                                    ? numerator
                                    : numerator + "/" + plain(scaleDenominator)));
        }
        addNumbers(parts, "mean", mean);
        addNumbers(parts, "std", std);
        if (layout != Layout.UNSPECIFIED) {
            parts.add("layout=" + layout);
        }
        return String.join(",", parts);
    }

    private static void addNumbers(List<String> parts, String key, List<Float> values) {
        if (!values.isEmpty()) {
            String[] words = new String[values.size()];
            Arrays.setAll(words, i -> plain(values.get(i)));
            parts.add(key + "=" + String.join(":", words));
        }
    }

    private static String plain(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7f
                ? Integer.toString((int) value)
                : Float.toString(value);
    }
}
