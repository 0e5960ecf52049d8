package theoria.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.tensor.Shape;
import theoria.registry.SqliteRegistry;
import theoria.tests.support.Theoria;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code theoria export}: what is written is the same network again. */
class ExportCommandTest {
    private static final String DATA = "synthdigits?train=60&test=40";

    @TempDir Path folder;

    @BeforeEach
    void aModel() {
        Theoria.Outcome outcome =
                theoria(
                        "train",
                        "lenet",
                        "--data",
                        DATA,
                        "--epochs",
                        "1",
                        "--name",
                        "m",
                        "--preprocess",
                        "scale=1/255");
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    private Theoria.Outcome theoria(String... arguments) {
        return new Theoria(folder.resolve("ws")).run(arguments);
    }

    private Path exported(String file) {
        Path target = folder.resolve(file);
        Theoria.Outcome outcome = theoria("export", "m", "-o", target.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out().strip()).isEqualTo("wrote " + target);
        assertThat(outcome.err())
                .contains(
                        "the input contract is not part of the file; say --preprocess scale=1/255");
        return target;
    }

    private JsonObject json(String... arguments) {
        Theoria.Outcome outcome = theoria(arguments);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }

    @Test
    void onnxComesBackWithTheSameHash() {
        Path file = exported("m.onnx");
        assertThat(json("show", file.toString(), "--json").get("hash"))
                .isEqualTo(json("show", "m", "--json").get("hash"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.onnx", "M.ZIP"})
    void theFileIsEvaluatedLikeTheModel(String name) {
        Path file = exported(name);
        String[] common = {"--data", DATA, "--json", "--quiet", "-p", "engine=reference"};
        JsonObject own = evaluation(common, "--model", "m");
        JsonObject read =
                evaluation(common, "--model", file.toString(), "--preprocess", "scale=1/255");
        assertThat(read.get("scalars")).isEqualTo(own.get("scalars"));
        assertThat(read.getAsJsonObject("arrays").get("losses"))
                .isEqualTo(own.getAsJsonObject("arrays").get("losses"));
    }

    private JsonObject evaluation(String[] common, String... more) {
        return json(
                java.util.stream.Stream.of(
                                java.util.stream.Stream.of("run", "inspection.evaluation"),
                                java.util.stream.Stream.of(common),
                                java.util.stream.Stream.of(more))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
    }

    @Test
    void theFormatIsChosenByTheEnding() {
        Path file = folder.resolve("m.pt");
        Theoria.Outcome outcome = theoria("export", "m", "-o", file.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("has no ending of a network; expected .onnx, .zip");
        assertThat(file).doesNotExist();
        assertThat(theoria("export", "m").code()).isEqualTo(2);
        assertThat(theoria("export", "nobody", "-o", folder.resolve("x.onnx").toString()).code())
                .isEqualTo(3);
    }

    @Test
    void whatAFormatCannotHoldIsToldInOneSentence() throws Exception {
        try (SqliteRegistry registry = SqliteRegistry.open(folder.resolve("ws"))) {
            registry.register(withSoftmax());
        }
        Path file = folder.resolve("s.zip");
        Theoria.Outcome outcome = theoria("export", "soft", "-o", file.toString());
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err())
                .startsWith("theoria: '" + file + "' cannot be made: Softmax 'p' at the end is")
                .hasLineCount(1);
        assertThat(file).doesNotExist();
        String onnx = folder.resolve("s.onnx").toString();
        JsonObject facts = json("export", "soft", "-o", onnx, "--json");
        assertThat(facts.get("format").getAsString()).isEqualTo("ONNX");
        assertThat(facts.get("hash")).isEqualTo(json("show", onnx, "--json").get("hash"));
    }

    private static NewVersion withSoftmax() {
        NetworkGraph graph =
                NetworkGraph.builder("soft")
                        .input("x", Shape.of(2))
                        .add(
                                new Node(
                                        "fc",
                                        new Operator.Dense(2),
                                        List.of("x"),
                                        Map.of(Role.KERNEL, "w")))
                        .add("p", new Operator.Softmax(0, false), "fc")
                        .build("p");
        return new NewVersion(
                "soft",
                graph,
                Weights.of(new float[] {1, 2, 3, 4}, new float[0]),
                InputContract.IDENTITY,
                new Lineage(Lineage.Kind.IMPORTED, "test"),
                Map.of(),
                Optional.empty());
    }

    @Test
    void aFileThatCannotBeWrittenLeavesNothingBehind() throws Exception {
        Path plain = Files.writeString(folder.resolve("plain"), "x");
        Theoria.Outcome outcome = theoria("export", "m", "-o", plain.resolve("m.onnx").toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("cannot be written").doesNotContain("Exception");
    }
}
