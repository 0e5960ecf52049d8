package theoria.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Ten thousand damaged graphs load or are refused in one sentence. */
class TensorFlowMutationTest {
    private static final int TRIES = 10_000;

    @TempDir Path folder;

    private final SplittableRandom random = new SplittableRandom(1);
    private final TensorFlowLoader loader = new TensorFlowLoader();

    @Test
    void damagedGraphs() throws IOException, FormatException {
        byte[] intact = SmallGraph.bytes();
        int loaded = 0;
        for (int i = 0; i < TRIES; i++) {
            Path file = folder.resolve("mutant.pb");
            Files.deleteIfExists(file); // to overwrite it could make a file system flush it
            Files.write(file, mutant(intact));
            loader.recognises(FileProbe.of(file));
            loaded += loads(file) ? 1 : 0;
        }
        assertThat(loaded).isBetween(1, TRIES - 1);
    }

    private byte[] mutant(byte[] intact) {
        if (random.nextInt(20) == 0) {
            return Arrays.copyOf(intact, random.nextInt(intact.length));
        }
        byte[] bytes = intact.clone();
        int changes = random.nextInt(3) > 0 ? 1 : random.nextInt(2, 9);
        for (int i = 0; i < changes; i++) {
            int place = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0:
                    bytes[place] = (byte) random.nextInt(256);
                    break;
                case 1:
                    bytes[place] ^= (byte) (1 << random.nextInt(8));
                    break;
                default:
                    int end = Math.min(bytes.length, place + random.nextInt(1, 10));
                    Arrays.fill(bytes, place, end, (byte) 0xff);
            }
        }
        return bytes;
    }

    private boolean loads(Path file) {
        try {
            assertThat(loader.load(file).graph().nodes()).isNotEmpty();
            return true;
        } catch (FormatException e) {
            assertThat(e.getMessage()).startsWith("'mutant.pb': ").doesNotContain("\n");
            return false;
        }
    }
}
