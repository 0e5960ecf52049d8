package theoria.core.model.registry;

import java.time.Instant;
import java.util.List;

/**
 * A study that was run: who, when, on what. Provenance and result are bytes to the registry.
 *
 * @param id unique
 * @param study identifier of the study
 * @param models hashes of the versions it used
 * @param key hash of everything that determines the result; equal keys, equal numbers
 * @param started when it began
 * @param complete whether the result is final, not a partial one of an interrupted run
 */
public record RunRecord(
        String id,
        String study,
        List<String> models,
        String key,
        Instant started,
        boolean complete) {}
