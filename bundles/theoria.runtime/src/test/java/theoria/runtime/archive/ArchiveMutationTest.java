package theoria.runtime.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.registry.SqliteRegistry;
import theoria.runtime.source.Workspace;
import theoria.testkit.Mutants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Ten thousand damaged archives, and as many damaged manifests, load or are refused. */
class ArchiveMutationTest {
    private static final int TRIES = 10_000;

    /** Most of these load, and each then is written to a registry. */
    private static final int ADDED = 200;

    @TempDir Path folder;

    private Path intact = Path.of("");

    private interface Damage {
        byte[] mutant(Mutants mutants) throws IOException;
    }

    @BeforeEach
    void anArchive() throws Exception {
        intact = folder.resolve("intact.zip");
        NetworkGraph graph = Architecture.parse("mlp:4-3-2", Shape.of(4), 2);
        try (SqliteRegistry registry = SqliteRegistry.open(folder.resolve("from"))) {
            registry.register(
                    new NewVersion(
                            "digits",
                            graph,
                            Initialisation.HE.draw(graph, 1),
                            InputContract.parse("scale=1/255"),
                            new Lineage(Lineage.Kind.TRAINED, "mlp:4-3-2 on x"),
                            Map.of("accuracy", 0.5),
                            Optional.empty()));
            ModelArchive.write(registry, "digits", intact);
        }
    }

    private void damage(long seed, int tries, Damage damage) throws Exception {
        Mutants mutants = new Mutants(seed);
        int loaded = 0;
        try (Workspace workspace = new Workspace(folder.resolve("to"))) {
            for (int i = 0; i < tries; i++) {
                Optional<String> name = Optional.of("copy" + i);
                Path file = Mutants.write(folder.resolve("mutant.zip"), damage.mutant(mutants));
                loaded +=
                        Mutants.loads(
                                        file,
                                        FormatException.class,
                                        () -> ModelArchive.read(file, name, workspace::registry))
                                ? 1
                                : 0;
            }
            assertThat(workspace.registry().versions()).hasSize(loaded);
            assertThat(workspace.registry().check()).isEmpty();
        }
        assertThat(loaded).isBetween(1, tries - 1);
    }

    @Test
    void damagedArchives() throws Exception {
        byte[] bytes = Files.readAllBytes(intact);
        damage(1, TRIES, mutants -> mutants.of(bytes));
    }

    @Test
    void damagedManifests() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(intact.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        byte[] manifest = entries.getOrDefault(ModelArchive.MANIFEST, new byte[0]);
        Mutants mutated = new Mutants(3);
        for (int i = 0; i < TRIES; i++) {
            String text = new String(mutated.ofText(manifest), StandardCharsets.UTF_8);
            Mutants.loads(
                    Path.of(""),
                    FormatException.class,
                    () -> assertThat(Manifest.read(text).versions()).isNotNull());
        }
        damage(
                2,
                ADDED,
                mutants -> {
                    entries.put(ModelArchive.MANIFEST, mutants.ofText(manifest));
                    return zip(entries);
                });
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
