package theoria.core.study.writer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.load.FormatException;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpyType;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Shape;
import theoria.core.study.report.Report;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class NpzWriterTest {
    @TempDir Path folder;

    private Map<String, NpyArray> written(Report report) throws IOException, FormatException {
        Path file = folder.resolve("out.npz");
        new NpzWriter().write(report, file);
        return NpzFile.read(file);
    }

    @Test
    void holdsEachScalarAndArrayUnderItsKey() throws IOException, FormatException {
        Map<String, NpyArray> arrays = written(SampleReports.single());

        assertThat(arrays).containsOnlyKeys("loss", "gap", "classes.worst", "confusion", "logits");
        assertThat(arrays.get("loss"))
                .isEqualTo(NpyArray.of(Shape.scalar(), new double[] {0.1 + 0.2}));
        assertThat(arrays.get("confusion"))
                .isEqualTo(NpyArray.of(Shape.of(2, 2), new long[] {5, 0, 1, 7}));
    }

    @Test
    void prefixesKeysOfSeveralRuns() throws IOException, FormatException {
        assertThat(written(SampleReports.several()))
                .containsKeys("inspection.evaluation.loss", "landscape.line.classes.worst");
    }

    @Test
    void furtherModelsOfOneStudyArePrefixed() throws IOException, FormatException {
        Report report =
                new Report(
                        "two models",
                        List.of(
                                SampleReports.run("a.b", "aa", SampleReports.composite()),
                                SampleReports.run("a.b", "bb", SampleReports.composite())));

        assertThat(written(report)).containsKeys("loss", "model2.loss", "model2.classes.worst");
    }

    @Test
    void countsWithAMissingOneStayFloating() throws IOException, FormatException {
        Text text =
                Text.builder("t", "m")
                        .array(
                                "counts",
                                NumericArray.integers(Shape.of(2), new double[] {3, Double.NaN}))
                        .build();
        Report report = new Report("r", List.of(SampleReports.run("a.b", "aa", text)));

        assertThat(written(report).get("counts").type()).isEqualTo(NpyType.FLOAT64);
    }

    @Test
    void repetitionGivesIdenticalBytes() throws IOException {
        Path first = folder.resolve("first.npz");
        Path second = folder.resolve("second.npz");

        new NpzWriter().write(SampleReports.single(), first);
        new NpzWriter().write(SampleReports.single(), second);

        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(Files.size(first)).isPositive();
    }
}
