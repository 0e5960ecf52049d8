package theoria.ui.internal.model;

import theoria.core.model.registry.ModelVersion;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The metrics of registered versions in words: as lists, and as numbers a person can read. */
public final class Metrics {
    private Metrics() {}

    /** The names that occur in any version, in order. */
    static List<String> occurring(List<ModelVersion> versions) {
        TreeSet<String> names = new TreeSet<>();
        versions.forEach(version -> names.addAll(version.metrics().keySet()));
        return List.copyOf(names);
    }

    /** A name as a person writes it: {@code train loss} for {@code train_loss}. */
    public static String words(String name) {
        return name.replace('_', ' ');
    }

    /** A name as the heading of a column. */
    static String heading(String name) {
        String words = words(name);
        return words.isEmpty()
                ? ""
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** The number of a name, empty if there is none. */
    static String text(Map<String, Double> metrics, String name) {
        Double value = metrics.get(name);
        return value == null ? "" : number(value);
    }

    /** A line for each metric of a version below its reference. */
    static String describe(ModelVersion version) {
        if (version.metrics().isEmpty()) {
            return version.reference() + ": no metrics";
        }
        return version.metrics().entrySet().stream()
                .map(metric -> words(metric.getKey()) + "  " + number(metric.getValue()))
                .collect(Collectors.joining("\n", version.reference() + "\n", ""));
    }

    /** Three decimals where these are at least three digits that count, else three digits. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == 0 || size >= 0.1 && size < 1e4) {
            return String.format(Locale.ROOT, "%.3f", value);
        }
        return size >= 1e4 && size < 1e9
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
