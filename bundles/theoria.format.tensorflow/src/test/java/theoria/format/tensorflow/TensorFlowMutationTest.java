package theoria.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.testkit.Mutants;

import java.io.IOException;
import java.nio.file.Path;

/** Ten thousand damaged graphs load or are refused in one sentence. */
class TensorFlowMutationTest {
    private static final int TRIES = 10_000;

    @TempDir Path folder;

    private final TensorFlowLoader loader = new TensorFlowLoader();

    @Test
    void damagedGraphs() throws IOException, FormatException {
        byte[] intact = SmallGraph.bytes();
        Mutants mutants = new Mutants(1);
        int loaded = 0;
        for (int i = 0; i < TRIES; i++) {
            Path file = Mutants.write(folder.resolve("mutant.pb"), mutants.of(intact));
            loader.recognises(FileProbe.of(file));
            loaded += loads(file) ? 1 : 0;
        }
        assertThat(loaded).isBetween(1, TRIES - 1);
    }

    private boolean loads(Path file) {
        return Mutants.loads(
                file,
                FormatException.class,
                () -> assertThat(loader.load(file).graph().nodes()).isNotEmpty());
    }
}
