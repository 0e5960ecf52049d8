package theoria.ui.internal.run;

import java.util.List;
import java.util.Locale;

/** Runs in words. */
public final class RunWords {
    private RunWords() {}

    /** {@code , digits-lenet:1}, nothing if there is no model. */
    public static String of(List<String> models) {
        return models.isEmpty() ? "" : ", " + String.join(" and ", models);
    }

    /** Where a run is, with the time that is left: {@code 63 %, 12 s left}. */
    public static String state(RunEntry entry) {
        String percent = String.format(Locale.ROOT, "%.0f %%", Math.floor(100 * entry.fraction()));
        return switch (entry.state()) {
            case WAITING -> "waiting";
            case READING -> "reading model and data";
            case RUNNING -> percent + left(entry.secondsLeft());
            case PAUSED -> "paused at " + percent;
            case FINISHED -> "";
            case STOPPED -> entry.fraction() > 0 ? "stopped at " + percent : "stopped";
            case FAILED -> "failed";
        };
    }

    private static String left(double seconds) {
        return seconds < 0 ? "" : ", " + duration(seconds) + " left";
    }

    /** A duration: {@code 12 s}, {@code 3 min}, {@code 2 h}. */
    public static String duration(double seconds) {
        if (seconds < 90) {
            return String.format(Locale.ROOT, "%.0f s", Math.max(1, seconds));
        }
        if (seconds < 5400) {
            return String.format(Locale.ROOT, "%.0f min", seconds / 60);
        }
        return String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
