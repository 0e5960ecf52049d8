package theoria.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.registry.SqliteRegistry;
import theoria.tests.support.Theoria;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The registry by the command line: search, compare, lineage, garbage, archives, repair. */
class RegistryProductTest {
    @TempDir Path folder;

    @BeforeEach
    void models() throws Exception {
        Theoria.Outcome outcome =
                theoria(
                        "train",
                        "mlp:1024-8-10",
                        "--data",
                        "synthdigits?train=60&test=40",
                        "--epochs",
                        "2",
                        "--checkpoint-every",
                        "1",
                        "--name",
                        "trained");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        try (SqliteRegistry registry = SqliteRegistry.open(workspace())) {
            NetworkGraph graph = Architecture.parse("mlp:4-3-2", Shape.of(4), 2);
            for (long seed = 1; seed <= 3; seed++) {
                Weights weights = Initialisation.HE.draw(graph, seed);
                registry.register(
                        new NewVersion(
                                "small",
                                graph,
                                weights,
                                InputContract.IDENTITY,
                                new Lineage(Lineage.Kind.DERIVED, "small:" + (seed - 1)),
                                Map.of("accuracy", 0.3 * seed),
                                Optional.empty()));
            }
        }
    }

    private Path workspace() {
        return folder.resolve("ws");
    }

    private Theoria.Outcome theoria(String... arguments) {
        return new Theoria(workspace()).run(arguments);
    }

    private String out(String... arguments) {
        Theoria.Outcome outcome = theoria(arguments);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private List<String> found(String query) {
        JsonArray models =
                JsonParser.parseString(out("models", "--where", query, "--json")).getAsJsonArray();
        return models.asList().stream()
                .map(model -> model.getAsJsonObject().get("model").getAsString())
                .toList();
    }

    @Test
    void aQueryFindsModels() {
        assertThat(found("accuracy > 0.5 and name = small")).containsExactly("small:2", "small:3");
        assertThat(found("arch ~ MLP:1024")).containsExactly("trained:1");
        assertThat(found("parameters < 100 and not version = 2"))
                .containsExactly("small:1", "small:3");
        assertThat(found("created > 2025 and synthdigits")).containsExactly("trained:1");
        assertThat(out("models", "--where", "small")).hasLineCount(4);
        Theoria.Outcome none = theoria("models", "--where", "nothing");
        assertThat(none.code()).isZero();
        assertThat(none.err()).contains("no model satisfies text ~ nothing");
    }

    @Test
    void aBadQueryIsOneSentenceWithThePlace() {
        Theoria.Outcome outcome = theoria("models", "--where", "accuracy > high");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .hasLineCount(1)
                .startsWith("theoria: the query goes wrong at character 12: found 'high'");
    }

    @Test
    void versionsAreComparedInThreeForms() {
        assertThat(out("models", "compare", "small:1", "small:3", "trained"))
                .containsPattern("small:1 +small:3 +trained:1")
                .containsPattern("accuracy +0.3 +0.9 ");
        assertThat(out("models", "compare", "small:1", "small:2", "--differences"))
                .contains("hash")
                .doesNotContain("architecture");
        JsonObject facts =
                JsonParser.parseString(out("models", "compare", "small:1", "small:2", "--json"))
                        .getAsJsonObject();
        assertThat(facts.getAsJsonArray("models")).hasSize(2);
        assertThat(facts.getAsJsonArray("rows"))
                .anyMatch(row -> row.getAsJsonObject().get("metric").getAsBoolean());
        List<String> csv = out("models", "compare", "small:1", "small:2", "--csv").lines().toList();
        assertThat(csv).hasSize(3);
        assertThat(csv.get(0)).startsWith("model,hash,created,parameters").endsWith("accuracy");
        assertThat(theoria("models", "compare", "small:1").code()).isEqualTo(2);
        assertThat(theoria("models", "compare", "small:1", "nobody").code()).isEqualTo(3);
    }

    @Test
    void lineageIsATree() {
        assertThat(theoria("registry", "remove", "small:3").code()).isZero();
        assertThat(out("models", "lineage", "small:2").lines())
                .containsExactly(
                        "small:0",
                        "  small:1  derived",
                        "    small:2  derived <",
                        "      small:3  derived, removed");
        JsonObject facts =
                JsonParser.parseString(out("models", "lineage", "small:2", "--json"))
                        .getAsJsonObject();
        assertThat(facts.getAsJsonArray("ancestors")).hasSize(1);
        assertThat(out("models", "lineage", "trained"))
                .startsWith("mlp:1024-8-10 on synthdigits")
                .contains("trained:1  trained, mlp:1024-8-10 <");
    }

    @Test
    void checkpointsAreATable() {
        List<String> lines = out("models", "trajectory", "trained").lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("step").contains("loss");
        assertThat(out("models", "trajectory", "trained", "--csv").lines()).hasSize(4);
        assertThat(
                        JsonParser.parseString(out("models", "trajectory", "trained", "--json"))
                                .getAsJsonObject()
                                .getAsJsonArray("checkpoints"))
                .hasSize(3);
        assertThat(theoria("models", "trajectory", "small").err()).contains("has no checkpoints");
    }

    @Test
    void lineageNamesTheArchitectureOfAnImport() throws Exception {
        Path weights = folder.resolve("w.safetensors");
        Files.write(weights, safetensors());
        String architecture = "mlp:2-1";
        out("import", weights.toString(), "--architecture", architecture, "--name", "loaded");
        assertThat(found("arch = mlp:2-1 and format = safetensors and kind = imported"))
                .containsExactly("loaded:1");
        assertThat(out("models", "lineage", "loaded"))
                .startsWith(weights + "?architecture=" + architecture)
                .contains("loaded:1  imported, mlp:2-1, safetensors <");
    }

    /** A kernel of two numbers and a bias, as torch names those of a network of one layer. */
    private static byte[] safetensors() throws Exception {
        byte[] header =
                ("{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                                + "\"0.bias\":{\"dtype\":\"F32\",\"shape\":[1],"
                                + "\"data_offsets\":[8,12]}}")
                        .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .array());
        out.write(header);
        ByteBuffer numbers = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        out.write(numbers.putFloat(1).putFloat(2).putFloat(3).array());
        return out.toByteArray();
    }

