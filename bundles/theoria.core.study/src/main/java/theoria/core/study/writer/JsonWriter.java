package theoria.core.study.writer;

import theoria.core.model.file.AtomicOutput;
import theoria.core.study.Run;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportWriter;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Writes JSON for scripts, full precision, NaN and infinities as strings. One run is
 *
 * <pre>{@code
 * {"study": "landscape.line",
 *  "provenance": {key: text},
 *  "verdicts": [{"claim", "formula", "measured", "relation", "expected", "tolerance", "kind",
 *                "source", "holds"}],
 *  "scalars": {key: number},
 *  "arrays": {key: {"shape": [...], "data": [...]}},
 *  "tables": {key: {"columns": [...], "rows": [[...]]}}}
 * }</pre>
 *
 * several runs are {@code {"title": ..., "runs": [...]}} of these. Arrays are row-major; keys of
 * nested parts are {@code part.key}.
 */
public final class JsonWriter implements ReportWriter {
    /** For the extension registry. */
    public JsonWriter() {}

    @Override
    public String description() {
        return "JSON";
    }

    @Override
    public Set<String> extensions() {
        return Set.of("json");
    }

    @Override
    public List<Path> write(Report report, Path target) throws IOException {
        AtomicOutput.write(target, out -> write(report, out));
        return List.of(target);
    }

    /** Writes a report to a stream, which stays open. */
    public static void write(Report report, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        RunJson json = new RunJson(text);
        List<Run> runs = report.runs();
        if (runs.size() == 1) {
            json.write(runs.get(0));
        } else {
            json.write(report.title(), runs);
        }
        text.write('\n');
        text.flush();
    }
}
