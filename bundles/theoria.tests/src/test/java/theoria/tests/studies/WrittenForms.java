package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import theoria.core.study.Run;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportPart;
import theoria.core.study.report.ReportWriter;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.draw.Pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A result in every form: written whole, or refused in one sentence where the form cannot hold it.
 */
final class WrittenForms {
    private WrittenForms() {}

    static void check(List<ReportWriter> writers, Run run, Path folder) throws IOException {
        Report report = new Report("r", List.of(run));
        for (ReportWriter writer : writers) {
            String ending = writer.extensions().iterator().next();
            Path target = folder.resolve("out." + ending);
            Optional<String> obstacle = writer.obstacle(report);
            assertThat(obstacle.isEmpty() || mayRefuse(ending, report))
                    .as("%s of %s: %s", ending, run.descriptor().id(), obstacle)
                    .isTrue();
            if (obstacle.isPresent()) {
                assertThatThrownBy(() -> writer.write(report, target))
                        .isInstanceOf(IOException.class)
                        .hasMessage(obstacle.get());
                assertThat(target).doesNotExist();
                continue;
            }
            assertThat(writer.write(report, target))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.size(file)).isPositive());
        }
    }

    /** Only what the form is made for may be missing. */
    private static boolean mayRefuse(String ending, Report report) {
        Result result = report.runs().get(0).result();
        List<Surface> surfaces =
                ReportPart.of(report).stream()
                        .map(ReportPart::result)
                        .filter(Surface.class::isInstance)
                        .map(Surface.class::cast)
                        .toList();
        switch (ending) {
            case "pdf", "png", "svg":
                return Pictures.of(result).isEmpty();
            case "vtp":
                return surfaces.isEmpty();
            case "h5":
                return surfaces.stream().noneMatch(surface -> has(surface, "loss"))
                        && !result.content().arrays().keySet().containsAll(List.of("t", "loss"));
            default:
                return false;
        }
    }

    private static boolean has(Surface surface, String key) {
        return surface.layers().stream().anyMatch(layer -> layer.key().equals(key));
    }
}
