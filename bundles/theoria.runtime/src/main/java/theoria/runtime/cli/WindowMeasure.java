package theoria.runtime.cli;

import com.google.gson.Gson;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the window measured of itself.
 *
 * @param name of the measurement
 * @param work what was done, in words
 * @param facts numbers by name, or the sentence {@code failed}
 */
record WindowMeasure(String name, String work, Map<String, Object> facts) {
    private static final Gson GSON = new Gson();
    private static final String FAILED = "failed";

    /**
     * From a line of the report: name, work, then {@code key=number} each, between tabs.
     *
     * @throws IllegalArgumentException if it is no such line
     */
    static WindowMeasure parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length < 3) {
            throw new IllegalArgumentException("no measurement of the window: " + line);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        for (String fact : Arrays.asList(fields).subList(2, fields.length)) {
            int equals = fact.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("no measurement of the window: " + line);
            }
            String key = fact.substring(0, equals);
            String value = fact.substring(equals + 1);
            facts.put(key, key.equals(FAILED) ? value : number(value));
        }
        return new WindowMeasure(fields[0], fields[1], facts);
    }

    private static Object number(String value) {
        return Timing.rounded(Double.parseDouble(value));
    }

    /**
     * The line of the starts: medians of the later ones (the upper of two), and what the first one
     * took.
     */
    static String starts(List<WindowMeasure> first, List<WindowMeasure> later) {
        for (WindowMeasure start : later) {
            if (start.facts().containsKey(FAILED)) {
                return start.line();
            }
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        for (String key : later.get(0).facts().keySet()) {
            double[] values = later.stream().mapToDouble(m -> m.value(key)).sorted().toArray();
            facts.put(key, Timing.rounded(values[values.length / 2]));
            facts.put("first_" + key, Timing.rounded(first.get(0).value(key)));
        }
        facts.put("runs", later.size());
        return new WindowMeasure(later.get(0).name(), later.get(0).work(), facts).line();
    }

    private double value(String key) {
        return facts.get(key) instanceof Double number ? number : Double.NaN;
    }

    /** The line. */
    String line() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("bench", "ui." + name);
        line.put("tool", "theoria");
        line.put(
                "load_average",
                Timing.rounded(
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        line.put("work", work);
        line.putAll(facts);
        return GSON.toJson(line);
    }
}
