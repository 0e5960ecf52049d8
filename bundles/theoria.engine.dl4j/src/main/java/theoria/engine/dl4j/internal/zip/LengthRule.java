package theoria.engine.dl4j.internal.zip;

/** How a layer changes the length of one axis of an image. */
@FunctionalInterface
interface LengthRule {
    /** Length of the output; not positive if the layer does not fit. */
    int outputLength(int length);

    /** Whether windows cover the padded input without a rest. */
    default boolean exact(int length) {
        return true;
    }
}
