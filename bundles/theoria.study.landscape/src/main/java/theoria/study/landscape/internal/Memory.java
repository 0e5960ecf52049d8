package theoria.study.landscape.internal;

import java.util.Locale;
import java.util.Optional;

/** Whether what a run will allocate is there, asked before it is allocated. */
public final class Memory {
    private Memory() {}

    /**
     * Why a run does not fit, in words; empty if it does.
     *
     * @param what of the sentence, for example {@code a grid of 10001 x 10001 for 'lenet'}
     * @param bytes at its peak
     */
    public static Optional<String> obstacle(String what, double bytes) {
        return obstacle(what, bytes, available());
    }

    /** Bytes that can still be allocated. */
    public static long available() {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        return runtime.maxMemory() - used;
    }

    static Optional<String> obstacle(String what, double bytes, double available) {
        return bytes <= available
                ? Optional.empty()
                : Optional.of(
                        what + " needs " + words(bytes) + ", " + words(available) + " available");
    }

    private static String words(double bytes) {
        boolean large = bytes >= 1e8;
        return String.format(
                Locale.ROOT, large ? "%.1f GB" : "%.1f MB", bytes / (large ? 1e9 : 1e6));
    }
}
