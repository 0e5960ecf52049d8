package theoria.core.study.report;

import theoria.core.model.load.FormatException;
import theoria.core.study.Provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a stored report back, so that its numbers can be held against a rerun. Registered at the
 * extension point {@code theoria.core.study.reports}.
 */
public interface ReportVerifier {
    /** File name extensions without dot, lower case. */
    List<String> extensions();

    /**
     * The provenance of every run a report holds, in order.
     *
     * @throws FormatException if the file is damaged or no report of ours
     */
    List<Provenance> runs(Path file) throws FormatException;

    /**
     * Compares a stored report with a fresh one of the same runs, number by number, and
     * re-evaluates the stored formulas.
     *
     * @param stored the file to verify
     * @param fresh the report of the rerun
     * @param scratch folder for temporary files
     * @param tolerance allowed relative difference; 0 demands equal bits
     * @return what was compared and what drifted
     */
    Comparison compare(Path stored, Report fresh, Path scratch, double tolerance)
            throws FormatException, IOException;

    /**
     * Outcome of a comparison.
     *
     * @param numbers how many numbers were compared
     * @param formulas how many formulas were re-evaluated
     * @param drifts those that differ
     * @param remarks how it was compared, where that is not as a person would expect
     */
    record Comparison(int numbers, int formulas, List<Drift> drifts, List<String> remarks) {
        /** Takes immutable copies. */
        public Comparison {
            drifts = List.copyOf(drifts);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * A number that does not hold.
     *
     * @param cell where, for example {@code 'Evaluation'!C7}
     * @param stored what the file says
     * @param recomputed what it should be
     */
    record Drift(String cell, String stored, String recomputed) {}
}
