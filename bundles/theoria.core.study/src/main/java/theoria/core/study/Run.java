package theoria.core.study;

import theoria.core.study.result.Result;

/**
 * A study that was run.
 *
 * @param id unique
 * @param descriptor of the study
 * @param result what it found
 * @param provenance where that comes from
 */
public record Run(String id, StudyDescriptor descriptor, Result result, Provenance provenance) {}
