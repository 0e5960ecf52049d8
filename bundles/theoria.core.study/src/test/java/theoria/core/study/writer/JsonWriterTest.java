package theoria.core.study.writer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.study.report.Report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class JsonWriterTest {
    @TempDir Path folder;
    private JsonObject json = new JsonObject();

    @BeforeEach
    void writeAndParse() throws IOException {
        json = written(SampleReports.single());
    }

    private JsonObject written(Report report) throws IOException {
        Path file = folder.resolve("out.json");
        assertThat(new JsonWriter().write(report, file)).containsExactly(file);
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    @Test
    void hasExactlyTheDocumentedFields() {
        assertThat(json.keySet())
                .containsExactly("study", "provenance", "verdicts", "scalars", "arrays", "tables");
    }

    @Test
    void namesTheStudyAndItsProvenance() {
        assertThat(json.get("study").getAsString()).isEqualTo("inspection.evaluation");
        assertThat(json.getAsJsonObject("provenance").get("model_hash").getAsString())
                .isEqualTo("aa");
    }

    @Test
    void keepsScalarsExactAndPrefixesThoseOfParts() {
        JsonObject scalars = json.getAsJsonObject("scalars");

        assertThat(scalars.keySet()).containsExactly("loss", "gap", "classes.worst");
        assertThat(scalars.get("loss").getAsDouble()).isEqualTo(0.1 + 0.2);
        assertThat(scalars.get("gap").getAsString()).isEqualTo("NaN");
        assertThat(scalars.get("classes.worst").getAsDouble()).isEqualTo(-0.0);
    }

    @Test
    void writesArraysRowMajorWithTheirShape() {
        JsonObject arrays = json.getAsJsonObject("arrays");

        assertThat(arrays.get("confusion")).hasToString("{\"shape\":[2,2],\"data\":[5,0,1,7]}");
        assertThat(arrays.get("logits"))
                .hasToString("{\"shape\":[2],\"data\":[\"-Infinity\",1.0E-300]}");
    }

    @Test
    void writesTablesAsRows() {
        JsonObject table = json.getAsJsonObject("tables").getAsJsonObject("classes");

        assertThat(table.get("columns"))
                .hasToString("[\"class\",\"count\",\"accuracy\",\"time [s]\"]");
        assertThat(table.get("rows"))
                .hasToString(
                        "[[\"zero\",980,0.1,0.1],"
                                + "[\"a, \\\"b\\\"\\nc\",\"NaN\",1.0,\"Infinity\"]]");
    }

    @Test
    void writesVerdictsWithTheirOutcome() {
        assertThat(json.getAsJsonArray("verdicts").get(0))
                .hasToString(
                        "{\"claim\":\"sums agree\",\"formula\":\"a=b\",\"measured\":1.0,"
                                + "\"relation\":\"=\",\"expected\":1.000000000001,"
                                + "\"tolerance\":1.0E-9,\"kind\":\"EXACT\","
                                + "\"source\":\"theory 1\",\"holds\":true}");
    }

    @Test
    void severalRunsBecomeAList() throws IOException {
        JsonObject several = written(SampleReports.several());

        assertThat(several.get("title").getAsString()).isEqualTo("Several");
        assertThat(several.getAsJsonArray("runs").get(0)).isEqualTo(json);
    }
}
