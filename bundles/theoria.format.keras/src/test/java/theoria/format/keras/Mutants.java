package theoria.format.keras;

import static org.assertj.core.api.Assertions.assertThat;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.ModelLoader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Damaged copies of intact files, by a seed. */
final class Mutants {
    private final SplittableRandom random;

    Mutants(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The bytes with one to eight of them changed, or some cut off, doubled or filled. */
    byte[] of(byte[] intact) {
        byte[] bytes = intact.clone();
        int kind = random.nextInt(20);
        if (kind == 0) {
            return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        if (kind == 1) {
            int from = random.nextInt(bytes.length);
            int length = random.nextInt(1, Math.min(17, bytes.length - from + 1));
            byte filling = (byte) (random.nextBoolean() ? 0xff : 0);
            java.util.Arrays.fill(bytes, from, from + length, filling);
            return bytes;
        }
        int changes = kind < 14 ? 1 : random.nextInt(2, 9);
        for (int i = 0; i < changes; i++) {
            int place = random.nextInt(bytes.length);
            bytes[place] =
                    random.nextBoolean()
                            ? (byte) random.nextInt(256)
                            : (byte) (bytes[place] ^ 1 << random.nextInt(8));
        }
        return bytes;
    }

    /** A text with characters changed; half of the time digits become other digits. */
    byte[] ofText(byte[] intact) {
        if (random.nextBoolean()) {
            return of(intact);
        }
        byte[] bytes = intact.clone();
        int place = random.nextInt(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int at = (place + i) % bytes.length;
            if (Character.isDigit(bytes[at])) {
                bytes[at] = (byte) ("0123456789-e".charAt(random.nextInt(12)));
                return bytes;
            }
        }
        return bytes;
    }

    /** Writes a file anew: to overwrite one can make a file system flush it. */
    static Path write(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        return Files.write(file, bytes);
    }

    /** Whether a file loads; if not, one sentence says why. */
    static boolean loads(ModelLoader loader, Path file) throws IOException {
        try {
            ImportedModel model = loader.load(file);
            assertThat(model.graph().nodes()).isNotEmpty();
            return true;
        } catch (FormatException e) {
            assertThat(e.getMessage())
                    .startsWith("'" + file.getFileName() + "'")
                    .doesNotContain("\n");
            return false;
        } finally {
            assertThat(Files.exists(file)).isTrue();
        }
    }
}
