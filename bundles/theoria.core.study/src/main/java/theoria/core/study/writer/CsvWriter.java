package theoria.core.study.writer;

import theoria.core.model.file.AtomicOutput;
import theoria.core.study.internal.JsonNumbers;
import theoria.core.study.report.BesideNames;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportWriter;
import theoria.core.study.report.RunPrefixes;
import theoria.core.study.result.Column;
import theoria.core.study.result.Table;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the canonical tables as comma-separated values (RFC 4180, but lines end in a line feed):
 * the first table under the target's name, table NAME beside it as {@code OUT-NAME.csv}. UTF-8,
 * decimal points, full precision, fractions as fractions; one heading line, units in brackets.
 */
public final class CsvWriter implements ReportWriter {
    private static final String EXTENSION = "csv";

    /** For the extension registry. */
    public CsvWriter() {}

    @Override
    public String description() {
        return "comma-separated values, one file per table";
    }

    @Override
    public Set<String> extensions() {
        return Set.of(EXTENSION);
    }

    @Override
    public List<Path> write(Report report, Path target) throws IOException {
        Map<String, Table> tables = tables(report);
        List<Path> files = new ArrayList<>();
        BesideNames names = new BesideNames(target, EXTENSION);
        if (tables.isEmpty()) {
            tables.put("empty", Table.builder(report.title()).build());
        }
        for (Map.Entry<String, Table> entry : tables.entrySet()) {
            Path file = names.next(entry.getKey());
            AtomicOutput.write(file, out -> write(entry.getValue(), out));
            files.add(file);
        }
        return files;
    }

    /** All tables by name, those of several runs prefixed. */
    private static Map<String, Table> tables(Report report) {
        Map<String, Table> tables = new LinkedHashMap<>();
        List<String> prefixes = RunPrefixes.of(report.runs());
        for (int i = 0; i < prefixes.size(); i++) {
            String prefix = prefixes.get(i);
            report.runs()
                    .get(i)
                    .result()
                    .tables()
                    .forEach((name, table) -> tables.put(prefix + name, table));
        }
        return tables;
    }

    /** Writes one table as comma-separated values; the stream stays open. */
    public static void write(Table table, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        List<Column> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            text.write(i == 0 ? "" : ",");
            text.write(quoted(columns.get(i).heading()));
        }
        text.write('\n');
        for (int row = 0; row < table.rows(); row++) {
            for (int i = 0; i < columns.size(); i++) {
                text.write(i == 0 ? "" : ",");
                text.write(cell(columns.get(i), row));
            }
            text.write('\n');
        }
        text.flush();
    }

    private static String cell(Column column, int row) {
        return column.numeric()
                ? JsonNumbers.text(column.number(row), column.kind() == Column.Kind.INTEGER)
                : quoted(column.word(row));
    }

    private static String quoted(String text) {
        boolean plain =
                text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                        && text.equals(text.strip());
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
