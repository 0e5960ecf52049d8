package theoria.runtime.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.data.InputContract;
import theoria.core.model.engine.TrainingState;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelHistory;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.RunRecord;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.registry.SqliteRegistry;
import theoria.runtime.source.Workspace;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

class ModelArchiveTest {
    @TempDir Path folder;

    private Path file = Path.of("");
    private ModelHistory history = new ModelHistory("", List.of(), List.of(), List.of());

    @BeforeEach
    void anArchive() throws Exception {
        file = folder.resolve("digits.zip");
        try (SqliteRegistry registry = SqliteRegistry.open(folder.resolve("from"))) {
            String trajectory = registry.openTrajectory("key", "words \"quoted\"\n");
            for (long seed = 1; seed <= 3; seed++) {
                NewVersion version = version(seed, seed == 1 ? trajectory : "");
                registry.addCheckpoint(
                        trajectory,
                        new TrainingState(seed, version.weights(), new double[] {seed}),
                        Map.of("loss", 1.0 / seed));
                registry.register(version);
            }
            ModelVersion first = registry.find("digits:1").orElseThrow();
            registry.setAlias(first, "best");
            registry.addTag(first, "Größe");
            registry.setNote(first, "a\nnote");
            registry.addMetrics(first, Map.of("nan", Double.NaN, "low", Double.NEGATIVE_INFINITY));
            registry.remove(registry.find("digits:3").orElseThrow());
            registry.record(
                    new RunRecord("r", "s", List.of(first.hash()), "k", Instant.EPOCH, true),
                    new byte[] {1, 2, 3});
            history = ModelArchive.write(registry, "digits", file);
        }
    }

    private static NewVersion version(long seed, String trajectory) {
        NetworkGraph graph = Architecture.parse("mlp:4-3-2", Shape.of(4), 2);
        return new NewVersion(
                "digits",
                graph,
                Initialisation.HE.draw(graph, seed),
                InputContract.parse("scale=1/255").withClassNames(List.of("no", "yes")),
                seed == 1
                        ? new Lineage(Lineage.Kind.TRAINED, "mlp:4-3-2 on x")
                        : new Lineage(Lineage.Kind.DERIVED, "digits:1"),
                Map.of("accuracy", 0.1 * seed),
                Optional.of(trajectory).filter(id -> !id.isEmpty()));
    }

    private ModelHistory read(Optional<String> name) throws FormatException, RegistryException {
        try (Workspace workspace = new Workspace(folder.resolve("to"))) {
            return ModelArchive.read(file, name, workspace::registry);
        }
    }

