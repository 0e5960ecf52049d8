package theoria.core.study.report;

import theoria.core.study.Run;

import java.util.List;

/**
 * Runs that belong together, in order.
 *
 * @param title of the report
 * @param runs in order
 */
public record Report(String title, List<Run> runs) {
    /** Takes an immutable copy. */
    public Report {
        runs = List.copyOf(runs);
    }
}
