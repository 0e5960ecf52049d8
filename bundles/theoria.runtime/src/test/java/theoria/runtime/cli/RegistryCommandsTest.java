package theoria.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.registry.SqliteRegistry;
import theoria.runtime.job.RunControl;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** {@code theoria registry ACTION} and what {@code theoria models} shows of it. */
class RegistryCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path folder;

    @BeforeEach
    void twoVersions() throws Exception {
        NetworkGraph graph = Architecture.parse("mlp:4-3-2", Shape.of(4), 2);
        try (SqliteRegistry registry = SqliteRegistry.open(folder)) {
            for (long seed = 1; seed <= 2; seed++) {
                registry.register(
                        new NewVersion(
                                "digits",
                                graph,
                                Initialisation.HE.draw(graph, seed),
                                InputContract.IDENTITY,
                                new Lineage(Lineage.Kind.IMPORTED, "test.onnx"),
                                Map.of(),
                                Optional.empty()));
            }
        }
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        Console console =
                new Console(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        Map.of("THEORIA_WORKSPACE", folder.toString()),
                        false);
        return TheoriaCommand.execute(
                arguments, console, new CommandLineTest.Installed(), new RunControl());
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private JsonArray models(String... more) {
        String[] words = new String[more.length + 2];
        words[0] = "models";
        words[1] = "--json";
        System.arraycopy(more, 0, words, 2, more.length);
        assertThat(run(words)).isEqualTo(ExitCode.FINE);
        return JsonParser.parseString(out()).getAsJsonArray();
    }

    private JsonObject model(int index, String... more) {
        return models(more).get(index).getAsJsonObject();
    }

    @Test
    void aModelIsRenamed() {
        assertThat(run("registry", "rename", "digits", "numbers")).isEqualTo(ExitCode.FINE);
        assertThat(out().strip()).isEqualTo("digits is now numbers");
        assertThat(model(1).get("model").getAsString()).isEqualTo("numbers:2");
        assertThat(run("registry", "rename", "digits", "other")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err()).contains("there is no model 'digits' in the registry");
        assertThat(run("registry", "rename", "numbers", "a b")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("'a b' cannot name a model");
    }

    @Test
    void notesAndTagsAndAliasesAreShown() {
        assertThat(run("registry", "note", "digits:1", "from\nMonday")).isEqualTo(ExitCode.FINE);
        assertThat(run("registry", "tag", "digits:1", "good", "mnist")).isEqualTo(ExitCode.FINE);
        assertThat(out().strip()).isEqualTo("digits:1: good mnist");
        assertThat(run("registry", "alias", "digits:1", "best")).isEqualTo(ExitCode.FINE);
        assertThat(run("models")).isEqualTo(ExitCode.FINE);
        assertThat(out()).containsPattern("digits:1 .* best .* good mnist .* from Monday");
        assertThat(model(0).get("note").getAsString()).isEqualTo("from\nMonday");
        assertThat(run("registry", "tag", "digits@best", "good", "--remove"))
                .isEqualTo(ExitCode.FINE);
        assertThat(out().strip()).isEqualTo("digits:1: mnist");
        assertThat(run("registry", "alias", "digits:1", "best", "--remove"))
                .isEqualTo(ExitCode.FINE);
        assertThat(out().strip()).isEqualTo("digits:1: none");
        assertThat(run("registry", "note", "digits:1", "")).isEqualTo(ExitCode.FINE);
        assertThat(model(0).get("note").getAsString()).isEmpty();
    }

    @Test
    void wordsThatAreNoLabelsAreAMatterOfUsageAndChangeNothing() {
        assertThat(run("registry", "tag", "digits", "good", "a:b")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("'a:b' cannot be a tag; expected at most 100 letters");
        assertThat(model(1).getAsJsonArray("tags")).isEmpty();
        assertThat(run("registry", "tag", "digits")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aRemovedVersionIsListedOnRequestAndRestored() {
        assertThat(run("registry", "remove", "digits")).isEqualTo(ExitCode.FINE);
        assertThat(out()).contains("'theoria registry restore digits:2' brings it back");
        assertThat(models()).hasSize(1);
        assertThat(model(1, "--all").get("removed").getAsBoolean()).isTrue();
        assertThat(run("models", "--all")).isEqualTo(ExitCode.FINE);
        assertThat(out()).contains("digits:2 (removed)");
        assertThat(run("registry", "restore", "digits:1")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err()).contains("there is no removed version 'digits:1'");
        assertThat(run("registry", "restore", "digits:2")).isEqualTo(ExitCode.FINE);
        assertThat(model(1).get("removed").getAsBoolean()).isFalse();
    }

    @Test
    void aModelThatIsNowhereIsBadInput() {
        assertThat(run("registry", "remove", "digits:7")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err())
                .contains("there is no registered model 'digits:7'; expected name, name:version");
        String nowhere = folder.resolve("nowhere").toString();
        assertThat(run("registry", "remove", "digits", "--workspace", nowhere))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err()).contains("there is no registry in " + nowhere);
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aCheckHasAJsonForm() {
        assertThat(run("registry", "check", "--json")).isEqualTo(ExitCode.FINE);
        JsonObject facts = JsonParser.parseString(out()).getAsJsonObject();
        assertThat(facts.get("workspace").getAsString()).isEqualTo(folder.toString());
        assertThat(facts.getAsJsonArray("faults")).isEmpty();
    }

    @Test
    void actionsAreNamedWhereNoneIsGiven() {
        assertThat(run("registry")).isEqualTo(ExitCode.USAGE);
        assertThat(err())
                .contains("expected one of check, rename, note, tag, alias, remove, restore");
        assertThat(run("registry", "nonsense")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("nonsense").contains("check, rename");
        assertThat(run("registry", "tag", "--help")).isEqualTo(ExitCode.FINE);
        assertThat(out()).contains("MODEL WORD...").contains("Tag a version");
        assertThat(run("registry", "tag", "--version")).isEqualTo(ExitCode.FINE);
        assertThat(out().strip()).isEqualTo("theoria 1.0.0");
    }
}
