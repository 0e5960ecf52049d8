package theoria.report.xlsx;

import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

import theoria.core.model.file.AtomicOutput;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportWriter;
import theoria.core.study.result.Table;
import theoria.report.xlsx.internal.CoverSheets;
import theoria.report.xlsx.internal.RunSheets;
import theoria.report.xlsx.internal.SheetNames;
import theoria.report.xlsx.internal.Styles;
import theoria.report.xlsx.internal.TableSheet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a report as a workbook: a cover, for every run a sheet of numbers, claims (live formulas),
 * native charts on cell ranges and pictures, a sheet per table, and the provenance of every run, by
 * which {@link XlsxVerifier} can check the file. Large tables are streamed.
 */
public final class XlsxWriter implements ReportWriter {
    /** What a file says that no other program has saved since. */
    static final String APPLICATION = "Theoria";

    private static final int ROWS_IN_MEMORY = 200;

    @Override
    public String description() {
        return "Excel workbook";
    }

    @Override
    public Set<String> extensions() {
        return Set.of("xlsx");
    }

    @Override
    public List<Path> write(Report report, Path target) throws IOException {
        AtomicOutput.write(target, out -> write(report, out));
        return List.of(target);
    }

    private static void write(Report report, OutputStream out) throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            workbook.getProperties().getExtendedProperties().setApplication(APPLICATION);
            Styles styles = new Styles(workbook);
            SheetNames names = new SheetNames();
            CoverSheets cover = new CoverSheets(workbook, names, styles);
            cover.writeCover(report);
            Map<String, Table> large = new LinkedHashMap<>();
            for (int i = 0; i < report.runs().size(); i++) {
                RunSheets sheets =
                        new RunSheets(workbook, names, styles, i + 1, report.runs().get(i));
                large.putAll(sheets.write());
                cover.link(i + 1, sheets.firstSheet());
            }
            cover.writeProvenance(report);
            workbook.getCreationHelper().createFormulaEvaluator().evaluateAll();
            stream(workbook, large, out);
        }
    }

    /** Adds the large tables row by row and writes the file. */
    private static void stream(XSSFWorkbook workbook, Map<String, Table> large, OutputStream out)
            throws IOException {
        try (SXSSFWorkbook streaming = new SXSSFWorkbook(workbook, ROWS_IN_MEMORY, true)) {
            Styles styles = new Styles(streaming);
            for (Map.Entry<String, Table> table : large.entrySet()) {
                Sheet sheet = streaming.createSheet(table.getKey());
                TableSheet.write(sheet, table.getValue(), styles);
            }
            streaming.write(out);
        }
    }
}
