package theoria.runtime.catalogue;

import theoria.core.study.Study;

import java.util.List;

/**
 * A study and what its extension says of it.
 *
 * @param study the study
 * @param suites the named reports it belongs to
 * @param bundle symbolic name and version of the plug-in it comes from, for the provenance
 */
public record StudyEntry(Study study, List<String> suites, String bundle) {
    /** The study's identifier. */
    public String id() {
        return study.descriptor().id();
    }
}
