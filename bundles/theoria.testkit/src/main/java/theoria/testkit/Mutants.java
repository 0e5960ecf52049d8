package theoria.testkit;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damaged copies of intact files, by a seed, and what may become of them. */
public final class Mutants {
    /** What a length, an extent or an offset is spoilt with. */
    private static final long[] ODD_NUMBERS = {
        0, 1, -1, 0x7f, 0x80, 0xffff, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 32, 1L << 60
    };

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** A sentence of more characters is none that a person reads. */
    private static final int LONGEST_SENTENCE = 1200;

    private final SplittableRandom random;

    /** The mutants of this seed, always the same ones. */
    public Mutants(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Another way to load a damaged file, chosen by {@link #choice}. */
    public int choice(int count) {
        return random.nextInt(count);
    }

    /** The bytes with up to eight of them changed, or some cut off, cut out, doubled or filled. */
    public byte[] of(byte[] intact) {
        switch (random.nextInt(16)) {
            case 0:
                return Arrays.copyOf(intact, random.nextInt(intact.length));
            case 1:
                return without(intact);
            case 2:
                return doubled(intact);
            case 3:
                return filled(intact);
            case 4:
            case 5:
                return withOddNumber(intact);
            default:
                return changed(intact);
        }
    }

    /** A text with characters changed; half of the time a digit becomes another character. */
    public byte[] ofText(byte[] intact) {
        if (random.nextBoolean()) {
            return of(intact);
        }
        byte[] bytes = intact.clone();
        int place = random.nextInt(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int at = (place + i) % bytes.length;
            if (Character.isDigit(bytes[at])) {
                bytes[at] = (byte) "0123456789-e".charAt(random.nextInt(12));
                return bytes;
            }
        }
        return bytes;
    }

    private byte[] changed(byte[] intact) {
        byte[] bytes = intact.clone();
        int changes = random.nextInt(3) > 0 ? 1 : random.nextInt(2, 9);
        for (int i = 0; i < changes; i++) {
            int place = random.nextInt(bytes.length);
            bytes[place] =
                    random.nextBoolean()
                            ? (byte) random.nextInt(256)
                            : (byte) (bytes[place] ^ 1 << random.nextInt(8));
        }
        return bytes;
    }

    /** A range of 1 to 16 bytes: where it begins and ends. */
    private int[] range(int length) {
        int from = random.nextInt(length);
        return new int[] {from, Math.min(length, from + random.nextInt(1, 17))};
    }

    private byte[] without(byte[] intact) {
        int[] range = range(intact.length);
        return joined(intact, range[0], range[1]);
    }

    private byte[] doubled(byte[] intact) {
        int[] range = range(intact.length);
        return joined(intact, range[1], range[0]);
    }

    /** The beginning of the bytes up to a place, and what comes from another place on. */
    private static byte[] joined(byte[] intact, int to, int from) {
        byte[] bytes = Arrays.copyOf(intact, to + intact.length - from);
        System.arraycopy(intact, from, bytes, to, intact.length - from);
        return bytes;
    }

    private byte[] filled(byte[] intact) {
        byte[] bytes = intact.clone();
        int[] range = range(bytes.length);
        Arrays.fill(bytes, range[0], range[1], (byte) (random.nextBoolean() ? 0xff : 0));
        return bytes;
    }

    private byte[] withOddNumber(byte[] intact) {
        int width = new int[] {Short.BYTES, Integer.BYTES, Long.BYTES}[random.nextInt(3)];
        if (intact.length < width) {
            return filled(intact);
        }
        byte[] bytes = intact.clone();
        boolean little = random.nextBoolean();
        ByteBuffer number =
                ByteBuffer.allocate(Long.BYTES)
                        .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                        .putLong(0, ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)]);
        int place = random.nextInt(bytes.length - width + 1);
        number.get(little ? 0 : Long.BYTES - width, bytes, place, width);
        return bytes;
    }

    /** Writes a file anew: to overwrite one can make a file system flush it. */
    public static Path write(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        return Files.write(file, bytes);
    }

    /** Loads a file; what it gives is no matter. */
    @FunctionalInterface
    public interface Load {
        /** Loads it. */
        void run() throws Exception;
    }

    /**
     * Whether a damaged file loads, in bounded time; if not, a sentence that names it says why.
     *
     * @param refusal the only exception that may come out
     */
    public static boolean loads(Path file, Class<? extends Exception> refusal, Load load) {
        long start = System.nanoTime();
        Throwable thrown = catchThrowable(load::run);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(taken.compareTo(LIMIT) < 0, () -> file + " took " + taken);
        if (thrown == null) {
            return true;
        }
        if (!refusal.isInstance(thrown)) {
            throw new AssertionError(file + " was not refused but failed: " + thrown, thrown);
        }
        requireSentence(file, String.valueOf(thrown.getMessage()));
        return false;
    }

    /** Requires one sentence that names the file, if without ending, and says what was expected. */
    public static void requireSentence(Path file, String message) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\..*", "");
        assertTrue(message.contains(name), () -> "does not name '" + name + "': " + message);
        assertTrue(message.contains("expected"), () -> "says not what was expected: " + message);
        assertTrue(message.length() <= LONGEST_SENTENCE, () -> "is too long: " + message);
        assertTrue(
                message.codePoints().noneMatch(Mutants::breaksLines),
                () -> "has control characters: " + message);
    }

    private static boolean breaksLines(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
