package theoria.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Shape;
import theoria.tests.support.Theoria;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code theoria run -o} writes. */
class OutputTest {
    private static final String DATA = "synthdigits?train=60&test=40";

    @TempDir Path folder;

    @BeforeEach
    void aModel() {
        Theoria.Outcome outcome =
                theoria("train", "mlp:1024-8-10", "--data", DATA, "--epochs", "1", "--name", "m");
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    private Theoria.Outcome theoria(String... arguments) {
        return new Theoria(folder.resolve("ws")).run(arguments);
    }

    private Theoria.Outcome run(String study, Path out, String... more) {
        List<String> words =
                Stream.concat(
                                Stream.of("run", study, "--model", "m", "--data", DATA),
                                Stream.concat(Stream.of(more), Stream.of("-o", out.toString())))
                        .toList();
        return theoria(words.toArray(new String[0]));
    }

    @Test
    void aFolderGetsTheNumbersATablePerSheetAndAPicturePerPart() throws Exception {
        Path out = folder.resolve("surface");
        Theoria.Outcome outcome = run("landscape.surface", out, "-p", "grid=5");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("result.json", "result.npz", "result.csv", "result.png");
        }
        Map<String, NpyArray> arrays = NpzFile.read(out.resolve("result.npz"));
        assertThat(arrays).containsKeys("x", "y", "loss", "accuracy", "min_loss", "max_loss");
        assertThat(arrays.get("loss").shape()).isEqualTo(Shape.of(5, 5));
        assertThat(Files.readString(out.resolve("result.csv")))
                .startsWith("x,y,loss,loss standard error,accuracy");
    }

    @Test
    void jsonHoldsFullPrecisionUnderTheDocumentedKeys() throws Exception {
        Path out = folder.resolve("e.json");
        assertThat(run("inspection.evaluation", out).code()).isZero();
        JsonObject json = JsonParser.parseString(Files.readString(out)).getAsJsonObject();
        assertThat(json.get("study").getAsString()).isEqualTo("inspection.evaluation");
        JsonObject arrays = json.getAsJsonObject("arrays");
        JsonArray losses = arrays.getAsJsonObject("losses").getAsJsonArray("data");
        double sum = 0;
        for (int i = 0; i < losses.size(); i++) {
            sum += losses.get(i).getAsDouble();
        }
        double loss = json.getAsJsonObject("scalars").get("loss").getAsDouble();
        assertThat(sum / losses.size()).isCloseTo(loss, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(json.getAsJsonObject("provenance").get("model_hash").getAsString()).hasSize(64);
    }

    @Test
    void twoSplitsCarryTheSuffixOfTheSecond() throws Exception {
        Path out = folder.resolve("both.npz");
        assertThat(run("inspection.evaluation", out, "--split", "both").code()).isZero();
        Map<String, NpyArray> arrays = NpzFile.read(out);
        assertThat(arrays).containsKeys("loss", "loss_test", "count", "count_test");
        assertThat(arrays.get("count").get(0)).isEqualTo(60);
        assertThat(arrays.get("count_test").get(0)).isEqualTo(40);
    }

    @Test
    void aRunRepeatedGivesTheSameBytes() throws Exception {
        Path first = folder.resolve("1.npz");
        Path second = folder.resolve("2.npz");
        assertThat(run("landscape.surface", first, "-p", "grid=5", "--threads", "1").code())
                .isZero();
        assertThat(run("landscape.surface", second, "-p", "grid=5", "--threads", "3").code())
                .isZero();
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void failOnIsOneWhereItIsMetAndZeroElse() {
        Path out = folder.resolve("e.json");
        assertThat(run("inspection.evaluation", out, "--fail-on", "loss>0").code()).isEqualTo(1);
        assertThat(run("inspection.evaluation", out, "--fail-on", "loss<0").code()).isZero();
    }

    @Test
    void anUnknownEndingIsRefusedBeforeAnythingIsComputed() {
        Theoria.Outcome outcome = run("inspection.evaluation", folder.resolve("e.tiff"));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(".tiff").contains(".pdf").contains(".svg");
    }

    @Test
    void aResultWithoutASurfaceIsRefusedByFormsOfSurfaces() {
        Path vtp = folder.resolve("e.vtp");
        Theoria.Outcome mesh = run("inspection.evaluation", vtp);
        assertThat(mesh.code()).isEqualTo(2);
        assertThat(mesh.err()).contains("e.vtp' cannot be made").contains("has no surface");
        Path h5 = folder.resolve("e.h5");
        Theoria.Outcome grid = run("inspection.evaluation", h5);
        assertThat(grid.code()).isEqualTo(2);
        assertThat(grid.err()).contains("has no loss over a line or a plane");
        assertThat(vtp).doesNotExist();
        assertThat(h5).doesNotExist();
    }

    @Test
    void picturesAreWrittenForPrint() throws Exception {
        Path pdf = folder.resolve("s.pdf");
        Theoria.Outcome printed = run("landscape.surface", pdf, "-p", "grid=5");
        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(Files.readAllBytes(pdf)).startsWith("%PDF-".getBytes(US_ASCII));
        Path svg = folder.resolve("g.svg");
        Theoria.Outcome drawn = run("inspection.layers", svg);
        assertThat(drawn.code()).as(drawn.err()).isZero();
        assertThat(Files.readString(svg)).contains("<svg").contains("</svg>");
    }
}
