package theoria.report.xlsx.internal;

import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.report.Report;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Verdict;

import java.util.List;
import java.util.Map;

/** The first sheet, which tells what the workbook holds, and the last, which tells its origin. */
public final class CoverSheets {
    /** Name of the sheet of the runs' provenance: run, key, value. */
    public static final String PROVENANCE = "Provenance";

    private final XSSFWorkbook workbook;
    private final SheetNames names;
    private final Styles styles;

    /** The cover of a workbook. */
    public CoverSheets(XSSFWorkbook workbook, SheetNames names, Styles styles) {
        this.workbook = workbook;
        this.names = names;
        this.styles = styles;
        names.sheet(PROVENANCE);
    }

    /** Writes the cover. */
    public void writeCover(Report report) {
        XSSFSheet sheet = workbook.createSheet(names.sheet("Cover"));
        styles.title(sheet.createRow(0), report.title());
        styles.text(
                sheet.createRow(1),
                0,
                "Written by Theoria. The last sheet tells where every number comes from;"
                        + " 'theoria verify-report' recomputes them.");
        String[] headings = {
            "run",
            "study",
            "what",
            "model",
            "model hash",
            "data",
            "samples",
            "seed",
            "engine",
            "precision",
            "claims that hold"
        };
        int[] widths = {6, 24, 70, 24, 20, 20, 14, 8, 14, 10, 16};
        Row header = sheet.createRow(3);
        for (int c = 0; c < headings.length; c++) {
            styles.header(header, c, headings[c]);
            sheet.setColumnWidth(c, widths[c] * 256);
        }
        for (int i = 0; i < report.runs().size(); i++) {
            Run run = report.runs().get(i);
            Provenance from = run.provenance();
            Row row = sheet.createRow(4 + i);
            styles.text(row, 0, Integer.toString(i + 1));
            styles.text(row, 1, run.descriptor().title());
            styles.text(row, 2, run.result().caption());
            styles.text(row, 3, from.text("model"));
            styles.text(row, 4, from.text("model_hash"));
            styles.text(row, 5, from.text("data"));
            styles.text(row, 6, from.text("samples"));
            styles.text(row, 7, from.text("seed"));
            styles.text(row, 8, from.text("engine"));
            styles.text(row, 9, from.text("parameter.precision"));
            styles.text(row, 10, claims(run));
        }
        sheet.createFreezePane(0, 4);
    }

    private static String claims(Run run) {
        List<Verdict> verdicts = FlatResult.of(run.result()).verdicts();
        long holding = verdicts.stream().filter(Verdict::holds).count();
        return verdicts.isEmpty() ? "" : holding + " of " + verdicts.size();
    }

    /** Writes the provenance of every run. */
    public void writeProvenance(Report report) {
        XSSFSheet sheet = workbook.createSheet(PROVENANCE);
        Row header = sheet.createRow(0);
        styles.header(header, 0, "run");
        styles.header(header, 1, "key");
        styles.header(header, 2, "value");
        sheet.setColumnWidth(1, 26 * 256);
        sheet.setColumnWidth(2, 90 * 256);
        int line = 1;
        for (int i = 0; i < report.runs().size(); i++) {
            Map<String, String> entries = report.runs().get(i).provenance().entries();
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                Row row = sheet.createRow(line++);
                styles.text(row, 0, Integer.toString(i + 1));
                styles.text(row, 1, entry.getKey());
                styles.text(row, 2, entry.getValue());
            }
        }
        sheet.createFreezePane(0, 1);
    }
}
