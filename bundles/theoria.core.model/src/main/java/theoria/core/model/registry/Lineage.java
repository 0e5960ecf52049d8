package theoria.core.model.registry;

/**
 * Where a version comes from.
 *
 * @param kind how it came to be
 * @param source the file or URL of an import, the reference {@code name:version} of the parent, or
 *     the architecture a training started from
 */
public record Lineage(Kind kind, String source) {
    /** How a version came to be. */
    public enum Kind {
        /** Read from a file. */
        IMPORTED,
        /** Result of a training run. */
        TRAINED,
        /** Computed from another version. */
        DERIVED
    }
}
