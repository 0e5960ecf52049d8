package theoria.core.study.writer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.study.report.Report;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Result;
import theoria.core.study.result.Table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class CsvWriterTest {
    @TempDir Path folder;

    private static Report report(Result result) {
        return new Report("r", List.of(SampleReports.run("a.b", "aa", result)));
    }

    private List<String> names(List<Path> files) {
        return files.stream().map(file -> folder.relativize(file).toString()).toList();
    }

    @Test
    void writesTheFirstTableUnderTheTargetAndFurtherOnesBesideIt() throws IOException {
        List<Path> files = new CsvWriter().write(SampleReports.single(), folder.resolve("out.csv"));

        assertThat(names(files)).containsExactly("out.csv", "out-confusion_table.csv");
        assertThat(files).allMatch(Files::isRegularFile);
    }

    @Test
    void quotesWhatNeedsItAndKeepsFullPrecision() throws IOException {
        Path file = folder.resolve("out.csv");

        new CsvWriter().write(SampleReports.single(), file);

        assertThat(file)
                .hasContent(
                        "class,count,accuracy,time [s]\n"
                                + "zero,980,0.1,0.1\n"
                                + "\"a, \"\"b\"\"\nc\",NaN,1.0,Infinity\n");
    }

    @Test
    void namesTablesOfSeveralRunsByStudy() throws IOException {
        List<Path> files =
                new CsvWriter().write(SampleReports.several(), folder.resolve("out.csv"));

        assertThat(names(files))
                .containsExactly(
                        "out.csv",
                        "out-inspection.evaluation.confusion_table.csv",
                        "out-landscape.line.classes.csv",
                        "out-landscape.line.confusion_table.csv");
    }

    @Test
    void namesThatDifferOnlyInCaseOrUnsafeCharactersGetDifferentFiles() throws IOException {
        Table table = Table.builder("t").column(Column.reals("x", 1)).build();
        Result result =
                Composite.builder("c")
                        .part("first", table)
                        .part("a/b", table)
                        .part("A:B", table)
                        .build();

        List<Path> files = new CsvWriter().write(report(result), folder.resolve("out.csv"));

        assertThat(names(files)).containsExactly("out.csv", "out-a_b.csv", "out-A_B-2.csv");
    }

    @Test
    void hostileNamesStayInTheFolder() throws IOException {
        Table table = Table.builder("t").column(Column.reals("x", 1)).build();
        Result result =
                Composite.builder("c")
                        .part("first", table)
                        .part("/../../etc/passwd", table)
                        .build();
        Path target = Files.createDirectory(folder.resolve("deep")).resolve("out.csv");

        new CsvWriter().write(report(result), target);

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allMatch(file -> file.getParent().equals(target.getParent()));
        }
    }
}
