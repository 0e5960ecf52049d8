package theoria.format.keras;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.testkit.Mutants;

import java.io.IOException;
import java.nio.file.Path;

/** Ten thousand damaged files of each form load or are refused in one sentence. */
class KerasMutationTest {
    private static final int TRIES = 10_000;
    private static final int ARCHIVES = 10_000;
    private static final String THREE = "{\"keras_version\": \"3.0.0\"}";

    @TempDir Path folder;

    @Test
    void intactFilesAreTheSameNetwork() throws Exception {
        Path h5 = write("small.h5", SmallModels.hdf5("softmax", "2.4.0"));
        Path keras =
                write(
                        "small.keras",
                        SmallModels.archive(
                                SmallModels.layers("softmax"), SmallModels.variables(), THREE));
        ImportedModel first = new KerasLoader().load(h5);
        ImportedModel second = new KerasArchiveLoader().load(keras);
        assertThat(first.graph().parameterCount()).isEqualTo(SmallModels.PARAMETERS);
        assertThat(second.weights()).isEqualTo(first.weights());
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Mutants.write(folder.resolve(name), bytes);
    }

    @Test
    void damagedHdf5() throws Exception {
        byte[] intact = SmallModels.hdf5("softmax", "2.4.0");
        Mutants mutants = new Mutants(1);
        int loaded = 0;
        for (int i = 0; i < TRIES; i++) {
            Path file = write("mutant.h5", mutants.of(intact));
            if (i % 2 == 0) {
                loaded += Loads.network(new KerasLoader(), file) ? 1 : 0;
            } else if (new KerasLoader().recognises(FileProbe.of(file))) {
                lookedAt(file);
            }
        }
        assertThat(loaded).isBetween(1, TRIES - 1);
    }

    private static void lookedAt(Path file) {
        Mutants.loads(
                file,
                FormatException.class,
                () -> assertThat(new KerasWeightsLoader().load(file).tensors()).isNotEmpty());
    }

    @Test
    void damagedConfigurations() throws Exception {
        byte[] intact = SmallModels.utf8(SmallModels.layers("softmax"));
        byte[] weights = SmallModels.variables();
        Mutants mutants = new Mutants(2);
        int loaded = 0;
        for (int i = 0; i < ARCHIVES; i++) {
            byte[] layers = mutants.ofText(intact);
            String text = new String(layers, java.nio.charset.StandardCharsets.UTF_8);
            Path file = write("mutant.keras", SmallModels.archive(text, weights, THREE));
            loaded += Loads.network(new KerasArchiveLoader(), file) ? 1 : 0;
            Path json = write("mutant.json", layers);
            architecture(json);
        }
        assertThat(loaded).isBetween(1, ARCHIVES - 1);
    }

    private static void architecture(Path json) {
        Mutants.loads(
                json,
                FormatException.class,
                () -> assertThat(new KerasArchitecture().load(json).nodes()).isNotEmpty());
    }

    @Test
    void damagedWeightsInArchives() throws Exception {
        byte[] intact = SmallModels.variables();
        Mutants mutants = new Mutants(3);
        int loaded = 0;
        for (int i = 0; i < ARCHIVES; i++) {
            byte[] weights = mutants.of(intact);
            Path file =
                    write(
                            "mutant.keras",
                            SmallModels.archive(SmallModels.layers("softmax"), weights, THREE));
            loaded += Loads.network(new KerasArchiveLoader(), file) ? 1 : 0;
        }
        assertThat(loaded).isBetween(1, ARCHIVES - 1);
    }

    @Test
    void damagedArchives() throws Exception {
        byte[] intact =
                SmallModels.archive(SmallModels.layers("softmax"), SmallModels.variables(), THREE);
        Mutants mutants = new Mutants(4);
        int loaded = 0;
        for (int i = 0; i < ARCHIVES; i++) {
            Path file = write("mutant.keras", mutants.of(intact));
            FileProbe probe = FileProbe.of(file);
            new KerasArchiveWeights().recognises(probe);
            if (new KerasArchiveLoader().recognises(probe)) {
                loaded += Loads.network(new KerasArchiveLoader(), file) ? 1 : 0;
            }
        }
        assertThat(loaded).isBetween(1, ARCHIVES - 1);
    }
}
