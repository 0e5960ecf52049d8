package theoria.core.model.registry;

import java.time.Duration;
import java.util.Optional;

/**
 * What a garbage collection may destroy.
 *
 * @param dryRun only tell, destroy nothing
 * @param age files younger than this are left alone: somebody may be writing them
 * @param forget versions that were removed at least so long ago are destroyed for good, if given;
 *     without it every removed version can be restored
 */
public record GarbageRules(boolean dryRun, Duration age, Optional<Duration> forget) {
    /** The usual age. */
    public static final Duration USUAL_AGE = Duration.ofHours(1);
}
