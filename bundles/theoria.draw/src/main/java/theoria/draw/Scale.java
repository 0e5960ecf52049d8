package theoria.draw;

/** How numbers are laid out along an axis or over colours. */
public enum Scale {
    /** As the result suggests, else as the numbers need it. */
    AUTOMATIC,
    /** In proportion. */
    LINEAR,
    /** By their logarithm; numbers that are not positive cannot be shown and are marked. */
    LOGARITHMIC
}
