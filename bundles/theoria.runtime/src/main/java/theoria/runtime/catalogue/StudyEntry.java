package theoria.runtime.catalogue;

import theoria.core.study.Study;

import java.util.Comparator;
import java.util.List;

/**
 * A study and what its extension says of it.
 *
 * @param study the study
 * @param suites the named reports it belongs to
 * @param bundle symbolic name and version of the plug-in it comes from, for the provenance
 */
public record StudyEntry(Study study, List<String> suites, String bundle) {
    /** The chapters in the order of the field's books: what it is before why it works. */
    private static final List<String> CHAPTERS =
            List.of(
                    "Inspection",
                    "Visualization",
                    "Landscape",
                    "Generalization",
                    "Harmonic analysis",
                    "Approximation",
                    "Robustness");

    /** The order of the catalogue: by chapter, unknown ones last and by name. */
    public static Comparator<StudyEntry> byChapter() {
        return Comparator.comparingInt(StudyEntry::rank).thenComparing(StudyEntry::chapter);
    }

    private String chapter() {
        return study.descriptor().chapter();
    }

    private int rank() {
        int rank = CHAPTERS.indexOf(chapter());
        return rank < 0 ? CHAPTERS.size() : rank;
    }

    /** The study's identifier. */
    public String id() {
        return study.descriptor().id();
    }
}
