package theoria.core.model.file;

/**
 * How much compressed bytes are unpacked to at most. Deflate can make a file a thousand times
 * larger, which no data that anyone keeps need and which a zip bomb lives on: beyond a size that
 * does no harm, a hundred times is the most that is believed.
 */
public final class UnpackedSize {
    private static final long HARMLESS = 64L << 20;
    private static final long FACTOR = 100;

    private UnpackedSize() {}

    /** The largest number of bytes that a file of so many may unpack to, all together. */
    public static long most(long packed) {
        return Math.max(HARMLESS, packed * FACTOR);
    }
}
