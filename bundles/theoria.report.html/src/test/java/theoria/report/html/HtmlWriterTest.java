package theoria.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.report.Report;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Series;
import theoria.core.study.result.Verdict;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class HtmlWriterTest {
    @TempDir Path folder;

    private String write(String title) throws Exception {
        StudyDescriptor study = StudyDescriptor.builder("test.curve", title, "Test").build();
        Curves curves =
                Curves.builder("curve", Axis.of("x"), Axis.of("y"))
                        .series(Series.line("a", new double[] {0, 1}, new double[] {1, 2}))
                        .scalar("slope", 1)
                        .verdict(Verdict.equal("slope is 2", "m = 2", 1, 2, 0))
                        .note("one remark")
                        .build();
        Provenance provenance = new Provenance(Map.of("model", "net<1>"));
        Report report = new Report("r", List.of(new Run("1", study, curves, provenance)));
        Path target = folder.resolve("r.html");
        assertThat(new HtmlWriter().write(report, target)).containsExactly(target);
        return Files.readString(target);
    }

    @Test
    void thePageHoldsPictureNumbersClaimsRemarksAndOrigin() throws Exception {
        assertThat(write("Curve"))
                .contains("data:image/png;base64,")
                .contains("slope")
                .contains("does not hold")
                .contains("one remark")
                .contains("net&lt;1&gt;");
    }

    @Test
    void thePageNeedsNoOtherFileAndRunsNoScript() throws Exception {
        assertThat(write("<script>alert(1)</script>"))
                .doesNotContain("<script")
                .doesNotContain("src=\"http")
                .doesNotContain("href=\"http")
                .contains("&lt;script&gt;");
    }
}
