package theoria.runtime.cli;

import com.google.gson.Gson;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The measurements of one benchmark as one line of JSON, in the fields of the peers' scripts. */
final class Timing {
    private static final Gson GSON = new Gson();
    private static final double NANOS = 1e9;

    private final String bench;
    private final String work;
    private final double[] seconds;
    private final Map<String, Object> facts;

    private Timing(String bench, String work, double[] seconds, Map<String, Object> facts) {
        this.bench = bench;
        this.work = work;
        this.seconds = seconds;
        this.facts = facts;
    }

    /** Something that is timed; what it returns is added to the line. */
    @FunctionalInterface
    interface Timed {
        Map<String, Object> run() throws Exception;
    }

    /** Runs once to warm up if asked, then so many times with the clock. */
    static Timing of(String bench, String work, int runs, boolean warm, Timed timed)
            throws Exception {
        if (warm) {
            timed.run();
        }
        double[] seconds = new double[runs];
        Map<String, Object> facts = Map.of();
        for (int i = 0; i < runs; i++) {
            long before = System.nanoTime();
            facts = timed.run();
            seconds[i] = (System.nanoTime() - before) / NANOS;
        }
        return new Timing(bench, work, seconds, facts);
    }

    /** The same measurement of one of so many repetitions that each run made. */
    Timing each(int repetitions) {
        double[] single = Arrays.stream(seconds).map(run -> run / repetitions).toArray();
        return new Timing(bench, work, single, facts);
    }

    /** The same with more facts in its line. */
    Timing with(Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(facts);
        all.putAll(more);
        return new Timing(bench, work, seconds, all);
    }

    /** Seconds of the fastest run. */
    double least() {
        return Arrays.stream(seconds).min().orElseThrow();
    }

    /** The line. */
    String line(int threads) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("bench", bench);
        line.put("tool", "theoria");
        line.put("threads", threads);
        line.put("seconds_median", micros(median));
        line.put("seconds_min", micros(sorted[0]));
        line.put("runs", seconds.length);
        line.put(
                "load_average",
                rounded(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        line.put("work", work);
        line.putAll(facts);
        return GSON.toJson(line);
    }

    private static double micros(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    /** Seconds with three decimals. */
    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