    @Test
    void garbageIsToldAndDestroyed() throws Exception {
        Path blobs = workspace().resolve("blobs");
        Path dead = Files.writeString(blobs.resolve("new-1.tmp"), "12345");
        Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        out("registry", "remove", "small:2");
        assertThat(out("registry", "gc", "--dry-run"))
                .contains("temporary file new-1.tmp: 5 bytes")
                .contains("would destroy 0 versions, 0 blobs and 1 temporary files: 5 bytes");
        assertThat(dead).exists();
        assertThat(out("registry", "gc", "--forget", "0", "--min-age", "0"))
                .contains("version small:2")
                .contains("destroyed 1 versions, 1 blobs and 1 temporary files");
        assertThat(dead).doesNotExist();
        JsonObject facts =
                JsonParser.parseString(out("registry", "gc", "--json")).getAsJsonObject();
        assertThat(facts.get("bytes").getAsLong()).isZero();
        assertThat(theoria("registry", "restore", "small:2").code()).isEqualTo(3);
        assertThat(theoria("registry", "gc", "--min-age", "-1").code()).isEqualTo(2);
        assertThat(out("registry", "check")).startsWith("all well");
    }

    @Test
    void aModelGoesToAnotherRegistry() {
        String file = folder.resolve("t.zip").toString();
        out("registry", "tag", "trained", "good");
        assertThat(out("registry", "export", "trained", "-o", file))
                .contains("model trained, 1 versions, 3 checkpoints, 0 runs");
        Theoria other = new Theoria(folder.resolve("other"));
        assertThat(other.run("registry", "import", file).out())
                .startsWith("imported model trained, 1 versions");
        assertThat(other.run("models", "--json").out())
                .isEqualTo(out("models", "--where", "name = trained", "--json"));
        assertThat(other.run("models", "trajectory", "trained").out())
                .isEqualTo(out("models", "trajectory", "trained"));
        assertThat(other.run("registry", "import", file).code()).isEqualTo(3);
        assertThat(other.run("registry", "import", file, "--name", "a b").code()).isEqualTo(2);
        assertThat(other.run("registry", "import", file, "--name", "again").code()).isZero();
        assertThat(other.run("registry", "check").code()).isZero();
    }

    @Test
    void aHostileArchiveIsOneSentence() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.zip"), "no zip");
        Theoria other = new Theoria(folder.resolve("other"));
        Theoria.Outcome outcome = other.run("registry", "import", file.toString());
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).hasLineCount(1).contains("bad.zip");
        assertThat(other.workspace()).doesNotExist();
    }

    @Test
    void aLostIndexIsRepaired() throws Exception {
        String before = out("models", "--json");
        Files.delete(workspace().resolve("registry.db"));
        Theoria.Outcome outcome = theoria("registry", "check", "--repair");
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("restored version small:2").contains("all well in");
        assertThat(out("models", "--json")).isEqualTo(before);
        for (Path blob : blobs()) {
            Files.write(blob, new byte[] {1});
        }
        Files.delete(workspace().resolve("registry.db"));
        Theoria.Outcome lost = theoria("registry", "check", "--repair", "--json");
        assertThat(lost.code()).isEqualTo(3);
        assertThat(lost.out()).contains("version small:2 cannot be had: blob");
        assertThat(new Theoria(folder.resolve("no")).run("registry", "check", "--repair").code())
                .isEqualTo(3);
    }

    private List<Path> blobs() throws Exception {
        try (Stream<Path> files = Files.walk(workspace().resolve("blobs"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