    @Test
    void whatWasExportedIsEqualInAnEmptyRegistry() throws Exception {
        read(Optional.empty());
        try (SqliteRegistry registry = SqliteRegistry.open(folder.resolve("to"))) {
            assertThat(registry.history("digits")).isEqualTo(history);
            assertThat(registry.check()).isEmpty();
            Path again = folder.resolve("again.zip");
            ModelArchive.write(registry, "digits", again);
            assertThat(again).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void aTakenNameIsRefusedAndAnotherIsTaken() throws Exception {
        read(Optional.empty());
        assertThatThrownBy(() -> read(Optional.empty()))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("there is a model 'digits' already; another name is needed");
        assertThat(read(Optional.of("numbers")).name()).isEqualTo("numbers");
        try (SqliteRegistry registry = SqliteRegistry.open(folder.resolve("to"))) {
            assertThat(registry.find("numbers:2").orElseThrow().lineage().source())
                    .isEqualTo("numbers:1");
            assertThat(registry.history("numbers")).isEqualTo(history.named("numbers"));
        }
    }

    @Test
    void aDamagedBlobIsNotExported() throws Exception {
        String hash = history.versions().get(0).weights();
        Path blob = folder.resolve("from").resolve("blobs").resolve(hash.substring(0, 2));
        Files.write(blob.resolve(hash), new byte[] {1});
        Path target = folder.resolve("x.zip");
        try (SqliteRegistry registry = SqliteRegistry.open(folder.resolve("from"))) {
            assertThatThrownBy(() -> ModelArchive.write(registry, "digits", target))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("blob " + hash + " is damaged");
            assertThatThrownBy(() -> ModelArchive.write(registry, "nobody", target))
                    .hasMessageContaining("there is no model 'nobody'");
        }
        assertThat(target).doesNotExist();
    }

    /** The entries of the archive, to be spoilt. */
    private Map<String, byte[]> entries() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private void write(Map<String, byte[]> entries) throws Exception {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }

    private void requireRefused(String words) {
        assertThatThrownBy(() -> read(Optional.empty()))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("file '" + file + "'")
                .hasMessageContaining(words)
                .hasMessageNotContaining("\n");
        assertThat(folder.resolve("to")).doesNotExist();
    }

    private void requireManifestRefused(String from, String to, String words) throws Exception {
        Map<String, byte[]> entries = entries();
        String manifest = new String(entries.get(ModelArchive.MANIFEST), StandardCharsets.UTF_8);
        assertThat(manifest).contains(from);
        String changed = manifest.replace(from, to);
        entries.put(ModelArchive.MANIFEST, changed.getBytes(StandardCharsets.UTF_8));
        write(entries);
        requireRefused(words);
    }

    @Test
    void entriesThatLeadOutOrAreNotNamedAreRefused() throws Exception {
        Map<String, byte[]> entries = entries();
        entries.put("../evil", new byte[] {1});
        write(entries);
        requireRefused("entry '../evil' has a name that leads out of the zip");
        entries.remove("../evil");
        entries.put("more", new byte[] {1});
        write(entries);
        requireRefused("entry 'more' is not named by the manifest");
        assertThat(folder.resolveSibling("evil")).doesNotExist();
    }

    @Test
    void blobsThatAreWrongOrMissingAreRefused() throws Exception {
        for (String hash : history.blobs()) {
            Map<String, byte[]> entries = entries();
            entries.put("blobs/" + hash, new byte[] {9, 9, 9});
            write(entries);
            requireRefused("blob " + hash + " has another length or hash");
            entries.remove("blobs/" + hash);
            write(entries);
            requireRefused("entry 'blobs/" + hash + "' is missing");
            anArchiveAgain();
        }
    }

    private void anArchiveAgain() throws Exception {
        try (SqliteRegistry registry = SqliteRegistry.open(folder.resolve("from"))) {
            ModelArchive.write(registry, "digits", file);
        }
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() throws Exception {
        Map<String, byte[]> entries = entries();
        entries.put("blobs/" + history.versions().get(0).weights(), new byte[80 << 20]);
        write(entries);
        assertThat(Files.size(file)).isLessThan(1 << 20);
        requireRefused("as a zip bomb does; expected at most");
    }

    @Test
    void aTruncatedFileIsRefusedWhereverItEnds() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 1 + whole.length / 60) {
            Files.write(file, Arrays.copyOf(whole, length));
            requireRefused("file");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "format": "theoria-model" | "format": "other"        | not of format 'theoria-model'
                    "version": 1              | "version": 2             | not of format
                    "parameters": 23          | "parameters": 24         | does not have its hash
                    "parameters": 23          | "parameters": "many"     | no 'parameters' that is a whole
                    "parameters": 23          | "parameters": -1         | no 'parameters' that is a whole
                    "number": 1               | "number": 0              | is none of model
                    "number": 1,              | "numbers": 1,            | has no 'number'
                    "kind": "trained"         | "kind": "found"          | expected imported, trained or
                    "Größe"                   | "a b"                    | cannot be a tag
                    "best"                    | "a:b"                    | cannot be an alias
                    "name": "digits"          | "name": "../x"           | cannot name a model
                    "trajectory":             | "trajectory": "x", "y":  | its training is missing
                    "contract": "scale=1/255" | "contract": "scale=x"    | scale
                    "created": "              | "created": "yesterday    | is a time in UTC
                    "nan": "NaN"              | "nan": "none"            | an object of numbers
                    "complete": true          | "complete": 1            | that is true or false
                    "versions": [             | "versions": {}, "v": [   | has no 'versions' that is a list
                    "graph": "                | "graph": "../../x        | is no SHA-256
                    """)
    void aManifestThatIsWrongIsRefused(String from, String to, String words) throws Exception {
        Map<String, byte[]> entries = entries();
        String manifest = new String(entries.get(ModelArchive.MANIFEST), StandardCharsets.UTF_8);
        assertThat(manifest).contains(from);
        entries.put(
                ModelArchive.MANIFEST, manifest.replace(from, to).getBytes(StandardCharsets.UTF_8));
        write(entries);
        assertThatThrownBy(() -> read(Optional.empty()))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("file '" + file + "'")
                .hasMessageContaining(words)
                .hasMessageNotContaining("\n");
        if (Files.exists(folder.resolve("to"))) {
            try (SqliteRegistry registry = SqliteRegistry.open(folder.resolve("to"))) {
                assertThat(registry.versions()).isEmpty();
                assertThat(registry.runs()).isEmpty();
                assertThat(folder.resolve("to").resolve("blobs")).doesNotExist();
            }
        }
    }

    @Test
    void aVersionThatSaysTheWrongWeightsIsRefused() throws Exception {
        List<ModelHistory.Version> versions = history.versions();
        Map<String, byte[]> entries = entries();
        String manifest = new String(entries.get(ModelArchive.MANIFEST), StandardCharsets.UTF_8);
        String swapped =
                manifest.replace(versions.get(0).weights(), "*")
                        .replace(versions.get(1).weights(), versions.get(0).weights())
                        .replace("*", versions.get(1).weights());
        entries.put(ModelArchive.MANIFEST, swapped.getBytes(StandardCharsets.UTF_8));
        write(entries);
        assertThatThrownBy(() -> read(Optional.empty()))
                .hasMessageContaining("version digits:1 does not have its hash");
    }

    @Test
    void whatIsNoArchiveIsRefused() throws Exception {
        Files.writeString(file, "words");
        requireRefused("cannot be read as an archive of a model");
        Files.delete(file);
        requireRefused("cannot be read as an archive of a model");
        write(Map.of("x", new byte[1]));
        requireRefused("entry 'theoria-model.json' is missing");
        write(Map.of(ModelArchive.MANIFEST, "[".repeat(100_000).getBytes(StandardCharsets.UTF_8)));
        requireRefused("is no JSON object");
    }

    @Test
    void deepJsonIsRefusedToo() throws Exception {
        requireManifestRefused("\"versions\": [", "\"versions\": [[[[[1]]]]],\"x\":[", "versions");
    }
}
