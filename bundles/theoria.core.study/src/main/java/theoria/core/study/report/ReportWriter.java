package theoria.core.study.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes results to a file. Registered at the extension point {@code theoria.core.study.reports}.
 */
public interface ReportWriter {
    /** What it writes, for a person, for example {@code Excel workbook}. */
    String description();

    /** File name extensions without dot, lower case. */
    Set<String> extensions();

    /** Why it cannot write a report, in words; empty if it can. */
    default Optional<String> obstacle(Report report) {
        return Optional.empty();
    }

    /**
     * Writes all runs. Nothing half-written is ever left under the target's name.
     *
     * @return the files written, the target first
     * @throws IOException if a file cannot be written, with one sentence
     */
    List<Path> write(Report report, Path target) throws IOException;
}
