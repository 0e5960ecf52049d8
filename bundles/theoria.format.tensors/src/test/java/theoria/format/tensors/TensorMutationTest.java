package theoria.format.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.load.TensorLoader;
import theoria.testkit.Mutants;
import theoria.testkit.SharedFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Ten thousand damaged files of each form load or are refused in one sentence. */
class TensorMutationTest {
    private static final int TRIES = 10_000;

    @TempDir Path folder;

    private interface Damage {
        byte[] mutant(Mutants mutants);
    }

    /** Damages a file again and again; some copies load, some do not. */
    private void damage(TensorLoader loader, String name, long seed, Damage damage)
            throws IOException, FormatException {
        Mutants mutants = new Mutants(seed);
        int loaded = 0;
        for (int i = 0; i < TRIES; i++) {
            Path file = Mutants.write(folder.resolve(name), damage.mutant(mutants));
            loader.recognises(FileProbe.of(file));
            loaded += Mutants.loads(file, FormatException.class, () -> read(loader, file)) ? 1 : 0;
        }
        assertThat(loaded).isBetween(1, TRIES - 1);
    }

    private static void read(TensorLoader loader, Path file) throws FormatException {
        for (NamedTensors.Entry entry : loader.load(file).tensors()) {
            assertThat(entry.values().toDoubles()).hasSize(entry.values().shape().size());
        }
    }

    @Test
    void intactFilesLoad() throws Exception {
        Path zip = Files.write(folder.resolve("a.pt"), zip(SmallFiles.pickle()));
        Path old = Files.write(folder.resolve("b.pt"), SmallFiles.legacy(SmallFiles.pickle()));
        for (Path file : new Path[] {zip, old}) {
            NamedTensors tensors = new TorchLoader().load(file);
            assertThat(tensors.tensors()).hasSize(2);
            assertThat(tensors.facts()).containsEntry("epoch", "7");
            assertThat(tensors.tensors().get(1).values().toFloats())
                    .containsExactly(-1.5f, 1.5f, -0.5f, 2.5f);
        }
    }

    private static byte[] zip(byte[] pickle) {
        return SmallFiles.zip(pickle, SmallFiles.storage());
    }

    @Test
    void damagedSafetensors() throws Exception {
        byte[] intact = SmallFiles.safetensors();
        damage(new SafetensorsLoader(), "mutant.safetensors", 1, mutants -> mutants.ofText(intact));
    }

    @Test
    void damagedPicklesInZips() throws Exception {
        byte[] pickle = SmallFiles.pickle();
        damage(new TorchLoader(), "mutant.pt", 2, mutants -> zip(mutants.of(pickle)));
    }

    @Test
    void damagedZips() throws Exception {
        byte[] intact = zip(SmallFiles.pickle());
        damage(new TorchLoader(), "mutant.pt", 3, mutants -> mutants.of(intact));
    }

    @Test
    void damagedFilesOfTheOldForm() throws Exception {
        byte[] intact = SmallFiles.legacy(SmallFiles.pickle());
        damage(new TorchLoader(), "mutant.pt", 4, mutants -> mutants.of(intact));
    }

    @Test
    void damagedTars() throws Exception {
        byte[] intact =
                Files.readAllBytes(SharedFiles.require("data/pytorch/reader/tar_float32.tar"));
        damage(new TorchLoader(), "mutant.tar", 5, mutants -> mutants.of(intact));
    }

    @Test
    void damagedArrays() throws Exception {
        byte[] intact = SmallFiles.npy();
        damage(new NumpyTensorsLoader(), "mutant.npy", 6, mutants -> mutants.ofText(intact));
    }

    @Test
    void damagedArchivesOfArrays() throws Exception {
        byte[] intact = SmallFiles.npz();
        byte[] array = SmallFiles.npy();
        damage(
                new NumpyTensorsLoader(),
                "mutant.npz",
                7,
                mutants ->
                        mutants.choice(2) == 0
                                ? mutants.of(intact)
                                : SmallFiles.zip(java.util.Map.of("a.npy", mutants.ofText(array))));
    }

    @Test
    void damagedArchitectures() throws Exception {
        byte[] intact = SmallFiles.architecture();
        Mutants mutants = new Mutants(8);
        ArchitectureFile loader = new ArchitectureFile();
        assertThat(loader.load(Files.write(folder.resolve("intact.json"), intact)).classes())
                .isEqualTo(3);
        int loaded = 0;
        for (int i = 0; i < TRIES; i++) {
            Path file = Mutants.write(folder.resolve("mutant.json"), mutants.ofText(intact));
            loader.recognises(FileProbe.of(file));
            loaded +=
                    Mutants.loads(
                                    file,
                                    FormatException.class,
                                    () -> assertThat(loader.load(file).nodes()).isNotEmpty())
                            ? 1
                            : 0;
        }
        assertThat(loaded).isBetween(1, TRIES - 1);
    }
}
