package theoria.format.keras;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.load.FileProbe;
import theoria.testkit.Mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ten thousand damaged models of each form load or are refused in one sentence. */
class TfjsMutationTest {
    private static final int TRIES = 10_000;

    @TempDir Path folder;

    private Path model;

    @BeforeEach
    void intact() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        Files.write(model.resolve("weights.bin"), SmallModels.row());
    }

    @Test
    void damagedDescriptions() throws Exception {
        byte[] intact = SmallModels.utf8(SmallModels.tfjs("softmax", "weights.bin"));
        Mutants mutants = new Mutants(1);
        int loaded = 0;
        for (int i = 0; i < TRIES; i++) {
            Path file = Mutants.write(model.resolve("model.json"), mutants.ofText(intact));
            new TfjsLoader().recognises(FileProbe.of(file));
            loaded += Loads.network(new TfjsLoader(), i % 2 == 0 ? file : model) ? 1 : 0;
        }
        assertThat(loaded).isBetween(1, TRIES - 1);
    }

    @Test
    void damagedWeights() throws Exception {
        Files.writeString(model.resolve("model.json"), SmallModels.tfjs("softmax", "weights.bin"));
        byte[] intact = SmallModels.row();
        Mutants mutants = new Mutants(2);
        int loaded = 0;
        for (int i = 0; i < TRIES; i++) {
            Mutants.write(model.resolve("weights.bin"), mutants.of(intact));
            loaded += Loads.network(new TfjsLoader(), model) ? 1 : 0;
        }
        assertThat(loaded).isBetween(1, TRIES - 1);
    }

    @Test
    void damagedZips() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("model.json", SmallModels.utf8(SmallModels.tfjs("softmax", "weights.bin")));
        entries.put("weights.bin", SmallModels.row());
        byte[] intact = SmallModels.zip(entries);
        Mutants mutants = new Mutants(3);
        int loaded = 0;
        for (int i = 0; i < TRIES; i++) {
            Path file = Mutants.write(folder.resolve("mutant.zip"), mutants.of(intact));
            if (new TfjsLoader().recognises(FileProbe.of(file))) {
                loaded += Loads.network(new TfjsLoader(), file) ? 1 : 0;
            }
        }
        assertThat(loaded).isBetween(1, TRIES - 1);
    }
}
