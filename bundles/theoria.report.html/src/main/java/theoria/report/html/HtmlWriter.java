package theoria.report.html;

import theoria.core.model.file.AtomicOutput;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportWriter;
import theoria.report.html.internal.Page;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Writes a report as one HTML file that needs no other: pictures inline, no script, readable in
 * print and on a dark desktop.
 */
public final class HtmlWriter implements ReportWriter {
    @Override
    public String description() {
        return "HTML page";
    }

    @Override
    public Set<String> extensions() {
        return Set.of("html");
    }

    @Override
    public List<Path> write(Report report, Path target) throws IOException {
        AtomicOutput.write(
                target,
                out -> {
                    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    new Page(text).write(report);
                    text.flush();
                });
        return List.of(target);
    }
}
